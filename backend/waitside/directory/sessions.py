"""Sessions with the database, each within a bound: what takes longer, or fails, is DirectoryUnavailable."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

from sqlalchemy import exc
from sqlalchemy.ext.asyncio import AsyncSession

from waitside.directory.deadlines import Deadline
from waitside.directory.errors import DirectoryUnavailable
from waitside.directory.outages import Outages

# Seconds for a whole session: waiting for a connection, opening one, the queries, and letting go of it. A query takes
# milliseconds. Within five seconds a stopping server has to be done, and most callers of the API give up after ten.
ANSWERS_WITHIN: Final = 3.0

_OUR_MISTAKES: Final = (exc.IntegrityError, exc.DataError, exc.ProgrammingError)
_DATA: Final = "22"  # the class of PostgreSQL's error codes that SQLAlchemy does not turn into a DataError


class Sessions:
    """Opens sessions, each for one piece of work. `on_timeout` is called when the database did not answer in time.

    How they end is noted in `outages`.

    Raises DirectoryUnavailable where the database cannot be reached, refuses to work or takes too long. Refused values
    (IntegrityError) and mistakes in a query are raised as they are.
    """

    def __init__(
        self, open_session: Callable[[], AsyncSession], on_timeout: Callable[[], None], outages: Outages
    ) -> None:
        self._open = open_session
        self._on_timeout = on_timeout
        self._outages = outages

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[AsyncSession]:
        """A session that is rolled back in the end."""
        with self._noted(), _as_unavailable(self._on_timeout):
            async with Deadline(ANSWERS_WITHIN):
                session = self._open()
                try:
                    yield session
                finally:
                    await session.close()  # not by `async with`, which would not be cancelled

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A session that is committed, unless the work in it raises."""
        async with self() as session:
            yield session
            await session.commit()

    @contextmanager
    def _noted(self) -> Iterator[None]:
        try:
            yield
        except DirectoryUnavailable as error:
            self._outages.note_failure(type(error.__context__ or error).__name__)
            raise
        self._outages.note_answer()


@contextmanager
def _as_unavailable(on_timeout: Callable[[], None]) -> Iterator[None]:
    try:
        yield
    except TimeoutError:
        on_timeout()
        raise DirectoryUnavailable from None
    except (exc.TimeoutError, OSError):
        raise DirectoryUnavailable from None
    except exc.DBAPIError as error:
        if _is_our_mistake(error):
            raise
        raise DirectoryUnavailable from None


def _is_our_mistake(error: exc.DBAPIError) -> bool:
    code = getattr(error.orig, "sqlstate", None) or ""
    return isinstance(error, _OUR_MISTAKES) or code.startswith(_DATA)
