"""Times and numbers that a country or a post sets, read strictly: tables of whole numbers, each with its source and the
file with its date. Whatever is missing, misspelt or of the wrong kind is told with file, table and key."""

from __future__ import annotations

import datetime as dt

from panah.safeguards.tables import Table, load

MOST = 100_000


class Limits:
    """The numbers of one data file. `finish` refuses what nobody asked for."""

    def __init__(self, file: Table) -> None:
        file.date("as_of")
        self._file = file
        self._source = file.text("source", "")
        self._tables: dict[str, Table] = {}

    def number(self, table: str, key: str) -> int:
        """A whole number from 1 on."""
        if table not in self._tables:
            self._tables[table] = self._file.table(table)
            self._tables[table].text("source", self._source or None)
        return self._tables[table].number(key, 1, MOST)

    def minutes(self, table: str, key: str = "minutes") -> dt.timedelta:
        """So many minutes."""
        return dt.timedelta(minutes=self.number(table, key))

    def hours(self, table: str, key: str = "hours") -> dt.timedelta:
        """So many hours."""
        return dt.timedelta(hours=self.number(table, key))

    def days(self, table: str, key: str = "days") -> dt.timedelta:
        """So many days."""
        return dt.timedelta(days=self.number(table, key))

    def finish(self) -> None:
        """Refuse tables and keys that nobody asked for."""
        for table in (self._file, *self._tables.values()):
            table.finish()


def limits(package: str, name: str) -> Limits:
    """The data file `data/<name>` beside a package; raises DataError."""
    return Limits(load(package, name))
