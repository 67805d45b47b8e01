"""Identities: random for what is entered, digests for what is derived."""

import hashlib
import secrets

import msgspec


def new_id(prefix: str) -> str:
    """A random id of 80 bits, e.g. `r_9f2c…`: never sequential, so that none can be guessed."""
    return f"{prefix}_{secrets.token_hex(10)}"


def digest(value: object) -> str:
    """The SHA-256 of a value's canonical JSON (keys sorted); equal values have equal digests."""
    raw = msgspec.json.encode(value, order="deterministic", enc_hook=_plain)
    return hashlib.sha256(raw).hexdigest()


def derived_id(prefix: str, *parts: object) -> str:
    """A stable id for a derived row: the same inputs give the same id."""
    return f"{prefix}_{digest(parts)[:20]}"


def _plain(value: object) -> object:
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")
