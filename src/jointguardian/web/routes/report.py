"""`/report/{id}`: a report's text with everything that was read in it marked."""

import re

from litestar import MediaType, Response, get
from litestar.params import FromPath, FromQuery

from ...domain import Span
from ...errors import InputError
from ...picture.model import ReportPage
from ..answers import Ask, page, twin
from ..asked import Asked, asked
from ..desk import Desk, DeskOf
from ..views.highlight import Mark, marks_of, pieces

ASKED_ID = "at"
MOST_REQUESTS = 8
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")


@get("/report/{report:str}", media_type=MediaType.HTML, sync_to_thread=False)
def report_page(
    request: Ask,
    desk: Desk,
    report: FromPath[str],
    as_of: FromQuery[str | None] = None,
    at: FromQuery[str | None] = None,
) -> Response[str]:
    """The text. `at=120-180` marks those characters as the ones that were followed here."""
    wish = asked(as_of)
    found = desk.room.report(desk.viewer, report, wish.as_of)
    marks = marks_of(found.reading, found.report.text)
    if at is not None:
        marks = (*marks, Mark(ASKED_ID, "asked", _span(at), "the words that were followed here"))
    text = found.report.text
    return page(
        desk,
        request,
        "report.html",
        wish,
        nav="room",
        report=found.report,
        reading=found.reading,
        incidents=found.incidents,
        sealed=found.sealed,
        pieces=pieces(text, marks),
        review=found.review,
        why_not=desk.room.why_not_judge(desk.viewer, wish.as_of),
        taken=desk.room.capture.told(desk.viewer, report, wish.as_of),
        check=desk.room.check.of_report(desk.viewer, report, wish.as_of),
        source_id=_source_id(desk, found.report.source, wish),
        open_requests=[
            x
            for x in desk.room.requests.lines(desk.viewer, wish.as_of, proposing=False)
            if x.standing in ("open", "overdue")
        ][:MOST_REQUESTS],
        files=desk.room.capture.attachments(desk.viewer, report, wish.as_of),
    )


@get("/api/reports/{report:str}", sync_to_thread=False)
def report_twin(
    desk: Desk, report: FromPath[str], as_of: FromQuery[str | None] = None
) -> Response[ReportPage]:
    """The report with its (sealed) text and its reading."""
    return twin(desk.room.report(desk.viewer, report, asked(as_of).as_of))


def _source_id(desk: DeskOf, name: str, wish: Asked) -> str:
    """The id of the report's source, to grade it by; empty where nothing is known of it."""
    source = desk.room.known_at(desk.viewer, wish.as_of).look.sources.get(name)
    return source.id if source else ""


def _span(text: str) -> Span:
    found = _AT.fullmatch(text)
    if not found:
        raise InputError(f"at={text!r} is no stretch of a text", way_out="write at=START-END")
    return Span(int(found[1]), int(found[2]))


ROUTES = (report_page, report_twin)
