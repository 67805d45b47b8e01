"""The operation's door: its secret, its password, and who came in by session or token.

A small SQLite file of its own beside the record, readable by its owner alone (mode 600), made with
a new secret for each operation. What it holds opens nothing by itself: the password as argon2id,
sessions and tokens as SHA-256 of 256 random bits. Names are all there is of a person until the
operation has accounts.
"""

import hashlib
import hmac
import os
import secrets
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..errors import InputError

FILE_NAME = "door.db"
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
LONGEST_NAME = 60
RESERVED = frozenset({"local", "system", "guardian"})
TOKEN_PREFIX = "gt_"
TOUCH_SECONDS = 30
"""A session's last use is written at most this often."""

_TABLES = """
create table if not exists meta (name text primary key, value text not null);
create table if not exists session
  (id text primary key, name text not null, started real not null, seen real not null);
create table if not exists token (id text primary key, name text not null, made real not null);
"""


def person_name(text: str) -> str:
    """A name or initials as written, blanks folded. Raises InputError for none, or one too long."""
    name = " ".join(text.split())
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise InputError(
            "a name has 1 to 60 letters", where="name", way_out="give your name or initials"
        )
    if name.casefold() in RESERVED:
        raise InputError(f"{name!r} is nobody's name", where="name", way_out="give your own")
    return name


def checked_password(text: str) -> str:
    """The password as given. Raises InputError for a short or an endless one."""
    if not SHORTEST_PASSWORD <= len(text) <= LONGEST_PASSWORD:
        raise InputError(
            f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters",
            where="password",
            way_out="a few words in a row are easy to remember",
        )
    return text


class Door:
    """Sessions, tokens and the password of one operation; safe to use from several threads."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            path.chmod(0o600)
        self._connection = sqlite3.connect(
            str(path) if path else ":memory:", check_same_thread=False, isolation_level=None
        )
        self._lock = threading.Lock()
        self._hasher = PasswordHasher()
        self._held: str | None = None
        self._connection.executescript(_TABLES)
        fresh = secrets.token_hex(32)
        self._run("insert or ignore into meta values ('secret', ?)", (fresh,))
        self.secret: str = self._run("select value from meta where name = 'secret'")[0][0]

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The door of the operation in `folder`. Raises InputError where it cannot be written."""
        try:
            return cls(folder / FILE_NAME)
        except (OSError, sqlite3.Error) as fault:
            raise InputError(
                f"cannot be opened ({fault})", where=str(folder / FILE_NAME)
            ) from fault

    @property
    def mark(self) -> str:
        """What tells this operation's cookies from another's; says nothing of the secret."""
        return hashlib.sha256(f"mark {self.secret}".encode()).hexdigest()[:8]

    # the password

    @property
    def locked(self) -> bool:
        """Whether the operation has a password."""
        return self._hash() is not None

    def hold_password(self, text: str) -> None:
        """A password for as long as this door is open, in place of the kept one."""
        self._held = self._hasher.hash(checked_password(text))

    def set_password(self, text: str) -> None:
        """Keeps a new password; all sessions end."""
        kept = self._hasher.hash(checked_password(text))
        self._run("insert or replace into meta values ('password', ?)", (kept,))
        self._run("delete from session")

    def drop_password(self) -> None:
        """Takes the password away; all sessions end."""
        self._run("delete from meta where name = 'password'")
        self._run("delete from session")

    def opens(self, text: str) -> bool:
        """Whether the password is right; takes as long for a wrong one."""
        kept = self._hash()
        if kept is None:
            return True
        with suppress(VerificationError, InvalidHashError):
            return self._hasher.verify(kept, text[:LONGEST_PASSWORD])
        return False

    def _hash(self) -> str | None:
        if self._held is not None:
            return self._held
        rows = self._run("select value from meta where name = 'password'")
        return str(rows[0][0]) if rows else None

    # sessions

    def begin(self, name: str, now: datetime) -> str:
        """A new session; what it gives is the cookie's value, signed."""
        key = secrets.token_urlsafe(32)
        moment = now.timestamp()
        row = (_digest(key), person_name(name), moment, moment)
        self._run("insert into session values (?, ?, ?, ?)", row)
        return f"{key}.{self._sign(key)}"

    def who(
        self, cookie: str, now: datetime, *, hours: float, idle_minutes: float, touch: bool = True
    ) -> str | None:
        """The name behind a cookie; None for a forged, ended, idle or outlived session.

        `touch`: somebody did something, which keeps the session from being idle.
        """
        key = self._key(cookie)
        if key is None:
            return None
        rows = self._run("select name, started, seen from session where id = ?", (_digest(key),))
        if not rows:
            return None
        name, started, seen = rows[0]
        moment = now.timestamp()
        if moment - started > hours * 3600 or moment - seen > idle_minutes * 60:
            self.end(cookie)
            return None
        if touch and moment - seen > TOUCH_SECONDS:
            self._run("update session set seen = ? where id = ?", (moment, _digest(key)))
        return str(name)

    def end(self, cookie: str) -> None:
        """Ends a session for good; a copy of its cookie opens nothing any more."""
        key = self._key(cookie)
        if key is not None:
            self._run("delete from session where id = ?", (_digest(key),))

    def _sign(self, key: str) -> str:
        return hmac.digest(bytes.fromhex(self.secret), key.encode(), "sha256").hex()

    def _key(self, cookie: str) -> str | None:
        key, _, signature = cookie.partition(".")
        good = hmac.compare_digest(self._sign(key).encode(), signature.encode())
        return key if good else None

    # tokens

    def make_token(self, name: str, now: datetime) -> str:
        """A token for a program that works under that name; only its digest is kept."""
        token = TOKEN_PREFIX + secrets.token_urlsafe(32)
        row = (_digest(token), person_name(name), now.timestamp())
        self._run("insert into token values (?, ?, ?)", row)
        return token

    def bearer(self, token: str) -> str | None:
        """The name behind a token."""
        rows = self._run("select name from token where id = ?", (_digest(token),))
        return str(rows[0][0]) if rows else None

    def withdraw(self, name: str) -> int:
        """Withdraws all tokens and sessions of a name; how many there were."""
        gone = 0
        for table in ("token", "session"):
            found = self._run(f"delete from {table} where name = ? returning 1", (name,))
            gone += len(found)
        return gone

    def tokens(self) -> list[tuple[str, float]]:
        """Who has a token, and since when (seconds since 1970)."""
        return [(str(n), float(m)) for n, m in self._run("select name, made from token order by 2")]

    def _run(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
