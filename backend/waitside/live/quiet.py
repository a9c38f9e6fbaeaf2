"""Keeps what people send out of the logs: an exception may hold it, so only its type is logged."""

import asyncio
import logging
from typing import Any

logger = logging.getLogger("waitside.live")


class TypesOnly(logging.Filter):
    """Reduces a log record that carries an exception, or arguments, to constants."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; always lets it through."""
        kind = record.exc_info[0] if record.exc_info else None
        record.msg = f"internal: {kind.__name__}" if kind is not None else "internal: protocol error"
        record.args, record.exc_info, record.exc_text = None, None, None
        return True


def library_logger() -> logging.Logger:
    """The logger given to python-socketio and python-engineio."""
    quiet = logging.getLogger("waitside.live.library")
    quiet.setLevel(logging.ERROR)
    if not quiet.filters:
        quiet.addFilter(TypesOnly())
    return quiet


def log_unhandled(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An event loop's exception handler that names the type of what went wrong, and nothing else."""
    error = context.get("exception")
    logger.error("unhandled in a task: %s", type(error).__name__ if error is not None else "no exception")
