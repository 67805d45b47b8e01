"""Names in a text: where they stand, in any case, alphabet or accents, and how they are blocked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from urllib.parse import unquote

from ..domain import Reading
from ..geo import fold

BLOCK = "█"
SURNAME = 5
"""A surname of so many letters is a name by itself; a shorter one ("Ban", "Ilić") is too often a word."""
_WORD = re.compile(r"[^\W_]+")
_APART = 3
"""At most so many characters lie between the words of one name (a blank, a hyphen, "J. ")."""

Words = tuple[str, ...]
Spans = Sequence[tuple[int, int]]


def blocked(name: str) -> str:
    """The name with each letter and digit blocked."""
    return "".join(BLOCK if c.isalnum() else c for c in name)


def block(text: str, spans: Spans) -> str:
    """The text with the spans blocked, as long as before."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = blocked(text[start:end])
    return "".join(letters)


def words_of(text: str) -> Words:
    """The folded words of a name."""
    return tuple(word for word in map(fold, _WORD.findall(text)) if word)


def public_words(text: str, reading: Reading | None) -> frozenset[str]:
    """Words of the office-holders' names in a text: none of them is hidden as a bare surname."""
    public = (p for p in (reading.persons if reading else ()) if p.public)
    return frozenset(word for p in public for word in words_of(p.span.of(text)))


class Names:
    """Some persons' names, and their surnames where they are long enough and no office-holder's."""

    def __init__(
        self, persons: Mapping[str, str], roles: Mapping[str, str], public: frozenset[str]
    ) -> None:
        """`persons` and `roles`: of each name the person (any key) and what the text calls them."""
        self._persons: dict[Words, str] = {}
        self._roles: dict[Words, str] = {}
        for name in sorted(persons, key=len, reverse=True):
            words = words_of(name)
            surname = words[-1:] if words and len(words[-1]) >= SURNAME else ()
            for form in {words, surname if public.isdisjoint(surname) else words} - {()}:
                self._persons.setdefault(form, persons[name])
                if name in roles:
                    self._roles.setdefault(form, roles[name])
        self._exact = frozenset(persons)
        forms = sorted(self._persons, key=len, reverse=True)
        self._forms = {f[0]: [g for g in forms if g[0] == f[0]] for f in forms}
        self._slug = re.compile("|".join(_run_together(forms)) or r"(?!)", re.IGNORECASE)

    def __bool__(self) -> bool:
        return bool(self._forms)

    def person(self, name: str) -> str:
        """Whose name it is. Raises KeyError for a name that is none of these."""
        return self._persons[words_of(name)]

    def role(self, text: str) -> str | None:
        """The role that stands for the text, if the text is just a name and a role is known."""
        return self._roles.get(words_of(text)) if text else None

    def hide(self, text: str) -> str:
        """The text with every name blocked."""
        return block(text, self.find(text))

    def hide_slug(self, address: str) -> str:
        """An address without the names: it no longer leads there. Unchanged where it holds none."""
        plain = unquote(address)
        hidden = block(plain, list(self._find(plain, in_slug=True)))
        hidden = self._slug.sub(lambda found: blocked(found[0]), hidden)
        return address if hidden == plain else hidden

    def find(self, text: str) -> Spans:
        """Where the names stand, from left to right, the longest form at each place."""
        return list(self._find(text, in_slug=False))

    def _find(self, text: str, *, in_slug: bool) -> Iterator[tuple[int, int]]:
        found = [(m.start(), m.end(), fold(m[0])) for m in _WORD.finditer(text)]
        at = 0
        while at < len(found):
            for form in self._forms.get(found[at][2], ()):
                run = found[at : at + len(form)]
                if tuple(w for _, _, w in run) == form and self._stands(text, run, in_slug):
                    yield run[0][0], run[-1][1]
                    at += len(form) - 1
                    break
            at += 1

    def _stands(self, text: str, run: Sequence[tuple[int, int, str]], in_slug: bool) -> bool:
        """Whether the words are the name: close together; a single one with its capital."""
        if len(run) > 1:
            return all(b[0] - a[1] <= _APART for a, b in pairwise(run))
        [(start, end, word)] = run
        if in_slug:
            return len(word) >= SURNAME
        return not text[start].islower() or text[start:end] in self._exact


def _run_together(forms: Sequence[Words]) -> Iterator[str]:
    """The names as slugs write them, inside longer words too."""
    for form in forms:
        if len("".join(form)) >= SURNAME:
            yield r"[\W_]*".join(re.escape(word) for word in form)
