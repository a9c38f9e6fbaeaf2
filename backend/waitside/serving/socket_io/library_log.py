"""Keeps what people send out of the log: of what the library logs, only the type of an exception is left."""

import logging


class TypesOnly(logging.Filter):
    """Reduces a log record that carries an exception, or arguments, to constants."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; always lets it through."""
        kind = record.exc_info[0] if record.exc_info else None
        record.msg = f"internal: {kind.__name__}" if kind is not None else "internal: protocol error"
        record.args, record.exc_info, record.exc_text = None, None, None
        return True


def library_logger() -> logging.Logger:
    """Return the logger for python-socketio."""
    library = logging.getLogger("waitside.live.library")
    library.setLevel(logging.ERROR)
    if not library.filters:
        library.addFilter(TypesOnly())
    return library
