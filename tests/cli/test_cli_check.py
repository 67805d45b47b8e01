"""Checking on the command line: grades, merge, split, links, requests, gaps; each taken back again."""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from cli_runner import Answer, Guardian

from jointguardian.pipeline import open_operation

WHY = ("--by", "Ana", "--reason", "seen on the spot")


@pytest.fixture(scope="module")
def own(kosovo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration that may be decided on."""
    return copytree(kosovo, tmp_path_factory.mktemp("checked") / "own")


def done(guardian: Guardian, own: Path, *words: object) -> Any:
    answer = guardian("-C", own, *words, "--json")
    assert answer.code == 0, answer.err
    return answer.json


def several(guardian: Guardian, own: Path) -> list[dict[str, Any]]:
    """Incidents, those with the most accounts first."""
    found = done(guardian, own, "incidents")
    return sorted(found, key=lambda i: -len(i["members"]))


def test_sources_are_listed_and_a_letter_is_set(guardian: Guardian, own: Path) -> None:
    rows = done(guardian, own, "grade", "list")
    name, before = rows[0]["source"]["name"], rows[0]["grade"]["value"]
    set_ = done(guardian, own, "grade", "source", name, "D", *WHY)
    [*_, step] = set_["grade"]["history"]
    assert (set_["scale"], step["before"], step["now"], step["by"]) == (
        "reliability",
        before,
        "D",
        "Ana",
    )
    shown = guardian("-C", own, "grade", "source", name, before, *WHY)
    assert f"reliability D → {before} by Ana: seen on the spot" in shown.out
    assert name.split()[0] in guardian("-C", own, "grade", "list", "--words", name).out


def test_an_account_a_speaker_and_his_words_are_graded(guardian: Guardian, own: Path) -> None:
    first = several(guardian, own)[0]
    report = first["members"][0]["report"]
    told = done(guardian, own, "grade", "account", first["id"], report, "3", *WHY)
    assert (told["scale"], told["grade"]["value"]) == ("credibility", "3")
    key, speaker = _said(own)
    assert done(guardian, own, "grade", "said", key, "4", *WHY)["grade"]["value"] == "4"
    assert done(guardian, own, "grade", "speaker", speaker, "B", *WHY)["grade"]["value"] == "B"


def _said(own: Path) -> tuple[str, str]:
    """The key of something that was said, and who said it."""
    from jointguardian.access import LOCAL
    from jointguardian.picture.grades import said_key
    from jointguardian.pipeline import OperationRoom

    with open_operation(own) as operation:
        known = OperationRoom(operation).known_at(LOCAL, None)
        for report, reading in zip(known.reports, known.readings, strict=True):
            for claim in reading.claims:
                if claim.speaker and "█" not in claim.speaker:
                    return said_key(report.id, claim), claim.speaker
    raise AssertionError("nobody is quoted")


def test_two_incidents_are_merged_and_parted_again(guardian: Guardian, own: Path) -> None:
    one, other = several(guardian, own)[:2]
    merged = done(guardian, own, "merge", one["id"], other["id"], *WHY)
    assert {r["report"] for r in other["members"]} <= set(merged["reports"])
    [item] = [u["item"] for u in merged["undoable"]]
    listed = guardian("-C", own, "merge", "--undo", item, *WHY)
    assert listed.code == 0, listed.err
    ids = {i["id"] for i in done(guardian, own, "incidents")}
    assert {one["id"], other["id"]} <= ids


def test_an_account_is_split_off_and_put_back(guardian: Guardian, own: Path) -> None:
    one = several(guardian, own)[0]
    report = one["members"][-1]["report"]
    new = done(guardian, own, "split", one["id"], report, *WHY)
    assert new["incident"] != one["id"]
    assert new["reports"] == [report]
    item = new["undoable"][0]["item"] if new["undoable"] else _item(guardian, own, one["id"])
    back = done(guardian, own, "split", "--undo", item, *WHY)
    assert report in back["reports"]


def _item(guardian: Guardian, own: Path, incident: str) -> str:
    from jointguardian.access import LOCAL
    from jointguardian.pipeline import OperationRoom

    with open_operation(own) as operation:
        room = OperationRoom(operation)
        page = room.incident(LOCAL, incident, None)
        return room.check.of(LOCAL, page, None).undoable[0].item


def test_a_link_is_made_listed_and_withdrawn(guardian: Guardian, own: Path) -> None:
    one, other = several(guardian, own)[:2]
    made = done(guardian, own, "link", "add", one["id"], "follows", other["id"], *WHY)
    assert (made["kind"], made["by"], made["state"]) == ("follows", "Ana", "standing")
    [line] = done(guardian, own, "link", "list", "--incident", other["id"])
    assert (line["id"], line["from_incident"]) == (made["id"], one["id"])
    assert "follows" in guardian("-C", own, "link").out
    assert done(guardian, own, "link", "withdraw", made["id"], *WHY)["state"] == "withdrawn"
    assert done(guardian, own, "link", "list") == []


def test_a_request_is_made_answered_closed_and_sent(guardian: Guardian, own: Path) -> None:
    made = done(guardian, own, "requests", "make", "Is the road open?", "--to", "LMT 3", "--due", "+6",
                "--place", "Zvecan", "--by", "Ana")  # fmt: skip
    assert (made["place"], made["asked_by"], made["state"]) == ("zvecan", "Ana", "open")
    short = made["id"][:10]
    report = several(guardian, own)[0]["members"][0]["report"]
    assert done(guardian, own, "requests", "answer", short, report, "--by", "Ana")["answers"] == [
        report
    ]
    for step, state in (("reopen", "open"), ("close", "answered"), ("withdraw", "withdrawn")):
        told = done(guardian, own, "requests", step, short, "--note", "as told", "--by", "Ana")
        assert told["state"] == state
    assert made["id"] in guardian("-C", own, "requests").out
    [line] = done(guardian, own, "requests", "list", "--standing", "withdrawn")
    assert line["request"]["id"] == made["id"]
    sent = guardian("-C", own, "requests", "release", short, "--by", "Ana")
    assert "RELEASED BY: Ana" in sent.out


def test_gaps_are_told_with_days_and_words(guardian: Guardian, own: Path) -> None:
    rows = done(guardian, own, "gaps", "--as-of", "2023-06-30")
    silent = [g for g in rows if g["state"] == "silent"]
    assert silent
    assert all(g["days"] >= 14 for g in silent)
    only = done(guardian, own, "gaps", "--state", "silent", "--as-of", "2023-06-30")
    assert [g["place"] for g in only] == [g["place"] for g in silent]
    assert silent[0]["name"] in guardian("-C", own, "gaps", "--as-of", "2023-06-30").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grade", "source", "Nobody", "B", *WHY), "Nobody"),
        (("grade", "speaker", "Nobody", "B", *WHY), "Nobody"),
        (("grade", "account", "i_none", "r", "2", *WHY), "i_none"),
        (("grade", "said", "said:x/0-1", "2", *WHY), "said:x/0-1"),
        (("merge", "i_none", "i_other", *WHY), "i_none"),
        (("merge", "i_none"), "two incidents"),
        (("merge", "--undo", "merge_none", *WHY), "merge_none"),
        (("merge", "i_none", "i_other", "--by", "Ana"), "reason"),
        (("split", "i_none", "r", *WHY), "i_none"),
        (("split", "i_none"), "reports"),
        (("link", "add", "i_none", "explains", "i_other", *WHY), "explains"),
        (("link", "withdraw", "link_none", *WHY), "link_none"),
        (("link", "list", "--incident", "i_none"), "i_none"),
        (("requests", "make", "What?", "--to", "LMT", "--due", "soon"), "soon"),
        (("requests", "make", " ", "--to", "LMT"), "question"),
        (("requests", "make", "What?"), "to"),
        (("requests", "answer", "rfi_none", "r"), "rfi_none"),
        (("requests", "close", "rfi_none", "--note", "x"), "rfi_none"),
        (("requests", "close", "rfi_none"), "reason"),
        (("requests", "release", "rfi_none"), "name"),
        (("gaps", "--state", "loud"), "loud"),
        (("gaps", "--days", "0"), "days"),
        (("gaps", "--as-of", "soon"), "soon"),
    ],
)
def test_bad_input_is_one_line(
    guardian: Guardian, own: Path, words: tuple[str, ...], said: str
) -> None:
    answer: Answer = guardian("-C", own, *words)
    assert (answer.code, answer.out) == (2, ""), answer.err
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_the_record_is_whole_after_all_of_it(guardian: Guardian, own: Path) -> None:
    assert guardian("-C", own, "verify").code == 0
