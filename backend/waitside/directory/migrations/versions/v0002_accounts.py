"""Accounts with sign-in and settings, who may enter which room, a clinic's colour and logo, labels of keys."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and the table."""
    branding: list[sa.Column[Any]] = [
        sa.Column("colour", sa.String(7)),
        sa.Column("logo", sa.LargeBinary),
        sa.Column("logo_type", sa.String(32)),
        sa.Column("logo_version", sa.String(16)),
    ]
    account: list[sa.Column[Any]] = [
        sa.Column("email", sa.String(254)),
        sa.Column("password_hash", sa.String(255)),
        sa.Column("closed", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("epoch", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("settings", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("own_fields", sa.JSON, nullable=False, server_default="[]"),
    ]
    for column in branding:
        op.add_column("clinics", column)
    for column in account:
        op.add_column("providers", column)
    op.create_index("ix_providers_email", "providers", ["email"], unique=True)
    op.add_column("api_keys", sa.Column("label", sa.String(80), nullable=False, server_default=""))
    op.create_table(
        "seats",
        sa.Column("room_slug", sa.String(64), sa.ForeignKey("rooms.slug", ondelete="CASCADE"), primary_key=True),
        sa.Column(
            "provider_id",
            sa.String(22),
            sa.ForeignKey("providers.id", ondelete="CASCADE"),
            primary_key=True,
            index=True,
        ),
    )
