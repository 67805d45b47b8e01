"""Alert rules: read from a file or the usual ones, and tried on what is known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
import yaml

from ..domain import Alert, AlertRule, TensionDay, TensionLevel
from ..domain.ids import derived_id
from ..errors import SettingsError

LEVELS = ("green", "amber", "red")
KINDS = ("level", "rise", "silence")
DEFAULT = (
    AlertRule("red", "level", level="red"),
    AlertRule("two-up", "rise", steps=2, days=7),
    AlertRule("no-report", "silence", days=14),
)
"""The rules where an operation sets none."""


@dataclass(frozen=True, slots=True)
class _File:
    rules: tuple[AlertRule, ...] = DEFAULT
    webhooks: tuple[str, ...] = ()


def read_rules(text: str, where: str) -> tuple[tuple[AlertRule, ...], tuple[str, ...]]:
    """Rules and webhook addresses of an `alerts.yaml`. Raises SettingsError, with the key, if it is wrong."""
    try:
        found = msgspec.convert(yaml.safe_load(text) or {}, _File, strict=True)
        unknown = set(yaml.safe_load(text) or {}) - {"rules", "webhooks"}
    except (yaml.YAMLError, msgspec.ValidationError, TypeError, ValueError) as fault:
        raise SettingsError(f"no alert rules: {fault}", where=where) from fault
    if unknown:
        raise SettingsError(
            f"unknown key {sorted(unknown)[0]!r}", where=where, way_out="use rules, webhooks"
        )
    for rule in found.rules:
        _checked(rule, where)
    for address in found.webhooks:
        if not address.startswith("https://") and not address.startswith("http://127.0.0.1"):
            raise SettingsError(
                f"the webhook {address!r} is not https", where=where, way_out="begin with https://"
            )
    return found.rules, found.webhooks


def _checked(rule: AlertRule, where: str) -> None:
    if rule.kind not in KINDS:
        raise SettingsError(
            f"rule {rule.id!r}: {rule.kind!r} is no kind", where=where, way_out=f"use {KINDS}"
        )
    if rule.level not in LEVELS[1:] or rule.steps < 1 or rule.days < 1:
        raise SettingsError(
            f"rule {rule.id!r}: level is amber or red, steps and days at least 1", where=where
        )


def raised(
    rules: Iterable[AlertRule],
    levels: Sequence[TensionLevel],
    before: Mapping[str, Sequence[TensionDay]],
    silent: Mapping[str, int],
) -> Iterator[Alert]:
    """What the rules say today.

    `levels` are today's, `before` each unit's days up to today, `silent` the days since a place was last
    named in a report.
    """
    for rule in rules:
        if rule.kind == "silence":
            yield from _silence(rule, silent, levels)
        else:
            for told in levels:
                words = _words(rule, told, before.get(told.unit, ()))
                if words and _for(rule, told.unit):
                    refs = tuple(r.ref for r in told.reasons)
                    yield _alert(rule, told.unit, told.day, words, refs)


def _words(rule: AlertRule, told: TensionLevel, days: Sequence[TensionDay]) -> str | None:
    if told.level is None:
        return None
    now = LEVELS.index(told.level)
    if rule.kind == "level":
        if now < LEVELS.index(rule.level):
            return None
        return f"{told.level}: index {told.index:.0f} ({told.low:.0f} to {told.high:.0f})"
    lately = [LEVELS.index(d.level) for d in days[-rule.days - 1 :] if d.level is not None]
    if not lately or now - min(lately) < rule.steps:
        return None
    return f"from {LEVELS[min(lately)]} to {told.level} within {rule.days} days"


def _silence(
    rule: AlertRule, silent: Mapping[str, int], levels: Sequence[TensionLevel]
) -> Iterator[Alert]:
    day = levels[0].day if levels else ""
    for unit, days in silent.items():
        if days >= rule.days and _for(rule, unit):
            yield _alert(rule, unit, day, f"no report has named it for {days} days", ())


def _for(rule: AlertRule, unit: str) -> bool:
    return not rule.units or unit in rule.units


def _alert(rule: AlertRule, unit: str, day: str, words: str, refs: tuple[str, ...]) -> Alert:
    return Alert(derived_id("al", rule.id, unit, day), rule.id, unit, day, words, refs)
