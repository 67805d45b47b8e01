"""The Kosovo pack: every fact has its source, every word is in its vocabulary, every link holds."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from jointguardian.domain import (
    Actor,
    Camp,
    Movement,
    Municipality,
    Reserve,
    Sector,
    Strength,
)
from jointguardian.domain.dates import first_day, parse_moment, parse_partial
from jointguardian.domain.vocab import vocabulary
from jointguardian.packs import Pack, load_pack
from jointguardian.pipeline.mandate_facts import mandate_of

Fact = Actor | Strength | Reserve | Camp | Sector | Movement | Municipality

DEMONSTRATION = "Joint Guardian demonstration"
RETELLING = "Joint Guardian retelling"
SOURCE_KINDS = {
    "wire",
    "outlet",
    "aggregator",
    "institution",
    "retelling",
    "demonstration",
}
# Private persons of the reports: soldiers, police officers, suspects, witnesses, a doctor, a reporter.
PRIVATE = (
    "pantic",
    "pantić",
    "bunjaku",
    "gareth evans",
    "balaram",
    "zlatan elek",
    "paul wood",
    "radoicic",
    "radoičić",
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("kosovo")


def test_each_fact_has_a_source(pack: Pack) -> None:
    facts: tuple[Fact, ...] = (
        *pack.actors,
        *pack.strengths,
        *pack.reserves,
        *pack.camps,
        *pack.sectors,
        *pack.movements,
        *pack.municipalities,
    )
    assert [f for f in facts if not f.source.strip()] == []
    assert [s for s in pack.sources if not s.reason.strip()] == []


@pytest.mark.parametrize(
    "rows", ["sources", "actors", "reports", "reserves", "camps", "sectors", "observations"]
)
def test_ids_are_unique(pack: Pack, rows: str) -> None:
    ids = [row.id for row in getattr(pack, rows)]
    assert len(ids) == len(set(ids)) > 0


def test_dates_parse(pack: Pack) -> None:
    dates = [s.date for s in pack.strengths] + [m.date for m in pack.movements]
    dates += [d for r in pack.reserves for d in (r.ordered, r.arrived) if d]
    dates += [d for s in pack.sectors for d in (s.start, s.end) if d]
    dates += [d for o in pack.observations for d in (o.start, o.end) if d]
    dates += [d for a in pack.actors for f in a.affiliations for d in (f.start, f.end) if d]
    dates += [r.published for r in pack.reports if r.published]
    assert [d for d in dates if parse_partial(d) != d] == []


def test_periods_do_not_end_before_they_begin(pack: Pack) -> None:
    periods = [(f.start, f.end, a.id) for a in pack.actors for f in a.affiliations]
    periods += [(s.start, s.end, s.id) for s in pack.sectors]
    periods += [(o.start, o.end, o.id) for o in pack.observations]
    wrong = [
        who for start, end, who in periods if start and end and first_day(start) > first_day(end)
    ]
    assert wrong == []


def test_moments_open_on_known_reports(pack: Pack) -> None:
    assert [m.label for m in pack.moments][:2] == ["30 May 2023, as known then", "5 June 2023"]
    for moment in pack.moments:
        as_of = parse_moment(moment.as_of)
        assert moment.since is not None
        assert parse_moment(moment.since) < as_of
        assert any(parse_moment(moment.since) <= r.received <= as_of for r in pack.reports)


def test_kinds_are_in_the_vocabularies(pack: Pack) -> None:
    assert {a.kind for a in pack.actors} <= set(vocabulary("actor_kinds").ids())
    assert {s.kind for s in pack.strengths} <= set(vocabulary("strength_kinds").ids())
    assert {m.kind for m in pack.movements} <= set(vocabulary("movement_kinds").ids())
    assert {s.reliability for s in pack.sources} <= set(vocabulary("reliability").ids())
    assert {s.kind for s in pack.sources} <= SOURCE_KINDS
    assert pack.marking in vocabulary("markings")


def test_links_lead_somewhere(pack: Pack) -> None:
    actors = {a.id for a in pack.actors}
    names = {s.name for s in pack.sources}
    assert {f.to for a in pack.actors for f in a.affiliations} <= actors
    assert {s.origin for s in pack.sources if s.origin} <= names
    assert {r.source for r in pack.reports} <= names
    assert {r.part_of for r in pack.reserves if r.part_of} <= {r.id for r in pack.reserves}


def test_each_part_of_a_strength_has_a_containing_scope(pack: Pack) -> None:
    scopes = {s.scope for s in pack.strengths}
    assert {s.part_of for s in pack.strengths if s.part_of} <= scopes


def test_sector_municipalities_exist_and_periods_cover_all_once(pack: Pack) -> None:
    known = {m.id for m in pack.municipalities}
    assert len(known) == 38
    assert {m for s in pack.sectors for m in s.municipalities} <= known
    for start in {s.start for s in pack.sectors}:
        listed = [m for s in pack.sectors if s.start == start for m in s.municipalities]
        assert sorted(listed) == sorted(known)


def test_strength_ranges_are_ordered(pack: Pack) -> None:
    assert [s for s in pack.strengths if not 0 <= s.low <= s.best <= s.high] == []


def _strength(pack: Pack, kind: str, scope: str, date: str) -> list[Strength]:
    return [s for s in pack.strengths if (s.kind, s.scope, s.date) == (kind, scope, date)]


def test_the_complete_table_sums_to_its_printed_total(pack: Pack) -> None:
    nations = [s.best for s in pack.strengths if s.date == "2017-02" and s.part_of == "TOTAL"]
    (total,) = _strength(pack, "in-area", "TOTAL", "2017-02")
    assert len(nations) == 30
    assert sum(nations) == total.best == 4273


def test_contradicting_strengths_are_both_kept(pack: Pack) -> None:
    (planned,) = _strength(pack, "planned", "GBR", "1999-06-10")
    (peak,) = _strength(pack, "in-theatre", "GBR", "1999-12")
    assert (planned.best, peak.best) == (13_000, 19_000)
    assert "13,000" in peak.note


def _reserve(pack: Pack, rung: str) -> Reserve:
    return next(r for r in pack.reserves if r.id == rung)


def test_the_reserve_ladder_of_2023(pack: Pack) -> None:
    ordered = _reserve(pack, "zvecan-2023-orf")
    turkish = _reserve(pack, "zvecan-2023-turkey")
    second = _reserve(pack, "zvecan-2023-second")
    assert (ordered.ordered, ordered.notice_days, ordered.personnel) == ("2023-05-30", 7, 700)
    assert (turkish.part_of, turkish.arrived, turkish.personnel) == (ordered.id, "2023-06-04", 500)
    assert (second.notice_days_before, second.notice_days, second.ordered) == (14, 7, "2023-05-30")


def test_each_provision_names_instrument_and_clause(pack: Pack) -> None:
    mandate = mandate_of(pack)
    assert mandate is not None
    assert len(mandate.provisions) >= 16
    assert [p.id for p in mandate.provisions if not (p.instrument and p.clause and p.basis)] == []
    assert [p.id for p in mandate.provisions if "memory" in p.basis and p.verified] == []


def _returned(pack: Pack) -> list[Movement]:
    return [
        m
        for m in pack.movements
        if m.kind == "returned" and m.cumulative and m.who == "refugees returned to Kosovo"
    ]


def test_running_totals_of_returns_never_fall(pack: Pack) -> None:
    rows = sorted(_returned(pack), key=lambda m: m.date)
    totals = [m.persons for m in rows]
    assert totals == sorted(totals) == [137_000, 170_000, 300_000, 400_000]


def test_the_parts_of_a_yearly_total_do_not_exceed_it(pack: Pack) -> None:
    year = [m for m in pack.movements if m.date == "1999-12-31" and m.kind == "returned"]
    total = next(m.persons for m in year if m.who == "refugees returned")
    parts = sum(m.persons for m in year if m.who.startswith("refugees returned from"))
    assert total == 807_139
    assert parts <= total


def test_a_movement_without_number_says_so(pack: Pack) -> None:
    silent = [m for m in pack.movements if m.persons == 0]
    assert silent
    assert [m for m in silent if "number not known" not in (m.qualifier or "")] == []


def test_reports_are_as_they_say(pack: Pack) -> None:
    assert len(pack.reports) >= 90
    for report in pack.reports:
        assert report.sha256 == sha256(report.text.encode()).hexdigest()
        assert report.received.tzinfo is UTC
        assert report.received <= datetime(2025, 1, 1, tzinfo=UTC)


def test_invented_reports_say_so_and_no_other_is_invented(pack: Pack) -> None:
    invented = [r for r in pack.reports if r.invented]
    assert {r.source for r in invented} == {DEMONSTRATION}
    assert {r.native_id for r in pack.reports if r.source == DEMONSTRATION} == {
        r.native_id for r in invented
    }
    assert 5 <= len(invented) <= 10
    assert [r for r in invented if "invented" not in r.text.split(".")[0]] == []


def test_no_private_person_is_an_actor(pack: Pack) -> None:
    names = "\n".join(n for a in pack.actors for n in (a.name, *a.aliases)).casefold()
    assert [p for p in PRIVATE if p in names] == []


def test_each_person_holds_a_public_office(pack: Pack) -> None:
    persons = [a for a in pack.actors if a.kind == "person"]
    assert len(persons) > 60
    assert [p.id for p in persons if not p.affiliations or not p.public] == []
    assert [p.id for p in persons if not all(f.role for f in p.affiliations)] == []


@pytest.mark.parametrize(
    ("alias", "actor"),
    [
        ("Александар Вучић", "aleksandar-vucic"),
        ("Aleksandar Vuçiq", "aleksandar-vucic"),
        ("Aleksandar Vucic", "aleksandar-vucic"),
        ("Аљбин Курти", "albin-kurti"),
        ("Srpska lista", "serb-list"),
        ("UÇK", "kosovo-liberation-army"),
    ],
)
def test_actors_are_found_in_several_scripts(pack: Pack, alias: str, actor: str) -> None:
    assert [a.id for a in pack.actors if alias in a.aliases] == [actor]


def test_no_alias_names_two_actors(pack: Pack) -> None:
    seen: dict[str, str] = {}
    twice = []
    for actor in pack.actors:
        for name in {actor.name, *actor.aliases}:
            if seen.setdefault(name, actor.id) != actor.id:
                twice.append((name, seen[name], actor.id))
    assert twice == []


def _text(pack: Pack, *ids: str) -> str:
    return "\n".join(r.text for r in pack.reports if r.native_id in ids)


@pytest.mark.parametrize(
    "fact",
    ["11 Italian", "19 Hungarian", "52 ethnic Serbs", "peaceful, unarmed", "red zone", "700 soldiers",
     "seven days", "3,800", "27 countries", "50,000", "28,000", "4,000", "16,000", "78 days",
     "3.5 percent", "45 kilometres", "Lavrov", "Zakharova", "Mao Ning", "Borrell", "Hovenier",
     "2,500", "huge explosion"],
)  # fmt: skip
def test_the_retold_page_keeps_its_facts(pack: Pack, fact: str) -> None:
    assert fact in _text(pack, "jg-page-1999", "jg-page-0529", "jg-page-0530", "jg-page-0603")


def test_the_final_count_is_not_known_before_autumn(pack: Pack) -> None:
    early = [r for r in pack.reports if r.received < datetime(2023, 9, 30, tzinfo=UTC)]
    assert [r.native_id for r in early if " 93" in r.text] == []
    assert " 93" in _text(pack, "jg-count-93")


def test_nothing_of_the_later_year_shows_in_june_1999(pack: Pack) -> None:
    """Totals of a year, and its peak, are not known in its summer."""
    known = [m for m in pack.movements if first_day(m.date).isoformat() <= "1999-06-30"]
    assert max(m.persons for m in known if m.kind == "returned") == 400_000
    peak = [s for s in pack.strengths if s.date[:4] == "1999" and s.note.startswith("Peak")]
    assert peak
    assert [s for s in peak if first_day(s.date).isoformat() <= "1999-06-30"] == []


def test_the_ladder_of_30_may_2023_holds_nothing_later(pack: Pack) -> None:
    then = {r.id for r in pack.reserves if r.ordered and "2023-05-01" <= r.ordered <= "2023-05-30"}
    assert then == {"zvecan-2023-orf", "zvecan-2023-second"}
