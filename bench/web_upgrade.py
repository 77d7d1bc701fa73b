"""What the first released version wrote, at a province's size: ``bench/web_load.py upgrade`` restores it.

The rows are those of ``tests/web/first_release``, its units, budgets and lines many times over.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

FIRST = Path(__file__).resolve().parent.parent / "tests" / "web" / "first_release"
_UNITS = 10
"""Of a department."""
Row = list[Any]


def first_release(target: Path, departments: int, lines: int) -> None:
    """Write a backup as the first version would have: one year of the departments, their lines in all so many."""
    manifest = json.loads((FIRST / "manifest.json").read_text("utf-8"))
    units = departments * _UNITS
    each = max(1, round(lines / units))
    more: dict[str, Callable[[list[Row]], Iterator[Row]]] = {
        "organisation_office": lambda rows: _offices(rows, departments),
        "cycle_budget": lambda rows: ([100 + n, 1, _unit(n), "approved", 1, "2026-02-01"] for n in range(units)),
        "cycle_line": lambda rows: ([1000 + n, 100 + n // each, n % each, *rows[1][3:]] for n in range(units * each)),
        "cycle_submission": lambda rows: ([100 + n, 100 + n, *rows[0][2:]] for n in range(units)),
        "journal_event": lambda rows: (
            [100 + n, *rows[0][1:4], f"budget:{n}", *rows[0][5:]] for n in range(units * 30)
        ),
        "review_document": lambda rows: ([100 + n, _unit(n), *rows[0][2:]] for n in range(units)),
        "review_finding": lambda rows: (
            [100 + n, 100 + n // 20, n % 20, str(n), *rows[0][4:]] for n in range(units * 20)
        ),
    }
    with tarfile.open(target, "w") as archive:
        contents: list[tuple[str, bytes]] = []
        for name, entry in manifest["tables"].items():
            rows = [json.loads(line) for line in (FIRST / "tables" / f"{name}.jsonl").read_text("utf-8").splitlines()]
            every = rows + list(more[name](rows) if name in more else ())
            content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in every).encode()
            entry |= {"rows": len(every), "sha256": hashlib.sha256(content).hexdigest()}
            contents.append((f"tables/{name}.jsonl", content))
        contents.insert(0, ("manifest.json", json.dumps(manifest, ensure_ascii=False).encode()))
        for path, content in contents:
            member = tarfile.TarInfo(path)
            member.size = len(content)
            archive.addfile(member, BytesIO(content))
        archive.add(FIRST / "store", "store")


def _unit(number: int) -> int:
    return 1000 + number // _UNITS * (_UNITS + 1) + number % _UNITS + 1


def _offices(rows: list[Row], departments: int) -> Iterator[Row]:
    department, unit = rows[1], rows[2]
    for number in range(departments):
        key = 1000 + number * (_UNITS + 1)
        yield [key, "department", 1, f"/1/{key}/", f"测试{number}局", f"9{number:04}", *department[6:]]
        for below in range(1, _UNITS + 1):
            code = f"9{number:04}{below:03}"
            yield [key + below, "unit", key, f"/1/{key}/{key + below}/", f"第{below}单位", code, *unit[6:]]


def upgrade(source: Path) -> None:
    """Restore the backup into the empty database Django is set up for; tells what every migration takes."""
    import time

    from django.db.migrations.executor import MigrationExecutor

    from gouji.web.backup import database, taking

    apply = MigrationExecutor.apply_migration

    def timed(self: Any, state: Any, migration: Any, *more: Any, **named: Any) -> Any:
        began = time.monotonic()
        try:
            return apply(self, state, migration, *more, **named)
        finally:
            if upgrading:
                print(f"  {migration}: {time.monotonic() - began:.2f} s")

    upgrading = False
    bring_up = database.upgrade

    def watched() -> None:
        nonlocal upgrading
        upgrading = True
        began = time.monotonic()
        bring_up()
        print(f"upgraded in {time.monotonic() - began:.1f} s")

    MigrationExecutor.apply_migration = timed  # type: ignore[method-assign]
    database.upgrade = watched
    manifest = taking.restore(source)
    print(f"{manifest.rows} rows")
