"""The cases around every date, boundary and exception: how many are right, and which are not.

python -m benchmarks.mandate.cases
"""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from jointguardian.domain import Observation
from jointguardian.mandate import COMPLIANT, Evidence, Mandate, Plane, check, read_atlas
from jointguardian.packs import load_pack
from jointguardian.pipeline.mandate_facts import mandate_of

CASES = Path(__file__).with_name("cases.yaml")
MUST = 0.98


def found(case: dict[str, Any], mandate: Mandate, plane: Plane) -> str:
    """What the checker says of a case; `none` where the rule does not bind or is only told."""
    seen = [Observation(**row) for row in case["seen"]]
    findings = check(mandate, Evidence(plane, seen), date.fromisoformat(case["day"]))
    return next((f.finding for f in findings if f.provision == case["rule"]), "none")


def main() -> int:
    """Print the table; 1 below the figure or with a false `compliant`."""
    pack = load_pack("kosovo")
    mandate = mandate_of(pack)
    if mandate is None or pack.outline is None or pack.municipality_polygons is None:
        raise SystemExit("the pack kosovo has no rules")
    plane = read_atlas(pack.outline, pack.municipality_polygons).plane
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))["cases"]
    told = [(case, found(case, mandate, plane)) for case in cases]
    wrong = [(case, said) for case, said in told if said != case["finding"]]
    false = sum(said == COMPLIANT for _, said in wrong)
    for case, said in wrong:
        print(f"{case['id']}: {said}, expected {case['finding']} ({case['why']})")
    right = 1 - len(wrong) / len(cases)
    print(f"cases {len(cases)}  right {right:.3f}  false compliant {false}")
    return int(right < MUST or false > 0)


if __name__ == "__main__":
    sys.exit(main())
