"""Tasks: silence is no success, and a part that is open leaves success open."""

from dataclasses import replace
from datetime import date

import pytest

from jointguardian.mandate.commitments import Commitment, Turn, Word, standing
from jointguardian.mandate.findings import Finding
from jointguardian.mandate.tasks import Ground, Happening, Measure, Task, board, joined
from jointguardian.mandate.views import view_of

OPEN = "not-determinable"
FIGHTS = Measure(
    "fights", "Clashes", counts="incidents", types=("fight",), achieved=0, partial=2, reports=2
)  # fmt: skip
DAY = date(2023, 5, 30)
DAYS = ("2023-05-20", "2023-05-25", "2023-04-10", "2023-04-20")


def fight(n: int, day: str, **told: object) -> Happening:
    told = {"type": "fight", "places": frozenset({"zvecan"}), "actors": frozenset(), **told}
    return Happening(f"i{n}", day=day, **told)  # type: ignore[arg-type]


def state(measure: Measure, *seen: Happening, reports: tuple[str, ...] = DAYS, day: date = DAY):  # type: ignore[no-untyped-def]
    task = Task("calm", "Calm", "1244-9", "Keep it calm.", "1999-06-10", None, (measure,))
    [found] = board([task], Ground({}, seen, reports), day)
    return found


@pytest.mark.parametrize(("n", "wanted"), [(0, "achieved"), (2, "partial"), (3, "not-achieved")])
def test_a_count_gives_the_state(n: int, wanted: str) -> None:
    found = state(FIGHTS, *(fight(k, "2023-05-29") for k in range(n)))
    assert found.state == wanted
    assert found.measured[0].incidents == tuple(f"i{k}" for k in range(n))


def test_silence_is_no_success() -> None:
    found = state(FIGHTS, reports=("2023-05-20",))
    assert found.state == OPEN
    assert "fewer than 2 reports" in found.measured[0].missing


@pytest.mark.parametrize(
    ("days", "wanted"),
    [((), "steady"), (("2023-05-29",), "worse"), (("2023-04-15",), "better"),
     (("2023-04-15", "2023-05-29"), "steady"), (("2023-04-29",), "better"), (("2023-05-01",), "worse")],
)  # fmt: skip
def test_the_trend_is_against_the_period_before(days: tuple[str, ...], wanted: str) -> None:
    assert state(FIGHTS, *(fight(n, d) for n, d in enumerate(days))).trend == wanted


def test_without_reports_of_the_time_before_there_is_no_trend() -> None:
    assert state(FIGHTS, reports=DAYS[:2]).trend == "unknown"


def test_other_types_actors_and_places_do_not_count() -> None:
    narrow = Measure("n", "N", counts="harmed", types=("fight",), actors=("kla",),
                     places=("pec",), achieved=0, reports=1)  # fmt: skip
    mine = {"actors": frozenset({"kla"}), "places": frozenset({"pec"}), "harmed": 4}
    others = [mine | {"type": "protest"}, mine | {"actors": frozenset({"kfor"})}, mine | {"places": frozenset()}]  # fmt: skip
    assert (
        state(narrow, *(fight(n, "2023-05-29", **o) for n, o in enumerate(others)))
        .measured[0]
        .value
        == 0
    )
    assert state(narrow, fight(1, "2023-05-29", **mine)).measured[0].value == 4


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (["achieved", "achieved"], "achieved"),
        (["achieved", OPEN], OPEN),
        (["achieved", "not-achieved"], "partial"),
        (["not-achieved", OPEN], "partial"),
        (["not-achieved", "not-achieved"], "not-achieved"),
        ([OPEN], OPEN),
        ([], OPEN),
    ],
)
def test_parts_make_the_whole(parts: list[str], wanted: str) -> None:
    assert joined(parts) == wanted


def test_a_rule_gives_the_state_with_its_finding() -> None:
    out = Finding("w4", "pact", "2d", "breach", "1999-07-01", "kosovo", True, (), ())
    task = Task("out", "Out", "w4", "Leave.", "1999-06-10", None, (Measure("m", "M", rule="w4"),))
    [found] = board([task], Ground({"w4": out}, (), ()), date(1999, 7, 1))
    assert (found.state, found.measured[0].finding) == ("not-achieved", out)
    [unknown] = board([task], Ground({}, (), ()), date(1999, 7, 1))
    assert unknown.state == OPEN
    assert board([task], Ground({}, (), ()), date(1999, 6, 1)) == ()


def test_a_commitment_is_as_its_last_turn_says() -> None:
    made = Commitment(
        "asm", "kosovo", "serbia", "An association", "2013-04-19", "2016", "Brussels", "1 to 6", False,
        "told", (Turn("2015-12-23", "contested", "the court objects", "court"),), "association",
    )  # fmt: skip
    word = Word("Albin Kurti", "albin-kurti", "opposes", "2023-05-30", "r1", "c1", "a mini-state")

    def on(day: str):  # type: ignore[no-untyped-def]
        return standing([made], [("association", word), ("plates", word)], date.fromisoformat(day))

    assert on("2013-04-18") == ()
    [early] = on("2014-01-01")
    assert (early.state, early.overdue, early.said) == ("pending", False, (word,))
    [late] = on("2017-01-01")
    assert (late.state, late.overdue, late.why) == ("contested", True, "the court objects")


def word(
    who: str, stance: str, words: str = "", day: str | None = "2016-05-01", report: str = "r"
) -> Word:
    return Word(who.title(), who, stance, day, f"{report}-{who}", None, words)


@pytest.mark.parametrize(
    ("stance", "words", "wanted"),
    [
        ("demands", "set up the association", "wanted"),
        ("opposes", "a mini-state", "rejected"),
        ("states", "Pristina has not implemented the agreement", "not-kept"),
        ("accuses", "Pristina refuses to form the association", "not-kept"),
        ("blames", "they violated what was agreed", "not-kept"),
        ("denies", "that it has failed to carry out its obligations", "kept"),
        ("states", "we have fully implemented the agreement", "kept"),
        ("states", "all weapons were handed in; we have met the deadline", "kept"),
        ("warns", "the association has been set up", None),
        ("states", "the meeting takes place on Monday", None),
    ],
)
def test_what_a_word_says_of_a_commitment(stance: str, words: str, wanted: str | None) -> None:
    assert view_of(word("pristina", stance, words)) == wanted


PLEDGE = Commitment(
    "asm", "Pristina", "Belgrade", "An association", "2013-04-19", None, "Brussels", "", False, "told",
    issue="association", by_side=("pristina",), to_side=("belgrade",),
)  # fmt: skip
KEPT = word("pristina", "states", "we have implemented it")
UNKEPT = word("belgrade", "states", "it was never implemented")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ([KEPT, UNKEPT], "contested"),
        ([UNKEPT, KEPT], "contested"),
        ([word("pristina", "opposes"), word("belgrade", "demands")], "contested"),
        ([word("pristina", "supports"), word("belgrade", "demands")], "pending"),
        ([KEPT], "pending"),
        ([UNKEPT], "pending"),
        ([KEPT, word("bystander", "states", "it was never implemented")], "pending"),
        ([KEPT, word("belgrade", "states", "nothing new")], "pending"),
        ([KEPT, word("belgrade", "states", "it was never implemented", day=None)], "pending"),
        ([KEPT, word("belgrade", "states", "it was never implemented", "2018-01-01")], "pending"),
        ([UNKEPT, word("pristina", "opposes", day="2014-01-01"), word("pristina", "supports", day="2016-06-01")], "pending"),
    ],
)  # fmt: skip
def test_the_sides_words_make_a_commitment_contested(said: list[Word], wanted: str) -> None:
    [found] = standing([PLEDGE], [("association", w) for w in said], date(2017, 1, 1))
    assert found.state == wanted
    if wanted == "contested":
        assert found.why.startswith("worked out from what the sides say: Pristina ")
        assert (found.source, found.since) == ("r-pristina, r-belgrade", "2016-05-01")


def test_a_written_turn_stands_until_the_sides_speak_again() -> None:
    settled = replace(PLEDGE, turns=(Turn("2016-06-01", "kept", "seen", "s"),))
    said = [("association", KEPT), ("association", UNKEPT)]
    [found] = standing([settled], said, date(2017, 1, 1))
    assert (found.state, found.why) == ("kept", "seen")
    again = [("association", replace(w, day="2016-07-01")) for w in (KEPT, UNKEPT)]
    [found] = standing([settled], again, date(2017, 1, 1))
    assert found.state == "contested"
    [before] = standing([settled], again, date(2016, 6, 30))
    assert before.state == "kept"
    lapsed = replace(PLEDGE, turns=(Turn("2016-01-01", "lapsed", "over", "s"),))
    assert standing([lapsed], said, date(2017, 1, 1))[0].state == "lapsed"
