"""Logs as missions keep them, written for the tests: every row is invented."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook

PATROL_HEAD = ("Ser", "Date", "Time (B)", "Location", "Grid", "Type of incident", "Description of event",
               "KFOR inj", "Civ inj", "Civ killed", "Reported by", "Grade", "Remarks")  # fmt: skip
PATROL_ROWS: tuple[tuple[Any, ...], ...] = (
    (1, date(2023, 5, 29), time(10, 30), "Zvečan", "34TDN8693950499", "Roadblock",
     "A roadblock of about 40 persons with trucks closed the road to the municipal building.",
     None, None, None, "LMT 7", "B2", "Ongoing at 1400"),
    (2, date(2023, 5, 29), time(14, 5), "Zvečan", "DN 869 504", "Stone throwing",
     "Stones were thrown at KFOR soldiers. Soldiers withdrew.", 12, 5, None, "LMT 7", "B2", None),
    (3, date(2023, 5, 30), time(9, 0), "Leposavic", None, "KLE", "Meeting with the mayor.",
     "nil", "nil", "nil", "LMT 2", "A1", None),
    (4, date(2023, 5, 30), "2215", "North Mitrovica, main bridge", None, "Shots fired",
     "Shots were heard near the bridge.", "?", "two", None, "LMT 4", "C3", "POC Arben Krasniqi"),
    (5, "31 June 2023", time(8, 0), "Zubin Potok", None, "Roadblock", "A truck stood across the road.",
     None, None, None, "LMT 2", "B3", None),
)  # fmt: skip
DAILY_HEAD = (
    "Date/Time",
    "Region",
    "Place",
    "Category",
    "Event description",
    "Injured",
    "Detained",
)
DAILY_ROWS = (
    (
        "5/29/23 14:05",
        "Mitrovica",
        "Zvečan",
        "Violent demonstration",
        "A crowd clashed with police.",
        3,
        4,
    ),
    (
        "5/30/23 09:10",
        "Mitrovica",
        "Leposavić",
        "Peaceful protest",
        "About 300 people gathered.",
        0,
        0,
    ),
    (
        "6/2/23 18:00",
        "Peja",
        "Istog",
        "Looting/property destruction",
        "A house was set on fire.",
        None,
        1,
    ),
)
SERBIAN = (
    "DNEVNI PREGLED DOGAĐAJA;;;;;;\r\n"
    "za 29. i 30. maj 2023.;;;;;;\r\n"
    ";;;;;;\r\n"
    "R.br.;Datum;Čas;Mesto;Vrsta događaja;Opis događaja;Povređeni\r\n"
    "1;29.05.2023.;10:30;Звечан;Blokada puta;Oko 40 lica blokiralo je put kamionima.;\r\n"
    "2;29.05.2023.;14:05;Zvečan;Kamenovanje;Kamenovani su vojnici.;12\r\n"
    ";30.05.2023.;09,15;Leposavić;Miting;\"Okupljanje građana; bez incidenata.\";nema\r\n"
    ";;;;;;\r\n"
)  # fmt: skip


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    """Sheets of rows as an .xlsx."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook's bytes."""
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def patrol_log(rows: Sequence[Sequence[Any]] = PATROL_ROWS) -> bytes:
    """A force's patrol log: a title in merged cells, a blank row, dates shown as 29.05.2023."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "May"
    sheet["A1"] = "RC-E PATROL LOG"
    sheet.merge_cells("A1:M1")
    sheet["A2"] = "Invented for a test"
    sheet.append([])
    sheet.append(list(PATROL_HEAD))
    for row in rows:
        sheet.append(list(row))
    for n in range(5, 5 + len(rows)):
        sheet.cell(n, 2).number_format = "dd.mm.yyyy"
        sheet.cell(n, 3).number_format = "hh:mm"
    for n in range(12, 400):
        sheet.cell(n, 1).value = None
    book.create_sheet("Codes").append(["Code", "Meaning"])
    return saved(book)


def daily_table() -> bytes:
    """An observer's daily table, a sheet a week, months first."""
    first = [DAILY_HEAD, *DAILY_ROWS[:2]]
    return workbook(("Week 22", first), ("Week 23", [DAILY_HEAD, DAILY_ROWS[2], ()]))


def many_rows(count: int, seed: int = 1) -> list[tuple[Any, ...]]:
    """Rows of a long patrol log, in and around the municipalities of the north."""
    import numpy as np

    rng = np.random.default_rng(seed)
    towns = ("Zvečan", "Leposavić", "Zubin Potok", "North Mitrovica", "Skenderaj", "Vushtrri")
    kinds = (
        ("Roadblock", "A roadblock of about {n} persons closed the road near {p}."),
        ("Shots fired", "Shots were heard near {p}; {n} casings were found."),
        ("KLE", "Meeting with the mayor of {p} on the return of {n} families."),
        ("Stone throwing", "Stones were thrown at a patrol near {p}. {n} windows were broken."),
        ("Checkpoint", "A checkpoint of the police stopped {n} vehicles near {p}."),
    )
    found = []
    for n in range(count):
        town, (kind, text) = towns[rng.integers(len(towns))], kinds[rng.integers(len(kinds))]
        day = datetime(2022, 1, 1).toordinal() + n * 700 // max(1, count)  # noqa: DTZ001
        told = text.format(n=rng.integers(2, 90), p=town)
        at = time(int(rng.integers(24)), int(rng.integers(60)))
        hurt = int(rng.integers(4)) or None
        found.append((n + 1, date.fromordinal(day), at, town, None, kind, told, hurt, None, None,
                      f"LMT {rng.integers(1, 9)}", "B2", None))  # fmt: skip
    return found
