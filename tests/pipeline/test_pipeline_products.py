"""A product from draft to release: who may, what stays frozen, what is refused, what is checked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import Marking, Order, Product, Strength
from jointguardian.errors import InputError, NotPermitted, UnknownName
from jointguardian.picture.brief import Sentence, kinds
from jointguardian.picture.products import due, last_cutoff, listed
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.pipeline.products import Products
from telling import make_told

ANA, BEN, CAT = (replace(LOCAL, name=n) for n in ("Ana", "Ben", "Cat"))
WATCH = Viewer("Wim", "confidential", roles=frozenset({"watch-keeper"}))
SEEN = datetime(2023, 5, 30, 18, tzinfo=UTC)


class Desk:
    """An operation in which reports were told, and short words for its products."""

    def __init__(self, room: OperationRoom) -> None:
        self.room, self.products = room, room.products

    def tell(
        self, rid: str, text: str = "30 soldiers were injured in Zvecan.", **more: object
    ) -> None:
        made = make_told(rid, text, **more)  # type: ignore[arg-type]
        self.room.operation.record.add_sources([made.source])
        self.room.operation.record.add_report(made.report, made.reading)

    def sitrep(self, **more: object) -> str:
        return self.products.new(ANA, "sitrep", **{"as_of": SEEN, **more}).id  # type: ignore[arg-type]

    def released(self, **more: object) -> str:
        id_ = self.sitrep(**more)
        self.products.step(ANA, id_, "prepared")
        self.products.step(BEN, id_, "approved")
        self.products.step(CAT, id_, "released", to=("NATO",))
        return id_

    def first(self, id_: str) -> Sentence:
        found = next(self.products.page(ANA, id_).brief.resting())
        assert isinstance(found, Sentence)
        return found

    @property
    def incident(self) -> str:
        return self.room.incidents(LOCAL)[0].id


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with create_operation(tmp_path / "op", title="Test operation") as operation:
        made = Desk(OperationRoom(operation))
        made.tell("r1", rows=(("injured", "soldiers", 30, None, "KFOR"),))
        made.tell("r2", "The crowd sat down in Prizren.", kind="protest", hours=1)
        yield made


def test_a_product_goes_from_draft_to_release_through_three_people(desk: Desk) -> None:
    page = desk.products.page(ANA, desk.released())
    assert [(s.state, s.by) for s in page.steps] == [
        ("prepared", "Ana"), ("approved", "Ben"), ("released", "Cat"),
    ]  # fmt: skip
    header = dict(page.brief.header)
    assert header["Prepared by"].startswith("Ana, ")
    assert header["Approved by"].startswith("Ben, ")
    assert header["State"].startswith("RELEASED by Cat, ")
    assert header["Releasable to"] == "NATO"
    assert not page.brief.draft
    assert "DRAFT" not in page.brief.markdown()


def test_who_prepared_it_cannot_approve_it(desk: Desk) -> None:
    id_ = desk.sitrep()
    desk.products.step(ANA, id_, "prepared")
    with pytest.raises(InputError, match="another named person"):
        desk.products.step(replace(LOCAL, name="ANA"), id_, "approved")
    assert dict(desk.products.page(ANA, id_).steps_open)["approved"] != ""
    assert dict(desk.products.page(BEN, id_).steps_open)["approved"] == ""


def test_rights_are_asked_of_the_policy_for_each_step(desk: Desk) -> None:
    id_ = desk.products.new(WATCH, "sitrep", as_of=SEEN).id
    desk.products.step(WATCH, id_, "prepared")
    with pytest.raises(NotPermitted, match="approver"):
        desk.products.step(WATCH, id_, "approved")
    desk.products.step(BEN, id_, "approved")
    with pytest.raises(NotPermitted, match="release-officer"):
        desk.products.step(WATCH, id_, "released", to=("NATO",))
    with pytest.raises(NotPermitted, match="analyst"):
        desk.products.assess(WATCH, id_, text="x", term="likely", confidence="low", reason="y")
    with pytest.raises(NotPermitted):
        desk.products.new(Viewer("R", "confidential", roles=frozenset({"reader"})), "sitrep")


@pytest.mark.parametrize(
    ("state", "line"), [("approved", "draft"), ("released", "draft"), ("eaten", "no state")]
)
def test_steps_are_taken_in_order(desk: Desk, state: str, line: str) -> None:
    with pytest.raises(InputError, match=line):
        desk.products.step(BEN, desk.sitrep(), state, to=("NATO",))


def test_nobody_works_without_a_name(desk: Desk) -> None:
    with pytest.raises(InputError, match="--by NAME"):
        desk.products.new(LOCAL, "sitrep")


def test_a_release_says_to_whom_and_a_withdrawal_why(desk: Desk) -> None:
    id_ = desk.sitrep()
    desk.products.step(ANA, id_, "prepared")
    desk.products.step(BEN, id_, "approved")
    with pytest.raises(InputError, match="to whom"):
        desk.products.step(CAT, id_, "released")
    desk.products.step(CAT, id_, "released", to=("EU", "NATO"))
    with pytest.raises(InputError, match="why"):
        desk.products.step(CAT, id_, "withdrawn")
    desk.products.step(CAT, id_, "withdrawn", "wrong place")
    page = desk.products.page(ANA, id_)
    assert "WITHDRAWN by Cat" in page.brief.markdown()
    assert "wrong place" in (page.brief.banner or "")


def test_a_released_product_never_changes(desk: Desk) -> None:
    id_ = desk.released()
    before = desk.products.document(ANA, id_)
    with pytest.raises(InputError, match="cannot be changed"):
        desk.products.write(ANA, id_, "summary", desk.first(id_).key, "Other words.")
    with pytest.raises(InputError, match="cannot be changed"):
        desk.products.refresh(ANA, id_)
    desk.tell("r3", "Another 12 soldiers were injured in Zvecan.", hours=60)
    after = desk.products.document(ANA, id_)
    assert (after.markdown(), after.html(), after.json()) == (
        before.markdown(), before.html(), before.json(),
    )  # fmt: skip


def test_the_frozen_picture_gives_the_released_text_again(desk: Desk) -> None:
    id_ = desk.released()
    desk.tell("r3", "Another 12 soldiers were injured in Zvecan.", hours=60)
    found = desk.products.check(ANA, id_)
    assert found.ok, found.what
    assert found.what == "as released"


def test_a_strength_entered_later_is_not_in_what_was_released(desk: Desk) -> None:
    id_ = desk.released()
    row = Strength("in-area", "TOTAL", "2023-05", 3800, 3800, 3800, "a letter of today")
    desk.room.operation.record.add_facts("strengths", [row])
    assert desk.products.check(ANA, id_).ok


def test_a_row_put_behind_the_moment_is_found_by_the_check(desk: Desk) -> None:
    id_ = desk.released()
    desk.tell("r0", "Shots were fired in Prizren.", kind="fight", hours=2)
    found = desk.products.check(ANA, id_)
    assert found.document
    assert not found.picture
    assert "now says" in found.what
    assert "Shots" not in desk.products.document(ANA, id_).markdown()


def test_a_draft_is_not_checked(desk: Desk) -> None:
    assert "only what was released" in desk.products.check(ANA, desk.sitrep()).what


def test_a_changed_sentence_keeps_its_citations(desk: Desk) -> None:
    id_ = desk.sitrep()
    first = desk.first(id_)
    desk.products.write(ANA, id_, "summary", first.key, "Two incidents were told.")
    now = desk.first(id_)
    assert now.text == "Two incidents were told."
    assert now.refs == first.refs
    assert now.by == "Ana"
    desk.products.write(ANA, id_, "summary", first.key, "", action="restore")
    assert desk.first(id_).text == first.text


def test_an_added_fact_cites_what_is_in_sight_or_is_refused(desk: Desk) -> None:
    id_ = desk.sitrep()
    for refs in ((), ("event:r9:e_r9",), ("incident::i_1",)):
        with pytest.raises(InputError, match="cites"):
            desk.products.write(ANA, id_, "summary", "", "It happened.", refs, "add")
    (source, *_) = desk.products.sources(ANA, id_, "crowd")
    assert "crowd" in source.quote
    desk.products.write(ANA, id_, "summary", "", "A crowd sat down.", (source.ref.code,), "add")
    assert "A crowd sat down. [" in desk.products.document(ANA, id_).markdown()


def test_an_edit_under_which_the_picture_moved_says_so(desk: Desk) -> None:
    id_ = desk.sitrep()
    desk.products.write(ANA, id_, "summary", desk.first(id_).key, "Two incidents.")
    desk.tell("r3", "A car burned in Prizren.", kind="fight", day="2023-05-30", hours=25)
    desk.products.refresh(ANA, id_, SEEN + timedelta(hours=2))
    assert desk.first(id_).stale
    assert desk.first(id_).text == "Two incidents."


def test_the_assessment_is_written_by_a_person_on_the_yardstick(desk: Desk) -> None:
    id_ = desk.sitrep()
    with pytest.raises(InputError, match="no term"):
        desk.products.assess(ANA, id_, text="x", term="maybe", confidence="low", reason="y")
    desk.products.assess(
        ANA, id_, text="protests go on", term="probably", confidence="low", reason="one origin",
        change="a deal",
    )  # fmt: skip
    desk.products.assess(
        BEN, id_, text="it may well spread", term="unlikely", confidence="high", reason="three"
    )
    page = desk.products.page(ANA, id_)
    text = page.brief.markdown()
    assert "**Likely (55 to 75 %):** protests go on" in text
    assert "Assessed by Ben" in text
    assert any("may well" in f and "use “likely”" in f for f in page.flags)
    gone = next(e for e in page.estimates if e.by == "Ben")
    desk.products.take_out(ANA, id_, gone.id)
    assert "may well spread" not in desk.products.document(ANA, id_).markdown()


def test_a_new_version_starts_from_the_last_shows_the_change_and_supersedes_it(desk: Desk) -> None:
    id_ = desk.released()
    with pytest.raises(UnknownName):
        desk.products.page(ANA, id_, 2)
    desk.products.again(BEN, id_)
    with pytest.raises(InputError, match="still open"):
        desk.products.again(BEN, id_)
    desk.products.write(BEN, id_, "summary", desk.first(id_).key, "One correction.")
    page = desk.products.page(ANA, id_)
    assert page.product.version == 2
    assert ("Summary", "+", "One correction.") in page.changes
    desk.products.step(ANA, id_, "prepared")
    desk.products.step(BEN, id_, "approved")
    desk.products.step(CAT, id_, "released", to=("NATO",))
    assert desk.products.page(ANA, id_, 1).state == "superseded"
    assert desk.products.check(ANA, id_, 1).ok
    assert [v.state for v in desk.products.page(ANA, id_).versions] == ["superseded", "released"]


def test_returned_to_draft_it_needs_to_be_prepared_and_approved_again(desk: Desk) -> None:
    id_ = desk.sitrep()
    desk.products.step(ANA, id_, "prepared")
    desk.products.step(BEN, id_, "draft", "say where")
    assert dict(desk.products.page(ANA, id_).brief.header)["Prepared by"] == "nobody yet"
    desk.products.step(BEN, id_, "prepared")
    with pytest.raises(InputError, match="another named person"):
        desk.products.step(BEN, id_, "approved")
    desk.products.step(ANA, id_, "approved")


def test_serials_count_a_kind_in_its_year(desk: Desk) -> None:
    made = [desk.products.page(ANA, desk.sitrep()).product.serial for _ in range(2)]
    flash = desk.products.new(ANA, "flash", as_of=SEEN, incident=desk.incident)
    assert made == ["SITREP 001/2023", "SITREP 002/2023"]
    assert flash.serial == "FLASH 001/2023"


def test_a_product_shows_only_what_its_marking_allows(desk: Desk) -> None:
    made = make_told("r7", "A patrol was injured in Prizren.", hours=2)
    record = desk.room.operation.record
    record.add_sources([made.source])
    record.add_report(replace(made.report, marking=Marking("restricted")), made.reading)
    open_, closed = desk.sitrep(), desk.sitrep(level="restricted")
    assert "patrol" not in desk.products.document(ANA, open_).markdown()
    assert "patrol" in desk.products.document(ANA, closed).markdown()
    assert desk.products.document(ANA, closed).marking == "RESTRICTED"
    outside = Viewer("O", "public", roles=frozenset({"watch-keeper"}))
    with pytest.raises(UnknownName):
        desk.products.page(outside, closed)
    with pytest.raises(NotPermitted):
        desk.products.new(outside, "sitrep", level="restricted", as_of=SEEN)
    assert {v.product.id for v in desk.products.listed(outside)} == {open_}


def test_a_report_on_an_incident_tells_who_told_what(desk: Desk) -> None:
    with pytest.raises(InputError, match="incident"):
        desk.products.new(ANA, "incident-report", as_of=SEEN)
    id_ = desk.products.new(ANA, "incident-report", as_of=SEEN, incident=desk.incident).id
    text = desk.products.document(ANA, id_).markdown()
    assert "Who told what, and when" in text
    assert "no report counts the killed" in text


def test_a_notice_of_casualty_holds_no_name_and_is_whole(desk: Desk) -> None:
    id_ = desk.products.new(ANA, "notice-of-casualty", as_of=SEEN, incident=desk.incident).id
    with pytest.raises(InputError, match="not filled in"):
        desk.products.step(ANA, id_, "prepared")
    with pytest.raises(InputError, match="name of a person"):
        desk.products.write(
            ANA, id_, "particulars", "condition", "John Smith, a driver, was treated in hospital."
        )
    for field in kinds()["notice-of-casualty"].section("particulars").fields:
        desk.products.write(ANA, id_, "particulars", field.key, "not known")
    desk.products.step(ANA, id_, "prepared")
    desk.products.step(BEN, id_, "draft")
    with pytest.raises(InputError, match="such line"):
        desk.products.write(ANA, id_, "particulars", "shoe-size", "44")


def test_released_flash_reports_stand_in_the_next_sitrep(desk: Desk) -> None:
    now = desk.room.operation.clock()
    flash = desk.products.new(ANA, "flash").id
    desk.products.step(ANA, flash, "prepared")
    desk.products.step(BEN, flash, "approved")
    desk.products.step(CAT, flash, "released", to=("NATO",))
    later = replace(desk.room.operation, clock=lambda: now + timedelta(hours=1))
    products = Products(later, desk.room.known)
    text = products.document(ANA, products.new(ANA, "sitrep").id).markdown()
    assert "FLASH 001/" in text.partition("Special reports issued")[2].partition("##")[0]


def test_requirements_stand_in_products_answered_or_open(desk: Desk) -> None:
    asks = desk.room.requirements
    one = asks.add(
        ANA, text="Who holds the bridge?", kind="pir", owner="J2", valid_from="2023-05-01"
    )
    two = asks.add(ANA, text="Is the road open?", kind="ccir", owner="COM", valid_from="2023-05-01")
    with pytest.raises(InputError, match="cites"):
        asks.answer(ANA, one.id, "Nobody.", ())
    with pytest.raises(UnknownName):
        asks.answer(ANA, one.id, "Nobody.", ("r_unknown",))
    asks.answer(ANA, one.id, "Nobody.", ("/report/r1?as_of=2023-05-30#e_r1",))
    later = replace(desk.room.operation, clock=lambda: datetime.now(UTC) + timedelta(minutes=1))
    products = Products(later, desk.room.known)
    made = products.new(ANA, "sitrep", hours=24 * 365 * 10)
    text = products.document(ANA, made.id).markdown()
    assert "PIR-1 (PIR, J2): Who holds the bridge? Answered: Nobody. [" in text
    assert "*CCIR-1 (CCIR, COM): Is the road open? Open.*" in text
    asks.turn(BEN, two.id, "closed", "overtaken")
    assert [r.state for r in asks.listed(ANA)] == ["answered", "closed"]
    with pytest.raises(InputError, match="no kind"):
        asks.add(ANA, text="x", kind="wish", owner="J2")
    with pytest.raises(NotPermitted):
        asks.add(Viewer("R"), text="x", kind="pir", owner="J2")


def test_the_battle_rhythm_names_what_is_overdue_first() -> None:
    order = Order("sitrep", 24, "18:00", "orders")
    weekly = Order("intsum", 168, "12:00", "orders")
    now = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)
    assert last_cutoff(order, now) == datetime(2026, 3, 4, 18, tzinfo=UTC)
    assert last_cutoff(weekly, now).weekday() == 0
    done = Product("p", 1, "intsum", "INTSUM 001/2026", "2026-03-02T12:00:00+00:00", 168, "A", "x")
    out = replace(listed(done, ()), state="released")
    first, second = due((weekly, order), [out], kinds(), now)
    assert (first.kind, first.state) == ("sitrep", "overdue")
    assert (second.kind, second.state, second.dtg) == ("intsum", "later", "091200ZMAR26")


def test_settings_change_the_rhythm_of_the_pack(tmp_path: Path) -> None:
    with create_operation(tmp_path / "op", pack="kosovo") as made:
        orders = {o.kind: o for o in OperationRoom(made).products.orders()}
        assert orders["sitrep"].cutoff == "18:00"
        assert orders["intsum"].every_hours == 168
        assert orders["intsum"].invented
        own = replace(made, settings=_with(made.settings, intsum_hours=24, cutoff="06:00"))
        orders = {o.kind: o for o in OperationRoom(own).products.orders()}
        assert (orders["intsum"].every_hours, orders["intsum"].cutoff) == (24, "06:00")
        bad = replace(made, settings=_with(made.settings, cutoff="soon"))
        with pytest.raises(InputError, match="HH:MM"):
            OperationRoom(bad).products.orders()


def _with(settings: object, **changes: object) -> object:
    import msgspec

    return msgspec.structs.replace(settings, **changes)  # type: ignore[type-var]
