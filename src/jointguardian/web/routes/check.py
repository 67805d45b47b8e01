"""`/check`: grading, merging, splitting, linking, the figure to brief; `/incident/{id}/versions`."""

from collections.abc import Callable
from typing import Any

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, URLEncodedBody

from ...domain.dates import parse_moment
from ...errors import InputError
from ...picture.versions import Versions
from ...pipeline.likeness import Alike, Wanted
from ..answer_kinds import Decided
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk, DeskOf
from ..session import safe_back
from ..views.check import ladder


class Act(msgspec.Struct, kw_only=True):
    """One decision. `act` is a key of `ACTS`; which other fields it needs stands there."""

    act: str
    incident: str = ""
    other: str = ""
    kind: str = ""
    reports: list[str] | str = ""
    item: str = ""
    index: str = ""
    row: str = ""
    subject: str = ""
    value: str = ""
    reason: str = ""
    as_of: str = ""
    back: str = ""

    @property
    def moment(self) -> Any:
        """The moment looked at; None for the present."""
        return parse_moment(self.as_of) if self.as_of else None

    @property
    def chosen(self) -> tuple[str, ...]:
        """The reports that were ticked."""
        return (self.reports,) if isinstance(self.reports, str) and self.reports else tuple(
            self.reports
        )  # fmt: skip


def _merge(desk: DeskOf, a: Act) -> str:
    return desk.room.check.merge(desk.viewer, a.incident, a.other, a.reason, a.moment)


def _split(desk: DeskOf, a: Act) -> str:
    return desk.room.check.split(desk.viewer, a.incident, a.chosen, a.reason, a.moment)


def _undo(desk: DeskOf, a: Act) -> str:
    return desk.room.check.undo(desk.viewer, a.item, a.reason, a.moment)


def _link(desk: DeskOf, a: Act) -> str:
    check = desk.room.check
    return check.link(desk.viewer, a.incident, a.kind, a.other, a.reason, a.moment).id


def _unlink(desk: DeskOf, a: Act) -> str:
    return desk.room.check.unlink(desk.viewer, a.item, a.reason, a.moment).id


def _choose(desk: DeskOf, a: Act) -> str:
    if a.index and not a.index.isdecimal():
        raise InputError(f"{a.index!r} is no count", where="index")
    index = int(a.index) if a.index else None
    return desk.room.check.choose(desk.viewer, a.incident, index, a.row, a.reason, a.moment).id


def _source(desk: DeskOf, a: Act) -> str:
    desk.room.check.grade_source(desk.viewer, a.subject, a.value, a.reason, a.moment)
    return a.subject


def _speaker(desk: DeskOf, a: Act) -> str:
    desk.room.check.grade_speaker(desk.viewer, a.subject, a.value, a.reason, a.moment)
    return a.subject


def _said(desk: DeskOf, a: Act) -> str:
    desk.room.check.grade_said(desk.viewer, a.subject, a.value, a.reason, a.moment)
    return a.subject


def _account(desk: DeskOf, a: Act) -> str:
    check = desk.room.check
    check.grade_account(desk.viewer, a.incident, a.subject, a.value, a.reason, a.moment)
    return a.subject


ACTS: dict[str, Callable[[DeskOf, Act], str]] = {
    "merge": _merge,
    "split": _split,
    "undo": _undo,
    "link": _link,
    "unlink": _unlink,
    "choose": _choose,
    "grade-source": _source,
    "grade-speaker": _speaker,
    "grade-said": _said,
    "grade-account": _account,
}
GOES_ON = ("merge", "undo")
"""Acts after which the incident may have another id."""


MOST_SIGNS = 500
"""The longest word of a form, but for the address to go back to."""


def _check_lengths(data: Act) -> None:
    for name in ("act", "incident", "other", "kind", "item", "index", "subject", "value", "as_of"):
        if len(getattr(data, name)) > MOST_SIGNS:
            raise InputError(f"more than {MOST_SIGNS} characters", where=name)


def _done(desk: DeskOf, data: Act) -> str:
    _check_lengths(data)
    if data.act not in ACTS:
        raise InputError(f"nothing is called {data.act!r}", way_out=f"use {', '.join(ACTS)}")
    return ACTS[data.act](desk, data)


@post("/check", status_code=303, sync_to_thread=False)
def act_form(desk: Desk, data: URLEncodedBody[Act]) -> Response[str]:
    """Decides, and goes back to the page that was looked at."""
    made = _done(desk, data)
    on = asked(data.as_of or None).page(f"/incident/{made}")
    back = on if data.act in GOES_ON else safe_back(data.back or "/sources")
    return Response("", status_code=303, headers={"location": back})


@post("/api/check", status_code=200, sync_to_thread=False)
def act_twin(desk: Desk, data: JSONBody[Act]) -> Response[Decided]:
    """Decides; `id` is that of the incident, link or subject as it is then."""
    return twin(Decided(act=data.act, id=_done(desk, data)))


@get("/incident/{incident:str}/versions", media_type=MediaType.HTML, sync_to_thread=False)
def versions_page(
    request: Ask, desk: Desk, incident: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[str]:
    """Rival versions side by side: a column for each independent origin."""
    wish = asked(as_of)
    return page(
        desk,
        request,
        "versions.html",
        wish,
        nav="room",
        table=desk.room.check.versions(desk.viewer, incident, wish.as_of),
        why_not=desk.room.check.why_not(desk.viewer, wish.as_of),
        ladder=ladder,
    )


@get("/api/incidents/{incident:str}/versions", sync_to_thread=False)
def versions_twin(
    desk: Desk, incident: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[Versions]:
    """The table of versions."""
    return twin(desk.room.check.versions(desk.viewer, incident, asked(as_of).as_of))


@get("/incident/{incident:str}/alike", media_type=MediaType.HTML, sync_to_thread=False)
def alike_page(
    request: Ask,
    desk: Desk,
    incident: FromPath[str],
    words: FromQuery[str] = "",
    place: FromQuery[str] = "",
    day: FromQuery[str] = "",
    purpose: FromQuery[str] = "merge",
    as_of: FromQuery[str | None] = None,
) -> Response[str]:
    """Other incidents to merge or link with, with fusion's likeness and reasons."""
    wish = asked(as_of)
    wanted = Wanted(words.strip(), place.strip(), day.strip())
    return page(
        desk,
        request,
        "alike.html",
        wish,
        nav="room",
        here=incident,
        wanted=wanted,
        purpose=purpose,
        found=desk.room.check.alike(desk.viewer, incident, wanted, wish.as_of),
        why_not=desk.room.check.why_not(desk.viewer, wish.as_of),
    )


@get("/api/incidents/{incident:str}/alike", sync_to_thread=False)
def alike_twin(
    desk: Desk,
    incident: FromPath[str],
    words: FromQuery[str] = "",
    place: FromQuery[str] = "",
    day: FromQuery[str] = "",
    as_of: FromQuery[str | None] = None,
) -> Response[tuple[Alike, ...]]:
    """The same as JSON."""
    wanted = Wanted(words.strip(), place.strip(), day.strip())
    return twin(desk.room.check.alike(desk.viewer, incident, wanted, asked(as_of).as_of))


ROUTES = (
    act_form, act_twin, versions_page, versions_twin, alike_page, alike_twin,
)  # fmt: skip
