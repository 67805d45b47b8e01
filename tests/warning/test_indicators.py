"""Indicators: nothing from the future, silence is not quiet, reasons for every count."""

from dataclasses import replace
from datetime import date

import pytest

from jointguardian.domain import (
    ActorMention,
    Claim,
    Count,
    Event,
    Grade,
    Incident,
    Member,
    PlaceMention,
    Reading,
    ReportHeader,
    Restriction,
    Span,
    Trigger,
)
from jointguardian.warning import INDICATORS, Evidence, indicator_values, signs_of

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
    assert (value.value, value.base, value.rests_on) == (8.7, pytest.approx(6 * 8.7 / 12), ("i9",))  # type: ignore[attr-defined]


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
    assert (value.value, value.state) == (4.6, "observed")  # type: ignore[attr-defined]


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


def _event(number: int, day: str, kind: str, mode: str | None, *who: str) -> Event:
    named = tuple(ActorMention(w, w) for w in who)
    return Event(
        id=f"e{number}", type=kind, mode=mode, status="happened", actors=named[:1],
        recipients=named[1:], start=day, end=None, date_precision="day", places=(HERE,),
        casualties=(), means=(), asserted_by=None, span=Span(0, 1), confidence=1.0,
    )  # fmt: skip


def _told(event: Event, published: str) -> tuple[Incident, Reading]:
    reading = replace(_reading(published), events=(event,))
    reading = replace(reading, report=replace(reading.report, id=event.id))
    member = Member(event.id, "s", published, (event.id,), (), Grade("C", "3"), "o")
    incident = replace(_incident(int(event.id[1:]), event.start or ""), type=event.type)
    return replace(incident, members=(member,), reports=(event.id,)), reading


def test_a_blockade_an_alert_and_a_riot_are_told_apart() -> None:
    told = [
        _told(_event(1, "2023-05-26", "protest", "obstruct", "a", "b"), "2023-05-26"),
        _told(_event(2, "2023-05-27", "mobilize", "troops", "b", "a"), "2023-05-26"),
        _told(_event(3, "2023-05-29", "protest", "riot", "a", "b"), "2023-05-29"),
    ]
    values = _by_id(Evidence([i for i, _ in told], [r for _, r in told], date(2023, 5, 30)))
    found = {k: v.value for k, v in values.items()}  # type: ignore[attr-defined]
    assert (found["movement"], found["alert"], found["material-conflict"]) == (5.2, 7.6, 7.0)
    assert found["reciprocity"] == pytest.approx(2 / 3)


def test_the_injured_of_a_later_report_count_from_that_report_on() -> None:
    counts = tuple(
        Count("injured", "soldiers", n, None, None, r, None) for n, r in ((25, "r1"), (93, "r2"))
    )
    members = tuple(
        Member(r, "s", day, (), (), Grade("C", "3"), "o")
        for r, day in (("r1", "2023-05-29"), ("r2", "2023-06-02"))
    )
    one = replace(_incident(1, "2023-05-29"), counts=counts, members=members)
    first, second = sorted(signs_of(Evidence([one], [], date(2023, 6, 5))), key=lambda s: s.known)
    assert (first.known, second.known) == (date(2023, 5, 29), date(2023, 6, 2))
    assert first.weight == pytest.approx(8.7 + 4.7, abs=0.01)
    assert second.weight == pytest.approx(1.854, abs=0.01)


def test_a_restriction_that_a_person_entered_counts_while_it_lasts() -> None:
    barred = Restriction("b1", "roadblock", "Jarinje", "2023-05-27", municipality="leposavic")
    lifted = replace(barred, id="b2", until="2023-05-28")
    evidence = Evidence([], [], date(2023, 5, 30), restrictions=(barred, lifted))
    assert _by_id(evidence)["movement"].value == 4 + 2  # type: ignore[attr-defined]
    elsewhere = replace(evidence, place="zvecan")
    assert _by_id(elsewhere)["movement"].value == 0  # type: ignore[attr-defined]


def test_what_happens_next_door_is_shown_and_not_counted_here() -> None:
    evidence = Evidence(
        [_incident(1, "2023-05-29")], [], date(2023, 5, 30), "leposavic", neighbours=("zvecan",)
    )
    values = _by_id(evidence)
    assert values["spill-over"].value == 8.7  # type: ignore[attr-defined]
    assert values["material-conflict"].value == 0  # type: ignore[attr-defined]


def test_an_anniversary_comes_back_and_an_election_does_not() -> None:
    dates = (
        Trigger("a", "An anniversary", "1999-06-12", "anniversary", "s", yearly=True),
        Trigger("b", "A vote", "2023-04-23", "election", "s"),
        Trigger("c", "A vote called later", "2023-06-05", "election", "s", known="2023-06-01"),
    )
    evidence = Evidence([], [], date(2023, 5, 30), triggers=dates)
    assert _by_id(evidence)["trigger-dates"].rests_on == ("a",)  # type: ignore[attr-defined]
    later = replace(evidence, day=date(2023, 6, 2))
    assert _by_id(later)["trigger-dates"].rests_on == ("a", "c")  # type: ignore[attr-defined]


def test_the_pace_falls_when_nothing_follows() -> None:
    days = [date(2023, 5, 29), date(2023, 6, 5), date(2023, 6, 12)]
    paces = [
        _by_id(Evidence([_incident(1, "2023-05-29")], [], d))["intensity"].value  # type: ignore[attr-defined]
        for d in days
    ]
    assert paces == sorted(paces, reverse=True)
    assert paces[0] == 1.0
