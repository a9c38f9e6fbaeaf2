"""Logging: one line a record, and of an exception its type alone, as its message may hold what somebody sent."""

import asyncio
import logging
import sys
from typing import Any


class OneLine(logging.Formatter):
    """Formats a record as one line."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Format a record; exception and stack are reduced to the exception's type."""
        kind = record.exc_info[0] if record.exc_info else None
        quiet = logging.makeLogRecord({**record.__dict__, "exc_info": None, "exc_text": None, "stack_info": None})
        line = " ".join(super().format(quiet).split())
        return line if kind is None else f"{line} ({kind.__name__})"


def configure_logging() -> None:
    """Send warnings and worse, from everywhere, to the standard error output."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def log_unhandled(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody has caught, as an event loop's exception handler, by its type alone."""
    error = context.get("exception")
    kind = type(error).__name__ if error is not None else "no exception"
    logging.getLogger("waitside.live").error("unhandled in a task: %s", kind)
