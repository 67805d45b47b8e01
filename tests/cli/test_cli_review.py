"""`guardian review` and `guardian positions` as a person types them."""

from pathlib import Path
from shutil import copytree

import pytest
from cli_runner import Guardian


@pytest.fixture
def own(kosovo: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration that may be judged."""
    return copytree(kosovo, tmp_path / "own")


def test_the_list_has_the_worst_first_with_reasons(guardian: Guardian, kosovo: Path) -> None:
    answer = guardian("-C", kosovo, "review", "list", "--limit", 40, "--json")
    assert answer.code == 0
    weights = [i["weight"] for i in answer.json]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) == 40
    assert all(i["why"] for i in answer.json)
    assert guardian("-C", kosovo, "review").out.count("v_") == 30


def test_a_value_is_corrected_accepted_and_rejected(guardian: Guardian, own: Path) -> None:
    event = guardian("-C", own, "review", "list", "--thing", "event", "--json").json[0]
    short = event["id"][:8]
    done = guardian("-C", own, "review", "correct", short, "type=protest", "mode=", "--by", "Ana",
                    "--reason", "read again", "--json").json  # fmt: skip
    values = {v["name"]: v for v in done["values"]}
    assert (values["type"]["shown"], values["type"]["by"]) == ("protest", "Ana")
    assert values["mode"]["shown"] == ""
    shown = guardian("-C", own, "review", "show", short).out
    assert "by Ana" in shown
    assert "read again" in shown
    assert guardian("-C", own, "review", "accept", short).code == 0
    assert "REJECTED" in guardian("-C", own, "review", "reject", short).out
    waiting = guardian("-C", own, "review", "list", "--limit", 0, "--json").json
    assert event["id"] not in {i["id"] for i in waiting}
    assert guardian("-C", own, "verify").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("accept", "v_nothing"), "v_nothing"),
        (("correct", "v_nothing", "type"), "FIELD=VALUE"),
        (("reject",), "ID"),
        (("list", "--as-of", "soon"), "soon"),
    ],
)
def test_bad_input_is_one_line(
    guardian: Guardian, kosovo: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = guardian("-C", kosovo, "review", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_positions_lead_to_their_words(guardian: Guardian, kosovo: Path) -> None:
    board = guardian("-C", kosovo, "positions", "--as-of", "2023-05-30", "--json").json
    assert {"mayors", "association", "partition"} <= {i["id"] for i in board["issues"]}
    assert board["positions"]
    reports = {r["id"] for r in board["reports"]}
    for position in board["positions"]:
        assert position["history"]
        assert {s["report"] for s in position["history"]} <= reports
    one = guardian("-C", kosovo, "positions", "--issue", "mayors").out
    assert "mayors" in one
    wrong = guardian("-C", kosovo, "positions", "--issue", "weather")
    assert wrong.code == 2
    assert "mayors" in wrong.err
