"""A room in memory with an invented operation, one hostile report included."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from jointguardian.access import Viewer
from jointguardian.domain import (
    Claim,
    Count,
    Grade,
    Incident,
    Issue,
    Member,
    Movement,
    Municipality,
    PlaceMention,
    Position,
    Provision,
    Reading,
    Relation,
    Report,
    Reserve,
    Shift,
    Source,
    Span,
    Stand,
    Strength,
)
from jointguardian.domain.reading import ReportHeader
from jointguardian.errors import Fault, InputError, NotPermitted, UnknownName
from jointguardian.picture.board import Positions
from jointguardian.picture.checked import Checked, ReportChecked, checked
from jointguardian.picture.grades import Graded
from jointguardian.picture.model import (
    Account,
    Change,
    ClaimLine,
    Coverage,
    IncidentPage,
    Known,
    Picture,
    ReportLine,
    ReportPage,
    Tension,
    Withheld,
)
from jointguardian.picture.review.queue import code
from jointguardian.picture.review.values import Decision, Item, Value

HOSTILE = "<script>alert('x')</script>"
TEXT = f"Élodie's patrol of the guard said 25 men were hurt. {HOSTILE} ██████ saw it."
HURT = Span(TEXT.index("25"), TEXT.index("hurt") + 4)
EARLY = datetime(2023, 5, 29, 18, tzinfo=UTC)
LATE = datetime(2023, 6, 4, 18, tzinfo=UTC)
PLACE = PlaceMention("Fushë", "Fushë", "XK", 42.9, 20.8, None, "settlement", None, "fushe")


@dataclass(frozen=True)
class FakeMoment:
    label: str = "30 May, as known then"
    as_of: datetime = datetime(2023, 5, 30, 20, tzinfo=UTC)
    since: str = "2023-05-23"
    until: str = "2023-05-30"
    note: str = "The later count is not known yet."


@dataclass(frozen=True)
class FakeHit:
    report: str = "r_late"
    title: str | None = HOSTILE
    source: str = "Gazette"
    published: str | None = "2023-06-04"
    snippet: str = f"… {HOSTILE} …"


class NothingTaken:
    """A room in which nobody took down a report."""

    def told(self, viewer: Viewer, report: str, as_of: datetime | None) -> None:
        return None

    def attachments(self, viewer: Viewer, report: str, as_of: datetime | None) -> tuple[()]:
        return ()

    def why_not(self, viewer: Viewer, as_of: datetime | None) -> str:
        return ""


class NothingChecked:
    """A room in which nobody graded, merged or linked anything."""

    def of(self, viewer: Viewer, told: IncidentPage, as_of: datetime | None) -> Checked:
        known = Known("test", LATE, reports=REPORTS, incidents=(told.incident,))
        return checked(known, told, ())

    def of_report(self, viewer: Viewer, report: str, as_of: datetime | None) -> ReportChecked:
        return ReportChecked(report, "Gazette", Graded("C"), (), ())

    def became(self, viewer: Viewer, incident: str, as_of: datetime | None) -> str:
        raise UnknownName(f"no incident {incident!r}", way_out="see the list")


class NothingAsked:
    """A room in which nobody asked the field anything."""

    def of_incident(self, viewer: Viewer, incident: str, as_of: datetime | None) -> tuple[()]:
        return ()

    def lines(self, viewer: Viewer, as_of: datetime | None, **more: object) -> tuple[()]:
        return ()


class FakeBrief:
    def markdown(self) -> str:
        return "# Situation report\n"

    def html(self, base: str = "") -> str:
        return (
            "<!doctype html><html><head><style>p{}</style></head><body><h1>Situation report</h1>"
            f'<p>25 hurt. <a href="{base}/report/r_early#c_one">1</a></p></body></html>'
        )

    def json(self) -> str:
        return '{"title": "Situation report"}'


CLAIM = Claim(
    id="c_one",
    speaker="A Minister",
    speaker_role="Minister of Works",
    cue="said",
    stance="warns",
    targets=("the town",),
    date=None,
    quoted=False,
    content_span=HURT,
    span=Span(0, 50),
    confidence=0.9,
)


def report(id_: str, received: datetime) -> Report:
    return Report(
        id=id_,
        source="Gazette",
        text=TEXT,
        sha256="0" * 64,
        received=received,
        title=HOSTILE,
        published=received.date().isoformat(),
    )


REPORTS = (report("r_early", EARLY), report("r_late", LATE))
READING = Reading(
    ReportHeader("r_early", "Gazette", "2023-05-29", "en", "0" * 64), (), (CLAIM,), (), ()
)


def count(n: int, report_id: str, day: str, **more: object) -> Count:
    return Count("injured", "guards", n, None, None, report_id, day, group="guards", **more)  # type: ignore[arg-type]


def incident(reports: tuple[str, ...]) -> Incident:
    counts = [count(25, "r_early", "2023-05-29", span=HURT)]
    if "r_late" in reports:
        counts.append(count(93, "r_late", "2023-06-04", relation="updates", to=0))
    return Incident(
        id="i_one",
        what=f"Clash {HOSTILE}",
        type="assault",
        start="2023-05-29",
        end=None,
        places=(PLACE,),
        counts=tuple(counts),
        reports=reports,
        sources=("Gazette",),
        independent_origins=1,
        contradictions=("Guards injured: 25 against 93.",) if len(reports) > 1 else (),
        confidence=None,
        status="happened",
        members=tuple(
            Member(r, "Gazette", None, (), ("c_one",), Grade("C", "2"), "Gazette") for r in reports
        ),
    )


def line(one: Report) -> ReportLine:
    return ReportLine(
        id=one.id,
        source=one.source,
        title=one.title,
        published=one.published,
        published_inferred=False,
        received=one.received,
        language="en",
        url=None,
        sha256=one.sha256,
        reliability="C",
        marking="PUBLIC",
        invented=True,
    )


CLAIM_LINE = ClaimLine(CLAIM, "r_early", "Gazette", "2023-05-29", HURT.of(TEXT), Grade("C", "2"))
TOWN = Municipality(
    id="fushe",
    name="Fushe",
    names={"sq": "Fushë", "sr-Latn": "Fuše", "sr-Cyrl": "Фуше"},
    lat=42.9,
    lon=20.8,
    area_km2=100.0,
    population=10_000,
    population_year=2011,
    majority="mixed",
    source="invented",
)


EVENT = "r_early/event/0-50"


def item(*, stance: str = "warns", by: str = "") -> Item:
    """A claim of the early report; corrected where somebody is named."""
    told = Value("stance", "Stance", "choice", "stances", True, "warns", stance,
                 "corrected" if by else "automatic", by, LATE if by else None, HOSTILE)  # fmt: skip
    speaker = Value(
        "speaker", "Speaker", "names", "", False, "A Minister", "A Minister", "automatic"
    )
    return Item(code(EVENT), EVENT, "claim", f"Claim {HOSTILE}", "r_early", "i_one", HURT,
                f"{HURT.of(TEXT)} {HOSTILE}", "builtin 1", 0.9, (speaker, told),
                weight=1.0, why=("confidence 0.90",))  # fmt: skip


RETURNED = Movement("returned", "Fushë", "1999-06-20", 1200, "people", False, "invented")
RESERVE = Reserve(
    id="v",
    name="Reserve battalion",
    event="2023",
    ordered="2023-05-30",
    notice_days=7,
    notice_days_before=14,
    arrived="2023-06-04",
    personnel=500,
    part_of=None,
    note="",
    source="invented",
    invented=True,
)


class FakeRoom:
    """Answers as the pipeline's room does."""

    title = "Operation & Test"
    moments = (FakeMoment(),)
    reviewed = False
    capture = NothingTaken()
    check = NothingChecked()
    requests = NothingAsked()

    def __init__(self) -> None:
        self.added: list[tuple[str, str | None, str | None]] = []
        self.asked: list[tuple[str | None, str | None]] = []
        self.decided: list[Decision] = []

    def _known(self, as_of: datetime | None) -> tuple[Report, ...]:
        return tuple(r for r in REPORTS if as_of is None or r.received <= as_of)

    def known_at(self, viewer: Viewer, as_of: datetime | None) -> Known:
        known = self._known(as_of)
        return Known(
            self.title,
            as_of or LATE,
            municipalities=(TOWN,),
            reports=known,
            incidents=(incident(tuple(r.id for r in known)),) if known else (),
            reserves=(RESERVE,),
            movements=(RETURNED,),
        )

    def picture(
        self,
        viewer: Viewer,
        *,
        as_of: datetime | None = None,
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
    ) -> Picture:
        self.asked.append((since, until))
        known = self._known(as_of)
        ids = tuple(r.id for r in known)
        return Picture(
            operation=self.title,
            as_of=as_of or LATE,
            since=since,
            until=until or "2023-06-04",
            marking="PUBLIC",
            reports=tuple(line(r) for r in known),
            incidents=(incident(ids),) if ids else (),
            events=(),
            claims=(CLAIM_LINE,),
            figures=(),
            positions=(
                Position(
                    "A Minister", None, "the-mayors", "opposes", None, "no", "r_early", ("c_one",)
                ),
            ),
            strengths=(Strength("in-area", "TOTAL", "2023", 3800, 3800, 3800, "invented"),),
            reserves=(RESERVE,),
            movements=(RETURNED,),
            camps=(),
            sectors=(),
            municipalities=(TOWN,),
            sources=(Source("gazette", "Gazette", reliability="C", reason="invented"),),
            changes=(Change("new", "New: a clash", "i_one", ("r_early",)),),
            tension=Tension(
                None, "Not computed yet.", ("c_one",), (Coverage("fushe", 1, "2023-05-29"),)
            ),
            withheld=(Withheld("Forecast", "not computed yet"),),
        )

    def incident(self, viewer: Viewer, incident_id: str, as_of: datetime | None) -> IncidentPage:
        if incident_id != "i_one":
            raise UnknownName(f"no incident {incident_id!r}", way_out="see the list")
        known = self._known(as_of)
        accounts = tuple(
            Account(line(r), Grade("C", "2"), ((HURT, HURT.of(TEXT)),), (CLAIM_LINE,), (n,))
            for n, r in enumerate(known)
        )
        review = (self._item(),) if self.reviewed else ()
        return IncidentPage(incident(tuple(r.id for r in known)), accounts, review)

    def report(self, viewer: Viewer, report_id: str, as_of: datetime | None) -> ReportPage:
        if report_id == "r_secret":
            raise NotPermitted("this report is not open to you")
        if report_id == "r_broken":
            raise Fault("the record is damaged")
        if report_id == "r_bug":
            raise ZeroDivisionError("a secret inside")
        found = next((r for r in self._known(as_of) if r.id == report_id), None)
        if found is None:
            raise UnknownName(f"no report {report_id!r}")
        review = (self._item(),) if self.reviewed else ()
        return ReportPage(found, READING, ("i_one",), 1, review)

    def _item(self) -> Item:
        stance = next((d.values["stance"] for d in reversed(self.decided) if d.values), "warns")
        return item(stance=stance, by="Ana" if self.decided else "")

    def positions(self, viewer: Viewer, as_of: datetime | None) -> Positions:
        stand = Stand("2023-05-29", "opposes", "r_early", HURT, f"no {HOSTILE}", "c_one")
        deed = Stand("2023-05-30", "opposes", "r_early", HURT, "a ban", None, "e_one", "sanction")
        shift = Shift("2023-05-30", "from supports to opposes", "r_early", HURT)
        held = Position("A Minister", None, "The mayors", "opposes", "2023-05-29", "no", "r_early",
                        ("c_one",), shift.text, (stand, deed), (shift,))  # fmt: skip
        other = Relation("A Minister", None, "The town", None, "rebukes", (stand,))
        issue = Issue("mayors", "The mayors", "Who takes office.", (("mayor",),))
        lines = tuple(line(r) for r in self._known(as_of))
        return Positions((issue,), (held,), (other,), lines)

    def why_not_judge(self, viewer: Viewer, as_of: datetime | None) -> str:
        return "the past is closed" if as_of and as_of < EARLY else ""

    def review(self, viewer: Viewer, as_of: datetime | None) -> tuple[Item, ...]:
        return (self._item(),)

    def item(self, viewer: Viewer, item_id: str, as_of: datetime | None) -> Item:
        if item_id != code(EVENT):
            raise UnknownName(f"no item {item_id!r}")
        return self._item()

    def judge(self, viewer: Viewer, decision: Decision) -> Item:
        found = self.item(viewer, decision.item, decision.as_of)
        if decision.values.get("stance") == "shouts":
            raise InputError("'shouts' is no stance", way_out="use one of states")
        self.decided.append(decision)
        return found

    def search(
        self, viewer: Viewer, query: str, as_of: datetime | None, limit: int = 50
    ) -> tuple[FakeHit, ...]:
        return (FakeHit(),) if as_of is None or as_of >= LATE else ()

    def brief(
        self,
        viewer: Viewer,
        *,
        kind: str = "sitrep",
        as_of: datetime | None = None,
        period_hours: int | None = None,
    ) -> FakeBrief:
        return FakeBrief()

    def read_text(self, text: str, published: str | None, source: str | None) -> Reading:
        whole = Span(0, len(text))
        claim = replace(CLAIM, span=whole, content_span=whole)
        return replace(READING, claims=(claim,))

    def add_report(
        self, viewer: Viewer, text: str, published: str | None, source: str | None
    ) -> str:
        self.added.append((text, published, source))
        return "r_late"

    def provisions(self, viewer: Viewer) -> tuple[Provision, ...]:
        return (
            Provision("p", "An agreement", "1", "Leave.", "1999-06-09", None, False, "invented"),
        )

    def municipalities_geojson(self) -> bytes:
        return b'{"type":"FeatureCollection","features":[]}'

    def region_geojson(self) -> bytes:
        return b'{"type":"FeatureCollection","features":[]}'

    def reachable(self) -> bool:
        return True

    def extent(self, viewer: Viewer) -> tuple[str, str]:
        return "2023-05-29", "2023-06-04"
