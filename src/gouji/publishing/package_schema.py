"""The tables of the open data: their fields with the types of the Data Package and, where there is one, the
concept of the Fiscal Data Package (``columnType``).

Source: Fiscal Data Package 1.0rc1 (specs.frictionlessdata.io/fiscal-data-package) and the list of OpenSpending types.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A column: name, type, title in Chinese, fiscal concept or ""."""

    name: str
    type: str
    title: str
    column_type: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """A table of the package."""

    name: str
    path: str
    title: str
    fields: tuple[Field, ...]


_AMOUNT = (
    Field("value", "number", "金额（按公开的单位）"),
    Field("unit", "string", "金额单位"),
    Field("value_fen", "integer", "金额（分）", "value"),
)
_POINT = (
    Field("year", "year", "年度", "date:fiscal-year"),
    Field("stage", "string", "阶段：预算、调整预算、决算", "phase"),
    Field("side", "string", "收入或支出", "direction"),
    Field("function", "string", "功能分类科目编码", "functional-classification:generic:code:full"),
    Field("economic", "string", "部门预算支出经济分类科目编码", "economic-classification:generic:code:full"),
    Field("use", "string", "基本支出、项目支出等"),
    Field("fund", "string", "资金来源"),
    Field("origin", "string", "本年预算或上年结转"),
    Field("budget_unit", "string", "预算单位", "administrative-classification:generic:level1:label"),
    Field("project", "string", "项目", "activity:generic:project:label"),
    Field("item", "string", "不构成支出分项的口径，如“三公”经费、机关运行经费"),
)
CELLS = Resource(
    "cells",
    "cells.csv",
    "表格中的金额",
    (
        Field("table_number", "integer", "第几张表"),
        Field("table", "string", "表名"),
        Field("row_number", "integer", "表体第几行"),
        Field("row", "string", "行"),
        Field("column_number", "integer", "第几列"),
        Field("column", "string", "列（各级表头以“/”连接）"),
        *_AMOUNT,
        *_POINT,
    ),
)
STATEMENTS = Resource(
    "statements",
    "statements.csv",
    "文字说明中的数",
    (
        Field("section", "string", "所在一节"),
        Field("sentence", "string", "句子"),
        Field("kind", "string", "amount 金额、change 增减、share 占比、count 数量"),
        Field("subject", "string", "说的是什么"),
        *_AMOUNT,
        Field("percent", "string", "百分比"),
        Field("direction", "string", "增加、减少、持平"),
        Field("count", "string", "数量"),
        *_POINT,
    ),
)
PROJECTS = Resource(
    "projects",
    "projects.csv",
    "项目",
    (
        Field("type", "string", "类型"),
        Field("level1", "string", "一级项目", "activity:generic:program:label"),
        Field("name", "string", "二级项目", "activity:generic:project:label"),
        Field("budget_unit", "string", "预算单位", "administrative-classification:generic:level1:label"),
        *_AMOUNT,
    ),
)
INDICATORS = Resource(
    "indicators",
    "indicators.csv",
    "绩效目标和指标",
    (
        Field("target_number", "integer", "第几个绩效目标"),
        Field("budget_unit", "string", "预算单位", "administrative-classification:generic:level1:label"),
        Field("project", "string", "项目", "activity:generic:project:label"),
        *_AMOUNT,
        Field("objective", "string", "绩效目标"),
        Field("level1", "string", "一级指标"),
        Field("level2", "string", "二级指标"),
        Field("indicator", "string", "三级指标"),
        Field("explanation", "string", "指标解释"),
        Field("target_value", "string", "指标值"),
        Field("operator", "string", "比较符号"),
        Field("number", "string", "数值"),
        Field("measure", "string", "计量单位"),
        Field("weight", "string", "权重"),
        Field("interim_value", "string", "阶段性指标值"),
    ),
)
FILES = {
    "cells.parquet": ("表格中的金额（Parquet）", "application/vnd.apache.parquet"),
    "disclosure.json": ("整份文件所说的一切（gouji/disclosure/1）", "application/json"),
}
TITLES = {resource.path: f"{resource.title}（CSV）" for resource in (CELLS, STATEMENTS, PROJECTS, INDICATORS)} | {
    **{name: title for name, (title, _) in FILES.items()},
    "datapackage.json": "数据包说明（Data Package）",
}
"""What each file of the package is, for people."""
