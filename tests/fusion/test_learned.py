"""Judgements are held for ever, and teach where to draw the line."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from jointguardian.domain.judgement import Judgement
from jointguardian.fusion import Incidents, fuse
from jointguardian.fusion.cluster import USUAL
from jointguardian.fusion.learned import ENOUGH, REACH, Judged, learned
from telling import PRIZREN, make_told

AT = datetime(2023, 6, 1, tzinfo=UTC)
WORDS = "Protesters attacked KFOR soldiers."
PAIRS = st.lists(st.builds(Judged, st.floats(0, 1), st.booleans()), max_size=40)


@given(PAIRS)
def test_the_threshold_stays_within_its_reach(pairs: list[Judged]) -> None:
    found = learned(pairs)
    assert abs(found.join - USUAL.join) <= REACH + 1e-9
    assert round(found.fold - found.join, 4) == round(USUAL.fold - USUAL.join, 4)


@given(PAIRS, st.floats(0, 1))
def test_a_refuted_pair_never_lowers_it_and_a_confirmed_one_never_raises_it(
    pairs: list[Judged], score: float
) -> None:
    base = [*pairs, *[Judged(0.9, True)] * ENOUGH]
    assert learned([*base, Judged(score, False)]).join >= learned(base).join
    assert learned([*base, Judged(score, True)]).join <= learned(base).join


def test_few_judgements_teach_nothing() -> None:
    assert learned([Judged(0.65, False)] * (ENOUGH - 1)) == USUAL
    assert learned([Judged(0.65, False)] * ENOUGH).join > 0.65 - 1e-9


def test_vetoed_pairs_say_nothing_about_the_threshold() -> None:
    assert learned([Judged(0.0, True)] * 50) == USUAL


def test_a_merge_holds_when_an_earlier_report_takes_over_the_id() -> None:
    one = make_told("r1", WORDS, hours=5)
    two = make_told("r2", WORDS, day="2023-05-31", hours=48)
    first, second = fuse([one, two])
    index = Incidents([Judgement("merge", first.id, {"with": second.id}, "a", AT)])
    index.take([one, two])
    assert [i.reports for i in index.incidents()] == [("r1", "r2")]
    index.add(make_told("r0", WORDS, hours=0))
    (whole,) = index.incidents()
    assert whole.id != first.id
    assert whole.reports == ("r0", "r1", "r2")


def test_a_split_holds_while_alike_reports_keep_coming() -> None:
    told = [make_told(f"r{n}", WORDS, hours=n) for n in range(4)]
    (whole,) = fuse(told)
    index = Incidents([Judgement("split", whole.id, {"events": ["r2:e_r2"]}, "a", AT)])
    index.take(told)
    for n in range(4, 30):
        index.add(make_told(f"r{n}", WORDS, hours=n))
        apart = {frozenset(i.reports) for i in index.incidents()}
        assert frozenset({"r2"}) in apart
        assert len(apart) == 2


def test_a_grade_follows_its_event_into_another_incident() -> None:
    one = make_told("r1", WORDS, hours=5)
    (alone,) = fuse([one])
    accepted = Judgement("accept", alone.id, {"confidence": "high"}, "a", AT)
    (grown,) = fuse([one, make_told("r0", WORDS)], judgements=[accepted])
    assert grown.id != alone.id
    assert grown.confidence == "high"


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 20))
def test_a_later_split_undoes_a_merge_and_a_later_merge_a_split(seed: int) -> None:
    one, two = make_told("r1", WORDS), make_told("r2", WORDS, place=PRIZREN, hours=1 + seed)
    first, second = fuse([one, two])
    merge = Judgement("merge", first.id, {"with": second.id}, "a", AT)
    split = Judgement("split", first.id, {"events": ["e_r2"]}, "a", AT.replace(hour=1))
    again = Judgement("merge", first.id, {"with": second.id}, "a", AT.replace(hour=2))
    assert len(fuse([one, two], judgements=[split, merge])) == 2
    assert len(fuse([one, two], judgements=[merge, split, again])) == 1


def test_an_event_read_anew_is_found_by_its_place_in_the_text() -> None:
    one, two = make_told("r1", WORDS), make_told("r2", WORDS, day="2023-05-31", hours=48)
    body: dict[str, str | int | float | bool | list[str] | None] = {
        "with": "i_no_longer_there", "at": "r1@3", "with_at": "r2@3",
    }  # fmt: skip
    merge = Judgement("merge", "i_gone", body, "a", AT)
    assert len(fuse([one, two], judgements=[merge])) == 1
