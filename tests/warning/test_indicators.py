"""Indicators: nothing from the future, silence is not quiet, reasons for every count."""

from datetime import date

from jointguardian.domain import Claim, Incident, PlaceMention, Reading, ReportHeader, Span
from jointguardian.warning import INDICATORS, Evidence, indicator_values

HERE = PlaceMention("Zvecan", "Zvečan", "XK", 42.9, 20.8, None, "settlement", municipality="zvecan")


def _incident(number: int, start: str, kind: str = "assault") -> Incident:
    return Incident(
        f"i{number}",
        "a clash",
        kind,
        start,
        None,
        (HERE,),
        (),
        ("r",),
        ("s",),
        1,
        (),
        None,
        "happened",
    )


def _reading(published: str, *stances: str) -> Reading:
    claims = tuple(
        Claim(
            f"c{published}{n}",
            "A minister",
            None,
            "said",
            stance,
            (),
            None,
            False,
            Span(0, 1),
            Span(0, 1),
            1.0,
        )
        for n, stance in enumerate(stances)
    )
    return Reading(ReportHeader("r", "s", published, "en", "0"), (), claims, (), (HERE,))


def _by_id(evidence: Evidence) -> dict[str, object]:
    return {v.id: v for v in indicator_values(evidence)}


def test_every_declared_indicator_has_a_value() -> None:
    values = indicator_values(Evidence([], [], date(2023, 5, 30)))
    assert [v.id for v in values] == [i.id for i in INDICATORS]


def test_a_week_is_set_against_the_mean_week_of_twelve() -> None:
    incidents = [_incident(n, f"2023-0{4 + n % 2}-0{1 + n}") for n in range(6)]
    incidents.append(_incident(9, "2023-05-29"))
    value = _by_id(Evidence(incidents, [_reading("2023-05-29")], date(2023, 5, 30)))[
        "material-conflict"
    ]
    assert (value.value, value.base, value.rests_on) == (1.0, 6 / 12, ("i9",))  # type: ignore[attr-defined]


def test_what_comes_later_changes_nothing() -> None:
    early = Evidence(
        [_incident(1, "2023-05-29")], [_reading("2023-05-29", "warns")], date(2023, 5, 30)
    )
    late = Evidence(
        [*early.incidents, _incident(2, "2023-05-31")],
        [*early.readings, _reading("2023-06-01", "threatens")],
        early.day,
    )
    assert indicator_values(early) == indicator_values(late)


def test_only_hostile_stances_count_as_hostile() -> None:
    readings = [_reading("2023-05-29", "states", "warns", "accuses", "supports")]
    value = _by_id(Evidence([], readings, date(2023, 5, 30)))["hostile-claims"]
    assert (value.value, value.state) == (2.0, "observed")  # type: ignore[attr-defined]


def test_silence_is_nobody_looked_and_not_quiet() -> None:
    evidence = Evidence([], [_reading("2023-04-01")], date(2023, 5, 30), place="zvecan")
    values = _by_id(evidence)
    assert values["material-conflict"].state == "nobody-looked"  # type: ignore[attr-defined]
    assert values["silence"].value == 59.0  # type: ignore[attr-defined]
    assert values["silence"].state == "observed"  # type: ignore[attr-defined]


def test_another_municipality_is_not_this_one() -> None:
    evidence = Evidence(
        [_incident(1, "2023-05-29")], [_reading("2023-05-29")], date(2023, 5, 30), place="pec"
    )
    assert _by_id(evidence)["material-conflict"].value == 0  # type: ignore[attr-defined]
