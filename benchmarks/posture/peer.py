"""Seconds that spopt takes to build a model, for the same instance: run by the benchmark's own Python with spopt in it.

PYTHON benchmarks/posture/peer.py INSTANCE.npz MODEL
"""

import sys
import time
import warnings

import numpy as np


def main() -> None:
    """Prints the seconds."""
    from spopt.locate import LSCP, MCLP, PMedian

    warnings.simplefilter("ignore")
    instance = np.load(sys.argv[1])
    cost = np.sqrt(((instance["demand"][:, None] - instance["site"][None]) ** 2).sum(2))
    began = time.perf_counter()
    if sys.argv[2] == "mclp":
        MCLP.from_cost_matrix(cost, instance["weight"], service_radius=10, p_facilities=20)
    elif sys.argv[2] == "lscp":
        LSCP.from_cost_matrix(cost, service_radius=10)
    else:
        PMedian.from_cost_matrix(cost, instance["weight"], p_facilities=10)
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main()
