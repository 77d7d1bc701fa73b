"""``gouji publish`` from end to end: what is released has been read back, what is wrong stops it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gouji.cli import main
from gouji.commands import CLEAN, ERRORS_FOUND, UNREADABLE
from gouji.ledgers import save, simulate
from tests.tabulating.printing import as_text


@pytest.fixture(scope="module")
def ledger_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "账套.xlsx"
    save(simulate(3, units=2, quantum=1), path)
    return path


def test_a_ledger_is_published_and_read_back(
    ledger_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "公开"
    command = ["publish", str(ledger_file), "--template", "changchun", "--formats", "xlsx,html", "-o", str(out)]
    assert main(command) == CLEAN
    printed = capsys.readouterr().out
    assert "可证金额 100.0 %" in printed
    assert "未发现错误" in printed
    assert "各文件均已回读，与账套一致" in printed
    assert {path.suffix for path in out.iterdir()} == {".xlsx", ""}


def test_the_templates_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "--templates"]) == CLEAN
    assert {line.split()[0] for line in capsys.readouterr().out.splitlines()} == {
        "changchun",
        "generic",
        "jilin",
        "shanghai-district",
    }


def test_a_published_document_is_printed_in_another_layout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from gouji.tabulating import tabulate

    document = tmp_path / "预算.txt"
    document.write_text(as_text(tabulate(simulate(3, units=2, quantum=10_000, features=()), "jilin")), "utf-8")
    out = tmp_path / "另排"
    command = ["publish", str(document), "--template", "generic", "--formats", "xlsx", "-o", str(out), "--accept"]
    assert main(command) == CLEAN
    assert "已发布到" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (["--template", "某市", "-o", "x"], "没有名为“某市”的模板"),
        (["--template", "jilin"], "用 -o 指定"),
        (["--previous", "x.pdf", "-o", "x"], "--previous 只在"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    ledger_file: Path, extra: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", str(ledger_file), *extra]) == UNREADABLE
    assert said in capsys.readouterr().err


def test_a_wrong_ledger_leaves_nothing_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = simulate(3, units=2)
    wrong = replace(ledger, facts=(*ledger.facts, replace(ledger.facts[0], unit="没有的单位")))
    path = tmp_path / "账套.xlsx"
    save(wrong, path)
    out = tmp_path / "公开"
    assert main(["publish", str(path), "-o", str(out)]) == UNREADABLE
    assert "没有的单位" in capsys.readouterr().err
    assert not out.exists()


def test_errors_of_the_report_stop_publication(
    ledger_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = tmp_path / "缺表.toml"
    template.write_text('label = "缺表"\ntitle = "{department}{year}年预算"\n', "utf-8")
    out = tmp_path / "公开"
    code = main(["publish", str(ledger_file), "--template", str(template), "-o", str(out)])
    assert code in {ERRORS_FOUND, UNREADABLE}
    assert not out.exists()
