"""Seconds for long made-up texts of mixed scripts: the time must grow as the length does.

    python -m benchmarks.any_text 0.25 0.5 1 10      megabytes; ten take some six minutes

Prose, Arabic, Hebrew, Chinese, combining marks, right-to-left overrides, flags and random characters,
in an order drawn with a seed.
"""

import random
import sys
import time

from jointguardian.geo import load_gazetteer
from jointguardian.packs import load_pack
from jointguardian.reading import Knowledge, read

SEED = 5
_PIECES = (
    "KFOR said 30 soldiers were injured in Zvečan on 29 May 2023. ",
    "قالت قوة كفور إن 30 جنديا أصيبوا. ",
    "\u202eabc\u202c e\u0301a\u0308 ",
    "“Never,” the minister told reporters in Pristina. ",
    "科索沃北部发生冲突。",
    "🇽🇰🇷🇸 ",
    "x" * 50 + " ",
    'צה"ל הודיע. ',
    "1,000 2.5% 3 ",
    "\n\n",
    "Protesters who had gathered since 6 a.m. threw stones at police, witnesses said. ",
)


def text_of(megabytes: float) -> str:
    """A text of that many megabytes in UTF-8."""
    dice = random.Random(SEED)
    noise = "".join(chr(dice.randrange(0x20, 0x2FFF)) for _ in range(80)) + " "
    parts: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        parts.append(dice.choice((*_PIECES, noise)))
        size += len(parts[-1].encode())
    return "".join(parts)


def main(sizes: list[str]) -> None:
    """One line for each size."""
    knowledge = Knowledge(load_gazetteer(), load_pack("kosovo").actors)
    for megabytes in map(float, sizes or ["0.25", "0.5", "1"]):
        text = text_of(megabytes)
        begun = time.process_time()
        reading = read(text, knowledge=knowledge)
        taken = time.process_time() - begun
        print(f"{megabytes} MB, {len(text)} characters: {taken:.0f} processor seconds, "
              f"{len(reading.events)} events, {len(reading.claims)} claims", flush=True)  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
