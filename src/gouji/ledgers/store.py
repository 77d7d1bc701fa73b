"""Ledgers on disk: a workbook (``.xlsx``) or a folder of CSV or Parquet files."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from gouji.errors import UnreadableError
from gouji.ledgers.check import check
from gouji.ledgers.parse import Parsed, parsed
from gouji.ledgers.problems import ERROR, LedgerError, LedgerProblem, Places
from gouji.ledgers.tables import SHEETS
from gouji.model.ledger import Ledger

WORKBOOK = ".xlsx"


def load(path: Path | str, *, checked: bool = True) -> Ledger:
    """The ledger at a path. With ``checked`` its contents are checked too, not only whether they can be understood.

    Raises LedgerError, with sheet and cell of every error, and UnreadableError for what is no ledger.
    """
    found = opened(path)
    problems = _in_order((*found.problems, *(_checked(found) if checked else ())))
    errors = [problem for problem in problems if problem.level == ERROR]
    if errors:
        raise LedgerError(errors)
    return found.ledger


def examined(path: Path | str) -> tuple[Ledger, tuple[LedgerProblem, ...]]:
    """The ledger at a path as far as it can be understood, and everything that is wrong with it, errors first.

    Raises UnreadableError for what is no ledger.
    """
    found = opened(path)
    return found.ledger, tuple(_in_order((*found.problems, *_checked(found))))


def _checked(found: Parsed) -> tuple[LedgerProblem, ...]:
    """What is wrong with what could be understood; where lines were left out, their sums prove nothing."""
    whole = not any(problem.level == ERROR for problem in found.problems)
    return check(found.ledger, found.places, whole=whole)


def _in_order(problems: Sequence[LedgerProblem]) -> list[LedgerProblem]:
    """Errors first, then sheet by sheet as they are filled in: what is wrong with a unit before what names it."""
    order = {form.name: place for place, form in enumerate(SHEETS)}
    return sorted(problems, key=lambda problem: (problem.level != ERROR, order.get(problem.sheet, len(order))))


def opened(path: Path | str) -> Parsed:
    """The ledger at a path, where its entries stand, and what could not be understood."""
    place = Path(path)
    if place.is_dir():
        from gouji.ledgers.folder import folder_tables

        tables, problems = folder_tables(place)
    elif place.suffix.lower() == WORKBOOK:
        from gouji.ledgers.workbook_reader import workbook_tables

        tables, problems = workbook_tables(place.read_bytes())
    else:
        place.stat()  # says that there is no such file before it says what kind of file it is not
        raise UnreadableError(f"{place.name}：账套应是 .xlsx 工作簿或 CSV 文件夹。")
    found = parsed(tables)
    return Parsed(found.ledger, found.places, (*problems, *found.problems))


def save(ledger: Ledger, path: Path | str, *, parquet: bool = False, guide: Sequence[str] = ()) -> None:
    """Write a ledger: a workbook where the path ends in ``.xlsx``, else a folder of CSV (or Parquet) files. What was
    there is replaced only once everything is written. ``guide`` is said on a workbook's first sheet besides."""
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.suffix.lower() == WORKBOOK:
        from gouji.ledgers.workbook import workbook_bytes

        _replace_file(place, workbook_bytes(ledger, guide))
        return
    from gouji.ledgers.folder import csv_files, parquet_files

    _replace_files(place, parquet_files(ledger) if parquet else csv_files(ledger))


def _replace_file(place: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".gouji-", suffix=WORKBOOK)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _replace_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write all files beside the folder first; only then move them in, and remove those of the other format."""
    waiting = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".gouji-"))
    try:
        written = [name for name, content in files if (waiting / name).write_bytes(content) >= 0]
        folder.mkdir(exist_ok=True)
        for name in written:
            os.replace(waiting / name, folder / name)
            other = ".parquet" if name.endswith(".csv") else ".csv"
            (folder / name).with_suffix(other).unlink(missing_ok=True)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


__all__ = ["Places", "examined", "load", "opened", "save"]
