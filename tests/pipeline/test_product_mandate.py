"""The mandate in a product: breaches with clause and facts, as each reader may see them, as known then."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import Marking, Observation
from jointguardian.picture.brief import Material, compose_brief
from jointguardian.pipeline import OperationRoom, create_operation

END = datetime(1999, 6, 25, 18, tzinfo=UTC)
SEEN = Observation(
    "made-up", "presence", "yugoslav-army", "1999-06-24", place="prizren", low=20, high=20,
    function="combat", permitted="none", source="A made-up patrol",
)  # fmt: skip
KNOWN_AT = datetime(1999, 6, 25, 12, tzinfo=UTC)
READER = Viewer("reader", "public")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OperationRoom]:
    """The Kosovo pack, and a hidden sighting in Prizren on the day after everybody had left."""
    with create_operation(tmp_path_factory.mktemp("op") / "op", pack="kosovo") as made:
        made.record.add_facts(
            "observations", [SEEN], at=lambda _: KNOWN_AT, marking=Marking("confidential")
        )
        yield OperationRoom(made)


def material(room: OperationRoom, viewer: Viewer = LOCAL, end: datetime = END) -> Material:
    return room.products.materials.made(viewer, end, timedelta(days=2))


def section(stuff: Material, kind: str = "sitrep") -> str:
    brief = compose_brief(stuff.picture, kind, 48, material=stuff)
    text = brief.markdown()
    return text[text.index(". Mandate\n") :].split("\n## ")[0]


def test_a_breach_stands_with_its_clause_its_fact_and_what_changed(room: OperationRoom) -> None:
    told = section(material(room))
    assert "Breach of MTA-W4" in told
    assert "Article II, paragraph 2(d)" in told
    assert "yugoslav-army, 20 persons, 1999-06-24" in told
    assert "Changed in the period: MTA-W4" in told


def test_every_line_of_the_mandate_cites_its_clause(room: OperationRoom) -> None:
    stuff = material(room)
    brief = compose_brief(stuff.picture, "sitrep", 48, material=stuff)
    rests = next(s for s in brief.plain()["sections"] if s["id"] == "mandate")["items"]
    rows = [r for i in rests for r in i.get("rows", [i] if "sentence" in i else [])]
    assert rows
    assert all(r["cites"] for r in rows)
    assert "A made-up patrol" in {c.source for c in brief.citations}


def test_who_may_not_see_the_sighting_is_not_told_of_a_breach(room: OperationRoom) -> None:
    told = section(material(room, READER))
    assert "Breach of" not in told
    assert "No breach is shown" in told


def test_what_became_known_later_is_not_in_an_earlier_product(room: OperationRoom) -> None:
    assert "Breach of" not in section(material(room, end=KNOWN_AT - timedelta(hours=1)))


def test_a_flash_tells_breaches_and_leaves_the_board_to_others(room: OperationRoom) -> None:
    told = section(material(room), "flash")
    assert "Breach of MTA-W4" in told
    assert "Not determinable" not in told


def test_an_operation_without_a_mandate_says_so_once(tmp_path: Path) -> None:
    with create_operation(tmp_path / "op", title="None") as made:
        told = section(material(OperationRoom(made)))
    assert told.count("has no mandate") == 1
