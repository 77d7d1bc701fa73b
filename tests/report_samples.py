"""Small invented documents and their reports, for the tests of reports and of the command line."""

from __future__ import annotations

from gouji.checking.findings import (
    Correction,
    Counts,
    Finding,
    FindingPlace,
    IdentityView,
    Level,
    NotApplicable,
    Report,
)
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import (
    Cell,
    ColumnHead,
    Disclosure,
    DocumentInfo,
    Indicator,
    Panel,
    Place,
    Project,
    ReadingProblem,
    RowHead,
    SourceFile,
    Statement,
    Table,
    Target,
)
from gouji.model.money import Unit, parse_amount

YEAR = 2025
DOCUMENT = DocumentInfo(
    title="示例市档案馆2025年部门预算",
    department="示例市档案馆",
    year=YEAR,
    unit_of_amount="万元",
    source=SourceFile("样例<1>.pdf", "0" * 64, "pdf"),
)


def _cell(identifier, row, column, text, at, page, coordinates):
    amount = parse_amount(text, Unit.TEN_THOUSAND_YUAN)
    box = (60.0 + 90 * at[1], 100.0 + 18 * at[0], 140.0 + 90 * at[1], 114.0 + 18 * at[0])
    return Cell(identifier, row, column, amount, text, coordinates, Place(page, None, box), at[0], at[1])


def balance_table() -> Table:
    """Two sides in one table: revenue 1,000.00 + 200.00, expenditure 900.00 + 290.00 under a printed 1,200.00."""
    grid = (
        ("收入", "", "支出", ""),
        ("项目", "预算数", "项目", "预算数"),
        ("一、一般公共预算拨款收入", "1,000.00", "一、一般公共服务支出", "900.00"),
        ("二、其他收入", "200.00", "二、社会保障和就业支出", "290.00"),
        ("三、事业收入", "0.00", "", ""),
        ("收入总计", "1,200.00", "支出总计", "1,200.00"),
    )
    revenue = Coordinates(year=YEAR, side="revenue")
    expenditure = Coordinates(year=YEAR, side="expenditure")
    left = Panel(
        rows=tuple(
            RowHead(number, label, is_total=number == 3)
            for number, label in enumerate(("一般公共预算拨款收入", "其他收入", "事业收入", "收入总计"))
        ),
        columns=(ColumnHead(0, ("预算数",)),),
        cells=(
            _cell("t0:r0", 0, 0, "1,000.00", (2, 1), 3, revenue.joined(Coordinates(fund="general_public_budget"))),
            _cell("t0:r1", 1, 0, "200.00", (3, 1), 3, revenue.joined(Coordinates(fund="own_funds/other"))),
            _cell("t0:r2", 2, 0, "0.00", (4, 1), 3, revenue.joined(Coordinates(fund="own_funds/service"))),
            _cell("t0:r3", 3, 0, "1,200.00", (5, 1), 3, revenue),
        ),
    )
    right = Panel(
        rows=tuple(
            RowHead(number, label, is_total=number == 2)
            for number, label in enumerate(("一般公共服务支出", "社会保障和就业支出", "支出总计"))
        ),
        columns=(ColumnHead(0, ("预算数",)),),
        cells=(
            _cell("t0:e0", 0, 0, "900.00", (2, 3), 3, expenditure.joined(Coordinates(function="201"))),
            _cell("t0:e1", 1, 0, "290.00", (3, 3), 3, expenditure.joined(Coordinates(function="208"))),
            _cell("t0:e2", 2, 0, "1,200.00", (5, 3), 3, expenditure),
        ),
    )
    return Table(
        0, "收支预算总表", "balance", Unit.TEN_THOUSAND_YUAN, (left, right), grid, 2,
        notes=("注：本表反映部门全部收支。",), place=Place(3), unit_text="万元", printed_title="表一 收支预算总表",
    )  # fmt: skip


def expenditure_table() -> Table:
    """Functions by use: basic + project = total; one amount stands in no identity."""
    grid = (
        ("科目编码", "", "科目名称", "合计", "支出用途", "", "备查"),
        ("类", "款", "", "", "基本支出", "项目支出", ""),
        ("201", "", "一般公共服务支出", "900.00", "600.00", "300.00", "7.50"),
        ("208", "", "社会保障和就业支出", "300.00", "300.00", "", ""),
        ("", "", "合计", "1,200.00", "900.00", "300.00", ""),
    )
    heads = (("合计",), ("支出用途", "基本支出"), ("支出用途", "项目支出"), ("备查",))
    codes = ("201", "208", None)
    labels = ("一般公共服务支出", "社会保障和就业支出", "合计")
    uses = (None, "basic", "project", None)
    cells = []
    for row, code in enumerate(codes):
        for column in range(4):
            text = grid[row + 2][column + 3]
            if text:
                at = (row + 2, column + 3)
                coordinates = Coordinates(year=YEAR, side="expenditure", function=code, use=uses[column])
                cells.append(_cell(f"t1:{row}.{column}", row, column, text, at, 4, coordinates))
    panel = Panel(
        rows=tuple(RowHead(n, label, codes[n], is_total=n == 2) for n, label in enumerate(labels)),
        columns=tuple(ColumnHead(n, path) for n, path in enumerate(heads)),
        cells=tuple(cells),
    )
    return Table(
        1,
        "支出预算总表",
        "expenditure_summary",
        Unit.TEN_THOUSAND_YUAN,
        (panel,),
        grid,
        2,
        place=Place(4),
        unit_text="万元",
    )


def empty_table() -> Table:
    """A table without a figure, with the note that says so."""
    grid = (("科目编码", "科目名称", "合计"), ("", "", ""))
    panel = Panel((), (ColumnHead(2, ("合计",)),), ())
    return Table(
        2, "政府性基金预算支出表", "government_fund", Unit.TEN_THOUSAND_YUAN, (panel,), grid, 1,
        notes=("本部门无此项预算，故本表为空。",), place=Place(5),
    )  # fmt: skip


SENTENCE = "2025年收入预算1,200.00万元，其中：其他收入200.00万元，联系电话13000000000。"


def statements() -> tuple[Statement, ...]:
    """Two amounts in one sentence, both agreeing with the tables, and one that nothing ties."""
    revenue = Coordinates(year=YEAR, side="revenue")
    whole, other = SENTENCE.index("1,200.00"), SENTENCE.index("200.00万元，联系")
    return (
        Statement(
            "s1", "amount", "收入预算情况说明", SENTENCE, Place(6), "收入预算", revenue,
            amount=parse_amount("1,200.00", Unit.TEN_THOUSAND_YUAN), span=(whole, whole + 10),
        ),
        Statement(
            "s2", "amount", "收入预算情况说明", SENTENCE, Place(6), "其他收入",
            revenue.joined(Coordinates(fund="own_funds/other")),
            amount=parse_amount("200.00", Unit.TEN_THOUSAND_YUAN), span=(other, other + 8),
        ),
        Statement(
            "s3", "share", "支出预算情况说明", "基本支出占75%。", Place(6), "基本支出", percent="75", span=(5, 8),
            coordinates=Coordinates(year=YEAR, side="expenditure", use="basic"),
            base=Coordinates(year=YEAR, side="expenditure"),
        ),
        Statement(
            "s4", "count", "机构设置", "本部门有预算单位1个。", Place(2), "预算单位", count="1", span=(8, 10),
        ),
    )  # fmt: skip


def disclosure() -> Disclosure:
    """The whole invented document."""
    unit = Unit.TEN_THOUSAND_YUAN
    return Disclosure(
        document=DOCUMENT,
        tables=(balance_table(), expenditure_table(), empty_table()),
        statements=statements(),
        projects=(
            Project("特定目标类", None, "=馆藏<b>数字化", "示例市档案馆", parse_amount("300.00", unit), Place(7)),
        ),
        targets=(
            Target(
                "示例市档案馆", "馆藏数字化", parse_amount("300.00", unit), "完成馆藏扫描。",
                (Indicator("产出指标", "数量指标", "扫描卷数", None, "≥50卷", "≥", "50", "卷", "50", None),),
                Place(8), frozenset({"project"}),
            ),
        ),
        units=("示例市档案馆",),
        problems=(ReadingProblem("第 9 页没有读出表格。", Place(9), "warning"),),
    )  # fmt: skip


def report() -> Report:
    """Its report: one amount disputed (290.00, should be 300.00), one unchecked, two levels of findings."""
    at = FindingPlace("收支预算总表", "社会保障和就业支出", "预算数", Place(3), "t0:e1")
    proved = ["t0:r0", "t0:r1", "t0:r3", "t0:e0", "t0:e2", "t1:0.0", "t1:0.1", "t1:0.2", "t1:1.0", "t1:1.1", "t1:2.0"]
    evidence = dict.fromkeys([*proved, "t1:2.1", "t1:2.2", "s1", "s2"], "proved")
    evidence |= {"t0:e1": "disputed", "t1:0.3": "unchecked", "t0:r2": "zero", "s3": "unchecked"}
    return Report(
        document=DOCUMENT,
        tables=Counts(amounts=15, zeros=1, proved=13, disputed=1, unchecked=1),
        statements=Counts(amounts=3, proved=2, unchecked=1),
        findings=(
            Finding(
                "G501", Level.WARNING, "收入说明没有写与上年相比增减变化的原因，请补充。",
                (FindingPlace("收入预算情况说明", SENTENCE, "", Place(6), "s1"),), basis="《预算法》第十四条",
            ),
            Finding(
                "G101", Level.ERROR,
                "各项支出之和 1,190.00 与支出总计 1,200.00 不符，请核对“社会保障和就业支出”<script>alert(1)</script>。",
                (at, FindingPlace("支出预算总表", "社会保障和就业支出", "合计", Place(4), "t1:1.0")),
                ("290.00", "300.00"), "10.00", "300.00", "《预算法》第三十二条",
            ),
            Finding("G203", Level.NOTICE, "空表已附说明。", (FindingPlace("政府性基金预算支出表", place=Place(5)),)),
        ),
        corrections=(Correction("t0:e1", at, "290.00", "300.00"),),
        identities=(
            IdentityView("i1", "收入总计 1,200.00 ＝ 1,000.00 ＋ 200.00", True, ("t0:r3", "t0:r0", "t0:r1", "s1")),
            IdentityView("i2", "支出总计 1,200.00 ≠ 900.00 ＋ 290.00", False, ("t0:e2", "t0:e0", "t0:e1")),
            IdentityView("i3", "社会保障和就业支出：290.00 ≠ 300.00", False, ("t0:e1", "t1:1.0")),
            IdentityView("i4", "支出总计 1,200.00 ＝ 合计 1,200.00", True, ("t0:e2", "t1:2.0", "t0:r3")),
            IdentityView("i5", "合计 900.00 ＝ 600.00 ＋ 300.00", True, ("t1:0.0", "t1:0.1", "t1:0.2"), observed=True),
            IdentityView("i6", "合计 1,200.00 ＝ 900.00 ＋ 300.00", True, ("t1:2.0", "t1:2.1", "t1:2.2")),
        ),
        evidence=evidence,
        not_applicable=(
            NotApplicable("G301", "没有给出上年文件"),
            NotApplicable("G302", "没有给出上年文件"),
            NotApplicable("G401", "文件中没有项目表"),
        ),
        remaining=(("t1:0.3", "没有其他金额与它相关"), ("s3", "句中没有写明所占的总数")),
        applied=("G501", "G203", "G204"),
    )  # fmt: skip


def unchecked_report() -> Report:
    """A document with amounts of which none could be checked."""
    return Report(
        DOCUMENT, Counts(amounts=4, unchecked=4), Counts(), (), (), (), {}, (), (("t0:r0", "没有其他金额与它相关"),)
    )


def sound_report() -> Report:
    """A document in which everything was proved."""
    return Report(
        DOCUMENT, Counts(amounts=2, zeros=1, proved=2), Counts(), (), (),
        (IdentityView("i1", "1.00 ＝ 1.00", True, ("t0:r0", "t0:e0")),), {"t0:r0": "proved", "t0:e0": "proved"},
    )  # fmt: skip


TITLES = {"G301": "与上年预算一致", "G302": "与上年口径一致", "G401": "项目合计"}
