"""Where nobody has reported from, against that place's own rhythm; pure.

A place is silent for `s` days when the last report that names it is `s` days old. Its past gaps are
the days between one day with a report and the next. With at least `RHYTHM` past gaps the silence is
also held against them: `usual` is their median and `nine_in_ten` the smallest gap that is not
exceeded by nine in ten of them (nearest rank). A place is

    silent     when s >= `threshold` (settings `gap_days`, 14 by default as operations use it),
    quieter    when s > nine_in_ten, though below the threshold,
    as usual   otherwise,
    unnamed    when no report has ever named it.

A community's voice is missing where no report in its language named the place for longer than
nine_in_ten of its gaps (the threshold where it has no rhythm), or ever.

Source: own definition; the nearest-rank percentile is the textbook one.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from math import ceil
from statistics import median

from ..domain import Municipality, Patrol, PlaceMention, Report, Source
from .model import Known

THRESHOLD_DAYS = 14
RHYTHM = 5
"""Past gaps from which a place has a rhythm of its own."""
KINDS = ("own", "community", "institution", "international", "second-hand")
OWN = frozenset({"own", "patrol", "observer", "unit", "watch", "field"})
SECOND_HAND = frozenset({"aggregator", "retelling", "demonstration"})
LANGUAGES = {
    "sq": "Albanian", "sr": "Serbian", "tr": "Turkish", "bs": "Bosnian", "rom": "Romani",
    "mk": "Macedonian", "hr": "Croatian", "ar": "Arabic", "fr": "French", "es": "Spanish",
    "uk": "Ukrainian", "ru": "Russian", "hy": "Armenian", "az": "Azerbaijani", "ka": "Georgian",
}  # fmt: skip
STATES = ("silent", "quieter", "unnamed", "as-usual")


@dataclass(frozen=True, slots=True)
class Interest:
    """A place that is watched for silence: a municipality, or a place of interest by its ids.

    `watched` says from where it comes: `municipality`, `settings`, `pack`, or an open `request`.
    """

    id: str
    name: str
    names: Mapping[str, str]
    lat: float | None
    lon: float | None
    municipality: bool
    watched: str = "municipality"


@dataclass(frozen=True, slots=True)
class Voice:
    """Those who report in one language: how long none of them has named the place (None: never)."""

    language: str
    name: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Gap:
    """One place: its last report, the silence, and who has spoken of it."""

    place: str
    name: str
    names: Mapping[str, str]
    state: str
    days: int | None
    last_day: str | None
    last_report: str | None
    last_source: str | None
    usual: float | None
    nine_in_ten: int | None
    reports: int
    by_kind: Mapping[str, int]
    missing: tuple[Voice, ...]
    why: str
    municipality: bool = True
    patrolled: str | None = None
    next_patrol: str | None = None
    watched: str = "municipality"


@dataclass(slots=True)
class Naming:
    """The reports that name one place: sorted days, and the last of each kind and language."""

    days: list[int] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    languages: dict[str, int] = field(default_factory=dict)
    last: tuple[int, str, str] = (0, "", "")
    reports: int = 0


def community_languages(municipalities: Iterable[Municipality]) -> tuple[str, ...]:
    """The languages in which the operation's municipalities have names, but for English."""
    tags = {tag.partition("-")[0] for m in municipalities for tag in m.names}
    return tuple(sorted(tags - {"en"}))


def namings(
    known: Known, places: Sequence[Interest], own: Set[str] = frozenset()
) -> dict[str, Naming]:
    """Who named which of the places, when: one pass over all readings.

    `own` are the ids of reports that the operation's own people took down.
    """
    found: dict[str, Naming] = {p.id: Naming() for p in places}
    by_name = {p.name.casefold(): p.id for p in places if not p.municipality}
    sources = {s.name: s for s in known.sources}
    languages = community_languages(known.municipalities)
    for report, reading in zip(known.reports, known.readings, strict=True):
        named = {i for p in reading.places for i in _ids(p, by_name)} & found.keys()
        if named:
            day = _day(report)
            teller = sources.get(report.source)
            kind = "own" if report.id in own else source_kind(teller, report, languages)
            for place in named:
                _count(found[place], day, kind, report)
    for naming in found.values():
        naming.days = sorted(set(naming.days))
    return found


def _ids(place: PlaceMention, by_name: Mapping[str, str]) -> Iterable[str]:
    if place.municipality:
        yield place.municipality
    if place.gazetteer_id:
        yield place.gazetteer_id
    if by_name and place.name.casefold() in by_name:
        yield by_name[place.name.casefold()]


def _day(report: Report) -> int:
    told = report.published_day
    day = date.fromisoformat(told) if told and len(told) == 10 else report.received.date()
    return min(day, report.received.date()).toordinal()


def _count(naming: Naming, day: int, kind: str, report: Report) -> None:
    naming.days.append(day)
    naming.kinds[kind] += 1
    naming.reports += 1
    language = report.language.partition("-")[0]
    naming.languages[language] = max(day, naming.languages.get(language, 0))
    naming.last = max(naming.last, (day, report.id, report.source))


def source_kind(source: Source | None, report: Report, languages: Sequence[str]) -> str:
    """One of `KINDS`: own patrols and posts, a community's media, institutions, the rest."""
    kind = source.kind if source else "outlet"
    if kind in OWN:
        return "own"
    if kind == "institution":
        return "institution"
    if kind in SECOND_HAND:
        return "second-hand"
    return "community" if report.language.partition("-")[0] in languages else "international"


def gaps(
    places: Sequence[Interest],
    named: Mapping[str, Naming],
    today: date,
    languages: Sequence[str],
    threshold: int = THRESHOLD_DAYS,
    patrols: Iterable[Patrol] = (),
) -> tuple[Gap, ...]:
    """The places, the longest silence first among each state."""
    done, planned = _patrols(patrols, today)
    made = [
        _gap(p, named[p.id], today.toordinal(), languages, threshold, done, planned) for p in places
    ]
    return tuple(sorted(made, key=lambda g: (STATES.index(g.state), -(g.days or 0), g.name)))


def _patrols(rows: Iterable[Patrol], today: date) -> tuple[dict[str, str], dict[str, str]]:
    """The last day on which each municipality was patrolled, and the next one planned."""
    done: dict[str, str] = {}
    planned: dict[str, str] = {}
    for row in rows:
        day = (row.done_start or row.start)[:10]
        for town in row.municipalities:
            if row.state == "done" and day <= today.isoformat():
                done[town] = max(day, done.get(town, ""))
            elif row.state == "planned" and day >= today.isoformat():
                planned[town] = min(day, planned.get(town, "9999"))
    return done, planned


def _gap(
    place: Interest,
    naming: Naming,
    today: int,
    languages: Sequence[str],
    threshold: int,
    done: Mapping[str, str],
    planned: Mapping[str, str],
) -> Gap:
    days = naming.days[: bisect_right(naming.days, today)]
    silence = today - days[-1] if days else None
    usual, most = rhythm(days)
    state = _state(silence, most, threshold)
    last_day, last_report, last_source = naming.last
    return Gap(
        place=place.id,
        name=place.name,
        names=place.names,
        state=state,
        days=silence,
        last_day=date.fromordinal(last_day).isoformat() if days else None,
        last_report=last_report or None,
        last_source=last_source or None,
        usual=usual,
        nine_in_ten=most,
        reports=naming.reports,
        by_kind={k: naming.kinds[k] for k in KINDS if naming.kinds[k]},
        missing=_missing(naming, today, languages, threshold if most is None else most),
        why=_why(silence, usual, most, threshold),
        municipality=place.municipality,
        patrolled=done.get(place.id),
        next_patrol=planned.get(place.id),
        watched=place.watched,
    )


def rhythm(days: Sequence[int]) -> tuple[float | None, int | None]:
    """Median and nine-in-ten of the gaps between the days, in days; None below `RHYTHM` gaps."""
    past = sorted(later - day for day, later in pairwise(days))
    if len(past) < RHYTHM:
        return None, None
    return float(median(past)), past[ceil(0.9 * len(past)) - 1]


def _state(silence: int | None, most: int | None, threshold: int) -> str:
    if silence is None:
        return "unnamed"
    if silence >= threshold:
        return "silent"
    return "quieter" if most is not None and silence > most else "as-usual"


def _why(silence: int | None, usual: float | None, most: int | None, threshold: int) -> str:
    """The state in words, with what it was held against."""
    if silence is None:
        return "no report has named it so far"
    said = f"no report names it for {silence} day{'' if silence == 1 else 's'}"
    if usual is None or most is None:
        return f"{said}; too few reports for a rhythm of its own"
    more = "more" if silence > most else "not more"
    limit = f"; the limit is {threshold}" if silence >= threshold else ""
    return f"{said}; usually {usual:g}, nine in ten gaps up to {most}: {more} than that{limit}"


def _missing(naming: Naming, today: int, languages: Sequence[str], limit: int) -> tuple[Voice, ...]:
    """The communities' languages in which nobody has spoken of the place for more days than `limit`."""
    found = []
    for language in languages:
        last = naming.languages.get(language)
        days = today - last if last is not None else None
        if days is None or days > limit:
            found.append(Voice(language, LANGUAGES.get(language, language), days))
    return tuple(found)


def missing_words(missing: Iterable[Voice]) -> tuple[str, ...]:
    """The same for several: those who are silent for equally long in one sentence."""
    by_days: dict[int | None, list[str]] = {}
    for voice in missing:
        by_days.setdefault(voice.days, []).append(voice.name)
    return tuple(_no_voice(names, days) for days, names in by_days.items())


def _no_voice(names: Sequence[str], days: int | None) -> str:
    since = "so far" if days is None else f"for {days} day{'' if days == 1 else 's'}"
    if len(names) == 1:
        return f"no {names[0]}-language source {since}"
    listed = ", ".join(f"{n}-" for n in names[:-1])
    return f"no {listed} or {names[-1]}-language source {since}"
