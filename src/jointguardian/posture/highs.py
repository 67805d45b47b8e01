"""HiGHS, handed a sparse matrix as it is. The one place that knows its interface."""

import math
from dataclasses import dataclass, replace

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
LITTLE = 0.01
"""Share of the effort for finding answers where a good one is given: the rest goes into the bound."""
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Program:
    """Minimise `cost @ x` with `lower <= x <= upper`, `row_lower <= rows @ x <= row_upper`; `whole` says which x are
    integers. `rows` is CSR."""

    cost: Floats
    lower: Floats
    upper: Floats
    rows: sparse.csr_matrix
    row_lower: Floats
    row_upper: Floats
    whole: Bools


@dataclass(frozen=True, slots=True)
class Solved:
    """The best x found (None: none) with its value, and a bound that no x is below. `proven`: nothing is left to look
    at, so that without an x there is none."""

    x: Floats | None
    value: float
    bound: float
    proven: bool


def minimised(
    program: Program,
    *,
    seconds: float = math.inf,
    start: Floats | None = None,
    absolute_gap: float = 0.0,
    threads: int = 0,
) -> Solved:
    """Solves with HiGHS, at most so many seconds; `start` is a first x, `absolute_gap` what may be left open: below 1
    where all values are whole numbers."""
    if seconds <= 0:
        return Solved(start, _value(program, start), -math.inf, proven=False)
    solver = _solver(seconds, absolute_gap, threads)
    solver.passModel(_model(program))
    if start is not None:
        _begin(solver, start)
    solver.run()
    return _solved(solver, program)


def _begin(solver: highspy.Highs, start: Floats) -> None:
    """Gives a first answer, from which little effort goes into finding others."""
    solver.setOptionValue("mip_heuristic_effort", LITTLE)
    told = highspy.HighsSolution()
    told.col_value = start.tolist()
    solver.setSolution(told)


def _value(program: Program, x: Floats | None) -> float:
    return math.inf if x is None else float(program.cost @ x)


def _solver(seconds: float, absolute_gap: float, threads: int) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    options = {
        "output_flag": False, "mip_rel_gap": 0.0, "mip_abs_gap": max(absolute_gap, 1e-6), "threads": threads,
    }  # fmt: skip
    if math.isfinite(seconds):
        options["time_limit"] = float(seconds)
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


def _model(program: Program) -> highspy.HighsLp:
    rows = program.rows
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.col_cost_, model.col_lower_, model.col_upper_ = program.cost, program.lower, program.upper
    model.row_lower_, model.row_upper_ = program.row_lower, program.row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = rows.indptr, rows.indices
    model.a_matrix_.value_ = rows.data
    kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
    model.integrality_ = [kinds[int(w)] for w in program.whole]
    return model


def _solved(solver: highspy.Highs, program: Program) -> Solved:
    status, info = solver.getModelStatus(), solver.getInfo()
    done = highspy.HighsModelStatus
    proven = status in (done.kOptimal, done.kInfeasible)
    if status == done.kInfeasible:
        return Solved(None, math.inf, math.inf, proven=True)
    some = info.primal_solution_status == highspy.kSolutionStatusFeasible
    x = np.array(solver.getSolution().col_value) if some else None
    bound = info.mip_dual_bound if program.whole.any() else info.objective_function_value
    return Solved(x, _value(program, x), float(bound), proven)


class Growing:
    """A program that rows are added to and that is solved again from where it was."""

    def __init__(self, program: Program, threads: int = 0) -> None:
        self._solver = _solver(math.inf, 0.0, threads)
        self._solver.passModel(_model(program))
        self._program = program
        self._whole = program.whole

    def add(self, rows: sparse.csr_matrix, low: Floats) -> None:
        """Rows with a least value each."""
        count = rows.shape[0]
        self._solver.addRows(
            count, low, np.full(count, highspy.kHighsInf), rows.nnz, rows.indptr[:-1], rows.indices, rows.data
        )  # fmt: skip

    def price(self, cost: Floats) -> None:
        """Another aim."""
        self._solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self._program = replace(self._program, cost=cost)

    def bound(self, columns: Ints, low: Floats, high: Floats) -> None:
        """Other limits of some columns."""
        self._solver.changeColsBounds(len(columns), columns.astype(np.int32), low, high)

    def solved(
        self,
        *,
        relaxed: bool,
        seconds: float,
        gap: float = 0.0,
        absolute_gap: float = 1e-6,
        start: Floats | None = None,
    ) -> Solved:
        """The best x, with whole numbers or `relaxed`; `gap` is what may be left open, as a share of the value."""
        if seconds <= 0:
            return Solved(None, math.inf, -math.inf, proven=False)
        if relaxed:
            return self._relaxed(seconds)
        solver = _solver(min(seconds, 1e6), absolute_gap, 0)  # a new one: its clock begins anew
        solver.setOptionValue("mip_rel_gap", gap)
        solver.passModel(self._solver.getLp())
        if start is not None:
            _begin(solver, start)
        solver.run()
        return _solved(solver, self._program)

    def _relaxed(self, seconds: float) -> Solved:
        solver = self._solver
        solver.setOptionValue("time_limit", solver.getRunTime() + min(seconds, 1e6))
        solver.setOptionValue("solve_relaxation", True)
        solver.run()
        done = solver.getModelStatus()
        if done == highspy.HighsModelStatus.kInfeasible:
            return Solved(None, math.inf, math.inf, proven=True)
        proven = done == highspy.HighsModelStatus.kOptimal
        x = np.array(solver.getSolution().col_value) if proven else None
        value = _value(self._program, x)
        return Solved(x, value, value if proven else -math.inf, proven)
