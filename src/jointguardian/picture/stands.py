"""Claims and acts as stands: who said or did what, in which words, on which day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..domain import Actor, ActorMention, Event, Span, Stand
from .folding import fold
from .model import ClaimLine, EventLine, ReportLine
from .nearby import meant, sentence_before, sentence_of

# Sealed names are written with this character in the stored text.
SEAL = "█"
TELLING = frozenset({"states", "announces", "warns"})
# Own choice: what an act of a PLOVER type says of the side that an actor takes on what it is about.
ACTS = {
    "agree": "supports", "support": "supports", "cooperate": "supports", "aid": "supports",
    "concede": "supports", "consult": "announces", "retreat": "announces", "mobilize": "announces",
    "reject": "opposes", "sanction": "opposes", "coerce": "opposes", "protest": "opposes",
    "threaten": "threatens", "accuse": "accuses", "request": "demands",
}  # fmt: skip
TOLD = frozenset({"happened", "ongoing", "planned"})
SPOKEN = frozenset({"accuse", "threaten", "request", "support", "reject", "agree", "consult"})
"""Types that a claim in the same words says better."""
_SIDED = frozenset({"accuses", "blames", "condemns", "praises", "supports"})
"""Stances for or against somebody: not for everybody whom their words name."""
WORDS = 3
"""An act in fewer words ("said blockades") shows a reader nothing (own choice)."""
NOWHERE = Span(0, 0)
BACK = 2
"""How many sentences before its own a stand may point back to (own choice)."""
NO_TEXTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Held:
    """A stand of one actor; `targets` are (name, id) of whom it is about.

    `text` is the report's, `whole` the claim or act in it with speaker and cue.
    """

    actor: str
    actor_id: str | None
    stand: Stand
    targets: tuple[tuple[str, str | None], ...]
    sure: float
    text: str = ""
    whole: Span = NOWHERE

    @property
    def sentence(self) -> str:
        """The sentence that it stands in; nothing where the text is not at hand."""
        return sentence_of(self.text, self.whole).of(self.text) if self.text else ""

    @property
    def before(self) -> Iterator[str]:
        """The sentences before, the nearest first."""
        span: Span | None = sentence_of(self.text, self.whole) if self.text else None
        for _ in range(BACK):
            span = sentence_before(self.text, span) if span else None
            if span:
                yield span.of(self.text)


class Names:
    """What actors are called: one name and id for the spellings that the pack or the readings tie."""

    def __init__(
        self, actors: Iterable[Actor], claims: Sequence[ClaimLine], events: Sequence[EventLine]
    ) -> None:
        self._ids: dict[str, str] = {}
        self._known: dict[str, Actor] = {}
        self._seen = {fold(c.claim.speaker) for c in claims if c.claim.speaker}
        for line in claims:
            if line.claim.speaker and line.claim.speaker_id:
                self._ids[fold(line.claim.speaker)] = line.claim.speaker_id
        for mention in (m for e in events for m in (*e.event.actors, *e.event.recipients)):
            self._seen.add(fold(_called(mention)))
            if mention.id:
                self._ids[fold(_called(mention))] = mention.id
        for actor in actors:
            self._known[actor.id] = actor
            self._ids.update({fold(name): actor.id for name in (actor.name, *actor.aliases)})

    def of(self, name: str, id_: str | None = None) -> tuple[str, str | None]:
        """The name to show and the id, if one is known."""
        known = id_ or self._ids.get(fold(_bare(name)))
        actor = self._known.get(known or "")
        return actor.name if actor else name, known

    def target(self, name: str, by: str | None) -> tuple[str, str | None] | None:
        """Whom a stand of the actor `by` is about; None for no actor, and for his own country."""
        if not _named(name):
            return None
        found = self.of(name)
        if found[1] is None and fold(_bare(name)) not in self._seen:
            return None
        mine, theirs = self._known.get(by or ""), self._known.get(found[1] or "")
        own = mine and theirs and theirs.kind == "state" and mine.country == theirs.country
        return None if own else found


def _bare(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ").strip()


def _called(mention: ActorMention) -> str:
    return mention.name or mention.text


def stands(
    claims: Sequence[ClaimLine],
    events: Sequence[EventLine],
    reports: Mapping[str, ReportLine],
    actors: Iterable[Actor] = (),
    texts: Mapping[str, str] = NO_TEXTS,
) -> tuple[Held, ...]:
    """What named actors said and did. What a claim says already is not told again as an act.

    `texts` are the reports' texts by id, for what the words of a claim point back to.
    """
    names = Names(actors, claims, events)
    said = [_said(line, reports, names, texts) for line in claims if _holds(line, names)]
    there = {(h.actor_id or fold(h.actor), h.stand.report): [] for h in said}  # type: ignore[var-annotated]
    for held in said:
        there[held.actor_id or fold(held.actor), held.stand.report].append(held.stand.span)
    done = [h for line in events for h in _done(line, reports, names)]
    fresh = (
        h
        for h in done
        if not (
            h.stand.act in SPOKEN
            and any(
                s.overlap(h.stand.span)
                for s in there.get((h.actor_id or fold(h.actor), h.stand.report), ())
            )
        )
    )
    return (*said, *fresh)


def _holds(line: ClaimLine, names: Names) -> bool:
    """Whether a claim is somebody's position: a named speaker's, and no mere telling by unknowns."""
    claim = line.claim
    if not claim.speaker or SEAL in claim.speaker:
        return False
    known = names.of(claim.speaker, claim.speaker_id)[1] or claim.speaker_role
    return bool(known) or (claim.speaker[0].isupper() and claim.stance != "states")


def _said(
    line: ClaimLine, reports: Mapping[str, ReportLine], names: Names, texts: Mapping[str, str]
) -> Held:
    claim = line.claim
    actor, actor_id = names.of(claim.speaker or "", claim.speaker_id)
    stand = Stand(
        day=claim.date or _published(line.published, line.report, reports),
        stance=claim.stance,
        report=line.report,
        span=claim.content_span,
        words=line.content,
        claim=claim.id,
    )
    about = meant(line.content, claim.targets) if claim.stance in _SIDED else claim.targets
    targets = tuple(t for name in about if (t := names.target(name, actor_id)))
    text = texts.get(line.report, "")
    return Held(actor, actor_id, stand, targets, claim.confidence, text, claim.span)


def _done(line: EventLine, reports: Mapping[str, ReportLine], names: Names) -> Iterator[Held]:
    event = line.event
    stance = ACTS.get(event.type)
    if stance is None or event.status not in TOLD or len(line.quote.split()) < WORDS:
        return
    if event.status == "planned":
        stance = "announces"
    stand = Stand(
        day=event.start or _published(None, line.report, reports),
        stance=stance,
        report=line.report,
        span=event.span,
        words=line.quote,
        event=event.id,
        act=event.type,
    )
    for mention in _doers(event):
        actor, id_ = names.of(_called(mention), mention.id)
        whom = (names.target(_called(m), id_) for m in event.recipients)
        targets = tuple(t for t in whom if t)
        yield Held(actor, id_, replace(stand), targets, event.confidence)


def _doers(event: Event) -> Iterator[ActorMention]:
    """Named actors: no private person, no mere noun."""
    for mention in event.actors:
        if _named(_called(mention)) and (mention.id or mention.kind != "person"):
            yield mention


def _named(name: str) -> bool:
    """Whether words are a name that may be shown: a capital, and nothing sealed."""
    bare = _bare(name)
    return bool(bare) and bare[0].isupper() and SEAL not in name


def _published(published: str | None, report: str, reports: Mapping[str, ReportLine]) -> str | None:
    known = reports.get(report)
    day = published or (known.published if known else None)
    return day[:10] if day else None
