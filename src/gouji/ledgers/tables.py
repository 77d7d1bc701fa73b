"""The tables a ledger is written in: their fields for programs, their sheets and columns for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a table. ``kind`` is text, integer, amount (元, two decimals), choice, choices, unit, project,
    function, economic or flag; ``words`` the list of a choice. ``title`` and ``width`` are those of its column in a
    workbook; ``help`` is shown while the cell is filled in."""

    name: str
    title: str
    kind: str = "text"
    width: int = 14
    words: str = ""
    required: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class SheetForm:
    """A sheet of the workbook: which table it holds, which of its fields, and what they have in common there."""

    name: str
    table: str
    fields: tuple[str, ...]
    guide: str
    fixed: tuple[tuple[str, str], ...] = ()


_FACT_FIELDS = (
    Field("year", "年度", "integer", 8, required=True),
    Field("side", "收支", "choice", 8, "side", required=True),
    Field("unit", "单位", "unit", 30, help="从“单位”表已登记的单位中选择。"),
    Field("function", "功能分类科目", "function", 30, help="选到项级（7 位编码），例如 2010301 行政运行。"),
    Field("use", "支出类别", "choice", 14, "use", help="人员经费、公用经费属基本支出；项目支出须同时选项目。"),
    Field("project", "项目", "project", 30, help="项目支出从“项目”表已登记的项目中选择。"),
    Field("economic", "经济分类科目", "economic", 26, help="部门预算支出经济分类，选到款级（5 位编码）。"),
    Field("fund", "资金来源", "choice", 18, "fund", required=True),
    Field("origin", "资金性质", "choice", 12, "origin", help="空白即本年。"),
    Field("amount", "金额（元）", "amount", 18, required=True, help="单位：元，至多两位小数。"),
    Field("tags", "同时属于", "choices", 26, "tag", help="这笔钱同时计入的口径，多项用顿号分开；没有则留空。"),
    Field("item", "其他去向", "choice", 12, "item", help="只用于结转下年、结余分配；一般支出留空。"),
    Field("stage", "阶段", "choice", 10, "stage", help="预算留空；调整预算的账套标年初预算或预算调整。"),
    Field("inferred", "推算", "flag", 8, "flag", help="由公开文件推算得来的金额标“是”。"),
)

TABLES: Mapping[str, tuple[Field, ...]] = {
    "department": (Field("field", "项目", width=20, required=True), Field("value", "内容", width=50)),
    "units": (
        Field("id", "单位编码", width=16, required=True, help="不重复的编码；没有编码时与名称相同。"),
        Field("name", "单位名称", width=40, required=True),
        Field("kind", "单位性质", "choice", 12, "kind", help="行政、参公单位有机关运行经费。"),
        Field("active_staff", "在职人数", "integer", 10),
        Field("retired_staff", "离退休人数", "integer", 12),
    ),
    "projects": (
        Field("id", "项目编码", width=16, required=True),
        Field("name", "项目名称", width=40, required=True),
        Field("unit", "所属单位", "unit", 32),
        Field("level1", "一级项目", width=24),
        Field("type", "项目类型", width=24),
        Field("hidden", "不予公开", "flag", 10, "flag", help="按规定不公开的项目标“是”，只计入合计。"),
    ),
    "facts": _FACT_FIELDS,
    "targets": (
        Field("target", "目标序号", "integer", 10, required=True, help="“指标”表用这个序号指明指标属于哪个目标。"),
        Field("unit", "单位名称", width=32),
        Field("project", "项目名称", width=36),
        Field("amount", "年度资金总额", width=16),
        Field("amount_unit", "金额单位", "choice", 10, "unit_of_amount"),
        Field("objective", "年度绩效目标", width=60),
        Field("year", "年度", "integer", 8),
    ),
    "indicators": (
        Field("target", "目标序号", "integer", 10, required=True),
        Field("level1", "一级指标", width=14),
        Field("level2", "二级指标", width=18),
        Field("name", "三级指标", width=30),
        Field("explanation", "指标解释", width=36),
        Field("value", "指标值", width=14, help="例如 ≥90%；可以只填这一格，右边三格会据此读出。"),
        Field("operator", "符号", width=8),
        Field("number", "数值", width=10),
        Field("measure", "计量单位", width=10),
        Field("weight", "权重", width=8, help="一个项目各指标的权重合计为 90 或 100。"),
        Field("interim_value", "中期指标值", width=14),
    ),
    "stated": (
        Field("year", "年度", "integer", 8, required=True),
        Field("item", "事项", "choice", 30, "stated", required=True),
        Field("amount", "金额（元）", "amount", 18, required=True),
        Field("unit", "单位", "unit", 32),
    ),
    "assets": (Field("field", "项目", width=24, required=True), Field("value", "内容", width=30)),
    "texts": (
        Field("kind", "类别", "choice", 14, "text", required=True),
        Field("key", "对应事项", width=30, help="变动原因填事项，名词解释填名词，其余留空。"),
        Field("text", "内容", width=90, required=True),
    ),
    "adjustments": (
        Field("unit", "单位", "unit", 32, required=True),
        Field("approved_on", "批复日期", width=14, required=True, help="如 2026-08-03。"),
        Field("more", "调增支出（元）", "amount", 18),
        Field("less", "调减支出（元）", "amount", 18, help="填正数。"),
        Field("reason", "调整原因", width=60, required=True),
        Field("basis", "依据（文号）", width=30, help="支出总额有增减的须填。"),
    ),
    "codes": (
        Field("code", "科目编码", width=14, required=True),
        Field("name", "科目名称", width=44, required=True),
    ),
}
"""Table → its fields, in the order of a file's columns."""

_ALL_OF_FACTS = tuple(field.name for field in _FACT_FIELDS)


def _fields(table: str) -> tuple[str, ...]:
    return tuple(field.name for field in TABLES[table])


SHEETS: tuple[SheetForm, ...] = (
    SheetForm("部门", "department", _fields("department"), "填写这是谁的、哪一年的预算。"),
    SheetForm("单位", "units", _fields("units"), "每个预算单位一行。"),
    SheetForm("项目", "projects", _fields("projects"), "每个项目一行，即公开时的二级项目。"),
    SheetForm(
        "支出",
        "facts",
        tuple(field.name for field in _FACT_FIELDS if field.name not in {"year", "side"}),
        "本年度每一笔支出一行，按单位、科目、资金来源分到最细；各种合计由程序加总，不要填合计。",
        (("side", "expenditure"),),
    ),
    SheetForm(
        "收入",
        "facts",
        ("unit", "fund", "origin", "function", "amount", "stage", "inferred"),
        "本年度每一笔收入一行；各项资金来源的收入合计应等于支出合计加结转下年。",
        (("side", "revenue"),),
    ),
    SheetForm("上年", "facts", _ALL_OF_FACTS, "上年度的收入和支出，供公开时与本年比较；可以比本年粗略。"),
    SheetForm("绩效目标", "targets", _fields("targets"), "每个项目一行；单位和项目写名称。"),
    SheetForm("指标", "indicators", _fields("indicators"), "每个指标一行。"),
    SheetForm("资产", "assets", _fields("assets"), "国有资产占有使用情况；各类车辆写作“车辆：类别”。"),
    SheetForm("文字", "texts", _fields("texts"), "只有人能写的内容：职能、机构、变动原因、名词解释。"),
    SheetForm(
        "其他金额", "stated", _fields("stated"), "不由各笔收支加总而来的金额，例如上年机关运行经费、政府采购预算。"
    ),
    SheetForm(
        "预算调整",
        "adjustments",
        _fields("adjustments"),
        "年度内批复的每一次调整一行；所动的金额在“支出”“收入”表另列，阶段选“预算调整”，减少的填负数。",
    ),
    SheetForm("补充科目", "codes", _fields("codes"), "科目下拉列表里没有、但确有其科目的，在这里登记编码和名称。"),
)
"""The sheets in order. ``fixed`` fields are the same in all rows of a sheet and not written."""


def sheet_of_fact(year: int, side: str, ledger_year: int) -> SheetForm:
    """The sheet a fact stands on."""
    wanted = "上年" if year != ledger_year else "收入" if side == "revenue" else "支出"
    return next(form for form in SHEETS if form.name == wanted)


def field_of(table: str, name: str) -> Field:
    """A field by its name. Raises KeyError."""
    for field in TABLES[table]:
        if field.name == name:
            return field
    raise KeyError(name)
