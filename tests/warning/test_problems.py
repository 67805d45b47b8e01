"""What is observed, what is not, and what nobody looked at; nothing from the future."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

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
    TensionDay,
    Trigger,
)
from jointguardian.warning import Evidence
from jointguardian.warning.problem_file import (
    Ahead,
    Barred,
    Deed,
    Indicator,
    Level,
    Problem,
    Said,
    Scenario,
)
from jointguardian.warning.problems import Heard, Watched
from jointguardian.warning.sightings import Sources

DAY = date(2023, 5, 30)
HERE = PlaceMention("Zvecan", "Zvečan", "XK", 42.9, 20.8, None, "settlement", municipality="zvecan")
AWAY = replace(HERE, text="Prizren", name="Prizren", municipality="prizren")
BARRED = Indicator("barred", "Barred", deed=Deed(modes=("obstruct",)))


def _event(day: str, mode: str = "obstruct", place: PlaceMention = HERE, **other: object) -> Event:
    made = Event(
        "e", "protest", mode, "happened", (ActorMention("them", "crowd", "community"),), (), day, None,
        "day", (place,), (), (), None, Span(3, 9), 1.0,
    )  # fmt: skip
    return replace(made, **other)  # type: ignore[arg-type]


def _told(event: Event, published: str, report: str = "r") -> tuple[Incident, Reading]:
    member = Member(report, "s", published, (event.id,), (), Grade("F", "6"), report)
    incident = Incident(
        f"i_{report}", "A blockade", event.type, event.start, None, event.places, (), (report,),
        ("s",), 1, (), None, event.status, (member,),
    )  # fmt: skip
    return incident, Reading(ReportHeader(report, "s", published, "en", "0"), (event,), (), (), ())


def _watched(
    *indicators: Indicator,
    told: tuple[tuple[Incident, Reading], ...] = (),
    heard: dict[str, dict[date, int]] | None = None,
    index: tuple[TensionDay, ...] = (),
    **evidence: object,
) -> Watched:
    found = Evidence([i for i, _ in told], [r for _, r in told], DAY, **evidence)  # type: ignore[arg-type]
    problem = Problem(
        "p", "A road is closed", (Scenario("s", "A path", indicators),), places=("zvecan",)
    )
    everybody = {"zvecan": {DAY: 1}, "area": {DAY: 5}} if heard is None else heard
    sources = Sources(found, {"crowd": "community"}, {"zvecan": index})
    return Watched.of(problem, sources, Heard(everybody))


def _state(watched: Watched, day: date = DAY) -> str:
    return watched.on(day).scenarios[0].indicators[0].state


def test_a_deed_in_the_place_is_observed_with_the_words_that_tell_it() -> None:
    watched = _watched(BARRED, told=(_told(_event("2023-05-20"), "2023-05-21"),))
    (seen,) = watched.on(DAY).scenarios[0].indicators[0].seen
    assert (seen.ref, seen.reports, seen.span) == ("i_r", ("r",), Span(3, 9))
    assert (seen.day, seen.known) == ("2023-05-20", "2023-05-21")


def test_a_deed_elsewhere_of_another_kind_or_only_claimed_is_not() -> None:
    for event in (
        _event("2023-05-20", place=AWAY),
        _event("2023-05-20", mode="strike"),
        _event("2023-05-20", asserted_by="c1"),
        _event("2023-05-20", status="denied"),
    ):
        assert _state(_watched(BARRED, told=(_told(event, "2023-05-21"),))) == "not-observed"


def test_anywhere_and_claims_count_where_the_indicator_says_so() -> None:
    away = _told(_event("2023-05-20", place=AWAY, asserted_by="c1"), "2023-05-21")
    wide = replace_indicator(BARRED, anywhere=True, deed=Deed(modes=("obstruct",), claimed=True))
    assert _state(_watched(wide, told=(away,))) == "observed"


def replace_indicator(one: Indicator, **changes: object) -> Indicator:
    import msgspec

    return msgspec.structs.replace(one, **changes)


def test_who_did_it_counts_by_id_or_kind() -> None:
    told = (_told(_event("2023-05-20"), "2023-05-21"),)
    for by, state in (("crowd", "observed"), ("community", "observed"), ("kfor", "not-observed")):
        one = replace_indicator(BARRED, deed=Deed(modes=("obstruct",), by=(by,)))
        assert _state(_watched(one, told=told)) == state


def test_harm_is_observed_from_the_day_it_was_told() -> None:
    incident, reading = _told(_event("2023-05-20"), "2023-05-21")
    late = Member("r2", "s", "2023-05-25", (), (), Grade("F", "6"), "r2")
    hurt = Count("injured", "people", 4, None, None, "r2", None)
    told = (replace(incident, counts=(hurt,), members=(*incident.members, late)), reading)
    watched = _watched(replace_indicator(BARRED, deed=Deed(harmed=3)), told=(told,))
    assert _state(watched, date(2023, 5, 24)) != "observed"
    assert _state(watched, date(2023, 5, 25)) == "observed"
    more = _watched(replace_indicator(BARRED, deed=Deed(harmed=5)), told=(told,))
    assert _state(more) == "not-observed"


def test_a_sighting_ends_after_its_days() -> None:
    watched = _watched(
        BARRED,
        told=(_told(_event("2023-05-01"), "2023-05-01"),),
        heard={"zvecan": {date(2023, 5, n): 1 for n in range(1, 31)}},
    )
    assert _state(watched, date(2023, 5, 14)) == "observed"
    assert _state(watched, date(2023, 5, 15)) == "not-observed"


def test_silence_is_not_quiet() -> None:
    assert _state(_watched(BARRED, heard={"prizren": {DAY: 9}})) == "nobody-looked"
    anywhere = replace_indicator(BARRED, anywhere=True)
    assert _state(_watched(anywhere, heard={"area": {DAY: 2}})) == "nobody-looked"
    assert _state(_watched(anywhere, heard={"area": {DAY: 3}})) == "not-observed"


def test_green_is_withheld_where_more_than_half_was_not_looked_at() -> None:
    dated = Indicator("date", "A date", ahead=Ahead())
    problem = _watched(BARRED, replace_indicator(BARRED, id="again"), dated, heard={}).on(DAY)
    assert (problem.level, problem.up_to) == (None, "red")
    assert problem.scenarios[0].why.startswith("withheld")


def test_points_reach_the_lines() -> None:
    told = (_told(_event("2023-05-20"), "2023-05-21"),)
    quiet = Indicator("quiet", "Quiet", said=Said(("threatens",)), anywhere=True)
    loud = replace_indicator(BARRED, counts=2)
    assert (
        _watched(BARRED, quiet, replace_indicator(quiet, id="q"), told=told).on(DAY).level
        == "amber"
    )
    assert _watched(loud, quiet, told=told).on(DAY).level == "red"
    assert _watched(quiet, told=told).on(DAY).level == "green"


def test_claims_count_by_stance_speaker_and_place_named() -> None:
    claim = Claim(
        "c",
        "The crowd",
        None,
        "said",
        "threatens",
        ("them",),
        None,
        False,
        Span(0, 1),
        Span(0, 4),
        1.0,
        "crowd",
    )
    reading = Reading(ReportHeader("r", "s", "2023-05-29", "en", "0"), (), (claim,), (), (HERE,))
    told = ((_told(_event("2023-05-20", mode="strike"), "2023-05-21", "x")[0], reading),)
    one = Indicator("said", "Said", said=Said(("threatens",), ("community",)))
    seen = _watched(one, told=told).on(DAY).scenarios[0].indicators[0]
    assert seen.state == "observed"
    assert seen.seen[0].why == "The crowd threatens them"
    for other in (Said(("praises",)), Said(("threatens",), ("state",))):
        assert _state(_watched(replace_indicator(one, said=other), told=told)) == "not-observed"
    elsewhere = ((told[0][0], replace(reading, places=(AWAY,))),)
    assert _state(_watched(one, told=elsewhere)) == "not-observed"


def test_dates_count_before_and_a_little_after_once_they_could_be_known() -> None:
    vote = Trigger("v", "A vote", "2023-06-05", "election", "s", known="2023-05-25")
    one = Indicator("date", "A date", ahead=Ahead(("election",), 14))
    watched = _watched(one, triggers=(vote,))
    days = [DAY + timedelta(days=n) for n in range(-8, 12)]
    observed = [d for d in days if _state(watched, d) == "observed"]
    assert (observed[0], observed[-1]) == (date(2023, 5, 25), date(2023, 6, 8))
    deadline = replace_indicator(one, ahead=Ahead(("deadline",)))
    assert _state(_watched(deadline, triggers=(vote,))) == "not-observed"


def test_restrictions_hold_while_they_are_in_force_and_for_the_days_after() -> None:
    row = Restriction(
        "x", "roadblock", "the bridge", "2023-05-02", "2023-05-10", municipality="zvecan"
    )
    watched = _watched(Indicator("b", "B", days=3, barred=Barred()), restrictions=(row,))
    days = [date(2023, 5, n) for n in range(1, 16)]
    observed = [d.day for d in days if _state(watched, d) == "observed"]
    assert observed == list(range(2, 13))


def test_the_index_counts_only_with_a_level() -> None:
    one = Indicator("index", "Index", index=Level(50.0))
    for index, level, state in ((60, "amber", "observed"), (40, "green", "not-observed"), (60, None, "nobody-looked")):  # fmt: skip
        days = (TensionDay(DAY.isoformat(), index, 0, 100, level),)
        assert _state(_watched(one, index=days)) == state


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10)), max_size=6), st.integers(0, 40))
def test_a_later_report_changes_no_earlier_day(told: list[tuple[int, int]], cut: int) -> None:
    first = date(2023, 4, 20)
    rows = [
        (first + timedelta(days=d + late), _told(
            _event((first + timedelta(days=d)).isoformat()),
            (first + timedelta(days=d + late)).isoformat(), f"r{n}"))
        for n, (d, late) in enumerate(told)
    ]  # fmt: skip
    until = first + timedelta(days=cut)
    heard = {"zvecan": {first + timedelta(days=n): 1 for n in range(41)}}
    everything = _watched(BARRED, told=tuple(r for _, r in rows), heard=heard)
    known = _watched(BARRED, told=tuple(r for k, r in rows if k <= until), heard=heard)
    assert everything.on(until).level == known.on(until).level
    assert [s.ref for s in everything.on(until).scenarios[0].indicators[0].seen] == [
        s.ref for s in known.on(until).scenarios[0].indicators[0].seen
    ]


@given(st.sets(st.integers(0, 4)))
def test_more_observed_never_lowers_a_level(observed: set[int]) -> None:
    indicators = [
        replace_indicator(BARRED, id=f"n{n}", deed=Deed(modes=("obstruct",), by=(f"a{n}",)))
        for n in range(5)
    ]
    told = tuple(
        _told(_event("2023-05-20", actors=(ActorMention("x", f"a{n}"),)), "2023-05-21", f"r{n}")
        for n in sorted(observed)
    )
    order = ("green", "amber", "red")
    fewer = _watched(*indicators, told=told[:-1]).on(DAY).level
    more = _watched(*indicators, told=told).on(DAY).level
    assert order.index(more or "green") >= order.index(fewer or "green")
