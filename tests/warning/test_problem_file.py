"""Warning problems are read whole or refused with the place of the fault."""

from pathlib import Path

import pytest

from jointguardian.errors import SettingsError
from jointguardian.packs import load_pack, pack_names
from jointguardian.warning.problem_file import Problem, read_problems

GOOD = """
problems:
  - id: one
    question: A road is closed
    places: [here]
    scenarios:
      - id: path
        label: A blockade
        indicators:
          - {id: barred, label: Barred, counts: 2, deed: {modes: [obstruct]}}
          - {id: said, label: Threats, said: {stances: [threatens]}}
"""


def _read(text: str, *more: str) -> tuple[Problem, ...]:
    files = [(f"{n}.yaml", t) for n, t in enumerate((text, *more))]
    return read_problems(files, {"here"}, {"kfor"})


def test_lines_without_a_number_are_thirds_of_all_points() -> None:
    (problem,) = _read(GOOD)
    assert problem.scenarios[0].total == 3
    assert problem.scenarios[0].lines == (1, 2)


def test_an_operation_replaces_a_problem_of_the_pack() -> None:
    own = GOOD.replace("A road is closed", "Another question")
    assert [p.question for p in _read(GOOD, own)] == ["Another question"]


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("places: [here]", "places: [there]", "places names 'there'"),
        ("places: [here]", "target: x", "target"),
        ("modes: [obstruct]", "modes: [nonsense]", "modes names 'nonsense'"),
        ("modes: [obstruct]", "by: [kfor]", "needs types, modes"),
        ("modes: [obstruct]", "modes: [obstruct], by: [nobody]", "by names 'nobody'"),
        ("modes: [obstruct]", "modes: [obstruct], status: [perhaps]", "status names 'perhaps'"),
        ("stances: [threatens]", "stances: [shouts]", "stances names 'shouts'"),
        ("counts: 2", "counts: 0", "counts at least 1"),
        ("counts: 2", "days: 100", "days is 1 to 84"),
        ("said: {stances: [threatens]}", "index: {least: 120}", "least lies between"),
        ("said: {stances: [threatens]}", "ahead: {within: 0}", "within is 1 to 84"),
        ("said: {stances: [threatens]}", "barred: {kinds: [wall]}", "kinds names 'wall'"),
        (", said: {stances: [threatens]}", "", "exactly one of deed, said"),
        (
            "label: A blockade",
            "label: A blockade\n        amber: 3\n        red: 2",
            "must not fall",
        ),
        ("id: said", "id: barred", "indicator 'barred' stands twice"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(was: str, becomes: str, told: str) -> None:
    assert was in GOOD
    with pytest.raises(SettingsError, match=r"0\.yaml") as refused:
        _read(GOOD.replace(was, becomes, 1))
    assert told in str(refused.value)


@pytest.mark.parametrize("text", ["problems: 3", "- a", "problems: [", "problems: [{id: x}]"])
def test_rubbish_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(SettingsError) as refused:
        _read(text)
    assert "no warning problems" in str(refused.value)


def test_the_problems_of_every_pack_are_sound() -> None:
    for name in pack_names():
        pack = load_pack(name)
        if pack.problems is not None:
            text = pack.problems.decode()
            places = {m.id for m in pack.municipalities}
            found = read_problems([(name, text)], places, {a.id for a in pack.actors})
            assert all(p.source and p.why for p in found), "each says where it comes from"


def test_the_example_of_the_howto_is_read() -> None:
    page = Path(__file__).parents[2] / "docs" / "howto" / "warning-problems.md"
    example = page.read_text(encoding="utf-8").split("```yaml")[1].split("```")[0]
    (problem,) = read_problems([("howto", example)], {"strpce"}, set())
    assert {i.kind for i in problem.scenarios[0].indicators} == {
        "deed", "said", "ahead", "barred", "index",
    }  # fmt: skip
