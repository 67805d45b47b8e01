"""Reports from files: each provider, its limits and what it sets aside."""

import gzip
import hashlib
import json
import logging
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from jointguardian.domain import Rejected, Report
from jointguardian.errors import InputError
from jointguardian.sources import read_reports

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2031, 3, 6, 12, tzinfo=UTC)


def reports(path: Path | str, **said: object) -> list[Report]:
    return [r for r in read_reports(path, received=NOW, **said) if isinstance(r, Report)]  # type: ignore[arg-type]


def one(path: Path | str, **said: object) -> Report:
    (report,) = reports(path, **said)
    return report


def set_aside(path: Path | str, **said: object) -> list[Rejected]:
    return [r for r in read_reports(path, received=NOW, **said) if isinstance(r, Rejected)]  # type: ignore[arg-type]


def refused(path: Path | str, **said: object) -> str:
    with pytest.raises(InputError) as caught:
        list(read_reports(path, received=NOW, **said))  # type: ignore[arg-type]
    assert "\n" not in caught.value.line
    return caught.value.line


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def make_docx(path: Path, created: datetime | None = None) -> Path:
    document = docx.Document()
    document.core_properties.title = "Patrol log"
    document.core_properties.language = "de-AT"
    if created:
        document.core_properties.created = created
    document.add_paragraph("Before the table.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Donje Brdo", "two lorries"
    document.add_paragraph("After the table.")
    document.save(str(path))
    return path


def make_pdf(path: Path, text: str = "Two lorries at Donje Brdo.", password: str = "") -> Path:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 200)
    font = DictionaryObject(
        {NameObject(k): NameObject(v) for k, v in
         {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}.items()}
    )  # fmt: skip
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode() if text else b"")
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({"/Title": "Patrol log", "/CreationDate": "D:20310304093000+01'00'"})
    if password:
        writer.encrypt(password)
    writer.write(str(path))
    return path


# What every report has


def test_a_text_is_verbatim_with_its_digest_and_the_callers_word() -> None:
    path = FIXTURES / "note.md"
    report = one(path, source="Patrol", published="2031-03-03")
    assert report.text == path.read_text()
    assert report.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (report.source, report.published, report.received) == ("Patrol", "2031-03-03", NOW)
    assert report.title == "Bridge closed at Donje Brdo"
    assert not report.published_inferred


def test_a_report_without_a_date_or_source_has_none() -> None:
    report = one(FIXTURES / "note.md")
    assert report.published is None
    assert report.source == "unattributed"


def test_the_same_file_twice_is_the_same_report_but_for_its_random_id() -> None:
    for name in ("note.md", "page.html", "reports.jsonl", "feed.xml", "feed.atom", "cp1250.txt"):
        first, second = reports(FIXTURES / name), reports(FIXTURES / name)
        assert [r.id for r in first] != [r.id for r in second]
        identity = [[(r.source, r.native_id, r.url, r.sha256, r.published) for r in rs]
                    for rs in (first, second)]  # fmt: skip
        assert identity[0] == identity[1]


def test_a_time_of_receipt_without_a_zone_is_refused() -> None:
    with pytest.raises(InputError, match="time zone"):
        read_reports(FIXTURES / "note.md", received=datetime(2031, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize("day", ["0000-01-01", "9999-12-31", "yesterday", "2031-02-30"])
def test_a_callers_date_that_is_none_is_refused(day: str) -> None:
    assert re.search("not a date|outside the years", refused(FIXTURES / "note.md", published=day))


# Plain text


def test_a_byte_order_mark_goes_and_line_ends_stay(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert one(path).text == "one\r\ntwo\rthree\n"


def test_old_code_pages_are_told_apart_by_their_letters() -> None:
    assert "četiri vozila su prešla" not in one(FIXTURES / "cp1250.txt").text
    assert one(FIXTURES / "cp1250.txt").text.startswith(
        "Vijesti sa sjevera: četiri vozila su pređla"
    )
    assert "šef policije u Ćurinu" in one(FIXTURES / "cp1250.txt").text
    assert "préfet a déclaré" in one(FIXTURES / "cp1252.txt").text
    assert "“pour l’instant”" in one(FIXTURES / "cp1252.txt").text


def test_an_italian_text_is_not_taken_for_a_serbian_one(tmp_path: Path) -> None:
    text = "La città è calma. È il ministro che parla, perché la crisi è più grave e c'è paura."
    assert one(write(tmp_path, "a.txt", text.encode("cp1252"))).text == text


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "not a file" in refused(tmp_path / "a.txt")


def test_utf16_with_its_mark_is_read(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a.txt", "Zvečan".encode("utf-16"))).text == "Zvečan"


def test_a_text_that_ends_in_the_middle_of_a_character_stays_utf8(tmp_path: Path) -> None:
    whole = "Четири возила су прешла мост код Доњег Брда".encode()
    text = one(write(tmp_path, "a.txt", whole[:-1])).text
    assert text.startswith("Четири возила")
    assert text.endswith("Брд\ufffd")


def test_binary_empty_missing_and_unknown_files_are_one_clear_line(tmp_path: Path) -> None:
    assert "binary" in refused(write(tmp_path, "a.txt", b"text \0 text"))
    assert "binary" in refused(write(tmp_path, "b.txt", bytes(range(1, 256)) * 4))
    assert "empty" in refused(write(tmp_path, "c.txt", b""))
    assert "empty" in refused(write(tmp_path, "d.md", b"\xef\xbb\xbf \r\n"))
    assert "no such file" in refused(tmp_path / "e.txt")
    assert "no such file" in refused(tmp_path / "e.xyz")
    assert "no reader for .xyz" in refused(write(tmp_path, "f.xyz", b"text"))
    assert "no reader for files without a suffix" in refused(write(tmp_path, "g", b"text"))


def test_fifty_megabytes_of_one_line_are_refused_with_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", b"x" * 50_000_000)
    assert "50,000,000 bytes, the limit is 5,000,000" in refused(path)
    (row,) = set_aside(tmp_path)
    assert row.path == str(path)
    assert len(one(path, limit=60_000_000).text) == 50_000_000


def test_a_text_says_its_language_by_its_words() -> None:
    assert one(FIXTURES / "cp1250.txt").language == "sr"
    assert one(FIXTURES / "note.md").language == "en"


# Web pages


def test_a_page_is_cleaned_and_keeps_title_date_language_and_site() -> None:
    report = one(FIXTURES / "page.html")
    assert report.title == "Most zatvoren"
    assert (report.published, report.published_inferred) == ("2031-03-04", True)
    assert (report.language, report.source) == ("sr", "Primer vesti")
    assert report.url == "https://primer.example/most-zatvoren"
    assert "dva kamiona" in report.text
    assert "Niko nije povređen" in report.text
    for foreign in ("SCRIPT", "STYLE", "Sport i zabava", "Impresum", "<"):
        assert foreign not in report.text


def test_the_callers_word_comes_before_a_pages_metadata() -> None:
    report = one(FIXTURES / "page.html", source="Mission", published="2031-03-05")
    assert (report.source, report.published) == ("Mission", "2031-03-05")
    assert not report.published_inferred


def test_a_declared_code_page_is_followed(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Доње Брдо</p></body></html>'
    assert "Доње Брдо" in one(write(tmp_path, "a.html", page.encode("cp1251"))).text


def test_a_short_page_keeps_its_text_and_loses_its_scripts(tmp_path: Path) -> None:
    page = (
        "<p>Road open.</p><script>SCRIPT</script><style>STYLE</style><template>TEMPLATE</template>"
    )
    assert one(write(tmp_path, "a.htm", page)).text.strip() == "Road open."


def test_a_page_that_is_no_article_gives_all_of_its_text(tmp_path: Path) -> None:
    page = "<script>SCRIPT</script>" + "<p>Road open.</p>" * 12_000
    text = one(write(tmp_path, "a.html", page)).text
    assert text.count("Road open.\n") + 1 == 12_000
    assert "SCRIPT" not in text


def test_a_page_without_text_is_one_clear_line(tmp_path: Path) -> None:
    assert "no text" in refused(write(tmp_path, "a.html", "<script>SCRIPT</script>"))
    assert "no text" in refused(write(tmp_path, "b.html", "<!-- nothing -->"))


# Documents


def test_a_word_document_is_read_in_order_with_its_tables(tmp_path: Path) -> None:
    report = one(make_docx(tmp_path / "a.docx", datetime(2031, 3, 4, 9, tzinfo=UTC)))
    assert report.text == "Before the table.\nDonje Brdo\ttwo lorries\nAfter the table."
    assert (report.title, report.language) == ("Patrol log", "de")
    assert report.published is not None
    assert report.published[:10] == "2031-03-04"
    assert report.published_inferred


def test_the_date_of_a_word_template_is_no_date(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Text.")
    document.save(str(tmp_path / "a.docx"))
    assert one(tmp_path / "a.docx").published is None


def test_a_pdf_gives_text_title_and_date(tmp_path: Path) -> None:
    report = one(make_pdf(tmp_path / "a.pdf"))
    assert report.text == "Two lorries at Donje Brdo."
    assert report.title == "Patrol log"
    assert (report.published, report.published_inferred) == ("2031-03-04T08:30:00Z", True)


def test_a_scan_and_a_false_document_are_one_clear_line(tmp_path: Path) -> None:
    assert "no text" in refused(make_pdf(tmp_path / "a.pdf", text=""))
    assert "not a readable PDF" in refused(write(tmp_path, "c.pdf", b"plain"))
    assert "not a readable Word document" in refused(write(tmp_path, "d.docx", b"plain"))


def test_documents_that_end_in_the_middle_are_one_clear_line(tmp_path: Path) -> None:
    whole = make_docx(tmp_path / "a.docx").read_bytes()
    assert "not a readable Word" in refused(write(tmp_path, "b.docx", whole[: len(whole) // 2]))
    cut = make_pdf(tmp_path / "a.pdf").read_bytes()
    assert refused(write(tmp_path, "b.pdf", cut[:300]))


def test_damaged_documents_do_not_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    cut = make_pdf(tmp_path / "a.pdf").read_bytes()
    before = logging.getLogger("pypdf").level
    with caplog.at_level(logging.WARNING):
        refused(write(tmp_path, "b.pdf", cut[:300]))
    assert not caplog.records
    assert logging.getLogger("pypdf").level == before


# JSON lines


def test_lines_carry_their_own_fields() -> None:
    first, second, third, fourth = reports(
        FIXTURES / "reports.jsonl", source="Said", published="2030"
    )
    assert (first.native_id, first.source, first.published) == ("a1", "Example Wire", "2031-03-03")
    assert not first.published_inferred
    assert (second.published, second.published_inferred) == ("2031-03-04", True)
    assert (third.native_id, third.published) == ("3", "2031-03-05T01:30:00Z")
    assert third.language == "sq"
    assert (fourth.published, fourth.published_inferred) == ("2030", False)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"text": 3}, "text"),
        ({"id": "a"}, "text"),
        ({"text": " \n"}, "no text"),
        ({"text": "a\0b"}, "NUL"),
        ({"text": "a", "source": ["b"]}, "source"),
        ({"text": "a", "published": 2031}, "published"),
        ({"text": "a", "published": "0000-05-29"}, "date"),
        ({"text": "a", "published": "9999-05-29"}, "1900"),
        ({"text": "a", "published": "9999-12-31T23:59:59-12:00"}, "date"),
        ({"text": "a", "published": "last Monday"}, "date"),
        ([1, 2], "object"),
    ],
)
def test_a_bad_row_is_set_aside_and_its_neighbours_go_in(
    tmp_path: Path, row: object, reason: str
) -> None:
    good = json.dumps({"text": "Road open.", "other_tool": {"x": 1}})
    path = write(tmp_path, "a.jsonl", f"{good}\n{json.dumps(row)}\n{good}\n")
    (bad,) = set_aside(path)
    assert (bad.row, bad.path, bad.raw) == (2, str(path), json.dumps(row))
    assert reason in bad.reason
    assert len(reports(path)) == 2


def test_truncated_lines_are_set_aside(tmp_path: Path) -> None:
    whole = (FIXTURES / "reports.jsonl").read_bytes()
    path = write(tmp_path, "a.jsonl", whole[:-30] + b"\n{\n\xff\xfe\n" + b'{"text": "\\ud800"}')
    assert len(reports(path)) == 3
    assert [r.row for r in set_aside(path)] == [5, 6, 7, 8]


def test_a_line_over_the_limit_is_set_aside_and_the_next_goes_in(tmp_path: Path) -> None:
    long = json.dumps({"text": "x" * 50_000_000})
    path = write(tmp_path, "a.jsonl", f'{long}\n{{"text": "Road open."}}\n')
    (bad,) = set_aside(path)
    assert bad.row == 1
    assert "longer than 10,000,000 bytes" in bad.reason
    assert [r.text for r in reports(path)] == ["Road open."]


def test_what_is_kept_of_a_bad_row_is_short(tmp_path: Path) -> None:
    (bad,) = set_aside(write(tmp_path, "a.jsonl", "x" * 9000))
    assert len(bad.raw) == 2000


def test_a_binary_or_empty_file_of_lines_is_one_clear_line(tmp_path: Path) -> None:
    assert "binary" in refused(write(tmp_path, "a.jsonl", gzip.compress(b"text" * 99, mtime=0)))
    assert "empty" in refused(write(tmp_path, "b.jsonl", "\n\n"))


# Feeds


def test_an_rss_feed_gives_a_report_for_each_entry() -> None:
    first, second = reports(FIXTURES / "feed.xml")
    assert first.title == "Roadblock & talks"
    assert first.text == "Two lorries blocked the road.\nTalks follow."
    assert (first.native_id, first.url) == ("wire-1", "https://primer.example/1")
    assert (first.source, first.language) == ("Example Wire", "en")
    assert (first.published, first.published_inferred) == ("2031-03-03T21:15:00Z", False)
    assert second.published is None
    assert second.native_id == "https://primer.example/2"
    (bad,) = set_aside(FIXTURES / "feed.xml")
    assert (bad.row, bad.reason) == (3, "there is no text")


def test_an_atom_entry_without_a_publication_date_has_an_inferred_one() -> None:
    report = one(FIXTURES / "feed.atom")
    assert (report.published, report.published_inferred) == ("2031-03-04T08:00:00Z", True)
    assert report.text == "Rruga është hapur."


def test_an_entry_of_the_year_9999_is_set_aside(tmp_path: Path) -> None:
    whole = (FIXTURES / "feed.xml").read_text().replace("03 Mar 2031", "03 Mar 9999")
    first, *_ = set_aside(write(tmp_path, "a.xml", whole))
    assert (first.row, "1900" in first.reason) == (1, True)


def test_a_feed_that_ends_in_the_middle_gives_its_whole_entries(tmp_path: Path) -> None:
    whole = (FIXTURES / "feed.xml").read_bytes()
    path = write(tmp_path, "a.xml", whole[: whole.index(b"Road open")])
    assert reports(path)[0].native_id == "wire-1"


def test_other_xml_is_no_feed(tmp_path: Path) -> None:
    assert "not a feed" in refused(write(tmp_path, "a.xml", "<kml><Placemark/></kml>"))


# Folders


def test_a_folder_is_read_in_order_and_says_what_it_left_aside(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path, "b/2.txt", "two")
    write(tmp_path, "a.txt", "one")
    write(tmp_path, "c.txt", "three")
    write(tmp_path, ".hidden.txt", "hidden")
    write(tmp_path, "broken.pdf", "plain")
    write(tmp_path, "photo.png", b"\x89PNG")
    assert [r.text for r in reports(tmp_path)] == ["one", "three", "two"]
    assert [Path(r.path).name for r in set_aside(tmp_path)] == ["broken.pdf", "photo.png"]


def test_an_empty_folder_is_one_clear_line(tmp_path: Path) -> None:
    assert "no file" in refused(tmp_path)


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    assert "password" in refused(make_pdf(tmp_path / "a.pdf", password="secret"))
