"""`/review`: what waits for a person; `/review/{id}`: one thing; and the judging itself."""

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, URLEncodedBody
from litestar.response import Redirect

from ...domain.dates import parse_moment
from ...errors import UnknownName
from ...picture.review.values import Decision, Item
from ..answers import Ask, page, twin
from ..asked import Asked, asked
from ..desk import Desk, DeskOf
from ..views.review import FALLBACK, offered, way_back

SHOWN = 60


class Judged(msgspec.Struct, kw_only=True):
    """What a person decided. `field` empty: the whole item; `as_of`: the moment looked at."""

    item: str
    action: str
    field: str = ""
    value: str = ""
    by: str = ""
    reason: str = ""
    as_of: str = ""
    back: str = FALLBACK

    def decision(self, signed: str = "") -> Decision:
        """The decision; `signed` is who signed in, whatever the form says. Raises InputError."""
        fields = (self.field,) if self.field else ()
        correcting = self.action == "correct" and self.field
        return Decision(
            item=self.item,
            action=self.action,
            values={self.field: self.value} if correcting else {},
            fields=() if correcting else fields,
            by=signed or self.by,
            reason=self.reason,
            as_of=parse_moment(self.as_of) if self.as_of else None,
        )


@get("/review", media_type=MediaType.HTML, sync_to_thread=False)
def queue_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    thing: FromQuery[str | None] = None,
) -> Response[str]:
    """The values that wait, worst first."""
    wish = asked(as_of)
    waiting = desk.room.review(desk.viewer, wish.as_of)
    some = [i for i in waiting if thing in (None, "", i.thing)]
    return page(
        desk,
        request,
        "review.html",
        wish,
        nav="review",
        items=some[:SHOWN],
        waiting=len(some),
        things=tuple(dict.fromkeys(i.thing for i in waiting)),
        thing=thing,
        why_not=desk.room.why_not_judge(desk.viewer, wish.as_of),
    )


@get("/review/{item:str}", media_type=MediaType.HTML, sync_to_thread=False)
def item_page(
    request: Ask, desk: Desk, item: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[str]:
    """One thing with a form for each of its values: works without script."""
    wish = asked(as_of)
    return page(
        desk,
        request,
        "item.html",
        wish,
        nav="review",
        item=desk.room.item(desk.viewer, item, wish.as_of),
        offered=offered,
        why_not=desk.room.why_not_judge(desk.viewer, wish.as_of),
    )


@post("/review")
async def judge_form(desk: Desk, data: URLEncodedBody[Judged]) -> Redirect:
    """Judges, and goes back to the page that was looked at."""
    decision = data.decision(desk.visitor.known)
    item = desk.room.judge(desk.viewer, decision)
    back = way_back(data.back)
    return Redirect(_still_there(desk, back, item, asked(data.as_of or None)), status_code=303)


def _still_there(desk: DeskOf, back: str, item: Item, wish: Asked) -> str:
    """The page, or the item's report where its incident is no more."""
    path = back.partition("?")[0].partition("#")[0]
    if path.startswith("/incident/"):
        try:
            desk.room.incident(desk.viewer, path.removeprefix("/incident/"), wish.as_of)
        except UnknownName:
            return wish.page(f"/report/{item.report}") if item.report else wish.page(FALLBACK)
    return back


@get("/api/review", sync_to_thread=False)
def queue_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[tuple[Item, ...]]:
    """All that waits."""
    return twin(desk.room.review(desk.viewer, asked(as_of).as_of))


@get("/api/review/{item:str}", sync_to_thread=False)
def item_twin(
    desk: Desk, item: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[Item]:
    """One thing with its values."""
    return twin(desk.room.item(desk.viewer, item, asked(as_of).as_of))


@post("/api/review", status_code=200)
async def judge_twin(desk: Desk, data: JSONBody[Judged]) -> Response[Item]:
    """Judges, and answers with the thing as it is then."""
    return twin(desk.room.judge(desk.viewer, data.decision(desk.visitor.known)))


ROUTES = (queue_page, item_page, judge_form, queue_twin, item_twin, judge_twin)
