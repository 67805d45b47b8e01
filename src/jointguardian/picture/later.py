"""What later became known of what was known at a moment: the same incident, then and now; pure.

Valid time is when a thing was so; record time is when we knew it. A mark says what was not known
at the moment looked at, since when it is, and from whom. Nothing of what was known then is changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ..domain import Count, Incident, Judgement, Report
from ..domain.dates import format_dtg, last_day
from ..errors import UnknownName
from .model import Known
from .wording import group_words

KINDS = ("report", "count", "changed", "contradiction", "merged", "correction", "judgement", "gone")
RULED = {"reject": "rejected", "correct": "corrected", "accept": "accepted", "grade": "graded",
         "merge": "merged", "split": "split", "seal": "sealed"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Later:
    """One thing that was not known then. `known` is since when it is, `by` a source or a person.

    `was` is what was known of it then (empty: nothing), `now` what is known; `delay_days` the days
    from the incident's end to the report, where both are known.
    """

    kind: str
    field: str
    was: str
    now: str
    known: datetime
    by: str
    report: str | None = None
    delay_days: int | None = None

    @property
    def text(self) -> str:
        """`injured, KFOR: 25 then; 93 known since 051200ZJUN23 (AP)`."""
        then = f"{self.was} then; " if self.was else ""
        since = format_dtg(self.known)
        return f"{self.field}: {then}{self.now}, known since {since} ({self.by})"


@dataclass(frozen=True, slots=True)
class LaterOf:
    """An incident's marks in the order in which they became known; `now` is its id today, if any."""

    incident: str
    now: str | None
    what: str
    marks: tuple[Later, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """An incident of the days shown of which nothing was known then."""

    incident: str
    what: str
    start: str | None
    known: datetime
    by: str


class Comparison:
    """What was known at two moments, with the look-ups that a comparison needs."""

    def __init__(self, known_then: Known, known_now: Known) -> None:
        self.then, self.now = known_then, known_now
        self.reports = {r.id: r for r in known_now.reports}
        self.before = {r.id for r in known_then.reports}
        self._then = {i.id: i for i in known_then.incidents}
        self._now = {i.id: i for i in known_now.incidents}
        self._at: dict[str, list[Incident]] = {}
        for incident in known_now.incidents:
            for report in incident.reports:
                self._at.setdefault(report, []).append(incident)
        self._before: dict[str, list[Incident]] = {}
        for incident in known_then.incidents:
            for report in incident.reports:
                self._before.setdefault(report, []).append(incident)
        self._newer = [r for r in known_now.reports if r.supersedes and r.id not in self.before]
        old = {repr(j) for j in known_then.judgements}
        self.judgements = [j for j in known_now.judgements if repr(j) not in old]

    def of(self, incident: str) -> LaterOf:
        """The marks of an incident that was known then. Raises UnknownName."""
        was = self._then.get(incident)
        if was is None:
            raise UnknownName(f"incident {incident!r} was not known then", way_out="see the list")
        now = self._now.get(incident) or self._same_events(was)
        marks = [*self._gone(was, now), *self._judged(was, now), *self._superseded(was)]
        if now is not None:
            marks += [*self._reports(was, now), *self._merged(was, now), *self._counts(was, now)]
            marks += [*self._changed(was, now, marks), *self._contradictions(was, now, marks)]
        marks.sort(key=lambda m: (m.known, KINDS.index(m.kind), m.field, m.now))
        return LaterOf(was.id, now.id if now else None, was.what, tuple(marks))

    def unknown(self, since: str | None, until: str) -> tuple[Unknown, ...]:
        """The incidents of those days that nobody had told of then, the first told first."""
        found = [self._unknown(i) for i in self.now.incidents if self._is_new(i, since, until)]
        return tuple(sorted(found, key=lambda u: (u.known, u.incident)))

    def _is_new(self, incident: Incident, since: str | None, until: str) -> bool:
        if incident.start is None or self.before & set(incident.reports):
            return False
        ended = last_day(incident.end or incident.start).isoformat()
        return incident.start <= until and ended >= (since or "")

    def _unknown(self, incident: Incident) -> Unknown:
        first = min((self.reports[r] for r in incident.reports if r in self.reports), key=_known)
        return Unknown(incident.id, incident.what, incident.start, first.received, first.source)

    def _same_events(self, was: Incident) -> Incident | None:
        """The incident of today that holds most of the events of one of then."""
        mine = {(m.report, e) for m in was.members for e in m.events}
        others = {i.id: i for r in was.reports for i in self._at.get(r, [])}
        shared = {
            i.id: len(mine & {(m.report, e) for m in i.members for e in m.events})
            for i in others.values()
        }
        best = max(shared, key=lambda k: (shared[k], k), default=None)
        return others[best] if best is not None and shared[best] else None

    def _reports(self, was: Incident, now: Incident) -> Iterator[Later]:
        for report in (self.reports[r] for r in now.reports if r not in was.reports):
            if report.id not in self.before:
                yield Later(
                    kind="report",
                    field="report",
                    was="",
                    now=report.title or "Untitled report",
                    known=report.received,
                    by=report.source,
                    report=report.id,
                    delay_days=_delay(now, report),
                )

    def _merged(self, was: Incident, now: Incident) -> Iterator[Later]:
        """Other incidents of then whose reports are told in this one today."""
        found = {i.id: i for r in now.reports for i in self._before.get(r, ())}
        for other in (i for i in found.values() if i.id != was.id):
            today = self._now.get(other.id) or self._same_events(other)
            if today is None or today.id != now.id:
                continue
            known, by = self._cause(was, now)
            yield Later("merged", "incident", "an incident of its own", other.what, known, by)

    def _counts(self, was: Incident, now: Incident) -> Iterator[Later]:
        told = {(c.kind, c.group or c.who, c.n, c.report) for c in was.counts}
        said: set[tuple[str, str, int]] = {(k, g, n) for k, g, n, _ in told}
        fresh = [c for c in now.counts if (c.kind, c.group or c.who, c.n, c.report) not in told]
        for count in sorted(fresh, key=lambda c: self._received(c.report)):
            key = (count.kind, count.group or count.who, count.n)
            if key in said:
                continue
            said.add(key)
            known, by = self._told(count, was, now)
            yield Later(
                kind="count",
                field=f"{count.kind}, {group_words(count.group or count.who)}",
                was=_numbers(was, key[0], key[1]),
                now=f"{count.qualifier} {count.n}" if count.qualifier else str(count.n),
                known=known,
                by=by,
                report=count.report,
            )

    def _told(self, count: Count, was: Incident, now: Incident) -> tuple[datetime, str]:
        """Since when a count is known: its report's time, or what moved an old report here."""
        report = self.reports[count.report]
        if report.id in self.before:
            return self._cause(was, now)
        told = f"{count.counted_by} in {report.source}" if count.counted_by else report.source
        return report.received, told

    def _changed(self, was: Incident, now: Incident, marks: Sequence[Later]) -> Iterator[Later]:
        known, by = self._first(marks) or self._cause(was, now)
        for name, before, after in (
            ("what", was.what, now.what),
            ("status", was.status, now.status),
            ("days", _days(was), _days(now)),
            ("places", _places(was), _places(now)),
            ("confidence", was.confidence or "not set", now.confidence or "not set"),
        ):
            if before != after:
                yield Later("changed", name, before, after, known, by)

    def _contradictions(
        self, was: Incident, now: Incident, marks: Sequence[Later]
    ) -> Iterator[Later]:
        labels = {c.partition(":")[0] for c in was.contradictions}
        known, by = self._first(marks) or self._cause(was, now)
        for text in now.contradictions:
            if text.partition(":")[0] not in labels:
                yield Later("contradiction", "contradiction", "", text, known, by)

    def _superseded(self, was: Incident) -> Iterator[Later]:
        """A report whose source changed its words afterwards."""
        for report in self._newer:
            if report.supersedes in was.reports:
                title = report.title or "the report"
                new = f"a new version of {title}"
                known, by = report.received, report.source
                yield Later("correction", "report", "its first words", new, known, by, report.id)

    def _judged(self, was: Incident, now: Incident | None) -> Iterator[Later]:
        ids = {was.id, *(was.reports), *((now.id,) if now else ())}
        for judgement in self.judgements:
            if judgement.at is not None and _concerns(judgement, ids):
                done = RULED.get(judgement.kind, judgement.kind)
                told = set_words(judgement)
                reason = f": {judgement.reason}" if judgement.reason else ""
                words = f"{done} {told}{reason}".replace(" :", ":")
                yield Later(
                    "judgement", "a person's decision", "", words, judgement.at, judgement.by
                )

    def _gone(self, was: Incident, now: Incident | None) -> Iterator[Later]:
        if now is None:
            known, by = self._cause(was, None)
            yield Later("gone", "incident", was.what, "no incident any more", known, by)

    def _cause(self, was: Incident, now: Incident | None) -> tuple[datetime, str]:
        """What may have changed it: the first later judgement about it, else the first later report."""
        ids = {was.id, *was.reports, *((now.id, *now.reports) if now else ())}
        for judgement in self.judgements:
            if judgement.at is not None and _concerns(judgement, ids):
                return judgement.at, judgement.by
        later = [self.reports[r] for r in (now.reports if now else ()) if r not in self.before]
        if later:
            first = min(later, key=_known)
            return first.received, first.source
        return self.now.as_of, "by fusion, from other reports"

    @staticmethod
    def _first(marks: Sequence[Later]) -> tuple[datetime, str] | None:
        first = min(marks, key=lambda m: m.known, default=None)
        return (first.known, first.by) if first else None

    def _received(self, report: str) -> datetime:
        return self.reports[report].received


def later(known_then: Known, known_now: Known, incident: str) -> LaterOf:
    """What became known of an incident after the first moment. Raises UnknownName."""
    return Comparison(known_then, known_now).of(incident)


def set_words(judgement: Judgement) -> str:
    """`injured → 93` of a correction; nothing of other decisions."""
    sets = [(k.removeprefix("set."), v) for k, v in judgement.body.items() if k.startswith("set.")]
    return "; ".join(f"{k} → {v if not isinstance(v, list) else ', '.join(v)}" for k, v in sets)


def _concerns(judgement: Judgement, ids: set[str]) -> bool:
    about = {judgement.subject, str(judgement.body.get("incident", "")),
             str(judgement.body.get("item", ""))}  # fmt: skip
    return bool(ids & about) or any(a.partition(":")[0] in ids for a in about)


def _numbers(incident: Incident, kind: str, group: str) -> str:
    mine = {c.n for c in incident.counts if (c.kind, c.group or c.who) == (kind, group)}
    return ", ".join(f"{n:,}" for n in sorted(mine))


def _days(incident: Incident) -> str:
    return " to ".join(dict.fromkeys(d for d in (incident.start, incident.end) if d)) or "not known"


def _places(incident: Incident) -> str:
    return ", ".join(dict.fromkeys(p.name for p in incident.places)) or "not known"


def _delay(incident: Incident, report: Report) -> int | None:
    if incident.start is None or len(incident.start) < 10:
        return None
    ended = last_day(incident.end or incident.start)
    return max(0, (report.received.astimezone(UTC).date() - ended).days)


def _known(report: Report) -> datetime:
    return report.received


def marks_of(found: Iterable[LaterOf]) -> dict[str, tuple[Later, ...]]:
    """The marks by incident, without those that have none."""
    return {f.incident: f.marks for f in found if f.marks}
