"""A budget year as people play it in a browser: two departments of three units, from request to self-evaluation.

The server is that of `gouji serve`, the people are its demonstration users, each in a browser window of their own.
``shot`` is called with a name and a page wherever a picture is worth taking.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.checking import check
from gouji.checking.findings import Level
from gouji.model.disclosure import Disclosure
from gouji.reading import read

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

CHROMIUM = "/usr/bin/chromium"
_FLAGS = (
    *("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-first-run", "--disable-default-apps", "--metrics-recording-only", "--disable-gpu"),
)
TODAY = date.today()
YEAR = TODAY.year - 1
"""A year that is over, so that its end can be told of."""
Shot = Callable[[str, "Page"], None]


@dataclass(frozen=True)
class Unit:
    """A unit with its people, and the project it wants: name, function, amount in 元."""

    name: str
    drafter: str
    head: str
    department: str
    function: str
    project: str
    spent_under: str
    amount: int


UNITS = (
    Unit("安澜省统计局（本级）", "jingban", "fuzeren", "bumen", "2010501", "统计数据平台运行维护", "2010599", 600000),
    Unit("安澜省统计普查中心", "jingban2", "fuzeren", "bumen", "2010507", "经济普查资料开发", "2010507", 450000),
    Unit("安澜省统计数据中心", "jingban2", "fuzeren", "bumen", "2010501", "统计业务骨干培训", "2010505", 180000),
    Unit(
        "安澜省公共文化厅（本级）", "jingban3", "fuzeren2", "bumen2", "2070101", "公共文化宣传推广", "2070199", 320000
    ),
    Unit("安澜省图书馆", "jingban3", "fuzeren2", "bumen2", "2070104", "图书购置与阅读推广", "2070104", 900000),
    Unit("安澜省群众艺术馆", "jingban3", "fuzeren2", "bumen2", "2070109", "群众文化演出活动", "2070109", 260000),
)
DEPARTMENTS = {"安澜省统计局": "bumen", "安澜省公共文化厅": "bumen2"}
STANDARDS = (
    ("基本工资", "basic/personnel", "30101", "96000"),
    ("办公费", "basic/operating", "30201", "5000"),
)
INDICATORS = (
    "产出指标\t数量指标\t开展活动场次\t全年开展活动的场次\t≥12场次\t50\t≥5场次",
    "效益指标\t社会效益指标\t受众知晓率\t抽样调查中知晓的受众比例\t≥80%\t30\t",
    "满意度指标\t服务对象满意度指标\t参加人员满意度\t参加人员评价满意的比例\t≥90%\t10\t",
)
OBJECTIVE = "年内完成各项既定任务，质量合格，服务对象满意。"
_PASTE = """([row, field, text]) => {
  const cell = document.querySelector(`[data-row="${row}"][data-field="${field}"]`);
  cell.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


ASSETS = {
    **{"as_of": f"{YEAR - 1}年12月31日", "vehicles": "3", "equipment": "2"},
    **{"vehicles_planned": "0", "equipment_planned": "0", "house_area": "5200", "land_area": "8000"},
}


def last_year_book(department: str) -> bytes:
    """The department's ledger of the year before, as it keeps one: nine tenths of this year's projects."""
    from gouji.ledgers.workbook import workbook_bytes
    from gouji.model.ledger import DepartmentEntry, Fact, Ledger, ProjectEntry, UnitEntry

    year, fund = YEAR - 1, "general_public_budget"
    units, projects, facts = [], [], []
    for number, unit in enumerate(one for one in UNITS if one.department == DEPARTMENTS[department]):
        id = f"{number + 1:03}"
        units.append(UnitEntry(id, unit.name))
        projects.append(ProjectEntry(f"{id}-1", unit.project, id))
        spent: tuple[tuple[str, str, str, str | None, int, frozenset[str]], ...] = (
            (unit.function, "30101", "basic/personnel", None, 400_000_00, frozenset()),
            (unit.function, "30201", "basic/operating", None, 20_000_00, frozenset()),
            (unit.function, "30217", "basic/operating", None, 3_000_00, frozenset({"three_public/reception"})),
            (unit.spent_under, "30227", "project", f"{id}-1", unit.amount * 90, frozenset()),
        )
        facts += [
            Fact(year, "expenditure", id, fund, amount, "current", function, economic, use, project, tags=tags)
            for function, economic, use, project, amount, tags in spent
        ]
        facts.append(Fact(year, "revenue", id, fund, sum(one[4] for one in spent)))
    entry = DepartmentEntry(department, year, "安澜省（示例）")
    return workbook_bytes(Ledger(entry, tuple(units), tuple(projects), tuple(facts)))


@contextmanager
def browsing() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        yield browser
        browser.close()


def version_of_chromium() -> str | None:
    """What the system's Chromium calls itself; None where there is none."""
    try:
        return subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True, timeout=30).stdout.strip()
    except OSError:
        return None


class Person:
    """Somebody logged in, in a window of their own."""

    def __init__(self, browser: Browser, base: str, username: str, password: str) -> None:
        self.page = browser.new_context(base_url=base, locale="zh-CN").new_page()
        self.page.set_default_timeout(20_000)
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.goto("/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", password)
        with self.page.expect_navigation():
            self.page.click("main button")

    def go(self, path: str) -> str:
        """Go to a page; gives what it says."""
        answer = self.page.goto(path) or self.page.reload()  # none where the browser stayed on its page
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return self.said()

    def said(self) -> str:
        """What the page says."""
        return self.page.inner_text("body")

    def press(self, text: str) -> str:
        """Press the button of this text and read what follows."""
        with self.page.expect_navigation():
            self.page.locator(f'main button:text-is("{text}")').first.click()
        assert not self.page.query_selector(".messages .error"), self.page.inner_text(".messages")
        return self.said()

    def paste(self, text: str, field: str, row: int = 0) -> None:
        """Paste cells of a spreadsheet into the grid."""
        self.page.evaluate(_PASTE, [str(row), field, text])

    def save(self) -> str:
        """Save the grid; gives what its checks say."""
        self.page.click('[data-do="save"]')
        self.page.locator('[data-state]:text-is("已保存")').wait_for()
        return self.page.inner_text(".live").strip() or self.page.inner_text(".count")


@dataclass
class Year:
    """The play. Each act may be followed by a look at what came of it."""

    browser: Browser
    base: str
    passwords: dict[str, str]
    shot: Shot = lambda name, page: None
    people: dict[str, Person] = field(default_factory=dict)
    budgets: dict[str, int] = field(default_factory=dict)
    projects: dict[str, int] = field(default_factory=dict)

    def as_(self, username: str) -> Person:
        """A person, logged in once."""
        if username not in self.people:
            self.people[username] = Person(self.browser, self.base, username, self.passwords[username])
        return self.people[username]

    def play(self) -> None:
        """The whole year."""
        for act in (
            *(self.opened, self.projects_stored, self.requested, self.allotted, self.drafted, self.approved),
            *(self.published, self.adjusted, self.evaluated, self.told_to_the_world),
        ):
            act()

    def opened(self) -> None:
        """Finance sets standards and begins the year; departments set up first-level projects."""
        finance = self.as_("caizheng")
        for name, use, economic, amount in STANDARDS:
            finance.go("/standards/new/")
            finance.page.fill("[name=name]", name)
            finance.page.select_option("[name=use]", use)
            finance.page.fill("[name=economic]", economic)
            finance.page.select_option("[name=staff]", "active")
            finance.page.fill("[name=yuan]", amount)
            finance.page.fill("[name=basis]", "示例定额标准")
            finance.page.fill("[name=valid_from]", "2020-01-01")
            finance.press("保存")
        self.shot("standards", finance.page)
        finance.go("/budgets/new-year/")
        finance.page.fill("[name=year]", str(YEAR))
        finance.page.fill("[name=request_due]", str(TODAY + timedelta(days=12)))
        finance.page.fill("[name=draft_due]", str(TODAY + timedelta(days=33)))
        assert "6 个单位可以填报" in finance.press("开始编制")
        for link in finance.page.query_selector_all("tbody th a"):
            number = re.search(r"/budgets/(\d+)/", link.get_attribute("href") or "")
            assert number is not None
            self.budgets[link.inner_text().strip()] = int(number[1])
        for username in ("bumen", "bumen2"):
            department = self.as_(username)
            department.go("/themes/new/")
            department.page.fill("[name=name]", "专项业务开展")
            department.page.fill("[name=purpose]", "落实本部门年度重点工作。")
            department.press("保存")

    def projects_stored(self) -> None:
        """Each unit draws up a project with its plan and target; the department takes it into the library."""
        for unit in UNITS:
            drafter = self.as_(unit.drafter)
            drafter.go("/projects/new/")
            drafter.page.select_option("[name=unit]", label="　" * 2 + unit.name)
            drafter.page.select_option("[name=theme]", label="专项业务开展")
            drafter.page.fill("[name=name]", unit.project)
            drafter.page.fill("[name=first_year]", str(YEAR))
            drafter.page.fill("[name=last_year]", str(YEAR + 1))
            drafter.page.fill("[name=basis]", "年度工作要点")
            drafter.page.fill("[name=content]", "按计划组织实施。")
            drafter.press("保存")
            number = re.search(r"/projects/(\d+)/", drafter.page.url)
            assert number is not None
            self.projects[unit.name] = pk = int(number[1])
            plan = [f"{year}\t{unit.spent_under}\t30227\t一般公共预算\t\t{unit.amount}" for year in (YEAR, YEAR + 1)]
            drafter.paste("\n".join(plan), "year")
            assert drafter.save() == "没有发现问题。"
            drafter.go(f"/projects/{pk}/targets/{YEAR}/")
            drafter.page.fill("#objective", OBJECTIVE)
            drafter.paste("\n".join(INDICATORS), "level1")
            said = drafter.save()
            assert "没有发现问题" in said, said
            self.shot("target", drafter.page)
            drafter.go(f"/projects/{pk}/")
            drafter.press("申请入库")
            department = self.as_(unit.department)
            department.go(f"/projects/{pk}/")
            assert "已入库" in department.press("同意入库")
        self.shot("project", self.as_("bumen").page)

    def requested(self) -> None:
        """一上: every unit drafts by standards and from the library; one is sent back with a word at a field."""
        for number, unit in enumerate(UNITS):
            drafter, pk = self.as_(unit.drafter), self.budgets[unit.name]
            drafter.go(f"/budgets/{pk}/standards/")
            drafter.page.fill("[name=function]", unit.function)
            assert "已按标准填入" in drafter.press("按标准填入")
            drafter.go(f"/budgets/{pk}/projects/")
            drafter.press("纳入预算")
            drafter.go(f"/budgets/{pk}/")
            if number == 0:
                self._type_a_line(drafter, unit)
            drafter.press("按支出列齐财政拨款收入")
            drafter.press("提交单位审核")
        self._sent_back(UNITS[0])
        for unit in UNITS:
            self._agreed(unit)

    def _type_a_line(self, drafter: Person, unit: Unit) -> None:
        """A line typed with the keyboard alone, a mistake undone and redone on the way."""
        page = drafter.page
        page.click('[data-do="add"]')
        row = page.locator("table.grid tbody tr").count() - 1
        for text in (unit.function, "30217"):
            page.keyboard.type(text)
            page.keyboard.press("Tab")
        cells = f'[data-row="{row}"]'
        page.locator(f'{cells}[data-field="use"]').select_option("公用经费")
        page.locator(f'{cells}[data-field="tags"]').fill("公务接待费")
        page.locator(f'{cells}[data-field="amount"]').focus()
        page.keyboard.type("20000")
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.dataset.row") == str(row - 1)
        page.keyboard.press("Control+z")
        assert page.input_value(f'{cells}[data-field="amount"]') == ""
        page.keyboard.press("Control+y")
        assert page.input_value(f'{cells}[data-field="amount"]') == "20000"
        drafter.save()
        self._in_each_others_way(drafter, unit)
        self.shot("grid", page)

    def _in_each_others_way(self, drafter: Person, unit: Unit) -> None:
        """A colleague saves in between: one other row, and one that both change. Neither change is lost."""
        colleague = Person(self.browser, self.base, unit.drafter, self.passwords[unit.drafter])
        colleague.go(f"/budgets/{self.budgets[unit.name]}/")
        office, project, reception = (self._amount(colleague, code) for code in ("30201", "30227", "30217"))
        office.fill("210001")
        reception.fill("25000")
        project.focus()
        colleague.save()
        self._amount(drafter, "30217").fill("18000")
        self._amount(drafter, "30227").fill(str(unit.amount + 1))
        drafter.page.click('[data-do="save"]')
        drafter.page.locator(".clash li").wait_for()
        assert "其中 1 行" in drafter.page.inner_text("[data-state]")
        self.shot("clash", drafter.page)
        assert self._amount(drafter, "30201").input_value() == "210001.00", "the other's change is there"
        assert self._amount(drafter, "30217").input_value() == "18000.00", "and mine, until I choose"
        drafter.page.locator(".clash label", has_text="对方的").locator("input").check()
        assert self._amount(drafter, "30217").input_value() == "25000.00"
        self._amount(drafter, "30217").fill("20000")
        self._amount(drafter, "30201").fill("210000")
        self._amount(drafter, "30227").fill(str(unit.amount))
        drafter.page.locator("#lines h2, .gridbox th").first.click()
        drafter.save()
        drafter.wrong = [text for text in drafter.wrong if "409" not in text]
        colleague.page.context.close()

    def _amount(self, person: Person, economic: str) -> Locator:
        """The amount of the line of an economic item."""
        code = person.page.locator('input[data-field="economic"]').all()
        row = next(one.get_attribute("data-row") for one in code if one.input_value() == economic)
        return person.page.locator(f'[data-row="{row}"][data-field="amount"]')

    def _sent_back(self, unit: Unit) -> None:
        """The head writes at a field and sends the budget back; the drafter answers, changes it, submits again."""
        drafter, head, pk = self.as_(unit.drafter), self.as_(unit.head), self.budgets[unit.name]
        said = head.go(f"/budgets/{pk}/")
        lines = [line for line in said.split("\n") if "公务接待费" in line and "30217" in line]
        number = re.match(r"\s*(\d+)", lines[0])
        assert number is not None
        head.page.click("summary:text-is('写批注')")
        head.page.fill("[name=line]", number[1])
        head.page.fill("#remark", "接待费偏高，请压减。")
        head.press("保存批注")
        head.page.fill("#text", "请按批注修改")
        head.press("退回修改")
        drafter.go(f"/budgets/{pk}/")
        self.shot("returned", drafter.page)
        cell = drafter.page.locator("input.remarked")
        assert "接待费偏高，请压减。" in (cell.get_attribute("title") or "")
        cell.fill("12000")
        drafter.page.keyboard.press("Enter")
        drafter.save()
        drafter.page.fill("input[id^=answer]", "已压减到 12000 元")
        drafter.press("答复")
        drafter.press("按支出列齐财政拨款收入")
        drafter.press("提交单位审核")
        said = head.go(f"/budgets/{pk}/")
        assert "12,000.00" in said
        assert "20,000.00" in said, "what changed since the one before"

    def _agreed(self, unit: Unit) -> None:
        head, department, pk = self.as_(unit.head), self.as_(unit.department), self.budgets[unit.name]
        head.go(f"/budgets/{pk}/")
        self.shot("approval", head.page)
        if unit is UNITS[0]:
            self._read_on_a_phone(head, pk)
        head.press("同意，报部门")
        department.go(f"/budgets/{pk}/")
        department.press("同意，报财政")

    def _read_on_a_phone(self, head: Person, pk: int) -> None:
        """No line is cut off: wide tables become cards."""
        page, size = head.page, head.page.viewport_size
        page.set_viewport_size({"width": 390, "height": 844})
        head.go(f"/budgets/{pk}/")
        wide = "[...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > one.clientWidth + 1).length"
        assert page.evaluate(wide) == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        card = page.locator("table.lines.stacked tr", has_text="30217")
        assert "公务接待费" in card.inner_text()
        assert card.locator("td").last.get_attribute("data-label") == "金额（元）"
        assert size is not None
        page.set_viewport_size(size)
        head.go(f"/budgets/{pk}/")

    def _added_up(self) -> None:
        """The department looks at its units' sums, and at the document they come to."""
        department = self.as_("bumen")
        department.go("/budgets/")
        department.page.locator("td a", has_text="安澜省统计局").first.click()
        department.page.locator("text=互相印证").wait_for()
        assert "没有发现问题" in department.said()
        self.shot("department", department.page)

    def allotted(self) -> None:
        """一下: ceilings; the second unit's project is cut by a third."""
        finance = self.as_("caizheng")
        for number, unit in enumerate(UNITS):
            finance.go(f"/budgets/{self.budgets[unit.name]}/")
            if number == 1:
                finance.page.fill('[name="general_public_budget:project"]', str(unit.amount * 2 // 3))
            finance.press("保存控制数")
            self.shot("ceilings", finance.page)
            finance.press("下达控制数")

    def drafted(self) -> None:
        """二上: what was cut does not get through until it is under its ceiling; then everything is submitted."""
        for number, unit in enumerate(UNITS):
            drafter, pk = self.as_(unit.drafter), self.budgets[unit.name]
            drafter.go(f"/budgets/{pk}/")
            if number == 1:
                drafter.page.wait_for_selector(".live li.error")
                assert "超过控制数" in drafter.page.inner_text(".live")
                self.shot("over", drafter.page)
                row = drafter.page.locator("tr", has=drafter.page.locator('select option:checked:text-is("项目支出")'))
                row.locator('[data-field="amount"]').fill(str(unit.amount * 2 // 3))
                drafter.page.keyboard.press("Enter")
                drafter.save()
                drafter.press("按支出列齐财政拨款收入")
            if number == 0:
                self._told_in_words(drafter, unit)
            drafter.press("提交单位审核")
            self._agreed(unit)
        self._added_up()

    def _told_in_words(self, drafter: Person, unit: Unit) -> None:
        """What is said of the lines is held against them as it is typed; the keyboard leads to the words and back. Then
        a table is pasted as people copy it, and taken back again."""
        page, wrong = drafter.page, f"{unit.amount / 10_000 + 1:.2f}万元"
        page.fill("#note", f"项目支出{wrong}，用于平台运行。")
        told = page.locator(".findings-live li", has_text="按勾稽关系应为")
        told.wait_for()
        self.shot("live", page)
        told.locator("button", has_text="编报说明").click()
        here = "(() => { const e = document.activeElement; return e.value?.slice(e.selectionStart, e.selectionEnd) })()"
        assert page.evaluate(here) == wrong
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.textContent") == "编报说明"
        page.fill("#note", f"项目支出{unit.amount / 10_000:.2f}万元，用于平台运行。")
        told.wait_for(state="detached")
        rows = page.locator("table.grid tbody tr").count()
        table = "表一\t\t\n功能分类科目\t支出类别\t金额（万元）\n2010501 行政运行\t公用经费\t１.5\n\n合计\t\t1.5"
        page.click('[data-do="add"]')
        drafter.paste(table, "function", rows)
        assert "粘贴了 1 行，略去表头 2 行，略去合计 1 行，略去空行 1 行" in page.inner_text("[data-state]")
        assert page.input_value(f'[data-row="{rows}"][data-field="function"]') == "2010501"
        assert page.input_value(f'[data-row="{rows}"][data-field="amount"]') == "15000"
        page.keyboard.press("Control+z")
        assert page.input_value(f'[data-row="{rows}"][data-field="amount"]') == ""
        page.keyboard.press("Control+z")
        assert page.locator("table.grid tbody tr").count() == rows
        drafter.save()

    def approved(self) -> None:
        """二下: finance approves, the departments pass it on."""
        finance = self.as_("caizheng")
        for unit in UNITS:
            finance.go(f"/budgets/{self.budgets[unit.name]}/")
            finance.press("批复预算")
            department = self.as_(unit.department)
            department.go(f"/budgets/{self.budgets[unit.name]}/")
            department.press("批复到单位")
        said = finance.go(f"/progress/?year={YEAR}")
        assert "6 / 6" in said
        self.shot("progress", finance.page)

    def adjusted(self) -> None:
        """Within the year: money moves from one line of the first unit to its project."""
        unit = UNITS[0]
        drafter, pk = self.as_(unit.drafter), self.budgets[unit.name]
        drafter.go(f"/budgets/{pk}/")
        drafter.page.click("summary:text-is('申请调整')")
        drafter.page.fill("#reason", "平台扩容，由接待费调剂")
        drafter.press("开始调整")
        number = re.search(r"/adjustments/(\d+)/", drafter.page.url)
        assert number is not None
        less = f"支出\t{unit.function}\t30217\t公用经费\t一般公共预算\t本年\t\t公务接待费\t-5000"
        more = f"支出\t{unit.spent_under}\t30227\t项目支出\t一般公共预算\t本年\t{unit.project}\t\t5000"
        drafter.paste(f"{less}\n{more}", "side")
        said = drafter.save()
        assert "没有发现问题" in said, said
        self.shot("adjustment", drafter.page)
        drafter.go(f"/adjustments/{number[1]}/")
        drafter.press("提交单位审核")
        for username, step in (
            (unit.head, "同意，报部门"),
            (unit.department, "同意，报财政"),
            ("caizheng", "批复调整"),
        ):
            person = self.as_(username)
            person.go(f"/adjustments/{number[1]}/")
            person.press(step)
        said = drafter.go(f"/budgets/{pk}/")
        assert "605,000.00" in said
        assert "年初预算与调整后预算" in said
        self._asked_for_the_adjusted()

    def _asked_for_the_adjusted(self) -> None:
        """The publisher asks for the adjusted budget; while it is made the year goes on."""
        publisher = self.as_("gongkai")
        publisher.go(f"/publications/?year={YEAR}")
        with publisher.page.expect_navigation():
            publisher.page.click("main tbody td a:text-is('1 项待公开')")
        assert "平台扩容，由接待费调剂" in publisher.page.input_value("[name=explanation]")
        self.shot("adjusted", publisher.page)
        with publisher.page.expect_navigation():
            publisher.page.locator("main form button:text-is('公开')").click()

    def evaluated(self) -> None:
        """Monitoring in the middle of the year, self-evaluation at its end, accepted by the department."""
        unit = UNITS[0]
        drafter, pk = self.as_(unit.drafter), self.projects[unit.name]
        for day, paid, done in ((f"{YEAR}-06-30", "240000", "3"), (f"{YEAR}-12-31", "590000", "12")):
            drafter.go(f"/projects/{pk}/monitoring/{YEAR}/")
            drafter.page.fill("[name=as_of]", day)
            drafter.page.fill("[name=paid]", paid)
            for place, value in enumerate((f"{done}场次", "85%", "93%")):
                drafter.page.fill(f"[name=actual-{place}]", value)
            said = drafter.press("填报")
        assert "预警" in said or "偏慢" in said, "three of the five due by the middle of the year"
        self.shot("monitoring", drafter.page)
        drafter.press("年终绩效自评")
        drafter.page.fill("#achieved", "各项任务按期完成。")
        drafter.page.fill("#rate_reason", "合同尾款按约定次年支付。")
        drafter.press("保存并计分")
        self.shot("evaluation", drafter.page)
        number = re.search(r"/evaluations/(\d+)/", drafter.page.url)
        assert number is not None
        drafter.press("提交部门审核")
        department = self.as_(unit.department)
        department.go(f"/evaluations/{number[1]}/")
        said = department.press("审定自评结果")
        assert "99.75" in said, "590,000 of 605,000 earn 9.75"
        assert "等次：优" in department.go(f"/evaluations/{number[1]}/form.html")
        self.shot("form", department.page)

    def told_to_the_world(self) -> None:
        """The adjusted budget and the self-evaluation are published too; everyone finds, downloads and checks them."""
        publisher = self.as_("gongkai")
        publisher.go(f"/publications/?year={YEAR}")
        with publisher.page.expect_navigation():
            publisher.page.click("main tbody td a:text-is('审定 1，公开 0')")
        place = publisher.page.url.removesuffix("evaluations/")
        publisher.press("公开所选的自评")
        for tab in ("adjusted/", "evaluations/"):
            publisher.go(f"{place}{tab}".removeprefix(self.base))
            publisher.page.locator(".versions .state.passed, .versions .state.returned").first.wait_for(timeout=120_000)
            said = publisher.page.inner_text(".versions")
            assert "没有公开" not in said, said
        self.shot("evaluations", publisher.page)
        page = self.browser.new_context(base_url=self.base).new_page()
        page.goto("/open/")
        page.click("text=安澜省统计局")
        original = self._downloaded(page, ".docx")
        page.click("text=查看调整了什么、为什么")
        assert "平台扩容，由接待费调剂" in page.inner_text("main")
        self.shot("changes", page)
        for ending in (".docx", ".xlsx", ".pdf"):
            report = check(self._downloaded(page, ending), original)
            assert report.count(Level.ERROR) == report.tables.unchecked == 0, report.findings
        page.goto("/open/")
        page.click("text=安澜省统计局")
        page.click("text=查看各项目的得分")
        page.click(f"main td a:text-is('{UNITS[0].project}'), main th a:text-is('{UNITS[0].project}')")
        assert "99.75" in page.inner_text("main")
        self.shot("score", page)
        for ending in (".docx", ".xlsx", "index.html"):
            report = check(self._downloaded(page, ending))
            assert report.count(Level.ERROR) == 0, report.findings
            assert report.scores == 1

    def _downloaded(self, page: Page, ending: str) -> Disclosure:
        """What the first file with this ending says that a page links to."""
        link = page.locator(f"a[href$='{ending}']").first.get_attribute("href")
        assert link is not None
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"published{Path(ending).suffix or ending}"
            file.write_bytes(page.request.get(link).body())
            return read([file])

    def published(self) -> None:
        """Each department publishes; every output is read back, and the world can read it without logging in."""
        for username in ("gongkai", "gongkai2"):
            publisher = self.as_(username)
            publisher.go(f"/publications/?year={YEAR}")
            publisher.page.click("main tbody th a")
            publisher.page.wait_for_load_state()
            address = publisher.page.url
            publisher.page.click("text=填写公开说明")
            publisher.page.fill("[name=functions]", "拟订本领域规划并组织实施。\n指导所属单位工作。")
            publisher.page.fill("[name=institutions]", "办公室\n综合处")
            for name, value in ASSETS.items():
                publisher.page.fill(f"[name='asset:{name}']", value)
            for reason in publisher.page.locator("[name^='reason:']").all():
                reason.fill("按人员、标准和年度任务安排")
            name = publisher.page.inner_text(".back").strip("← ").split(" ")[0]
            publisher.page.set_input_files(
                "[name=book]",
                {"name": "上年账套.xlsx", "mimeType": "application/octet-stream", "buffer": last_year_book(name)},
            )
            publisher.press("保存")
            publisher.go(address.removeprefix(self.base))
            with publisher.page.expect_navigation():
                publisher.page.locator("main form button:text-is('公开')").click()
            self.shot("publishing", publisher.page)
            publisher.page.locator(".versions .state.passed, .versions .state.returned").first.wait_for(timeout=120_000)
            assert "没有公开" not in publisher.page.inner_text(".versions"), publisher.page.inner_text(".versions")
            self.shot("published", publisher.page)
            link = publisher.page.locator("text=查看和下载").get_attribute("href")
            assert link is not None
            self._read_by_the_world(link)

    def _read_by_the_world(self, address: str) -> None:
        """Somebody without an account downloads the document, and checks it."""
        page = self.browser.new_context(base_url=self.base).new_page()
        page.goto(address)
        self.shot("portal", page)
        report = check(self._downloaded(page, ".docx"))
        wrong = [finding.message for finding in report.findings if finding.level is Level.ERROR]
        assert wrong == [], wrong
        assert report.tables.proved > 100

    def wrong(self) -> list[str]:
        """What any browser complained of."""
        return [f"{name}: {text}" for name, person in self.people.items() for text in person.wrong]
