"""Contradictions in words: who says what against whom, never which of them is right."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.resources import files

import msgspec
import yaml

from ..domain import Claim, Count, Span
from .counts import fits
from .describe import kind_of
from .memo import Memo
from .parties import are_people, fold, known_party, side
from .profile import Mention, side_of
from .saying import day_in_words, listed, quoted
from .told import Told

BLAMING = frozenset({"accuses", "blames"})


class Side(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of two accounts: our label and the pattern of its wording."""

    label: str
    pattern: str


class Contested(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two accounts of one matter in incidents of these types."""

    about: str
    types: tuple[str, ...]
    one: Side
    other: Side


class _Pairs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pairs: tuple[Contested, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A claim made about an incident, in its report."""

    told: Told
    claim: Claim

    @property
    def speaker(self) -> str:
        """The speaker, else the outlet."""
        return self.claim.speaker or self.told.source.name


@cache
def contested() -> tuple[Contested, ...]:
    """`data/contested.yaml`, checked on first use."""
    raw = files(__package__).joinpath("data/contested.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(raw), _Pairs).pairs


def contradictions(
    members: Sequence[Mention],
    counts: Sequence[Count],
    said: Sequence[Said],
    wholly: frozenset[str],
    memo: Memo,
) -> tuple[str, ...]:
    """Every contradiction found, counts first, each in one sentence that names who says what.

    `wholly` are reports that are mostly about this incident: their every sentence is compared.
    `memo` keeps what was found in single reports.
    """
    names = {m.told.report.id: m.told.source.name for m in members}
    return (
        *_counts(counts, names),
        *_directions(members),
        *_wordings(members, said, wholly, memo),
        *_blame(said),
        *_denials(said),
        *_places(members),
        *_dates(members),
    )


def _counts(counts: Sequence[Count], names: Mapping[str, str]) -> Iterable[str]:
    series: dict[tuple[str, str], list[Count]] = {}
    for n, count in enumerate(counts):
        part = count.part_of
        if part is None or counts[part].group != count.group:
            series.setdefault((count.kind, count.group), []).append(counts[n])
    for (kind, name), rows in series.items():
        numbers = _by_number(rows)
        clashing = any(c.relation == "rivals" for c in rows) or _same_day_spread(rows)
        if clashing and len(numbers) > 1:
            sayings = "; ".join(_number_said(numbers[n], names) for n in sorted(numbers))
            who = "People" if name == "total" else name[:1].upper() + name[1:]
            yield f"{who} {kind}: {sayings}."


def _by_number(rows: Sequence[Count]) -> dict[int, list[Count]]:
    numbers: dict[int, list[Count]] = {}
    for row in rows:
        numbers.setdefault(row.n, []).append(row)
    return numbers


def _same_day_spread(rows: Sequence[Count]) -> bool:
    """Whether two counters give numbers on one day that cannot both be right."""
    return any(
        a.as_of == b.as_of and not fits(a, b) and _counter(a) != _counter(b)
        for n, a in enumerate(rows)
        for b in rows[:n]
    )


def _counter(count: Count) -> str:
    """Who gives a number: the counter named, else the report itself."""
    return count.counted_by or count.report


def _number_said(rows: Sequence[Count], names: Mapping[str, str]) -> str:
    first = rows[0]
    qualified = f"{first.qualifier} {first.n}" if first.qualifier else f"{first.n}"
    counters = listed([r.counted_by for r in rows if r.counted_by])
    outlets = listed([names[r.report] for r in rows])
    who = f"{counters} in {outlets}" if counters else f"{outlets} without naming who counted"
    day = f", {day_in_words(first.as_of)}" if first.as_of else ""
    return f"{qualified} ({who}{day})"


def _directions(members: Sequence[Mention]) -> Iterable[str]:
    """Reports that have A act against B beside reports that only have B act against A."""
    told: dict[tuple[str, str], dict[str, str]] = {}
    votes = Counter(s for m in members for s in m.profile.sides if are_people(s))
    main = {s for s, _ in votes.most_common(2)}
    for m in members:
        if m.event.type not in ("assault", "coerce", "protest"):
            continue
        actors = {side_of(a, m.told) for a in m.event.actors} & main
        targets = ({side_of(a, m.told) for a in m.event.recipients} & main) - actors
        for pair in ((a, t) for a in actors for t in targets):
            told.setdefault(pair, {})[m.told.report.id] = m.told.source.name
    for (a, b), one in sorted(told.items()):
        other = told.get((b, a), {})
        only_one = [n for r, n in one.items() if r not in other]
        only_other = [n for r, n in other.items() if r not in one]
        if a < b and only_one and only_other:
            yield (
                f"Who acted against whom: {a} against {b} in {listed(only_one)}; "
                f"{b} against {a} in {listed(only_other)}."
            )


def _wordings(
    members: Sequence[Mention], said: Sequence[Said], wholly: frozenset[str], memo: Memo
) -> Iterable[str]:
    kind = kind_of(members)
    pairs = [pair for pair in contested() if kind in pair.types]
    if not pairs:
        return
    told = {m.told.report.id: m.told for m in members}
    spans = _spans(members, said, wholly)
    for pair in pairs:
        one, other = (
            [
                found
                for r, t in told.items()
                for found in memo.get(
                    r, (side.pattern, spans[r]), partial(_found, side.pattern, t, spans[r])
                )
            ]
            for side in (pair.one, pair.other)
        )
        if _who(one) and _who(other) - _who(one) and _who(one) - _who(other):
            yield (
                f"{pair.about[:1].upper() + pair.about[1:]}: {_side(pair.one, one)}; "
                f"against that {_side(pair.other, other)}."
            )


@dataclass(frozen=True, slots=True)
class _Found:
    who: str
    words: str


def _spans(
    members: Sequence[Mention], said: Sequence[Said], wholly: frozenset[str]
) -> dict[str, tuple[Span, ...]]:
    """By report, the sentences that tell of the incident, or the whole of one that is about it."""
    spans: dict[str, set[Span]] = {}
    for m in members:
        text, report = m.told.report.text, m.told.report.id
        mine = Span(0, len(text)) if report in wholly else _sentence(text, m.event.span)
        spans.setdefault(report, set()).add(mine)
    for s in said:
        if s.told.report.id not in wholly:
            spans[s.told.report.id].add(s.claim.content_span)
    return {r: tuple(sorted(found)) for r, found in spans.items()}


def _sentence(text: str, span: Span) -> Span:
    """The sentences that a span touches, by full stops and line ends."""
    before = max(text.rfind(". ", 0, span.start) + 1, text.rfind("\n", 0, span.start) + 1, 0)
    ends = [e for e in (text.find(". ", span.end - 1), text.find("\n", span.end)) if e >= 0]
    return Span(before, min(ends, default=len(text)))


def _found(pattern: str, told: Told, spans: Iterable[Span]) -> tuple[_Found, ...]:
    """Who uses a wording: the speaker of the claim around it, else the outlet."""
    found, folded = [], aligned(told.report.text)
    for span in spans:
        hit = re.search(pattern, span.of(folded))
        if hit:
            outlet = told.source.name
            speaker = _speaker(told, span.start + hit.start())
            who = f"{speaker} in {outlet}" if speaker else outlet
            found.append(_Found(who, span.of(told.report.text)[hit.start() : hit.end()]))
    return tuple(found)


@lru_cache(maxsize=4_096)
def aligned(text: str) -> str:
    """Lower case without diacritics, character for character."""
    if text.isascii():
        return text.lower()
    letters = (c.lower() if c.isascii() else fold(c) for c in text)
    return "".join(p if len(p) == 1 else c for p, c in zip(letters, text, strict=True))


def _speaker(told: Told, at: int) -> str | None:
    around = [c for c in told.reading.claims if c.content_span.start <= at < c.content_span.end]
    best = min(
        around, key=lambda c: (c.content_span.end - c.content_span.start, c.id), default=None
    )
    return best.speaker if best else None


def _who(found: Sequence[_Found]) -> set[str]:
    return {f.who for f in found}


def _side(side: Side, found: Sequence[_Found]) -> str:
    return f"{side.label} ({listed([f.who for f in found])}: {quoted(found[0].words)})"


def _blame(said: Sequence[Said]) -> Iterable[str]:
    """Speakers who hold different parties responsible."""
    blamed: dict[str, dict[str, str]] = {}
    for s in said:
        if s.claim.stance not in BLAMING or s.claim.speaker is None:
            continue
        mine = side(f"{s.claim.speaker} {s.claim.speaker_role or ''}".strip())
        for target in s.claim.targets:
            if known_party(target) and side(target) != mine:
                words = f"{s.speaker} {s.claim.stance}"
                blamed.setdefault(side(target), {})[s.speaker] = words
    speakers = [set(v) for v in blamed.values()]
    if len(blamed) > 1 and len(set().union(*speakers)) > 1:
        parts = [f"{who} ({listed(sorted(by.values()))})" for who, by in sorted(blamed.items())]
        yield f"Held responsible: {'; '.join(parts)}."


def _denials(said: Sequence[Said]) -> Iterable[str]:
    """Denials beside the accusation that they answer."""
    told: set[str] = set()
    for denial in (s for s in said if s.claim.stance == "denies"):
        mine = side(f"{denial.claim.speaker or ''} {denial.claim.speaker_role or ''}".strip())
        accusers = [
            s.speaker
            for s in said
            if s.claim.stance in BLAMING
            and s.speaker != denial.speaker
            and side(s.speaker) != mine
            and any(side(t) == mine for t in s.claim.targets)
        ]
        if accusers and denial.speaker not in told:
            told.add(denial.speaker)
            words = quoted(denial.claim.content_span.of(denial.told.report.text))
            yield (
                f"Denied: {denial.speaker} in {denial.told.source.name} denies {words}, "
                f"against {listed(sorted(set(accusers)))}."
            )


def _places(members: Sequence[Mention]) -> Iterable[str]:
    """Settlements that no report names together."""
    named: dict[str, dict[str, str]] = {}
    for m in members:
        for p in m.event.places:
            if p.precision in ("exact", "settlement"):
                named.setdefault(m.told.report.id, {})[p.gazetteer_id or p.name] = p.name
    names = {m.told.report.id: m.told.source.name for m in members}
    sets = _components([set(v) for v in named.values()])
    if len(sets) < 2:
        return
    parts = []
    for keys in sets:
        words = {n for v in named.values() for k, n in v.items() if k in keys}
        outlets = [names[r] for r, v in named.items() if keys & v.keys()]
        parts.append(f"{' / '.join(sorted(words))} ({listed(outlets)})")
    yield f"Place: {' or '.join(parts)}."


def _components(sets: Sequence[set[str]]) -> list[set[str]]:
    merged: list[set[str]] = []
    for one in sets:
        touching = [m for m in merged if m & one]
        merged = [m for m in merged if not m & one] + [set(one).union(*touching)]
    return merged


def _dates(members: Sequence[Mention]) -> Iterable[str]:
    """Reports whose every precise day is another than that of the rest."""
    days: dict[str, set[str]] = {}
    kind = kind_of(members)
    for m in members:
        if m.event.start and len(m.event.start) == 10 and m.event.type == kind:
            days.setdefault(m.told.report.id, set()).update(
                {m.event.start, m.event.end or ""} - {""}
            )
    names = {m.told.report.id: m.told.source.name for m in members}
    day_told = {m.told.report.id: m.told.day for m in members}
    votes = Counter(d for told in days.values() for d in sorted(told))
    main = min(votes, key=lambda d: (-votes[d], d), default="")
    off: dict[str, list[str]] = {}
    for report, told in days.items():
        if main not in told and told != {day_told[report]}:
            off.setdefault(min(told), []).append(names[report])
    if off:
        others = "; ".join(f"{day_in_words(d)} in {listed(who)}" for d, who in sorted(off.items()))
        yield f"Date: {day_in_words(main)} in most reports; {others}."
