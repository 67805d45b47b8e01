"""500 spellings of Kosovo's municipalities, their parts and villages, to the right municipality.

`kosovo_names.csv` was written for this project: both languages and scripts, cases, plain letters,
foreign names, misspellings; its last part is villages, named as GeoNames' file of 2012 (CC BY) has
them, whose municipality is that of the reference polygon around their position. Each stands alone, without a
text that would help. Baseline: the exact names that the pack's municipality table has.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import yaml

from jointguardian.domain import Span
from jointguardian.geo import fold
from jointguardian.reading import Knowledge
from jointguardian.reading.document import Document
from jointguardian.reading.places import located

from .scoring import Counts, Row, accuracy, interval

NAMES = Path(__file__).with_name("kosovo_names.csv")
PACK = Path(__file__).parents[2] / "src/jointguardian/packs/kosovo/municipalities.yaml"


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """One row; needs no data but its own."""
    del data
    with NAMES.open(encoding="utf-8", newline="") as file:
        variants = list(csv.DictReader(file))
    ours, plain = [], []
    table = _table()
    for row in variants:
        name, due = row["variant"], row["municipality"]
        (mention,) = located(Document(text=name), [Span(0, len(name))], knowledge.gazetteer)
        ours.append(_counts(mention is not None and mention.municipality == due))
        plain.append(_counts(table.get(fold(name)) == due))
    yield Row(
        "name variants to the right municipality", "Kosovo names", accuracy(ours), len(ours),
        0.95, 0.99, interval(ours, accuracy), accuracy(plain), note="written by us",
    )  # fmt: skip


def _counts(right: bool) -> Counts:
    return Counts(int(right), int(not right))


def _table() -> dict[str, str]:
    municipalities = yaml.safe_load(PACK.read_text(encoding="utf-8"))["municipalities"]
    return {fold(n): m["id"] for m in municipalities for n in m["names"].values()}
