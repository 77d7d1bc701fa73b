"""A ledger written and read again is the same ledger, in every form."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from gouji.errors import UnreadableError
from gouji.ledgers import load, save, simulate
from gouji.ledgers.simulate import FEATURES
from gouji.ledgers.tables import TABLES
from gouji.model.ledger import Ledger
from tests.ledgers.strategies import ledgers


def again(ledger: Ledger, name: str) -> Ledger:
    with TemporaryDirectory() as folder:
        save(ledger, Path(folder) / name)
        return load(Path(folder) / name, checked=False)


@settings(max_examples=15)
@given(ledgers())
def test_workbook_keeps_everything(ledger: Ledger) -> None:
    assert again(ledger, "ledger.xlsx") == ledger


@settings(max_examples=60)
@given(ledgers())
def test_folder_keeps_everything(ledger: Ledger) -> None:
    assert again(ledger, "ledger") == ledger


@pytest.mark.parametrize("name", ["ledger.xlsx", "ledger"])
@pytest.mark.parametrize("seed", range(3))
def test_simulated_departments_keep_everything(seed: int, name: str) -> None:
    ledger = simulate(seed, 4, features=FEATURES)
    assert again(ledger, name) == ledger


def test_parquet_keeps_everything(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    ledger = simulate(1, 3)
    save(ledger, tmp_path / "ledger", parquet=True)
    assert load(tmp_path / "ledger") == ledger


def test_no_text_of_a_folder_is_a_formula_for_a_spreadsheet(tmp_path: Path) -> None:
    ledger = simulate(1, 2)
    entry = ledger.projects[0]
    from dataclasses import replace

    spoiled = replace(ledger, projects=(replace(entry, name="=1+1"), *ledger.projects[1:]))
    save(spoiled, tmp_path / "ledger")
    lines = (tmp_path / "ledger" / "projects.csv").read_text("utf-8").splitlines()
    assert lines[1].split(",")[1] == "'=1+1"
    assert load(tmp_path / "ledger", checked=False) == spoiled


def test_changing_the_format_of_a_folder_leaves_no_old_file(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    folder.mkdir()
    (folder / "facts.parquet").write_bytes(b"old")
    save(simulate(1, 2), folder)
    assert sorted(path.suffix for path in folder.iterdir()) == [".csv"] * len(TABLES)
    assert load(folder).facts


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(b"before")
    monkeypatch.setattr("gouji.ledgers.workbook.workbook_bytes", lambda ledger, guide: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        save(simulate(1, 1), path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["ledger.xlsx"]
    assert path.read_bytes() == b"before"


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableError, match="不是账套"):
        load(tmp_path / "empty")
    (tmp_path / "ledger.pdf").write_bytes(b"%PDF")
    with pytest.raises(UnreadableError, match=r"账套应是 \.xlsx"):
        load(tmp_path / "ledger.pdf")
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "missing.pdf")
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "missing.xlsx")
