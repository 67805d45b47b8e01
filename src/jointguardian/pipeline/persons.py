"""Persons whom a recorder names: their names are sealed, their roles are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import msgspec

from ..domain import Report
from ..errors import InputError
from ..geo import fold
from ..picture.review.values import Decision, Item
from ..reading.given_names import name_within
from ..record import Secret
from ..record.names import Names

PARTS = ("victim", "perpetrator", "witness", "other")
FIELD = {"perpetrator": "actors", "victim": "recipients"}
NAMELESS = "person"
LONGEST = 120
MOST = 40
SEPARATOR = "; "


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person told of: the `name` (may be empty), what is shown instead, and the part in the event."""

    name: str = ""
    role: str = ""
    part: str = "victim"


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the recorder decided about one thing that was read.

    `thing` is its kind and place ("event/24-60"); `action` accept, correct or reject; `values` are
    the fields to correct.
    """

    thing: str
    action: str
    values: dict[str, str] = {}


@dataclass(frozen=True)
class Persons:
    """The persons of one draft and what the recorder said of its events; `known` names are public."""

    named: tuple[Person, ...]
    said: tuple[Said, ...]
    known: Callable[[str], bool]

    @cached_property
    def all(self) -> tuple[Person, ...]:
        """The persons named, and those whose names stand in the fields of an event. Raises InputError."""
        found = [_checked(p) for p in self.named if p.name.strip() or p.role.strip()]
        listed = {p.name for p in found}
        for part, texts in (("perpetrator", "actors"), ("victim", "recipients")):
            for said in self.said:
                for name in said.values.get(texts, "").split(";"):
                    name = " ".join(name.split())
                    if name not in listed and self._private(name):
                        found.append(Person(name=name, part=part))
                        listed.add(name)
        if len(found) > MOST:
            raise InputError(f"{len(found)} persons", way_out=f"name at most {MOST} with a report")
        return tuple(found)

    def _private(self, name: str) -> bool:
        """Whether words look like the name of a person who is nobody's office."""
        words = name.split()
        capitals = len(words) >= 2 and all(w[:1].isupper() for w in words)
        return capitals and name_within(words) is not None and not self.known(name)

    @cached_property
    def _names(self) -> Names:
        given = [p for p in self.all if p.name]
        return Names(
            {p.name: p.name for p in given},
            {p.name: p.role or NAMELESS for p in given},
            frozenset(),
        )

    @property
    def shown(self) -> tuple[str, ...]:
        """Each person as the page shows him: his part and role."""
        return tuple(f"{p.part}: {self._names.hide(p.role) or NAMELESS}" for p in self.all)

    def secrets(self, report: Report, read: tuple[Secret, ...]) -> tuple[Secret, ...]:
        """What is sealed in the report: the names that were read, and those that the recorder gave."""
        taken = {at for s in read for at in range(s.start, s.end)}
        roles = {p.name: p.role or NAMELESS for p in self.all if p.name}
        mine = []
        for start, end in self._names.find(report.text):
            if taken.isdisjoint(range(start, end)):
                person = self._names.person(report.text[start:end])
                words = report.text[start:end]
                mine.append(Secret(report.id, start, end, words, person, roles[person]))
        return (*read, *mine)

    def apart(self, text: str) -> tuple[Person, ...]:
        """The persons whose full names do not stand in the text as it came."""
        inside = {fold(text[start:end]) for start, end in self._names.find(text)}
        return tuple(p for p in self.all if p.name and fold(p.name) not in inside)

    def note(self, text: str, report: str) -> tuple[str, tuple[Secret, ...]]:
        """A text of one line a person, and where the names in it are to be sealed."""
        lines, secrets, at = [], [], 0
        for person in self.apart(text):
            head = f"{person.part}: "
            role = self._names.hide(person.role) or NAMELESS
            start = at + len(head)
            secrets.append(
                Secret(report, start, start + len(person.name), person.name, person.name, role)
            )
            lines.append(f"{head}{person.name}, {role}")
            at += len(lines[-1]) + 1
        return "\n".join(lines), tuple(secrets)

    def decisions(
        self, items: Sequence[Item], report: str, by: str, as_of: datetime | None
    ) -> tuple[list[Decision], list[str]]:
        """The recorder's decisions as the review takes them, and what none of the things read is."""
        there = {i.subject.removeprefix(f"{report}/"): i for i in items}
        notes: list[str] = []
        said = {s.thing: s for s in self.said}
        for thing, roles in self._roles(items, report).items():
            before = said.get(thing, Said(thing=thing, action="correct"))
            values = {**before.values, **roles}
            said[thing] = Said(thing=thing, action=before.action, values=values)
        made = []
        for thing, one in said.items():
            item = there.get(thing)
            if item is None:
                notes.append(
                    f"nothing was read at {thing!r} any more; what was said of it is left out"
                )
                continue
            made += _decisions(item, one, self._clean, by, as_of)
        return made, notes

    def _roles(self, items: Sequence[Item], report: str) -> dict[str, dict[str, str]]:
        """The roles of the persons as values of the first event: who did it, and to whom."""
        event = next((i for i in items if i.thing == "event" and not i.rejected), None)
        if event is None:
            return {}
        thing = event.subject.removeprefix(f"{report}/")
        said = next((s.values for s in self.said if s.thing == thing), {})
        values: dict[str, str] = {}
        for part, name in FIELD.items():
            mine = [p for p in self.all if p.part == part]
            if not mine:
                continue
            value = event.value(name)
            before = said.get(name, value.shown if value else "")
            roles = [self._names.hide(p.role) or NAMELESS for p in mine]
            listed = [
                told
                for one in before.split(";")
                if (told := self._clean(one))
                and not any(fold(r).startswith(fold(told)) for r in roles)
            ]
            values[name] = SEPARATOR.join(dict.fromkeys([*listed, *roles]))
        return {thing: values} if values else {}

    def _clean(self, text: str) -> str:
        """A text without the names: the role where it is nothing but one."""
        parts = [" ".join(p.split()) for p in text.split(";")]
        return SEPARATOR.join(self._names.role(p) or self._names.hide(p) for p in parts)


def _decisions(
    item: Item, said: Said, clean: Callable[[str], str], by: str, as_of: datetime | None
) -> list[Decision]:
    """First what was corrected, then whether the rest is right."""
    values = {name: clean(text) for name, text in said.values.items()}
    if said.action == "reject":
        return [Decision(item.id, "reject", by=by, as_of=as_of)]
    made = [Decision(item.id, "correct", values, by=by, as_of=as_of)] if values else []
    if said.action == "accept":
        left = tuple(v.name for v in item.values if v.name not in values)
        if left:
            fields = left if values else ()
            made.append(Decision(item.id, "accept", fields=fields, by=by, as_of=as_of))
    return made


def _checked(person: Person) -> Person:
    name, role = " ".join(person.name.split()), " ".join(person.role.split())
    if max(len(name), len(role)) > LONGEST:
        raise InputError(f"a person's name or role is longer than {LONGEST} characters")
    if not (name + role).isprintable():
        raise InputError("a person's name or role holds a character that cannot be printed")
    if name and len(name.replace(" ", "")) < 2:
        raise InputError(f"{name!r} is no name", way_out="leave it empty and write the role")
    if person.part not in PARTS:
        raise InputError(f"no part {person.part!r}", way_out=f"use one of {', '.join(PARTS)}")
    return Person(name=name, role=role, part=person.part)
