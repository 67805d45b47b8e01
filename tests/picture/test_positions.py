"""Positions: one per actor and issue, the newest stance, shifts in words, sealed speakers left out."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import Claim, Grade, Issue, Position, Span
from jointguardian.packs import load_pack
from jointguardian.picture.issues import default_issues
from jointguardian.picture.model import ClaimLine, ReportLine
from jointguardian.picture.positions import positions as positions_on

BOARD = load_pack("kosovo").issues


def positions(lines: list[ClaimLine], reports: dict[str, ReportLine]) -> tuple[Position, ...]:
    """The positions on the issues of the Kosovo pack."""
    return positions_on(lines, reports, issues=BOARD)


SIGNED = "The Association of Serb-majority municipalities"


def report(name: str, published: str) -> ReportLine:
    """A report line of a source of our own."""
    received = datetime(2031, 5, 1, tzinfo=UTC)
    return ReportLine(
        name, "Gazette", None, published, False, received, "en", None, "0" * 64, "F", "PUBLIC", True
    )


def line(
    speaker: str | None,
    stance: str,
    content: str,
    day: str | None = None,
    *,
    number: int = 1,
    known: str | None = None,
    where: str = "r1",
    published: str | None = None,
) -> ClaimLine:
    """A claim line; its id carries the number."""
    claim = Claim(
        f"c{number}", speaker, None, "said", stance, (), day, False, Span(0, 4), Span(0, 9), 0.8, known
    )  # fmt: skip
    return ClaimLine(claim, where, "Gazette", published, content, Grade())


REPORTS = {"r1": report("r1", "2031-05-10"), "r2": report("r2", "2031-06-10T08:00")}


def test_a_claim_on_an_issue_becomes_its_speakers_position() -> None:
    rows = [line("Ana Horvat", "opposes", "an association of such towns", known="ana-horvat")]
    (held,) = positions(rows, REPORTS)
    assert (held.actor, held.actor_id, held.issue) == ("Ana Horvat", "ana-horvat", SIGNED)
    assert (held.stance, held.since, held.quote) == (
        "opposes",
        "2031-05-10",
        "an association of such towns",
    )
    assert (held.report, held.claims, held.shift) == ("r1", ("c1",), None)


def test_a_change_of_stance_is_told_as_a_shift_and_the_newest_claim_leads() -> None:
    rows = [
        line("Ana Horvat", "announces", "an association of towns", "2031-05-01", number=1),
        line("Ana Horvat", "opposes", "an association of towns", "2031-05-20", number=2),
    ]
    (held,) = positions(rows, REPORTS)
    assert (held.stance, held.since, held.claims) == ("opposes", "2031-05-20", ("c2", "c1"))
    assert held.shift == "from announces to opposes"


def test_the_same_stance_again_keeps_its_first_day() -> None:
    rows = [
        line("Morland", "supports", "the dialogue", "2031-05-20", number=2),
        line("Morland", "supports", "the dialogue", "2031-05-01", number=1),
    ]
    (held,) = positions(rows, REPORTS)
    assert (held.since, held.shift) == ("2031-05-01", None)


def test_telling_something_is_no_shift() -> None:
    rows = [
        line("Morland", "states", "talks go on", "2031-05-01", number=1, known="morland"),
        line("Morland", "supports", "the talks", "2031-05-20", number=2, known="morland"),
    ]
    assert [p.shift for p in positions(rows, REPORTS)] == [None]


def test_announcing_something_after_opposing_is_no_change_of_side() -> None:
    rows = [
        line("Ana Horvat", "opposes", "an association of towns", "2031-05-01", number=1),
        line("Ana Horvat", "announces", "a walk-out over the association of towns", "2031-05-09", number=2),
        line("Ana Horvat", "opposes", "an association of towns", "2031-05-20", number=3),
    ]  # fmt: skip
    assert [p.shifts for p in positions(rows, REPORTS)] == [()]


def test_a_first_step_named_by_the_text_is_a_shift() -> None:
    rows = [line("Morland", "announces", "the talks are a first small step")]
    assert [p.shift for p in positions(rows, REPORTS)] == ["called a first step"]


def test_a_claim_without_a_day_counts_from_publication() -> None:
    rows = [line("Morland", "supports", "the dialogue", where="r2")]
    assert [p.since for p in positions(rows, REPORTS)] == ["2031-06-10"]


@pytest.mark.parametrize("speaker", [None, "███ ██████", "Ana ██████"])
def test_nobody_and_the_sealed_hold_no_position(speaker: str | None) -> None:
    assert positions([line(speaker, "supports", "the dialogue")], REPORTS) == ()


def test_unnamed_speakers_and_mere_telling_hold_no_position() -> None:
    rows = [
        line("local media", "accuses", "the guards of violence"),
        line("Norwire", "states", "the talks go on", number=2),
    ]
    assert positions(rows, REPORTS) == ()


def test_spellings_of_one_name_are_one_actor() -> None:
    rows = [
        line("Ilir Dëma", "supports", "the dialogue", "2031-05-02", number=1, known="ilir-dema"),
        line("Ilir Dema", "supports", "the talks", "2031-05-03", number=2),
    ]
    (held,) = positions(rows, REPORTS)
    assert (held.actor_id, held.claims) == ("ilir-dema", ("c2", "c1"))


def test_blame_needs_a_stance_that_blames() -> None:
    told = line("Morland", "states", "the violence is over")
    blaming = line("Tessaly", "blames", "Morland for the violence", number=2)
    labels = {(p.actor, p.issue) for p in positions([told, blaming], REPORTS)}
    assert labels == {("Tessaly", "Blame for the violence")}


@pytest.mark.parametrize("board", [BOARD, default_issues()], ids=["kosovo", "general"])
def test_a_board_has_each_issue_once_with_its_meaning(board: tuple[Issue, ...]) -> None:
    assert len({i.id for i in board}) == len({i.label for i in board}) == len(board) >= 9
    assert all(i.means and i.groups and all(i.groups) for i in board)


def test_the_issues_named_for_kosovo_are_there() -> None:
    named = {
        "recognition",
        "mayors",
        "association",
        "blame",
        "force",
        "return-of-forces",
        "partition",
    }
    assert named <= {i.id for i in BOARD}


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["supports", "opposes"]),
                          st.dates()), max_size=12))  # fmt: skip
def test_there_is_one_position_per_actor_and_issue(rows: list[tuple[str, str, object]]) -> None:
    lines = [
        line(actor, stance, "the dialogue and the mayors", str(day), number=n)
        for n, (actor, stance, day) in enumerate(rows)
    ]
    held = positions(lines, {})
    assert len({(p.actor, p.issue) for p in held}) == len(held) == 2 * len({r[0] for r in rows})
