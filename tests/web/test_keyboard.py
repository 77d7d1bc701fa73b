"""A budget drafted, handed in, sent back and agreed to in a real browser without a mouse."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.keys import Keys
from tests.web.test_serve import free_port, serving
from tests.web.year import CHROMIUM, TODAY, UNITS, YEAR, browsing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.skipif(
        not Path(CHROMIUM).exists() and not os.environ.get("CI"), reason="needs Chromium (tools/system-packages.sh)"
    ),
]


@dataclass(frozen=True)
class Served:
    """A server with its demonstration users, and a browser."""

    browser: Browser
    base: str
    passwords: dict[str, str]


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("keys")
    with serving(folder / "data", free_port()) as (_process, said), browsing() as browser:
        base = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert base is not None
        yield Served(browser, base[0], dict(re.findall(r"^  (\w+) +(\S+) ", said, re.MULTILINE)))


def test_a_budget_by_keyboard_alone(served: Served) -> None:
    """A year: begun, drafted, handed in, sent back, handed in again and agreed to, and never a mouse."""
    finance, drafter, head = (Keys(served.browser, served.base) for _ in range(3))
    name = f"{UNITS[0].name} {YEAR + 1} 年预算"
    _begins(finance, served)
    _drafts(drafter, served, name)
    _sends_back(head, served, name)
    drafter.do("工作台")
    assert "请写明依据" in drafter.do(name)
    assert "已办理：提交单位审核" in drafter.do("提交单位审核")
    head.do("工作台")
    head.do(name)
    head.do("同意，报部门")
    assert head.page.inner_text(".meta .state") == "一上：部门审核"


def _begins(finance: Keys, served: Served) -> None:
    """Finance logs in, at the second attempt, and begins the year."""
    finance.come("caizheng", "wrong")
    assert "正确的用户名和密码" in finance.here(), "one stands at what was wrong"
    finance.come("caizheng", served.passwords["caizheng"])
    finance.press("Tab")
    assert finance.here() == "跳到正文"
    finance.press("Enter", "Tab")
    assert finance.page.evaluate("document.activeElement.closest('main') !== null"), "past the menu"
    finance.do("预算编制", "Shift+Tab")
    finance.do("开始新的年度")
    finance.to("预算年度")
    finance.press("Control+a")
    finance.type(str(YEAR + 1))
    finance.to("一上截止")
    finance.type_date(TODAY + timedelta(days=12))
    finance.to("二上截止")
    finance.type_date(TODAY + timedelta(days=11))
    assert "二上截止应在一上截止之后" in finance.follow()
    assert finance.here() == "二上截止", "one stands at what is wrong"
    finance.type_date(TODAY + timedelta(days=33))
    assert "个单位可以填报" in finance.follow()


def _drafts(drafter: Keys, served: Served, name: str) -> None:
    drafter.come("jingban", served.passwords["jingban"])
    drafter.do(name)
    drafter.to("第 1 行")
    money = f"{UNITS[0].function}\t30202\t公用经费\t一般公共预算\t本年\t\t\t12000"
    drafter.paste(f"收入\t\t\t\t一般公共预算\t本年\t\t\t12000\n支出\t{money}\n支出\t{money}")
    assert drafter.here().startswith("第 1 行")
    drafter.press("ArrowDown", "ArrowDown", "Control+Delete")
    assert drafter.page.locator("table.grid tbody tr").count() == 2
    assert drafter.here().startswith("第 2 行")
    drafter.to("第 2 行 另计入")
    drafter.press("F4")
    assert drafter.page.locator(".ticks").is_visible()
    drafter.press("Escape")
    assert drafter.here() == "第 2 行 另计入"
    drafter.press("Control+s")
    drafter.page.locator('[data-state]:text-is("已保存")').wait_for()
    assert drafter.here() == "第 2 行 另计入", "one goes on where one was"
    drafter.to("单位经办人", "Shift+Tab")
    drafter.press("Enter")
    assert drafter.page.locator("details.me[open]").count() == 1
    drafter.press("Escape")
    assert drafter.page.locator("details.me[open]").count() == 0
    assert "已办理：提交单位审核" in drafter.do("提交单位审核")


def _sends_back(head: Keys, served: Served, name: str) -> None:
    head.come("fuzeren", served.passwords["fuzeren"])
    head.do(name)
    head.to("退回理由")
    head.type("请写明依据")
    head.do("退回修改")
