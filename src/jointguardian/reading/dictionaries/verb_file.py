"""Verb dictionaries: blocks of verbs with forms, codes and patterns; synonym sets; transformations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .entries import Pattern, Transformation, Verb, VerbForm
from .lines import Warnings, lines
from .pattern_line import BadPattern, grown, pattern
from .words import keys

_HEADER = re.compile(r"^-{3,}\s*(.*?)\s*-*\s*$")
_CODE = re.compile(r"\[([^\]]*)\]")
_CHANGE = re.compile(r"^~\s*a\s*\(\s*([ab_])\s+(\S+)\s+(\w+)\s*\)\s*(\w+)\s*=\s*a\s+b\s+(\w+)\s*$")
_VOWELS = set("AEIOU")
# Codes that stand for none.
_NONE = {"---", "+++", "", "***"}


@dataclass(slots=True)
class _Block:
    name: str
    code: str
    verbs: list[tuple[str, str, str | None]] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)


@dataclass(slots=True)
class VerbFile:
    """What a verb dictionary says."""

    forms: dict[str, list[VerbForm]] = field(default_factory=dict)
    transformations: list[Transformation] = field(default_factory=list)
    tree: bool = False


def verb_file(text: str, warnings: Warnings) -> VerbFile:
    """A verb dictionary read; a bad line is told of and left out."""
    reader = _Reader(warnings, tree=_is_tree(text))
    for number, line in lines(text):
        reader.take(number, line.strip())
    reader.close()
    return reader.done


def _is_tree(text: str) -> bool:
    """Whether patterns mark their phrases, as those of the second generation do."""
    return any(
        line.startswith("~ ") or (line.startswith("- ") and ("(" in line or "{" in line))
        for _, line in lines(text)
    )


class _Reader:
    def __init__(self, warnings: Warnings, *, tree: bool) -> None:
        self.done = VerbFile(tree=tree)
        self._warnings = warnings
        self._synsets: dict[str, frozenset[tuple[str, ...]]] = {}
        self._synset: str | None = None
        self._block = _Block("", "")

    def take(self, number: int, line: str) -> None:
        """Reads one line by what it begins with."""
        if line.startswith("---"):
            self._open(line)
        elif line.startswith("&"):
            self._synset = line[1:].partition(" ")[0].strip().rstrip("_").upper()
            self._synsets.setdefault(self._synset, frozenset())
        elif line.startswith("~"):
            self._transformation(number, line)
        elif line.startswith("-"):
            self._pattern(number, line)
        elif line.startswith("+") and self._synset:
            self._member(line)
        else:
            self._synset = None
            self._verb(number, line)

    def close(self) -> None:
        """Ends the block: its verbs get its patterns, the longest first.

        Of equally long ones the first is tried first, in the newer style the last, which overrules.
        """
        block = self._block
        entered = block.patterns[::-1] if self.done.tree else block.patterns
        patterns = tuple(sorted(entered, key=lambda p: -p.length))
        for written, code, forms in block.verbs:
            verb = Verb(block.name or written, code, patterns)
            for form in _forms(written, forms):
                self._add(form, verb)
        self._block = _Block("", "")

    def _open(self, line: str) -> None:
        self.close()
        self._synset = None
        header = _HEADER.match(line)
        words = header[1] if header else ""
        codes = _CODE.findall(line)
        self._block = _Block(
            words.partition("[")[0].strip().upper(), _plain(codes[0] if codes else "")
        )

    def _member(self, line: str) -> None:
        assert self._synset is not None
        written = line[1:].strip()
        if written.startswith("&"):
            found = self._synsets.get(written[1:].rstrip("_").upper(), frozenset())
        else:
            words = keys(written.replace("_", " ")) or ("",)
            words = (
                tuple(w for part in written.replace("_", " ").split() for w in keys(part)) or words
            )
            found = frozenset({words})
            if self.done.tree and not written.endswith("_"):
                found = grown(found)
        self._synsets[self._synset] |= found

    def _transformation(self, number: int, line: str) -> None:
        match = _CHANGE.match(line)
        if not match:
            self._warnings.add(number, f"cannot read the transformation {line!r}")
            return
        own, _, inner, outer, code = match.groups()
        self.done.transformations.append(Transformation(outer, inner, own, code))

    def _pattern(self, number: int, line: str) -> None:
        self._synset = None
        try:
            self._block.patterns.append(pattern(line, self._synsets))
        except BadPattern as fault:
            self._warnings.add(number, f"{fault} in {line!r}")

    def _verb(self, number: int, line: str) -> None:
        forms = re.search(r"\{([^}]*)\}", line)
        codes = _CODE.findall(line)
        written = re.split(r"[{\[]", line)[0].strip()
        if not keys(written.replace("_", " ").replace("+", " ")):
            self._warnings.add(number, f"no verb in {line!r}")
            return
        code = _plain(codes[0]) if codes else self._block.code
        self._block.verbs.append((written, code, forms[1] if forms else None))

    def _add(self, written: str, verb: Verb) -> None:
        before, word, after = _cut(written)
        if word:
            found = self.done.forms.setdefault(word, [])
            found.append(VerbForm(before, after, verb))


def _plain(code: str) -> str:
    code = code.strip().rstrip("?")
    return "" if code in _NONE else code


def _cut(written: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The fixed words before, the verb's own word (marked by `+`, else the first), the words after."""
    parts = re.split(r"[_\s]+", written.strip())
    marked = next((i for i, p in enumerate(parts) if p.startswith("+")), 0)
    words = [keys(p) for p in parts]
    if not words[marked]:
        return (), "", ()
    before = tuple(w for part in words[:marked] for w in part)
    after = (*words[marked][1:], *(w for part in words[marked + 1 :] for w in part))
    return before, words[marked][0], after


def _forms(written: str, listed: str | None) -> Iterator[str]:
    """A verb with its other forms: those that the dictionary lists, else the regular ones."""
    yield written
    if listed is not None:
        yield from listed.split()
        return
    before, word, after = _cut(written)
    for form in dict.fromkeys(regular(word)):
        yield "_".join((*before, "+" + form, *after))


def regular(verb: str) -> Iterator[str]:
    """The regular forms of an upper-case verb, the final consonant doubled where that is usual."""
    if len(verb) < 2:
        return
    silent, soft = verb.endswith("E"), verb.endswith("Y") and verb[-2] not in _VOWELS
    yield (
        verb[:-1] + "IES"
        if soft
        else verb + ("ES" if verb.endswith(("S", "X", "CH", "SH", "Z", "O")) else "S")
    )
    yield verb[:-1] + "IED" if soft else verb + ("D" if silent else "ED")
    yield verb[:-1] + "ING" if silent else verb + "ING"
    if (
        len(verb) > 2
        and verb[-1] not in _VOWELS | set("WXY")
        and verb[-2] in _VOWELS
        and verb[-3] not in _VOWELS
    ):
        yield verb + verb[-1] + "ED"
        yield verb + verb[-1] + "ING"
