"""Checking: grades set, incidents merged, split and linked, the figure to brief chosen by a person."""

from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from ..access import Viewer, require
from ..domain import Incident, IncidentLink, Judgement, Source
from ..domain.ids import new_id
from ..domain.link import LINK_KINDS
from ..domain.marking import PUBLIC, Marking
from ..domain.vocab import vocabulary
from ..errors import InputError, UnknownName
from ..picture import IncidentPage, Known, incident_page
from ..picture.checked import Checked, ReportChecked, checked, report_checked
from ..picture.grades import graded, quoted_in, said_key, speaker_key, steps
from ..picture.links import Ends, LinkLine, cycle, standing_links
from ..picture.review.rulings import standing
from ..picture.sources import SourceRow, SpeakerRow, Tallies, source_rows, speaker_rows, tallies
from ..picture.versions import Versions, versions
from .check_marking import kept_in_body, marking_of, marking_over, reach
from .kept import Kept
from .known import KnownReader
from .likeness import Alike, Wanted, candidates
from .operation import Operation
from .review import Body, Reviewer
from .written import Names, longest

LETTERS, NUMBERS = "reliability", "credibility"


@dataclass(frozen=True, slots=True)
class Step:
    """One letter or number for a subject: what it was, what it becomes, and who may see that.

    `about` is the incident that it belongs to, where it belongs to one.
    """

    subject: str
    scale: str
    value: str
    before: str
    marking: Marking = PUBLIC
    about: str = ""
    extra: Body = field(default_factory=dict)


class Check:
    """One operation's checking. Each decision is a row; nothing is overwritten."""

    def __init__(self, operation: Operation, reader: KnownReader, reviewer: Reviewer) -> None:
        self.operation, self.reader, self.reviewer = operation, reader, reviewer
        self._tallies: Kept[Tallies] = Kept()
        self._one_at_a_time = Lock()

    # --- what is shown -----------------------------------------------------------------------

    def why_not(self, viewer: Viewer, as_of: datetime | None) -> str:
        """Why the viewer may not decide on the picture of that moment; empty where he may."""
        return self.reviewer.why_not(viewer, as_of)

    def ends(self, known: Known) -> Ends:
        """What incidents have become."""
        return Ends(known)

    def incident(self, known: Known, wanted: str) -> Incident:
        """The incident of an id, or the one that it was merged into. Raises UnknownName."""
        ends = self.ends(known)
        found = ends.now(wanted) or self._merged(known, wanted)
        if found is None:
            raise UnknownName(
                f"incident {wanted!r} is not known", way_out="guardian incidents --json"
            )
        return ends.incidents[found]

    def _merged(self, known: Known, wanted: str) -> str | None:
        """Where a merge that named this id has taken it."""
        for told in known.judgements:
            if told.kind != "merge":
                continue
            pairs = (
                (told.subject, told.body.get("at")),
                (told.body.get("with"), told.body.get("with_at")),
            )
            for id_, at in pairs:
                if id_ == wanted and at:
                    return self.ends(known).now(wanted, str(at))
        return None

    def became(self, viewer: Viewer, wanted: str, as_of: datetime | None) -> str:
        """The id under which an incident is found now. Raises UnknownName."""
        return self.incident(self.reader.at(viewer, as_of), wanted).id

    def links(self, viewer: Viewer, as_of: datetime | None) -> tuple[LinkLine, ...]:
        """All links that stand."""
        rows = self.operation.record.facts(viewer, "links", IncidentLink, as_of)
        return standing_links(rows, self.ends(self.reader.at(viewer, as_of))) if rows else ()

    def of(self, viewer: Viewer, page: IncidentPage, as_of: datetime | None) -> Checked:
        """Grades with their reasons, links and what can be undone, for an incident's page."""
        return checked(self.reader.at(viewer, as_of), page, self.links(viewer, as_of))

    def of_report(self, viewer: Viewer, report: str, as_of: datetime | None) -> ReportChecked:
        """Grades with their reasons for a report's page. Raises UnknownName."""
        return report_checked(self.reader.at(viewer, as_of), report)

    def versions(self, viewer: Viewer, incident: str, as_of: datetime | None) -> Versions:
        """Rival versions of an incident side by side. Raises UnknownName."""
        known = self.reader.at(viewer, as_of)
        return versions(known, incident_page(known, self.incident(known, incident).id))

    def sources(self, viewer: Viewer, as_of: datetime | None) -> tuple[SourceRow, ...]:
        """Each source of the pack or of a report in sight, with its grade and its tallies.

        Another would betray that there is a report out of sight.
        """
        known = self.reader.at(viewer, as_of)
        rows = source_rows(known, self._counted(known))
        return tuple(row for row in rows if row.reports or row.source.id in self._pack_sources)

    @property
    def _pack_sources(self) -> frozenset[str]:
        """The ids of the sources that everybody may know of."""
        pack = self.operation.pack
        return frozenset(s.id for s in pack.sources) if pack else frozenset()

    def speakers(self, viewer: Viewer, as_of: datetime | None) -> tuple[SpeakerRow, ...]:
        """Those who are quoted, with their own grades."""
        known = self.reader.at(viewer, as_of)
        return speaker_rows(known, self._counted(known))

    def _counted(self, known: Known) -> Tallies:
        return self._tallies.of((known.incidents, known.readings), lambda: tallies(known))

    def alike(
        self, viewer: Viewer, incident: str, wanted: Wanted, as_of: datetime | None
    ) -> tuple[Alike, ...]:
        """Other incidents that fit what is looked for, with fusion's likeness and reasons."""
        known = self.reader.at(viewer, as_of)
        return candidates(known, self.incident(known, incident), wanted)

    # --- what is decided ---------------------------------------------------------------------

    def merge(
        self, viewer: Viewer, one: str, other: str, reason: str, as_of: datetime | None = None
    ) -> str:
        """Two incidents are one happening. Gives the id of the one that they are now."""
        known, at, why = self._deciding(viewer, reason, as_of)
        here, there = self.incident(known, one), self.incident(known, other)
        if here.id == there.id:
            raise InputError("an incident cannot be merged with itself", way_out="name another one")
        anchors = self.ends(known).anchor(here), self.ends(known).anchor(there)
        body: Body = {
            "item": new_id("merge"),
            "with": there.id,
            "at": anchors[0],
            "with_at": anchors[1],
            "told": f"“{here.what}” and “{there.what}” are one happening",
        }
        marking = marking_over(known, (m.report for i in (here, there) for m in i.members))
        self._add(
            Judgement("merge", here.id, body | kept_in_body(marking), viewer.name, at, why), marking
        )
        after = self.ends(self.reader.at(viewer, as_of))
        return after.now(here.id, anchors[0]) or after.now(there.id, anchors[1]) or here.id

    def split(
        self,
        viewer: Viewer,
        incident: str,
        reports: tuple[str, ...],
        reason: str,
        as_of: datetime | None = None,
    ) -> str:
        """The accounts of these reports tell another happening. Gives the id of the new incident."""
        known, at, why = self._deciding(viewer, reason, as_of)
        here = self.incident(known, incident)
        members = [m for m in here.members if m.report in reports]
        if strange := sorted(set(reports) - {m.report for m in members}):
            raise UnknownName(f"report {strange[0]!r} is no account of this incident")
        if not members or len(members) == len(here.members):
            raise InputError(
                "some accounts must go and some must stay", way_out="select those that are another"
            )
        events = [f"{m.report}:{e}" for m in members for e in m.events]
        if not events:
            raise InputError("nothing was read in these accounts that could be taken out")
        names = ", ".join(dict.fromkeys(m.source for m in members))
        body: Body = {
            "item": new_id("split"),
            "events": events,
            "at": self.ends(known).anchor(here),
            "told": f"{names} split off from “{here.what}”",
        }
        marking = marking_over(known, (m.report for m in here.members))
        self._add(
            Judgement("split", here.id, body | kept_in_body(marking), viewer.name, at, why), marking
        )
        report, _, event = events[0].partition(":")
        found = self.ends(self.reader.at(viewer, as_of)).holder(report, event)
        return found or here.id

    def undo(self, viewer: Viewer, item: str, reason: str, as_of: datetime | None = None) -> str:
        """A merge or split is taken back, by a new judgement. Gives the incident's id then."""
        known, at, why = self._deciding(viewer, reason, as_of)
        told = next(
            (j for j in standing(known.judgements) if j.body.get("item") == item
             and j.kind in ("merge", "split")), None,
        )  # fmt: skip
        if told is None:
            raise UnknownName(f"no merge or split {item!r} stands")
        turns = sum(1 for j in known.judgements if j.body.get("item") == item)
        body: Body = {"item": item, "turn": turns, "undoes": told.kind}
        self._add(Judgement("accept", told.subject, body, viewer.name, at, why), marking_of(told))
        after = self.ends(self.reader.at(viewer, as_of))
        return after.now(told.subject, str(told.body.get("at") or "")) or told.subject

    def link(
        self,
        viewer: Viewer,
        one: str,
        kind: str,
        other: str,
        reason: str,
        as_of: datetime | None = None,
    ) -> IncidentLink:
        """`one` causes, retaliates for, follows, or is of one campaign with `other`."""
        known, at, why = self._deciding(viewer, reason, as_of)
        if kind not in LINK_KINDS:
            raise InputError(f"no link {kind!r}", way_out=f"use one of {', '.join(LINK_KINDS)}")
        here, there = self.incident(known, one), self.incident(known, other)
        if here.id == there.id:
            raise InputError("an incident is not linked with itself", way_out="name another one")
        ends = self.ends(known)
        made = IncidentLink(
            new_id("link"), here.id, there.id, kind, viewer.name, at, why,
            from_at=ends.anchor(here), to_at=ends.anchor(there),
        )  # fmt: skip
        with self._one_at_a_time:
            _check_new(self.links(viewer, as_of), here, kind, there)
            self.operation.record.add_facts("links", [made], at=at)
        return made

    def unlink(
        self, viewer: Viewer, link: str, reason: str, as_of: datetime | None = None
    ) -> IncidentLink:
        """A link is withdrawn: a new row with that state."""
        _, at, why = self._deciding(viewer, reason, as_of)
        rows = self.operation.record.facts(viewer, "links", IncidentLink, as_of)
        told = next((r for r in rows if r.id == link and r.state == "standing"), None)
        if told is None:
            raise UnknownName(f"no link {link!r} stands")
        gone = IncidentLink(
            told.id, told.from_incident, told.to_incident, told.kind, viewer.name, at, why,
            "withdrawn", told.from_at, told.to_at,
        )  # fmt: skip
        self.operation.record.add_facts("links", [gone], at=at)
        return gone

    def choose(
        self, viewer: Viewer, incident: str, index: int | None, row: str, reason: str,
        as_of: datetime | None = None,
    ) -> Incident:  # fmt: skip
        """The count of that index is the figure to brief for its row (`kind/group`); None: no choice."""
        known, at, why = self._deciding(viewer, reason, as_of)
        here = self.incident(known, incident)
        kind, _, group = row.partition("/")
        rows = [n for n, c in enumerate(here.counts) if (c.kind, c.group or c.who) == (kind, group)]
        if not rows or (index is not None and index not in rows):
            raise UnknownName(f"no such count of {row!r} in this incident")
        count = here.counts[index] if index is not None else None
        body: Body = {
            "item": f"{here.id}/choice/{row}",
            "kind": kind,
            "group": group,
            "report": count.report if count else None,
            "n": count.n if count else None,
            "at": self.ends(known).anchor(here),
        }
        held = count or next((here.counts[n] for n in rows if here.counts[n].chosen_by), None)
        marking = marking_over(known, [held.report] if held else ())
        self._add(Judgement("choose", here.id, body, viewer.name, at, why), marking)
        return self.incident(self.reader.at(viewer, as_of), here.id)

    def grade_source(
        self, viewer: Viewer, source: str, letter: str, reason: str, as_of: datetime | None = None
    ) -> None:
        """A source's letter, by its name or id. The same letter again confirms it."""
        known, at, why = self._deciding(viewer, reason, as_of)
        found = next((s for s in known.sources if source in (s.id, s.name)), None)
        if found is None or not self._in_sight(known, found):
            raise UnknownName(f"no source is called {source!r}", way_out="see the list of sources")
        step = Step(f"source:{found.id}", LETTERS, letter, found.reliability)
        self._grade(known, step, viewer, at, why)

    def _in_sight(self, known: Known, source: Source) -> bool:
        """Whether the viewer may know of a source: the pack's, or that of a report in his sight."""
        ours = source.id in self._pack_sources
        return ours or any(r.source == source.name for r in known.reports)

    def grade_speaker(
        self, viewer: Viewer, speaker: str, letter: str, reason: str, as_of: datetime | None = None
    ) -> str:
        """The letter of somebody who is quoted: his own, not that of who quotes him. Gives his key."""
        known, at, why = self._deciding(viewer, reason, as_of)
        subject = speaker if speaker.startswith("speaker:") else speaker_key(speaker)
        quoting = quoted_in(known, subject)
        if not quoting:
            raise UnknownName(f"nobody called {speaker!r} is quoted in a report")
        before = graded("F", steps(known.judgements, LETTERS), subject).value
        marking = min({known.look.reports[r].marking for r in quoting}, key=reach)
        step = Step(subject, LETTERS, letter, before, marking)
        self._grade(known, step, viewer, at, why)
        return subject

    def grade_said(
        self, viewer: Viewer, said: str, number: str, reason: str, as_of: datetime | None = None
    ) -> None:
        """The number of what a speaker is quoted with (`said:REPORT/START-END`)."""
        known, at, why = self._deciding(viewer, reason, as_of)
        report = said.removeprefix("said:").partition("/")[0]
        reading = self.ends(known).readings.get(report)
        if reading is None or said not in {
            said_key(report, c) for c in reading.claims if c.speaker
        }:
            raise UnknownName(f"{said!r} is nothing that was said", way_out="said:REPORT/START-END")
        before = graded("6", steps(known.judgements, NUMBERS), said).value
        step = Step(said, NUMBERS, number, before, marking_over(known, [report]))
        self._grade(known, step, viewer, at, why)

    def grade_account(
        self,
        viewer: Viewer,
        incident: str,
        report: str,
        number: str,
        reason: str,
        as_of: datetime | None = None,
    ) -> None:
        """The number of what a report tells in an incident. The same number again confirms it."""
        known, at, why = self._deciding(viewer, reason, as_of)
        here = self.incident(known, incident)
        member = next((m for m in here.members if m.report == report), None)
        if member is None:
            raise UnknownName(f"report {report!r} is no account of this incident")
        subject = f"{here.id}/account/{report}"
        extra: Body = {"report": report, "incident": here.id, "at": self.ends(known).anchor(here)}
        marking = marking_over(known, [report])
        step = Step(subject, NUMBERS, number, member.grade.credibility, marking, here.id, extra)
        self._grade(known, step, viewer, at, why)

    def _grade(self, known: Known, step: Step, viewer: Viewer, at: datetime, why: str) -> None:
        if step.value not in vocabulary(step.scale):
            allowed = ", ".join(vocabulary(step.scale).ids())
            raise InputError(f"{step.value!r} is no {step.scale}", way_out=f"use one of {allowed}")
        subject = step.subject
        turns = sum(1 for j in known.judgements if (j.body.get("item") or j.subject) == subject)
        body: Body = {
            "item": subject, "turn": turns, f"was.{step.scale}": step.before,
            f"set.{step.scale}": step.value, step.scale: step.value, **step.extra,
        }  # fmt: skip
        told = Judgement("grade", step.about or subject, body, viewer.name, at, why)
        self._add(told, step.marking)

    def _deciding(
        self, viewer: Viewer, reason: str, as_of: datetime | None
    ) -> tuple[Known, datetime, str]:
        """What is known then, when the decision counts from, and the reason checked."""
        require(viewer, "judge")
        if refusal := self.why_not(viewer, as_of):
            raise InputError(refusal)
        known = self.reader.at(viewer, as_of)
        why = Names(self.operation, known, self.operation.record.seals).check(
            longest(reason, "reason")
        )
        if not why:
            raise InputError("a decision needs its reason", way_out="say why in a few words")
        now = self.operation.clock()
        replayed = as_of is not None and self.operation.settings.replay
        return known, min(as_of, now) if as_of and replayed else now, why

    def _add(self, judgement: Judgement, marking: Marking = PUBLIC) -> None:
        with self._one_at_a_time:
            self.operation.record.add_judgement(judgement, marking=marking)


def _check_new(lines: tuple[LinkLine, ...], here: Incident, kind: str, there: Incident) -> None:
    """Raises InputError for a link that stands already, or causes that would run in a circle."""
    pairs = {(x.from_incident, x.to_incident) for x in lines if x.kind == kind}
    if kind == "same-campaign":
        pairs |= {(b, a) for a, b in pairs}
    if (here.id, there.id) in pairs:
        raise InputError("this link stands already")
    path = cycle(lines, here.id, there.id) if kind == "causes" else ()
    if path:
        raise InputError(
            f"“{here.what}” would be a cause of itself: {' → '.join((here.id, *path))}",
            way_out="withdraw one of the links first",
        )
