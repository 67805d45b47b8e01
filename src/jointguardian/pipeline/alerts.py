"""Alerts of an operation: looked for, shown, acknowledged, and sent when a person releases them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from ..access import Viewer, require
from ..alerts import DEFAULT, raised, read_rules
from ..domain import Alert, AlertRule, Marking
from ..domain.dates import first_day
from ..errors import InputError, UnknownName
from .product_words import Words
from .sights import own_marking, sights
from .tension import Tensions

FILE = "alerts.yaml"
QUIET = timedelta(days=7)
"""How long an alert that nobody closed stands for the next one of its rule and unit."""
TURNS = ("acknowledged", "dismissed")
SIGHTS = 8
"""Sights whose open alerts are kept."""
SECONDS = 10.0
"""How long a webhook may take to answer."""
Send = Callable[[str, dict[str, object]], None]


class Alerts:
    """One operation's alerts. `send` posts a document to an address; it raises OSError where it cannot."""

    def __init__(self, tensions: Tensions, send: Send | None = None) -> None:
        self.tensions, self.operation = tensions, tensions.operation
        self.words, self._send = Words(tensions.operation), send or post
        self._opened: dict[tuple[object, ...], tuple[int, tuple[Alert, ...]]] = {}

    @property
    def rules(self) -> tuple[AlertRule, ...]:
        """The rules of the operation's alerts.yaml, else the usual ones. Raises SettingsError."""
        return self._file()[0]

    @property
    def webhooks(self) -> tuple[str, ...]:
        """Where a released alert is sent."""
        return self._file()[1]

    def look(self, viewer: Viewer) -> tuple[Alert, ...]:
        """Try the rules on what is known now and keep what they raise. Raises NotPermitted.

        What everybody may know is raised from that alone and is for everybody; what only this viewer's
        sight raises carries the marking of his level.
        """
        require(viewer, "draft")
        made = []
        for sight, marking in sights(viewer):
            new = list(self._new(sight, viewer))
            if new:
                self.operation.record.add_facts("alerts", new, marking=marking)
            made += new
        return tuple(made)

    def listed(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[Alert, ...]:
        """The alerts that are known, the open ones first, the newest first."""
        rows = self.operation.record.facts(viewer, "alerts", Alert, as_of)
        newest = sorted(rows, key=lambda a: (a.day, a.unit), reverse=True)
        return tuple(sorted(newest, key=lambda a: a.state in ("dismissed", "released")))

    def open(self, viewer: Viewer) -> tuple[Alert, ...]:
        """The alerts that nobody has acknowledged, dismissed or released, the newest first."""
        link = self.operation.record.newest_link()
        key = viewer.level, viewer.compartments, viewer.organisations
        if self._opened.get(key, (-1, ()))[0] != link:
            found = tuple(a for a in self.listed(viewer) if a.state == "raised")
            self._opened = {**dict(list(self._opened.items())[-SIGHTS:]), key: (link, found)}
        return self._opened[key][1]

    def turn(self, viewer: Viewer, id_: str, state: str, note: str = "") -> Alert:
        """Acknowledge or dismiss an alert. Raises InputError, UnknownName and NotPermitted."""
        require(viewer, "draft")
        if state not in TURNS:
            raise InputError(f"{state!r} is no state", way_out=f"use {' or '.join(TURNS)}")
        return self._again(viewer, self._one(viewer, id_), state=state, note=note)

    def release(self, viewer: Viewer, id_: str, note: str = "") -> Alert:
        """Send an alert to the operation's webhooks, in the name of the person who releases it.

        Nothing else sends. An address that does not take it is told with the reason. Raises NotPermitted,
        and InputError where it was released already.
        """
        require(viewer, "release")
        found = self._one(viewer, id_)
        if found.state == "released":
            raise InputError(f"alert {id_} was released by {found.by} at {found.at}")
        sent, failed = [], []
        for address in self.webhooks:
            try:
                self._send(address, self._document(viewer, found, note))
                sent.append(address)
            except OSError as fault:
                failed.append(f"{address}: {fault}")
        return self._again(
            viewer, found, state="released", note=note, sent=tuple(sent), failed=tuple(failed)
        )

    def _document(self, viewer: Viewer, alert: Alert, note: str) -> dict[str, object]:
        """What leaves: no reports, no names but that of who released it."""
        return {
            "operation": self.operation.settings.title,
            "id": alert.id,
            "rule": alert.rule,
            "unit": alert.unit,
            "day": alert.day,
            "words": alert.words,
            "note": self.words.safe(note),
            "released_by": viewer.name,
        }

    def _new(self, sight: Viewer, viewer: Viewer) -> Iterator[Alert]:
        now = self.operation.clock().astimezone(UTC)
        levels = self.tensions.levels(sight)
        first = now.date() - timedelta(days=max(r.days for r in self.rules) + 1)
        days = {
            t.unit: self.tensions.history(sight, None, t.unit, first) for t in levels if t.level
        }
        standing = self._standing(viewer, now.date())
        for alert in raised(self.rules, levels, days, self.tensions.silent(sight)):
            if (alert.rule, alert.unit) not in standing:
                yield replace(alert, at=now.isoformat())

    def _standing(self, viewer: Viewer, today: date) -> set[tuple[str, str]]:
        """Rules and units for which an alert was raised lately."""
        return {(a.rule, a.unit) for a in self.listed(viewer) if today - first_day(a.day) <= QUIET}

    def _one(self, viewer: Viewer, id_: str) -> Alert:
        found = next((a for a in self.listed(viewer) if a.id == id_), None)
        if found is None:
            raise UnknownName(f"no alert {id_!r}", way_out="see /alerts")
        return found

    def _again(self, viewer: Viewer, alert: Alert, **changes: object) -> Alert:
        note = self.words.safe(str(changes.pop("note", "")))
        told = replace(
            alert,
            by=viewer.name,
            at=self.operation.clock().astimezone(UTC).isoformat(),
            note=note,
            **changes,  # type: ignore[arg-type]
        )
        self.operation.record.add_facts("alerts", [told], marking=self._marking(viewer, alert))
        return told

    def _marking(self, viewer: Viewer, alert: Alert) -> Marking:
        """That of the alert: one that everybody sees stays everybody's."""
        lowest, _ = next(sights(viewer))
        seen = self.operation.record.facts(lowest, "alerts", Alert)
        return Marking() if alert.id in {a.id for a in seen} else own_marking(viewer)

    def _file(self) -> tuple[tuple[AlertRule, ...], tuple[str, ...]]:
        path = self.operation.folder / FILE
        if not path.is_file():
            return DEFAULT, ()
        return read_rules(path.read_text(encoding="utf-8"), FILE)


def post(address: str, document: dict[str, object]) -> None:
    """Post a document as JSON. Raises OSError with the reason where it is not taken."""
    import httpx  # only whoever sends waits for it to load

    try:
        answer = httpx.post(address, json=document, timeout=SECONDS, follow_redirects=False)
    except httpx.HTTPError as fault:
        raise OSError(str(fault) or type(fault).__name__) from fault
    if answer.status_code >= 300:
        raise OSError(f"it answered {answer.status_code}")


def rules_in_words(rules: Sequence[AlertRule]) -> tuple[str, ...]:
    """Each rule as a reader has it."""
    said = {
        "level": lambda r: f"{r.level} or above",
        "rise": lambda r: f"up by {r.steps} levels within {r.days} days",
        "silence": lambda r: f"no report for {r.days} days",
    }
    return tuple(f"{r.id}: {said[r.kind](r)}" + (f" in {', '.join(r.units)}" if r.units else "")
                 for r in rules)  # fmt: skip
