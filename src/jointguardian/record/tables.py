"""The tables. Each row has a number `seq` and the number of the audit `link` that wrote it.

Moments are microseconds since 1970 UTC, days are days since 1970, months are months
since the year 0, truth values 0 or 1: the same
on every back end, and the same in the audit digests. `recorded_at` is when the operation knew.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData()
Number = BigInteger().with_variant(Integer, "sqlite")


def _table(name: str, *columns: Column[object] | Index) -> Table:
    return Table(
        name,
        metadata,
        Column("seq", Number, primary_key=True, autoincrement=False),
        Column("link", Number, nullable=False),
        *columns,
    )


def _text(name: str, nullable: bool = False) -> Column[object]:
    return Column(name, Text, nullable=nullable)


def _number(name: str, nullable: bool = False) -> Column[object]:
    return Column(name, Number, nullable=nullable)


marking = _table("marking", _text("level"), _text("compartments"), _text("releasable_to"))

source = _table(
    "source",
    _text("id"),
    _number("recorded_at"),
    _text("digest"),
    _text("body"),
    Index("source_by_id", "id"),
)

report = _table(
    "report",
    _text("id"),
    _text("identity"),
    _text("source"),
    _text("native_id", True),
    _text("url", True),
    _text("title", True),
    _text("published", True),
    _text("day"),
    _number("published_inferred"),
    _text("language"),
    _text("sha256"),
    _number("invented"),
    _number("marking_id"),
    _number("recorded_at"),
    _text("text"),
    Index("report_by_id", "id", unique=True),
    Index("report_by_identity", "identity", "sha256", unique=True),
    Index("report_by_day", "day"),
)

reading = _table(
    "reading",
    _text("report"),
    _text("method"),
    _text("version"),
    _number("recorded_at"),
    _number("events"),
    _number("claims"),
    _number("figures"),
    _text("digest"),
    _text("body"),
    Index("reading_by_report", "report"),
)

secret = _table(
    "secret",
    _text("report"),
    _number("start"),
    _number("end"),
    _text("person"),
    Column("sealed", LargeBinary, nullable=False),
    Index("secret_by_report", "report"),
    Index("secret_by_person", "person"),
)

field_value = _table(
    "field_value",
    _text("owner"),
    _text("field"),
    _number("marking_id"),
    _number("recorded_at"),
    _text("value"),
    Index("field_value_by_owner", "owner"),
)

rejected = _table(
    "rejected",
    _number("marking_id"),
    _number("recorded_at"),
    _text("digest"),
    _text("path"),
    _number("row"),
    _text("reason"),
    _text("raw"),
    Index("rejected_by_digest", "digest", unique=True),
)

fact = _table(
    "fact",
    _text("kind"),
    _text("key"),
    _text("valid_from", True),
    _text("source"),
    _number("invented"),
    _number("marking_id"),
    _number("recorded_at"),
    _text("digest"),
    _text("body"),
    Index("fact_by_key", "kind", "key"),
)

incident = _table(
    "incident",
    _text("id"),
    _text("digest"),
    _text("method"),
    _number("gone"),
    _number("recorded_at"),
    _text("body"),
    Index("incident_by_id", "id"),
)

incident_report = _table(
    "incident_report",
    _number("incident"),
    _text("report"),
    Index("incident_report_by_incident", "incident"),
)

judgement = _table(
    "judgement",
    _text("kind"),
    _text("subject"),
    _text("by"),
    _number("marking_id"),
    _number("recorded_at"),
    _text("digest"),
    _text("body"),
    Index("judgement_by_digest", "digest", unique=True),
)

series_batch = _table(
    "series_batch",
    _text("series"),
    _number("marking_id"),
    _number("recorded_at"),
)

series_event = _table(
    "series_event",
    _text("series"),
    _text("native_id"),
    _number("start_day"),
    _number("end_day"),
    _number("month"),
    _text("date_precision"),
    _text("actor"),
    _text("target"),
    _text("code"),
    _text("type", True),
    Column("scale", Double),
    _text("place", True),
    _text("country", True),
    Column("lat", Double),
    Column("lon", Double),
    _number("low", True),
    _number("best", True),
    _number("high", True),
    _text("cell", True),
    _text("municipality", True),
    Index("series_event_by_native_id", "series", "native_id", unique=True),
    Index("series_event_by_municipality", "municipality", "start_day"),
    Index("series_event_by_cell", "cell", "start_day"),
    Index("series_event_by_day", "start_day"),
)

audit_link = Table(
    "audit_link",
    metadata,
    Column("seq", Number, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("at", Number, nullable=False),
    Column("written_at", Number, nullable=False),
    Column("note", Text, nullable=False),
    Column("rows", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("link", Text, nullable=False),
)

ROWS: tuple[Table, ...] = tuple(t for t in metadata.sorted_tables if t is not audit_link)
"""The tables whose rows the links vouch for."""
