"""MUC-4 documents as slots: perpetrators, organisations, targets, victims, instruments.

Scored by CEAF-REE as GRIT defines it (Du, Rush and Cardie 2021): an entity counts if the mention
given for it is one of a gold entity's, aligned one to one within a slot; micro F1 over the five slots. The set
has no incident types. Baseline: each noun of a short list of attackers is a perpetrator, "bomb" an
instrument.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jointguardian.reading import Knowledge
from jointguardian.reading.attacks import attack_slots
from jointguardian.reading.document import Document
from jointguardian.reading.steps import named

from .scoring import Counts, Row, f1, interval

SLOTS = {
    "PerpInd": "perpetrators", "PerpOrg": "organisations", "Target": "targets",
    "Victim": "victims", "Weapon": "instruments",
}  # fmt: skip
_TRIVIAL = {
    "PerpInd": re.compile(r"\b(?:guerrillas|terrorists|rebels|gunmen|kidnappers|assassins)\b"),
    "Weapon": re.compile(r"\bbombs?\b"),
}

Filled = dict[str, list[str]]


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """One row for all slots, one for each."""
    lines = (data / "coding" / "muc" / "dev.json").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines if line.strip()]
    told = [slots_of(d["doctext"], knowledge) for d in documents]
    trivial = [_trivial(d["doctext"]) for d in documents]
    for slot in (None, *SLOTS):
        names = tuple(SLOTS) if slot is None else (slot,)
        units = [counts(t, d["extracts"], names) for t, d in zip(told, documents, strict=True)]
        base = [counts(t, d["extracts"], names) for t, d in zip(trivial, documents, strict=True)]
        yield Row(
            f"MUC-4 slots F1{f', {slot}' if slot else ''}", "MUC dev", f1(units), len(units),
            None if slot else 0.30, None if slot else 0.50, interval(units, f1), f1(base),
        )  # fmt: skip


def slots_of(text: str, knowledge: Knowledge) -> Filled:
    """The mentions that fill each slot of a document."""
    found = attack_slots(named(Document(text=text), knowledge))
    return {slot: [s.of(text) for s in getattr(found, name)] for slot, name in SLOTS.items()}


def _trivial(text: str) -> Filled:
    return {
        slot: sorted({m[0] for m in _TRIVIAL[slot].finditer(text)}) if slot in _TRIVIAL else []
        for slot in SLOTS
    }


def counts(told: Filled, gold: dict[str, Any], slots: Sequence[str]) -> Counts:
    """Entities found, missed and made up, over some slots of one document."""
    right = missed = wrong = 0
    for slot in slots:
        entities = [{_plain(mention[0]) for mention in entity} for entity in gold[slot]]
        hits = _aligned([_plain(w) for w in told[slot]], entities)
        right, missed = right + hits, missed + len(entities) - hits
        wrong += len(told[slot]) - hits
    return Counts(right, missed, wrong)


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[\"']", " ", words.lower()).split())


def _aligned(told: Sequence[str], entities: Sequence[set[str]]) -> int:
    """The most entities that can be given a mention each (augmenting paths)."""
    holder: dict[int, int] = {}

    def place(n: int, seen: set[int]) -> bool:
        for i, entity in enumerate(entities):
            if told[n] in entity and i not in seen:
                seen.add(i)
                if i not in holder or place(holder[i], seen):
                    holder[i] = n
                    return True
        return False

    return sum(place(n, set()) for n in range(len(told)))
