"""A report by hand: its words kept, read, sealed, judged, once, and with its files."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import Span
from jointguardian.errors import CheckFailed, InputError, NotPermitted, UnknownName
from jointguardian.picture.review.values import Decision
from jointguardian.pipeline import Operation, OperationRoom, create_operation
from jointguardian.pipeline.attachments import Incoming
from jointguardian.pipeline.capture import Capturer, Recorded
from jointguardian.pipeline.drafts import RENEWED_S, Draft, DraftReader
from jointguardian.pipeline.persons import Person, Said

NOW = datetime(2023, 5, 29, 12, tzinfo=UTC)
LINE = "291030Z 34TDN869395 LMT3 2x shots fired nr bridge, no cas"
BEATEN = "A farmer was beaten by 3 men near Leposavic. Petrović was taken to hospital."
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
WATCH = Viewer("Ana", roles=frozenset({"watch-keeper"}))


class Room:
    """An operation in the present, with short words to take down a report."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.room = OperationRoom(operation)

    @property
    def capture(self) -> Capturer:
        return self.room.capture

    def take(self, text: str, *files: Incoming, **more: object) -> Recorded:
        return self.capture.record(WATCH, Draft(text=text, **more), files)  # type: ignore[arg-type]

    def review(self, report: str, thing: str) -> dict[str, tuple[str, str]]:
        items = self.room.report(LOCAL, report, None).review
        found = next(i for i in items if i.thing == thing)
        return {v.name: (v.shown, v.state) for v in found.values}

    def reports(self) -> int:
        return len(self.operation.record.reports(LOCAL))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operation]:
    with create_operation(tmp_path_factory.mktemp("capture") / "op", pack="kosovo") as operation:
        changed = msgspec.structs.replace(
            operation.settings, replay=False, attachment_limit_mb=0.001, attachments_total_mb=0.0015
        )
        yield replace(operation, settings=changed, clock=lambda: NOW)


@pytest.fixture
def room(made: Operation) -> Room:
    return Room(made)


def test_a_line_is_recorded_word_for_word_with_its_time_place_and_source(room: Room) -> None:
    done = room.take(LINE, native_id="one")
    report = room.operation.record.report(LOCAL, done.report)
    assert report.text == LINE
    assert (report.source, report.published) == ("LMT3", "2023-05-29T10:30:00Z")
    assert report.received == NOW
    told = room.capture.told(LOCAL, done.report, None)
    assert told
    assert (told.by, told.when, told.mgrs) == ("Ana", "291030Z", "34TDN869395")
    assert told.happened_at == datetime(2023, 5, 29, 10, 30, tzinfo=UTC)
    assert told.received_at == NOW


def test_every_quotation_lies_in_the_words_as_they_came(room: Room) -> None:
    done = room.take(LINE, native_id="quotes")
    page = room.room.report(LOCAL, done.report, None)
    event = page.reading.events[0]
    assert event.span.of(LINE) == "2x shots fired nr bridge, no cas"
    assert event.type == "assault"
    assert event.casualties[0].best == 0
    assert [p.span.of(LINE) for p in page.reading.places if p.span] == ["34TDN869395"]
    assert event.places[0].precision == "exact"
    whole = Span(0, len(LINE))
    assert all(whole.contains(i.span) for i in page.review if i.span)


def test_the_same_report_sent_twice_is_one(room: Room) -> None:
    first = room.take(LINE, native_id="twice")
    before = room.reports()
    again = room.take(LINE, native_id="twice")
    assert (again.report, again.status, room.reports()) == (first.report, "same", before)
    changed = room.take(LINE + ".", native_id="twice")
    assert changed.status == "version"


def test_a_new_source_is_graded_f_until_somebody_grades_it(room: Room) -> None:
    draft = Draft(text="1030 Zvečan KILO7 crowd of 40 pers, calm")
    assert room.capture.preview(WATCH, draft).source is None
    room.capture.record(WATCH, draft)
    known = room.capture.preview(WATCH, draft).source
    assert known
    assert known.reliability == "F"
    assert [s.name for s in room.capture.sources(WATCH, "kil")] == ["KILO7"]


def test_what_the_recorder_confirmed_and_corrected_is_not_asked_again(room: Room) -> None:
    draft = Draft(text="1030 Zvečan LMT3 2x shots fired nr bridge, no cas", native_id="sure")
    items = room.capture.preview(WATCH, draft).items
    event = next(i for i in items if i.thing == "event")
    others = [i for i in items if i is not event]
    key = event.subject.partition("/")[2]
    said = [Said(thing=key, action="accept", values={"type": "coerce", "actors": "KFOR"})]
    said += [Said(thing=i.subject.partition("/")[2], action="accept") for i in others]
    done = room.capture.record(WATCH, msgspec.structs.replace(draft, said=tuple(said)))
    values = room.review(done.report, "event")
    assert values["type"] == ("coerce", "corrected")
    assert values["status"] == ("happened", "accepted")
    rows = len(room.operation.record.judgements(LOCAL))
    again = room.capture.record(WATCH, msgspec.structs.replace(draft, said=tuple(said)))
    assert (again.status, again.judgements) == ("same", done.judgements)
    assert len(room.operation.record.judgements(LOCAL)) == rows
    assert not [i for i in room.room.review(LOCAL, None) if i.report == done.report and i.thing != "account"]  # fmt: skip


def test_a_correction_that_does_not_fit_is_told_and_the_report_is_there(room: Room) -> None:
    said = (Said(thing="event/999-1000", action="accept"),)
    done = room.take("1030 Zvečan LMT3 shots fired nr school", said=said)
    assert done.status == "new"
    assert "nothing was read at" in done.notes[0]


def test_names_are_sealed_and_roles_are_shown(room: Room) -> None:
    persons = (
        Person(name="Petar Petrović", role="farmer, 45", part="victim"),
        Person(name="Marko Janković", part="perpetrator"),
    )
    done = room.take(BEATEN, source="Village leader", persons=persons, native_id="beaten")
    page = room.room.report(LOCAL, done.report, None)
    assert "Petrović" not in page.report.text
    assert "Petroviq" not in str(page.reading)
    values = room.review(done.report, "event")
    assert values["recipients"] == ("farmer, 45", "corrected")
    assert values["actors"][0].endswith("person")
    told = room.capture.told(LOCAL, done.report, None)
    assert told
    assert told.shown == ("victim: farmer, 45", "perpetrator: person")
    assert told.note
    record = room.operation.record
    assert "Marko" not in record.report(LOCAL, told.note).text
    assert "Marko Janković" in record.unseal(LOCAL, told.note, "a test")
    assert record.unseal(LOCAL, done.report, "a test") == BEATEN
    files = [p for p in room.operation.folder.rglob("*") if p.is_file()]
    for name in ("Petrović", "Janković", "Petroviq"):
        assert not [f for f in files if name.encode() in f.read_bytes()], name


def test_a_name_typed_into_an_event_is_sealed_too(room: Room) -> None:
    draft = Draft(text="1030 Zvečan LMT3 2x shots fired nr mosque", native_id="typed-name")
    event = next(i for i in room.capture.preview(WATCH, draft).items if i.thing == "event")
    said = Said(
        thing=event.subject.partition("/")[2], action="correct", values={"actors": "Dragan Nikolić"}
    )
    done = room.capture.record(WATCH, msgspec.structs.replace(draft, said=(said,)))
    assert room.review(done.report, "event")["actors"] == ("person", "corrected")
    told = room.capture.told(LOCAL, done.report, None)
    assert told
    assert told.shown == ("perpetrator: person",)


def test_an_event_that_was_not_read_can_be_named(room: Room) -> None:
    text = "1030 Zvečan LMT3 all quiet, market as usual"
    assert not room.capture.preview(WATCH, Draft(text=text)).taken.reading.events
    done = room.take(text, event="cooperate")
    [event] = room.room.report(LOCAL, done.report, None).reading.events
    assert (event.type, event.start, event.places[0].name) == ("cooperate", "2023-05-29", "Zvečan")
    assert event.span.of(text) == "all quiet, market as usual"


def test_a_report_told_before_is_found_near_by_and_joined(room: Room) -> None:
    first = room.take("290900Z @Banjska, LMT4 house set on fire, no cas", native_id="fire")
    like = room.capture.already_told(WATCH, Draft(text="now @Banjska, KPS fire at a house seen"))
    incident = next(x.incident for x in like if first.report in x.incident.reports)
    far = room.capture.already_told(WATCH, Draft(text="now @Prizren, KPS fire at a house seen"))
    assert incident.id not in {x.incident.id for x in far}
    done = room.take(
        "1130Z @Banjska, Fire brigade: 2 men attacked firemen", incident=incident.id, native_id="j"
    )
    assert done.judgements == 1
    found = next(i for i in room.room.incidents(LOCAL) if first.report in i.reports)
    assert done.report in found.reports


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"when": "soon"}, "no time"),
        ({"when": "301030ZMAY23"}, "not come yet"),
        ({"where": "99TDN123456"}, "MGRS"),
        ({"event": "party"}, "no type of event"),
        ({"source": "x" * 501}, "500 characters"),
        ({"where": "x" * 200}, "120 characters"),
        ({"persons": (Person(name="A" * 121),)}, "120 characters"),
        ({"persons": (Person(name="Al B", part="king"),)}, "no part"),
    ],
)
def test_what_cannot_be_is_refused_in_a_clear_line_and_nothing_is_recorded(
    room: Room, more: dict[str, object], what: str
) -> None:
    before = room.reports()
    with pytest.raises(InputError, match=what):
        room.take("market as usual", **more)
    assert room.reports() == before


def test_there_has_to_be_a_text(room: Room) -> None:
    with pytest.raises(InputError, match="no text"):
        room.take("  \n ")


def test_a_place_nobody_knows_keeps_its_words(room: Room) -> None:
    done = room.take("1030 @the old sawmill, LMT3 3 veh stopped")
    told = room.capture.told(LOCAL, done.report, None)
    assert told
    assert (told.where, told.lat) == ("the old sawmill", None)


def test_a_report_that_waited_for_the_line_happened_when_it_was_written(room: Room) -> None:
    done = room.take("shots fired nr bridge", when="-10m", waited_s=3600)
    assert done.happened == NOW - timedelta(minutes=70)
    assert done.received == NOW


def test_a_reader_may_not_record(room: Room) -> None:
    with pytest.raises(NotPermitted):
        room.capture.record(Viewer("Guest"), Draft(text="x"))


def test_files_are_kept_under_their_digest_with_a_plain_name(room: Room) -> None:
    done = room.take(
        "1030 Zvečan LMT3 wall painted",
        Incoming("../../etc/passwd\x00.png", PNG),
        Incoming("C:\\evil\\page.html", b"<script>alert(1)</script>"),
    )
    assert done.attachments == 2
    rows = room.capture.attachments(LOCAL, done.report, None)
    assert {(r.name, r.media_type) for r in rows} == {
        ("passwd_.png", "image/png"), ("page.html", "application/octet-stream")}  # fmt: skip
    for row in rows:
        one, content = room.capture.attachment(LOCAL, done.report, row.sha256)
        assert one == row
        assert len(content) == row.bytes
        assert (room.operation.folder / "attachments" / row.sha256[:2] / row.sha256).is_file()


def test_a_changed_or_missing_file_is_told_of(room: Room) -> None:
    done = room.take("1030 Zvečan LMT3 wall painted red", Incoming("a.png", PNG + b"1"))
    [row] = room.capture.attachments(LOCAL, done.report, None)
    path = room.operation.folder / "attachments" / row.sha256[:2] / row.sha256
    path.write_bytes(b"other")
    with pytest.raises(CheckFailed):
        room.capture.attachment(LOCAL, done.report, row.sha256)
    path.unlink()
    with pytest.raises(UnknownName, match="missing"):
        room.capture.attachment(LOCAL, done.report, row.sha256)
    with pytest.raises(UnknownName):
        room.capture.attachment(LOCAL, done.report, "../../record.db")


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ([Incoming("a", b"x" * 1001)], "larger than 0.001 MB"),
        ([Incoming("a", b"x" * 900), Incoming("b", b"y" * 900)], "together"),
        ([Incoming("a", b"")], "empty"),
        ([Incoming(str(n), b"x") for n in range(21)], "21 files"),
    ],
)
def test_too_much_is_refused_before_anything_is_written(
    room: Room, files: list[Incoming], what: str
) -> None:
    before = room.reports()
    with pytest.raises(InputError, match=what):
        room.take("1030 Zvečan LMT3 file", *files)
    assert room.reports() == before


def test_the_type_ahead_knows_both_languages(room: Room) -> None:
    for beginning in ("zveç", "zvec", "Звеч"):
        found = room.capture.places(LOCAL, beginning)[0]
        assert found.both == "Zvečan / Zveçan"
    chosen = room.take("shots fired nr bridge", where=f"{found.both} [{found.id}]")
    told = room.capture.told(LOCAL, chosen.report, None)
    assert told
    assert (told.gazetteer_id, told.where) == (found.id, "Zvečan / Zveçan")


def test_in_a_replay_a_report_counts_from_the_moment_looked_at(made: Operation) -> None:
    changed = msgspec.structs.replace(made.settings, replay=True)
    room = Room(replace(made, settings=changed))
    moment = "2023-05-20T10:00:00Z"
    done = room.take("0930Z Zvečan LMT3 shots fired in replay", as_of=moment)
    assert done.happened == datetime(2023, 5, 20, 9, 30, tzinfo=UTC)
    assert done.received == datetime(2023, 5, 20, 10, tzinfo=UTC)
    assert room.capture.told(LOCAL, done.report, datetime(2023, 5, 19, tzinfo=UTC)) is None


def test_the_chain_still_verifies(room: Room) -> None:
    assert room.room.verify().ok


def test_what_a_grade_says_of_a_source_is_known_after_a_pause(made: Operation) -> None:
    room, tick = Room(made), [0.0]
    drafts = DraftReader(made, room.room.news, lambda: tick[0])
    room.take("1030 Zvečan ROMEO5 shots fired nr market", native_id="grading")
    known = drafts.source_of("ROMEO5")
    assert known
    assert known.reliability == "F"
    item = next(i for i in room.room.review(LOCAL, None) if i.subject == f"source:{known.id}")
    room.room.judge(LOCAL, Decision(item.id, "correct", {"reliability": "B"}))
    tick[0] += RENEWED_S
    graded = drafts.source_of("ROMEO5")
    assert graded
    assert graded.reliability == "B"


def test_a_text_too_long_to_be_typed_is_refused(room: Room) -> None:
    with pytest.raises(InputError, match="guardian ingest reports"):
        room.take("x" * 200_001)


WORDS = st.text(max_size=30) | st.sampled_from(
    [
        "now",
        "291030Z",
        "-3h",
        "34TDN869395",
        "91, 181",
        "42.9, 20.8",
        "@",
        "Zvečan [xk-783770]",
        "░█",
    ]
)


@given(WORDS, WORDS, WORDS, WORDS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_draft_is_understood_or_refused_in_words(
    room: Room, text: str, when: str, where: str, source: str
) -> None:
    draft = Draft(text=f"{text} shots fired", when=when, where=where, source=source)
    try:
        found = room.capture.preview(WATCH, draft)
    except InputError:
        return
    assert found.taken.text == draft.text
    assert all(i.span is None or i.span.end <= len(draft.text) for i in found.items)
