"""Self-evaluation forms: what is printed is read again, in every format, and points that do not add up are seen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.checking import check
from gouji.checking.findings import Level
from gouji.model.disclosure import Disclosure, Indicator, Target
from gouji.model.kinds import BUDGET, EVALUATION
from gouji.publishing.evaluation import EvaluationForm, as_docx, as_html, as_xlsx, differences
from gouji.reading import read
from gouji.targets.evaluation import Result, evaluate

_LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
_FORMATS = ("docx", "xlsx", "html")


def a_form(results: Sequence[int], budget: int, paid: int, project: str = "档案整理") -> EvaluationForm:
    """A form with one indicator for each result, ten wanted; weights as even as they come."""
    share, rest = divmod(90, len(results))
    weights = [share + (rest if n == 0 else 0) for n in range(len(results))]
    indicators = tuple(
        Indicator(*_LEVELS[n % 4], f"整理数{n}", None, "≥10卷", weight=str(weights[n])) for n in range(len(results))
    )
    told = [Result(f"{found}卷", reason="" if found == 10 else "雨季停工，下年补上。") for found in results]
    found = evaluate(Target(None, None, None, None, indicators), budget, paid, told)
    return EvaluationForm(
        2026, "示例市档案馆", "档案馆本级", project, 450_000_00, "整理。\n开放。", "已完成", found, "尾款"
    )


def printed(forms: Sequence[EvaluationForm], suffix: str, folder: Path) -> Disclosure:
    """The forms printed and read again."""
    path = folder / f"自评表.{suffix}"
    content = {"docx": as_docx, "xlsx": as_xlsx, "html": as_html}[suffix](forms)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read([path])


@pytest.mark.parametrize("suffix", _FORMATS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    results=st.lists(st.integers(0, 13), min_size=1, max_size=7),
    budget=st.integers(100, 90_000_000_00),
    permille=st.integers(0, 1200),
)
def test_what_is_printed_is_read_and_right(
    suffix: str, results: list[int], budget: int, permille: int, tmp_path: Path
) -> None:
    form = a_form(results, budget, budget * permille // 1000)
    disclosure = printed([form], suffix, tmp_path)
    assert (disclosure.document.kind, disclosure.document.year) == (EVALUATION, 2026)
    assert disclosure.document.department == form.department
    (one,) = disclosure.evaluations
    assert (one.project, one.unit, one.objective, one.achieved) == (
        form.project,
        form.unit,
        form.objective,
        form.achieved,
    )
    assert [i.name for i in one.indicators] == [score.indicator.name for score in form.evaluation.scores]
    assert [Decimal(i.points or "") for i in one.indicators] == [score.points for score in form.evaluation.scores]
    assert [(i.level1, i.level2) for i in one.indicators] == [_LEVELS[n % 4] for n in range(len(results))]
    assert Decimal(one.total or "") == form.evaluation.total
    assert differences(form, disclosure) == ()
    report = check(disclosure)
    assert not [f for f in report.findings if f.level in {Level.ERROR, Level.WARNING}], report.findings
    assert not disclosure.targets
    assert not disclosure.projects


@pytest.mark.parametrize("suffix", _FORMATS)
def test_forms_of_several_projects(suffix: str, tmp_path: Path) -> None:
    forms = [a_form([10, 8], 500_000_00, 400_000_00), a_form([9], 10_000_00, 0, "会议")]
    disclosure = printed(forms, suffix, tmp_path)
    assert [one.project for one in disclosure.evaluations] == ["档案整理", "会议"]
    report = check(disclosure)
    assert not [f for f in report.findings if f.level is Level.ERROR]
    assert [cell.text for cell in disclosure.cells] == ["45.00", "50.00", "40.00", "45.00", "1.00", "0.00"]
    assert len({cell.id for cell in disclosure.cells}) == 6


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        (">40.00<", ">41.00<", "G106"),
        (">80.00%<", ">81.00%<", "G106"),
        (">8<", ">10<", "G751"),
        (">89<", ">98<", "G753"),
        (">36<", ">36.5<", "G753"),
    ],
)
def test_a_wrong_digit_is_seen(right: str, wrong: str, code: str, tmp_path: Path) -> None:
    page = as_html([a_form([10, 8], 500_000_00, 400_000_00)])
    assert page.count(right) == 1, page
    path = tmp_path / "自评表.html"
    path.write_text(page.replace(right, wrong), "utf-8")
    assert code in {finding.code for finding in check(read([path])).findings}


_OFFICIAL_ROWS = """
项目名称|9:其他
主管部门|4:示例市档案馆|实施单位|4:
4.1:项目资金|2:|年初预算数|全年预算数（A）|全年执行数（B）|分值|2:执行率（B/A）|得分
2:年度资金总额：|450,000|500,000|400,000|10|2:80%|8
2:其中：当年财政拨款|400,000|450,000|350,000|—|2:|—
2:其他资金|50,000|50,000|50,000|—|2:|—
2.1:年度总体目标|5:预期目标|4:实际完成情况
5:整理档案。|4:已整理。
4.1:绩效指标|一级指标|二级指标|2:三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
2.1:产出指标（50分）|2.1:数量指标|2:整理档案|≥10卷|10卷|30|30|
2:开放档案|≥10卷|8卷|20|16|雨季
效益指标|社会效益指标|2:查阅人次|≥100人次|120人次|40|40|
7:总分|100|94|
10:填表人：张某某 联系电话：00000000
"""
"""The form as it is commonly published: cells parted by strokes, with the columns or rows.columns that they cover."""


def _cell(text: str) -> str:
    spans, mark, rest = text.partition(":")
    if not mark:
        return f"<td>{text}</td>"
    rows, _, columns = spans.rpartition(".")
    return f'<td rowspan="{rows or 1}" colspan="{columns}">{rest}</td>'


_OFFICIAL = (
    "<!doctype html><html><body><p>附件2</p><p>2025年度项目支出绩效自评表</p><p>单位：元</p><table>"
    + "".join(f"<tr>{''.join(map(_cell, row.split('|')))}</tr>" for row in _OFFICIAL_ROWS.strip().splitlines())
    + "</table></body></html>"
)


def _page(text: str, tmp_path: Path) -> Disclosure:
    path = tmp_path / "页面.html"
    path.write_text(text, "utf-8")
    return read([path])


def test_the_form_as_it_is_commonly_published(tmp_path: Path) -> None:
    disclosure = _page(_OFFICIAL, tmp_path)
    (one,) = disclosure.evaluations
    assert (one.year, one.project, one.department, one.unit) == (2025, "其他", "示例市档案馆", None)
    assert [line.label for line in one.funds] == ["年度资金总额:", "其中:当年财政拨款", "其他资金"]
    assert [(i.name, i.points) for i in one.indicators] == [("整理档案", "30"), ("开放档案", "16"), ("查阅人次", "40")]
    assert (one.title, one.total_weight, one.total) == ("2025年度项目支出绩效自评表", "100", "94")
    report = check(disclosure)
    assert {finding.code for finding in report.findings} == {"G603"}
    assert report.tables.proved == 9, "parts are summed, the rate is of them"


def test_indicators_may_go_on_in_the_next_table(tmp_path: Path) -> None:
    cut = _OFFICIAL.index("<tr><td>效益指标")
    (one,) = _page(
        f"{_OFFICIAL[:cut]}</table><p>- 2 -</p><table><tr><td></td>{_OFFICIAL[cut + 4 :]}", tmp_path
    ).evaluations
    assert [i.points for i in one.indicators] == ["30", "16", "40"]
    assert one.total == "94"


def test_a_target_form_is_none(tmp_path: Path) -> None:
    form = """<p>2025年项目支出绩效目标表</p><table><tr><td>项目名称</td><td colspan=3>档案整理</td></tr>
    <tr><td>年度资金总额</td><td colspan=3>50.00</td></tr><tr><td>年度目标</td><td colspan=3>整理档案。</td></tr>
    <tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
    <tr><td>产出指标</td><td>数量指标</td><td>整理</td><td>≥10卷</td></tr></table>"""
    disclosure = _page(form, tmp_path)
    assert not disclosure.evaluations
    assert disclosure.document.kind == BUDGET
    assert len(disclosure.targets) == 1


def test_a_form_without_points_is_no_evaluation(tmp_path: Path) -> None:
    assert not _page(_OFFICIAL.replace("得分", "备注"), tmp_path).evaluations
