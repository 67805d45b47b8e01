"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Every table of the first version."""
    op.create_table(
        "audit_link",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", NUMBER, nullable=False),
        sa.Column("written_at", NUMBER, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "fact",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("invented", NUMBER, nullable=False),
        sa.Column("marking_id", NUMBER, nullable=False),
        sa.Column("recorded_at", NUMBER, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("fact_by_key", "fact", ["kind", "key"], unique=False)
    op.create_table(
        "field_value",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("marking_id", NUMBER, nullable=False),
        sa.Column("recorded_at", NUMBER, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("field_value_by_owner", "field_value", ["owner"], unique=False)
    op.create_table(
        "incident",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("gone", NUMBER, nullable=False),
        sa.Column("recorded_at", NUMBER, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("incident_by_id", "incident", ["id"], unique=False)
    op.create_table(
        "incident_report",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("incident", NUMBER, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("incident_report_by_incident", "incident_report", ["incident"], unique=False)
    op.create_table(
        "judgement",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("marking_id", NUMBER, nullable=False),
        sa.Column("recorded_at", NUMBER, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("judgement_by_digest", "judgement", ["digest"], unique=True)
    op.create_table(
        "marking",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("compartments", sa.Text(), nullable=False),
        sa.Column("releasable_to", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "reading",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("recorded_at", NUMBER, nullable=False),
        sa.Column("events", NUMBER, nullable=False),
        sa.Column("claims", NUMBER, nullable=False),
        sa.Column("figures", NUMBER, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("reading_by_report", "reading", ["report"], unique=False)
    op.create_table(
        "rejected",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("marking_id", NUMBER, nullable=False),
        sa.Column("recorded_at", NUMBER, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("row", NUMBER, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("rejected_by_digest", "rejected", ["digest"], unique=True)
    op.create_table(
        "report",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("native_id", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("published_inferred", NUMBER, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("invented", NUMBER, nullable=False),
        sa.Column("marking_id", NUMBER, nullable=False),
        sa.Column("recorded_at", NUMBER, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("report_by_day", "report", ["day"], unique=False)
    op.create_index("report_by_id", "report", ["id"], unique=True)
    op.create_index("report_by_identity", "report", ["identity", "sha256"], unique=True)
    op.create_table(
        "secret",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("start", NUMBER, nullable=False),
        sa.Column("end", NUMBER, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("secret_by_person", "secret", ["person"], unique=False)
    op.create_index("secret_by_report", "secret", ["report"], unique=False)
    op.create_table(
        "series_batch",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("marking_id", NUMBER, nullable=False),
        sa.Column("recorded_at", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "series_event",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("native_id", sa.Text(), nullable=False),
        sa.Column("start_day", NUMBER, nullable=False),
        sa.Column("end_day", NUMBER, nullable=False),
        sa.Column("month", NUMBER, nullable=False),
        sa.Column("date_precision", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("scale", sa.Double(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("low", NUMBER, nullable=True),
        sa.Column("best", NUMBER, nullable=True),
        sa.Column("high", NUMBER, nullable=True),
        sa.Column("cell", sa.Text(), nullable=True),
        sa.Column("municipality", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("series_event_by_cell", "series_event", ["cell", "start_day"], unique=False)
    op.create_index("series_event_by_day", "series_event", ["start_day"], unique=False)
    op.create_index(
        "series_event_by_municipality", "series_event", ["municipality", "start_day"], unique=False
    )
    op.create_index(
        "series_event_by_native_id", "series_event", ["series", "native_id"], unique=True
    )
    op.create_table(
        "source",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("link", NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("recorded_at", NUMBER, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("source_by_id", "source", ["id"], unique=False)
