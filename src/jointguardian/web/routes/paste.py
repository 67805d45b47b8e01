"""The box "paste your own report": read first, record only when told to."""

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import JSONBody, URLEncodedBody
from litestar.response import Redirect

from ...domain import Reading
from ...domain.dates import parse_partial
from ...errors import InputError
from ..answer_kinds import RecordedText
from ..answers import Ask, page, twin
from ..asked import Asked
from ..desk import Desk, DeskOf
from ..views.highlight import marks_of, pieces


class Pasted(msgspec.Struct, kw_only=True):
    """What a person put into the box. `published` is an ISO day or empty."""

    text: str
    published: str = ""
    source: str = ""

    def checked(self) -> tuple[str, str | None, str | None]:
        """Text, day and source. Raises InputError for an empty text or a wrong day."""
        if not self.text.strip():
            raise InputError("there is no text in the box", way_out="paste a report into it")
        day = self.published.strip()
        # browsers send form text with CRLF; a paste from the clipboard had none
        text = self.text.replace("\r\n", "\n")
        return text, parse_partial(day) if day else None, self.source.strip() or None


def _read(desk: DeskOf, given: Pasted) -> tuple[str, Reading]:
    text, published, source = given.checked()
    return text, desk.room.read_text(text, published, source)


@get("/paste", media_type=MediaType.HTML, sync_to_thread=False)
def paste_page(request: Ask, desk: Desk) -> Response[str]:
    """The empty box."""
    return page(desk, request, "paste.html", Asked(), nav="paste", given=None, reading=None)


@post("/paste", media_type=MediaType.HTML, status_code=200)
async def paste_read(request: Ask, desk: Desk, data: URLEncodedBody[Pasted]) -> Response[str]:
    """The reading of a text, which is not recorded."""
    text, reading = _read(desk, data)
    marked = pieces(text, marks_of(reading, text))
    return page(
        desk,
        request,
        "paste.html",
        Asked(),
        nav="paste",
        given=data,
        reading=reading,
        pieces=marked,
    )


@post("/record")
async def paste_record(desk: Desk, data: URLEncodedBody[Pasted]) -> Redirect:
    """Records the text and goes to its report."""
    text, published, source = data.checked()
    id_ = desk.room.add_report(desk.viewer, text, published, source)
    return Redirect(f"/report/{id_}", status_code=303)


@post("/api/read", status_code=200)
async def read_twin(desk: Desk, data: JSONBody[Pasted]) -> Response[Reading]:
    """The reading of a text, which is not recorded."""
    return twin(_read(desk, data)[1])


@post("/api/reports", status_code=201)
async def record_twin(desk: Desk, data: JSONBody[Pasted]) -> Response[RecordedText]:
    """Records a text; answers with the report's id."""
    text, published, source = data.checked()
    made = desk.room.add_report(desk.viewer, text, published, source)
    answer = twin(RecordedText(report=made))
    answer.status_code = 201
    return answer


ROUTES = (paste_page, paste_read, paste_record, read_twin, record_twin)
