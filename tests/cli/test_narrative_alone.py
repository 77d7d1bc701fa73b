"""A 情况说明 that was published apart from its tables is read as far as it goes; a news item is not taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gouji.cli import main

_TOLD = """青禾市档案局2025年部门预算情况说明
一、收支总体情况
2025年收支总预算120.00万元。
二、收入预算情况
2025年收入预算120.00万元，其中：一般公共预算拨款收入100.00万元，占83.33%；上年结转20.00万元，占16.67%。
三、支出预算情况
2025年支出预算120.00万元，其中：基本支出70.00万元，占58.33%；项目支出{project}万元，占41.67%。
"""


def test_its_sentences_are_proved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "说明.txt"
    path.write_text(_TOLD.format(project="50.00"), "utf-8")
    assert main(["check", str(path), "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["summary"]["statements"]["proved"] == 7
    assert any("没有读到报表" in finding["message"] for finding in report["findings"])


def test_its_errors_are_found(tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_text(_TOLD.format(project="55.00"), "utf-8")
    assert main(["check", str(path), "--format", "json", "-o", str(tmp_path / "报告.json")]) == 1


def test_a_news_item_is_no_budget(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "新闻.txt"
    path.write_text("青禾市2025年预算执行良好\n全市一般公共预算收入147.1亿元，支出132.9亿元。\n", "utf-8")
    assert main(["check", str(path)]) == 2
    assert "读不出部门预算或决算" in capsys.readouterr().err
