"""The commands of ledgers: what they write, what they say, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gouji.cli import main
from gouji.commands import CLEAN, UNREADABLE
from gouji.ledgers import examined, load, save, simulate


def test_new_gives_a_workbook_to_fill_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new.xlsx"
    assert main(["ledger", "new", "-o", str(path), "--name", "某局", "--year", "2026"]) == 0
    assert load(path, checked=False).department.name == "某局"
    assert main(["ledger", "check", str(path)]) == 1
    assert "没有登记任何单位" in capsys.readouterr().out


def test_new_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new.xlsx"
    path.write_bytes(b"mine")
    assert main(["ledger", "new", "-o", str(path)]) == 2
    assert path.read_bytes() == b"mine"
    assert "已经存在" in capsys.readouterr().err


def test_the_example_is_sound(tmp_path: Path) -> None:
    path = str(tmp_path / "example.xlsx")
    assert main(["ledger", "new", "-o", path, "--example"]) == 0
    assert main(["ledger", "check", path]) == 0


def test_check_speaks_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(simulate(1, 2), tmp_path / "ledger")
    assert main(["ledger", "check", str(tmp_path / "ledger"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["problems"] == []


def test_convert_keeps_everything(tmp_path: Path) -> None:
    ledger = simulate(2, 3)
    save(ledger, tmp_path / "ledger.xlsx")
    assert main(["ledger", "convert", str(tmp_path / "ledger.xlsx"), "-o", str(tmp_path / "folder")]) == 0
    assert load(tmp_path / "folder") == ledger


def test_simulate_writes_the_department_asked_for(tmp_path: Path) -> None:
    arguments = ["simulate", "--units", "4", "--projects", "7", "--seed", "9", "--year", "2027"]
    assert main([*arguments, "-o", str(tmp_path / "s")]) == 0
    assert load(tmp_path / "s") == simulate(9, 4, 7, 2027)
    assert main(["simulate", "--units", "0", "-o", str(tmp_path / "t")]) == 2


def test_import_writes_a_ledger(documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ledger.xlsx"
    assert main(["ledger", "import", str(documents / "changchun-2024.txt"), "-o", str(path)]) == 0
    assert "100.0%" in capsys.readouterr().out
    assert main(["ledger", "check", str(path)]) == 0


def test_import_stops_at_a_contradiction_unless_it_is_accepted(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (documents / "changchun-2024.txt").read_text("utf-8")
    document = tmp_path / "document.txt"
    document.write_text(text.replace("364.22", "464.22", 1), "utf-8")
    path = tmp_path / "ledger.xlsx"
    arguments = ["ledger", "import", str(document), "-o", str(path)]
    assert main(arguments) == 1
    assert not path.exists()
    assert "矛盾" in capsys.readouterr().out
    assert main([*arguments, "--accept"]) == 0
    assert path.exists()


def test_import_never_overwrites_its_source(documents: Path, tmp_path: Path) -> None:
    document = tmp_path / "document.txt"
    document.write_bytes((documents / "changchun-2024.txt").read_bytes())
    before = document.read_bytes()
    assert main(["ledger", "import", str(document), "-o", str(document)]) == 2
    assert document.read_bytes() == before


@pytest.mark.parametrize("template", ["changchun", "generic", "jilin", "shanghai-district"])
def test_new_for_a_template_lists_what_it_will_ask(template: str, tmp_path: Path) -> None:
    path = tmp_path / "账套.xlsx"
    assert main(["ledger", "new", "-o", str(path), "--name", "某局", "--year", "2026", "--template", template]) == CLEAN
    book = load_workbook(path)
    guide = "".join(str(cell.value) for (cell,) in book["说明"]["A1:A30"] if cell.value)
    assert f"--template {template}" in guide
    assert "车辆" in guide
    waiting = [(row[0].value, row[1].value) for row in book["文字"]["A3:C40"] if row[0].value]
    assert ("变动原因", "机关运行经费") in waiting
    ledger, problems = examined(path)
    assert ledger.texts.reasons == ()
    assert {p.sheet for p in problems if p.level == "error"} == {"单位", "支出"}
    assert {p.sheet for p in problems if p.level == "warning"} == {"文字"}


def test_new_knows_no_other_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "new", "-o", str(tmp_path / "账套.xlsx"), "--template", "某市"]) == UNREADABLE
    assert "没有名为“某市”的模板" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
