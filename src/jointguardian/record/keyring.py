"""The persons' keys: the one place in the record where something can be destroyed.

On SQLite they live in a file of their own beside the record, without a write-ahead log and with
`secure_delete`: a copy of the record holds no key, and a destroyed key leaves no bytes in a log.
On PostgreSQL they are two tables of the same database. A person is found again by a keyed digest
(HMAC-SHA-256) of his folded name under a secret of this record, never by the name itself.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Iterable
from contextlib import AbstractContextManager

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, Connection, Engine, LargeBinary, MetaData, Table, Text, select

from ..domain.ids import new_id
from ..errors import Fault
from .backend import WRITE

metadata = MetaData()
person_key = Table(
    "person_key",
    metadata,
    Column("person", Text, primary_key=True),
    Column("lookup", LargeBinary, unique=True),
    Column("key", LargeBinary),
)
pepper = Table("pepper", metadata, Column("value", LargeBinary, primary_key=True))
_NONCE_BYTES = 12


def fold(name: str) -> str:
    """A name without case, diacritics and doubled blanks, for finding the same person again."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


class Keyring:
    """Makes, uses and destroys the persons' keys."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def prepare(self) -> None:
        """Makes the tables and the record's secret."""
        metadata.create_all(self.engine)
        with self._writing() as connection:
            if connection.execute(select(pepper.c.value)).first() is None:
                connection.execute(pepper.insert(), {"value": secrets.token_bytes(32)})

    def person(self, name: str) -> str:
        """The id of the person of that name, with a key made if there is none; committed."""
        with self._writing() as connection:
            lookup = self._lookup(connection, name)
            known = select(person_key.c.person).where(person_key.c.lookup == lookup)
            found = connection.execute(known).scalar_one_or_none()
            if found is not None:
                return str(found)
            row = {"person": new_id("p"), "lookup": lookup, "key": secrets.token_bytes(32)}
            connection.execute(person_key.insert(), row)
            return str(row["person"])

    def find(self, name: str) -> str | None:
        """The id of the person of that name or id, if the record has sealed it and not erased it."""
        with self.engine.connect() as connection:
            lookup = self._lookup(connection, name)
            match = (person_key.c.person == name) | (person_key.c.lookup == lookup)
            found = connection.execute(select(person_key.c.person).where(match)).scalar()
            return None if found is None else str(found)

    def seal(self, person: str, name: str, place: str) -> bytes:
        """The name under the person's key (AES-256-GCM), bound to the place where it stands."""
        key = self._keys([person]).get(person)
        if key is None:
            raise Fault(f"the key of {person} is gone")
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(key).encrypt(nonce, name.encode(), place.encode())

    def unseal(self, sealed: Iterable[tuple[str, bytes, str]]) -> list[str | None]:
        """The names of `(person, sealed, place)`; None where the key is destroyed."""
        rows = list(sealed)
        keys = self._keys([person for person, _, _ in rows])
        return [_open(keys.get(person), raw, place) for person, raw, place in rows]

    def erased(self, persons: Iterable[str]) -> frozenset[str]:
        """Those of the persons whose key is gone."""
        wanted = set(persons)
        return frozenset(wanted - self._keys(wanted).keys())

    def destroy(self, person: str) -> None:
        """Overwrites the person's key and lookup with nothing; committed, not to be undone."""
        with self._writing() as connection:
            connection.execute(
                person_key.update()
                .where(person_key.c.person == person)
                .values(key=None, lookup=None)
            )

    def _writing(self) -> AbstractContextManager[Connection]:
        return self.engine.execution_options(**{WRITE: True}).begin()

    def _lookup(self, connection: Connection, name: str) -> bytes:
        secret = connection.execute(select(pepper.c.value)).scalar_one()
        return hmac.digest(bytes(secret), fold(name).encode(), hashlib.sha256)

    def _keys(self, persons: Iterable[str]) -> dict[str, bytes]:
        wanted = select(person_key.c.person, person_key.c.key).where(
            person_key.c.person.in_(list(persons)), person_key.c.key.is_not(None)
        )
        with self.engine.connect() as connection:
            return {str(p): bytes(k) for p, k in connection.execute(wanted)}


def _open(key: bytes | None, sealed: bytes, place: str) -> str | None:
    if key is None:
        return None
    try:
        return (
            AESGCM(key)
            .decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
            .decode()
        )
    except InvalidTag as fault:
        raise Fault("a sealed name was changed", way_out="run `guardian verify`") from fault
