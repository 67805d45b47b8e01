"""Acts and edges: deeds count beside words, first deeds are shifts, backers and rebukers are named."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jointguardian.domain import Actor, ActorMention, Claim, Event, Grade, Issue, Span
from jointguardian.errors import UnknownName
from jointguardian.picture.board import positions_board
from jointguardian.picture.model import ClaimLine, EventLine, Known, ReportLine
from jointguardian.picture.positions import positions_of, relations_of
from jointguardian.picture.stands import stands

DAM = Issue("dam", "The dam", "Whether the dam is built.", (("dam", "dams"),))
ACTORS = (
    Actor("morland", "Morland", "state", "MOR", ("Kingdom of Morland",)),
    Actor("tessaly", "Tessaly", "state", "TES"),
    Actor("horvat", "Ana Horvat", "person", "MOR"),
)
LINE = ReportLine("r1", "Gazette", None, "2031-05-10", False, datetime(2031, 5, 10, tzinfo=UTC), "en",
                  None, "0" * 64, "F", "PUBLIC", True)  # fmt: skip


def said(speaker: str, stance: str, words: str, day: str, *targets: str, at: int = 0) -> ClaimLine:
    span = Span(at, at + len(words))
    claim = Claim(f"c{at}", speaker, None, "said", stance, targets, day, False, span, span, 0.9)
    return ClaimLine(claim, "r1", "Gazette", None, words, Grade())


def did(
    actor: str, type_: str, words: str, day: str, *to: str, at: int = 500, status: str = "happened"
) -> EventLine:
    span = Span(at, at + len(words))
    event = Event(f"e{at}", type_, None, status, (ActorMention(actor),), tuple(map(ActorMention, to)),
                  day, day, "day", (), (), (), None, span, 0.8)  # fmt: skip
    return EventLine(event, "r1", "Gazette", words, None)


def taken(claims: list[ClaimLine], events: list[EventLine]):  # type: ignore[no-untyped-def]
    return stands(claims, events, {"r1": LINE}, ACTORS)


def test_a_deed_after_words_is_a_shift_with_its_words() -> None:
    held = taken(
        [said("Morland", "opposes", "the dam is a threat", "2031-05-01")],
        [did("Morland", "sanction", "Morland cut aid for the dam", "2031-05-09", "Tessaly")],
    )
    (position,) = positions_of(held, (DAM,))
    assert [(s.act, s.day) for s in position.history] == [
        ("sanction", "2031-05-09"), (None, "2031-05-01"),
    ]  # fmt: skip
    (shift,) = position.shifts
    assert (shift.text, shift.day) == ("first deed after words: sanction", "2031-05-09")
    assert shift.span == Span(500, 527)


def test_a_change_of_side_is_told_when_it_came() -> None:
    held = taken(
        [said("Morland", "supports", "the dam is good", "2031-05-01")],
        [did("Morland", "reject", "Morland turned the dam down", "2031-05-09")],
    )
    (position,) = positions_of(held, (DAM,))
    assert position.shift == "from supports to opposes"


def test_a_meeting_or_march_takes_no_side() -> None:
    held = taken(
        [said("Morland", "opposes", "the dam is bad", "2031-05-01")],
        [did("Morland", "consult", "Morland met them on the dam", "2031-05-09")],
    )
    (position,) = positions_of(held, (DAM,))
    assert position.shifts == ()


def test_what_was_not_done_is_no_act() -> None:
    rows = [
        did("Morland", "sanction", "cutting aid for the dam", "2031-05-09", status="hypothetical"),
        did("Morland", "assault", "blew up the dam", "2031-05-09", at=700),
        did("███", "sanction", "cut aid for the dam", "2031-05-09", at=800),
        did("farmers", "protest", "marched against the dam", "2031-05-09", at=900),
        did("Morland", "sanction", "said dams", "2031-05-09", at=950),
    ]
    assert taken([], rows) == ()


def test_one_sentence_is_not_counted_as_word_and_as_deed() -> None:
    words = "Morland rejected the dam"
    held = taken(
        [said("Morland", "opposes", words, "2031-05-01")],
        [did("Kingdom of Morland", "reject", words, "2031-05-01", at=0)],
    )
    assert len(held) == 1


def test_who_backs_and_rebukes_whom_in_words_and_deeds() -> None:
    held = taken(
        [
            said("Ana Horvat", "blames", "Tessaly built in secret", "2031-05-01", "Tessaly"),
            said("Ana Horvat", "praises", "our own engineers", "2031-05-02", "Morland", at=100),
            said("Ana Horvat", "accuses", "somebody", "2031-05-02", "the upstream", at=200),
        ],
        [
            did("Tessaly", "aid", "Tessaly lent Morland money", "2031-05-09", "Kingdom of Morland"),
            did(
                "Morland", "sanction", "Morland closed the border", "2031-05-10", "Tessaly", at=700
            ),
        ],
    )
    edges = {(r.actor, r.side, r.target, r.target_id) for r in relations_of(held)}
    assert edges == {
        ("Ana Horvat", "rebukes", "Tessaly", "tessaly"),
        ("Tessaly", "backs", "Morland", "morland"),
        ("Morland", "rebukes", "Tessaly", "tessaly"),
    }


def test_the_board_comes_from_what_is_known_and_is_narrowed_by_name(known: Known) -> None:
    board = positions_board(replace(known, issues=(), actors=ACTORS))
    assert board.issues
    one = board.only("blame", "vuc")
    assert {p.issue for p in one.positions} <= {"Blame for the violence"}
    assert all("Vuc" in p.actor for p in one.positions)
    for position in board.positions:
        for stand in position.history:
            report = next(r for r in known.reports if r.id == stand.report)
            assert stand.span.of(report.text) == stand.words
    with pytest.raises(UnknownName, match="blame"):
        board.only("weather", None)
