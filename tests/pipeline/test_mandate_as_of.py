"""Over the record: a later fact never changes an earlier finding, and facts taken away comply with nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointguardian.access import LOCAL
from jointguardian.domain import Observation, Strength, Unit
from jointguardian.pipeline import create_operation
from jointguardian.pipeline.known import KnownReader
from jointguardian.pipeline.mandate import Mandates

THEN = datetime(1999, 6, 21, 23, 59, tzinfo=UTC)
DAYS = (date(1999, 6, 16), date(1999, 6, 19), date(1999, 6, 21))
NUMBERS = count()
PLACES = st.one_of(
    st.fixed_dictionaries(
        {"place": st.sampled_from(["zone-1", "zone-2", "zone-3", "kosovo", "ground-safety-zone"])}
    ),
    st.fixed_dictionaries(
        {"lat": st.floats(41.8, 43.3), "lon": st.floats(20.0, 21.8), "within_km": st.floats(0, 9)}
    ),
)
TOLD = st.fixed_dictionaries(
    {
        "what": st.sampled_from(["presence", "flight", "handed-over", "declared", "response", "entry"]),
        "who": st.sampled_from(["fry-forces", "yugoslav-army", "kla", "kfor", "kosovo-police", ""]),
        "start": st.dates(date(1999, 6, 9), date(1999, 6, 30)).map(str),
        "number": st.sampled_from([(0, 0), (1, 1), (20, 700), (None, None)]),
        "complete": st.booleans(),
        "function": st.sampled_from(["", "combat", "liaison"]),
        "permitted": st.sampled_from(["", "none", "comkfor"]),
    }
)  # fmt: skip


def _observation(told: dict[str, Any], where: dict[str, Any]) -> Observation:
    low, high = told["number"]
    rest = {k: v for k, v in told.items() if k != "number"} | where
    return Observation(f"later-{next(NUMBERS)}", low=low, high=high, **rest)


OBSERVED = st.builds(_observation, TOLD, PLACES)


@pytest.fixture(scope="module", params=[True, False], ids=["replay", "live"])
def mandates(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mandates]:
    folder = tmp_path_factory.mktemp("mandate") / "op"
    with create_operation(folder, pack="kosovo") as operation:
        set_so = msgspec.structs.replace(operation.settings, replay=request.param)
        operation = replace(operation, settings=set_so)
        yield Mandates(operation, KnownReader(operation))


def _found(mandates: Mandates) -> list[object]:
    return [mandates.checked(LOCAL, THEN, day).findings for day in DAYS]


@settings(max_examples=25, deadline=None)
@given(st.lists(OBSERVED, min_size=1, max_size=4), st.integers(1, 400))
def test_what_is_observed_later_changes_no_earlier_finding(
    mandates: Mandates, later: list[Observation], hours: int
) -> None:
    before = _found(mandates)
    mandates.operation.record.add_facts("observations", later, at=THEN + timedelta(hours=hours))
    assert _found(mandates) == before


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 60_000), st.dates(date(1999, 6, 22), date(2000, 1, 1)))
def test_later_strengths_and_places_of_units_change_no_earlier_finding(
    mandates: Mandates, number: int, day: date
) -> None:
    before, at = _found(mandates), THEN + timedelta(days=200)
    told = Strength("in-area", "DEU", str(day), number, number, number, f"s{next(NUMBERS)}")
    unit = Unit(f"u{next(NUMBERS)}", "A unit", str(day), nation="DEU", lat=42.21, lon=20.74)
    mandates.operation.record.add_facts("strengths", [told], at=at)
    mandates.operation.record.add_facts("units", [unit], at=at)
    assert _found(mandates) == before


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(DAYS))
def test_a_correction_counts_from_when_it_was_made(mandates: Mandates, day: date) -> None:
    record, id_ = mandates.operation.record, f"corrected-{next(NUMBERS)}"
    first = Observation(
        id_, "presence", "yugoslav-army", str(day), lat=42.21, lon=20.74, low=20, high=20
    )
    record.add_facts("observations", [first], at=THEN - timedelta(hours=1))
    before = _found(mandates)
    wrong = replace(first, low=0, high=0, words="there was nobody")
    record.add_facts("observations", [wrong], at=THEN + timedelta(days=1))
    assert _found(mandates) == before
    seen = record.facts(LOCAL, "observations", Observation, THEN + timedelta(days=2))
    assert next(o for o in seen if o.id == id_).low == 0


def test_before_anything_was_known_nothing_complies(mandates: Mandates) -> None:
    moment = datetime(1999, 6, 9, 0, 0, tzinfo=UTC)
    for day in DAYS:
        found = mandates.checked(LOCAL, moment, day).findings
        assert {f.finding for f in found} <= {"not-determinable"}
