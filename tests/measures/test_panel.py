"""Panels: every cell has a row, and only dated, located, real incidents count."""

from datetime import date

import pytest

from jointguardian.domain import Incident, PlaceMention
from jointguardian.errors import InputError
from jointguardian.measures import panel


def _incident(
    start: str | None, municipality: str | None, kind: str = "assault", status: str = "happened"
) -> Incident:
    place = PlaceMention("p", "p", "XK", 42.0, 21.0, None, "settlement", municipality=municipality)
    return Incident("i", "w", kind, start, None, (place,), (), ("r",), ("s",), 1, (), None, status)


def test_quiet_weeks_have_a_row_with_zero() -> None:
    found = panel(
        [_incident("2023-05-29", "zvecan")], since=date(2023, 5, 22), until=date(2023, 6, 4)
    )
    assert found.rows() == [
        ("zvecan", date(2023, 5, 22), 0, 0),
        ("zvecan", date(2023, 5, 29), 1, 1),
    ]


def test_planned_undated_and_placeless_incidents_are_not_counted() -> None:
    left_out = [
        _incident("2023-05", "zvecan"),
        _incident("2023-05-29", None),
        _incident("2023-05-29", "zvecan", status="planned"),
    ]
    assert panel(left_out, since=date(2023, 5, 1), until=date(2023, 5, 31)).is_empty()


def test_words_alone_are_not_material_conflict() -> None:
    row = panel(
        [_incident("2023-05-29", "pec", "accuse")],
        since=date(2023, 5, 29),
        until=date(2023, 5, 29),
        period="day",
    )
    assert row.rows() == [("pec", date(2023, 5, 29), 1, 0)]


def test_a_wrong_period_or_range_is_refused() -> None:
    with pytest.raises(InputError, match="fortnight"):
        panel([], since=date(2023, 1, 1), until=date(2023, 1, 2), period="fortnight")
    with pytest.raises(InputError, match="before it begins"):
        panel([], since=date(2023, 1, 2), until=date(2023, 1, 1))
