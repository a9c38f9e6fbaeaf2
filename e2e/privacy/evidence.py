"""What was searched on a server, when, and what was found."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from e2e.privacy.canaries import Canaries, Kind, Place
from e2e.privacy.processes import NotAllowed, family, read_memory, read_open_files, stopped
from e2e.privacy.search import Hit, Search, Searched
from e2e.privacy.server import Server

DATABASE: Final = "waitside.db"


class Evidence:
    """The searches of one server. `not_run`: why its memory could not be searched, or nothing."""

    def __init__(self, server: Server, canaries: Canaries) -> None:
        self.server = server
        self.canaries = canaries
        self.searches: list[Searched] = []
        self.not_run = ""
        for what, text in (("a provider's password", server.password), ("the server's secret key", server.secret_key)):
            canaries.note(what, Kind.SECRET, text)
        canaries.note("the secret of an API key", Kind.SECRET, server.api_key.split("_", 2)[2])

    @property
    def hits(self) -> list[Hit]:
        """Everything that was found, where it may be and where it may not."""
        return [hit for searched in self.searches for hit in searched.hits]

    @property
    def wrong(self) -> list[Hit]:
        """What was found where it may not be."""
        return [hit for searched in self.searches for hit in searched.wrong]

    def search_memory(self, moment: str) -> None:
        """Search the memory of every process of the server, which stands still while that is read."""
        search = Search(self.canaries)
        searched = search.start(Place.MEMORY, moment)
        try:
            with stopped(self.server.pid):
                memory = [region for pid in family(self.server.pid) for region in read_memory(pid)]
        except NotAllowed as reason:
            self.not_run = str(reason)
            return
        for region in memory:
            search.look(searched, f"{region.name} at {region.start:#x}", region.content)
            searched.unreadable += region.missing
        self.searches.append(searched)

    def search_disk(self, moment: str) -> None:
        """Search the database, the logs, and every other file below the server's folder or open in the server."""
        search = Search(self.canaries)
        places = {place: search.start(place, moment) for place in (Place.DATABASE, Place.FILES, Place.LOG)}
        with stopped(self.server.pid) if self.server.is_running else nullcontext():
            files = self._read_files()
        for where, content in files.items():
            search.look(places[_place_of(where)], where, content)
        for where, content in _rows(files):
            search.look(places[Place.DATABASE], where, content)
        self.searches.extend(places.values())

    def _read_files(self) -> dict[str, bytes]:
        """What is in each file, by its path below the server's folder."""
        folder = self.server.folder
        files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        if self.server.is_running and not self.not_run:
            files.update(read_open_files(self.server.pid, folder))
        return files


def _place_of(where: str) -> Place:
    if where.startswith("logs/"):
        return Place.LOG
    return Place.DATABASE if where.startswith(f"work/{DATABASE}") else Place.FILES


def _rows(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The values in each table: SQLite tears long ones apart in its file. Works on a copy, as opening may repair it."""
    with TemporaryDirectory() as folder:
        for where, content in files.items():
            if _place_of(where) is Place.DATABASE:
                (Path(folder) / Path(where).name).write_bytes(content)
        with closing(sqlite3.connect(Path(folder) / DATABASE)) as connection:
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for table in tables:
                yield f"table {table}", b"\0".join(_values(connection, table))


def _values(connection: sqlite3.Connection, table: str) -> Iterator[bytes]:
    for row in connection.execute(f'SELECT * FROM "{table}"'):
        for value in row:
            yield value if isinstance(value, bytes) else str(value).encode()
