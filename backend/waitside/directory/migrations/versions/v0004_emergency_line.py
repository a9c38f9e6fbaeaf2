"""A clinic's emergency line."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column."""
    op.add_column("clinics", sa.Column("emergency_line", sa.String(160)))
