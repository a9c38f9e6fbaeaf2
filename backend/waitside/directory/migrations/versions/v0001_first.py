"""The tables of version 0.1: clinics, rooms, providers and API keys."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "clinics",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("allowed_origins", sa.JSON, nullable=False),
    )
    op.create_table(
        "rooms",
        sa.Column("slug", sa.String(64), primary_key=True),
        sa.Column("clinic_id", sa.String(64), sa.ForeignKey("clinics.id"), nullable=False, index=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("walk_ins", sa.Boolean, nullable=False),
        sa.Column("passcode_hash", sa.String(255)),
        sa.Column("patients_write_first", sa.Boolean, nullable=False),
        sa.Column("call_link", sa.String(512)),
    )
    op.create_table(
        "providers",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("clinic_id", sa.String(64), sa.ForeignKey("clinics.id"), nullable=False, index=True),
        sa.Column("subject", sa.String(128), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("photo", sa.LargeBinary),
        sa.Column("photo_type", sa.String(32)),
        sa.Column("photo_version", sa.String(16)),
        sa.Column("line", sa.String(160), nullable=False),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("clinic_id", sa.String(64), sa.ForeignKey("clinics.id"), nullable=False, index=True),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("revoked_at", sa.BigInteger),
    )
