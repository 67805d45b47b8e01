"""An event in the codes of the field: CAMEO, ACLED, UCDP, quad class, cooperation and conflict."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from .event import ActorMention, Event
from .vocab import vocabulary

STATE_SIDE = frozenset({"state", "institution", "force"})
ORGANISED = STATE_SIDE | {"armed-group"}
DEADLY = frozenset({"happened", "ongoing"})


class Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What other schemes call a type or mode; None where they do not code it."""

    cameo: str | None = None
    acled: str | None = None


class TypeCodes(Codes, frozen=True):
    """A type's own codes, and those of its modes that differ."""

    modes: dict[str, Codes] = {}


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    source: str
    types: dict[str, TypeCodes]


@dataclass(frozen=True, slots=True)
class Coded:
    """One event in other schemes.

    `cameo`: CAMEO code. `acled`: sub-event type. `ucdp`: type of violence (1 state-based,
    2 non-state, 3 one-sided) of deadly events only. `quad`: PLOVER quad class. `weight`:
    Goldstein's scale, -10 (conflict) to 10 (cooperation), by type.
    """

    cameo: str | None
    acled: str | None
    ucdp: int | None
    quad: str | None
    weight: float | None


@cache
def crosswalk() -> dict[str, TypeCodes]:
    """The codes of each PLOVER type."""
    raw = files(__package__).joinpath("crosswalk.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(raw), _File).types


def codes_of(kind: str, mode: str | None = None) -> Codes:
    """The codes of a PLOVER type and mode; an unknown mode has its type's."""
    row = crosswalk()[kind]
    return row.modes.get(mode or "", row)


def coded(event: Event) -> Coded:
    """An event in all schemes; what did not happen has no ACLED or UCDP code."""
    codes, term = codes_of(event.type, event.mode), vocabulary("event_types")[event.type]
    real = event.status in DEADLY
    return Coded(
        cameo=codes.cameo,
        acled=_acled(event, codes) if real else None,
        ucdp=_ucdp(event) if real else None,
        quad=term.quad,
        weight=term.weight,
    )


def _acled(event: Event, codes: Codes) -> str | None:
    """The sub-event type; an attack between two armed sides is a clash, a crowd's is mob violence."""
    if codes.acled != "Attack":
        return codes.acled
    if _any(event.actors, ORGANISED) and _any(event.recipients, ORGANISED):
        return "Armed clash"
    both = len([a for a in event.actors if a.kind in ORGANISED]) > 1 and not event.recipients
    if both:
        return "Armed clash"
    return "Mob violence" if _any(event.actors, frozenset({"community"})) else "Attack"


def _ucdp(event: Event) -> int | None:
    """The type of deadly organised violence; None without a death or an organised actor."""
    deaths = any(
        c.kind == "killed" and (c.best or c.low or c.high or 0) > 0 for c in event.casualties
    )
    organised = [a for a in event.actors if a.kind in ORGANISED]
    against = [a for a in event.recipients if a.kind in ORGANISED]
    if event.type != "assault" or not deaths or not organised:
        return None
    if not against and len(organised) < 2:
        return 3
    return 1 if _any((*organised, *against), STATE_SIDE) else 2


def _any(actors: Sequence[ActorMention], kinds: frozenset[str]) -> bool:
    return any(a.kind in kinds for a in actors)
