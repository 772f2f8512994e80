"""Heritage sites of Hanoi and what is noted of their visitors, in a SQLite of this subgraph's own."""

from __future__ import annotations

import sqlite3
import threading

# By the unit that they stand in since July 2025; years as tradition has them.
SITES = [
    ("DT-001", "Văn Miếu – Quốc Tử Giám", "00226", 1070),
    ("DT-002", "Hoàng thành Thăng Long", "00004", 1010),
    ("DT-003", "Đền Ngọc Sơn", "00070", 1841),
    ("DT-004", "Chùa Trấn Quốc", "00103", 544),
    ("DT-005", "Thành Cổ Loa", "00454", None),
]


class Sites:
    def __init__(self, path: str = ":memory:") -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False)
        with self._database as database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS site (code TEXT PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL,"
                " built_in INTEGER, visitors INTEGER NOT NULL DEFAULT 0 CHECK (visitors >= 0))"
            )
            database.executemany(
                "INSERT OR IGNORE INTO site (code, name, unit, built_in) VALUES (?, ?, ?, ?)", SITES
            )

    def by_codes(self, codes: list[str]) -> list[tuple]:
        return self._among("code", codes)

    def by_units(self, units: list[str]) -> list[tuple]:
        return self._among("unit", units)

    def all(self, unit: str | None, first: int) -> list[tuple]:
        return self._rows(
            "SELECT code, name, unit, built_in, visitors FROM site WHERE ? IS NULL OR unit = ? ORDER BY code LIMIT ?",
            (unit, unit, first),
        )

    def add_visitors(self, code: str, count: int) -> bool:
        with self._lock, self._database as database:
            done = database.execute("UPDATE site SET visitors = visitors + ? WHERE code = ?", (count, code))
            return done.rowcount == 1

    def is_ready(self) -> bool:
        return self._rows("SELECT 1", ()) == [(1,)]

    def _among(self, column: str, values: list[str]) -> list[tuple]:
        places = ", ".join("?" * len(values))
        return self._rows(
            f"SELECT code, name, unit, built_in, visitors FROM site WHERE {column} IN ({places}) ORDER BY code",
            tuple(values),
        )

    def _rows(self, statement: str, parameters: tuple) -> list[tuple]:
        with self._lock:
            return self._database.execute(statement, parameters).fetchall()
