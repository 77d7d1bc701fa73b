"""Cases of the rules about tables, contents, years, amounts, names, counts and changes (G2xx, G3xx)."""

from __future__ import annotations

from dataclasses import replace

from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure, Place, Table
from gouji.reading.narrative import read_statements
from gouji.reading.source import Paragraph
from tests.checking.rules.build import OFFICE, document, indicator, project, table, target
from tests.checking.rules.case import (
    BUREAU,
    CITY,
    FINAL,
    LOTTERY,
    PROVINCE,
    SHENZHEN,
    SUZHOU,
    WUXI,
    Case,
)

_TITLES = (
    ("收支预算总表", "revenue_expenditure_summary"),
    ("收入预算总表", "revenue_summary"),
    ("支出预算总表", "expenditure_summary"),
    ("财政拨款收支预算总表", "fiscal_summary"),
    ("一般公共预算支出表", "general_public_expenditure"),
    ("一般公共预算基本支出表", "basic_expenditure"),
    ("一般公共预算“三公”经费支出表", "three_public"),
    ("政府性基金预算支出表", "government_fund"),
    ("国有资本经营预算支出表", "state_capital"),
)
_ALL = tuple(table(title, ("合计", "10.00"), kind=kind) for title, kind in _TITLES)
_EMPTY = table("政府性基金预算支出表", ("合计", ""), kind="government_fund", place=Place(line=40))
_NOTED = table(
    "政府性基金预算支出表", ("合计", ""), kind="government_fund", notes=("说明：本部门没有政府性基金预算支出。",)
)
_CLASSES = (("201 一般公共服务支出", "10.00"), ("210 卫生健康支出", "5.00"))
_LEVELS = (
    ("201 一般公共服务支出", "10.00"),
    ("20101 人大事务", "10.00"),
    ("2010101 行政运行", "10.00"),
    ("208 社会保障和就业支出", "3.00"),
    ("20805 养老支出", "3.00"),
    ("2080505 养老保险缴费支出", "3.00"),
)


def _stated(*lines: str) -> Disclosure:
    """A document with what its sentences state."""
    paragraphs = [Paragraph(text, Place(line=n)) for n, text in enumerate(lines)]
    return replace(
        document(*lines), statements=read_statements(paragraphs, year=2025, department=OFFICE, kind="budget")
    )


def _three_public(*parts: str) -> Table:
    """A table of “三公”经费 with a row for each part."""
    rows = (("合计", "9.00"), *((part, "3.00") for part in parts))
    plain = table("一般公共预算“三公”经费支出表", *rows, kind="three_public")
    items = ("three_public", *(f"three_public/{part}" for part in parts))
    panel = plain.panels[0]
    heads = (replace(head, coordinates=Coordinates(item=item)) for head, item in zip(panel.rows, items, strict=True))
    return replace(plain, panels=(replace(panel, rows=tuple(heads)),))


_FILLER = "本部门按照综合预算的原则，将所有收入和支出全部纳入预算管理，并按规定的程序编制和审核。"
_SECTIONS = (
    "一、主要职能",
    "二、机构设置",
    "三、收支预算情况说明",
    "四、“三公”经费情况",
    "五、机关运行经费",
    "六、政府采购情况",
    "七、国有资产占用情况",
    "八、预算绩效情况",
    *(f"{_FILLER}这是第{number}段说明文字。" for number in "一二三四五六七八九"),
    "第四部分名词解释",
    "一、财政拨款收入：指本级财政当年拨付的资金。",
)
_CONTENTS = ("一、主要职能", "二、机构设置", "三、政府采购情况", "四、名词解释")
_LISTED = ("目录", *_CONTENTS)
_UNITS = "现有预算单位{count}个，包括：示例市档案馆（本级）、示例市信息中心、示例市档案修复中心。"
_REVENUE = table(
    "收入预算总表",
    ("示例市档案馆（本级）", "10.00"),
    ("示例市信息服务中心", "2.00"),
    ("示例市档案修复中心", "3.00"),
    ("合计", "15.00"),
    kind="revenue_summary",
)
_SOUND_REVENUE = table(
    "收入预算总表",
    ("示例市档案馆（本级）", "10.00"),
    ("示例市信息中心", "2.00"),
    ("示例市档案修复中心", "3.00"),
    ("合计", "15.00"),
    kind="revenue_summary",
)
_BASIC = table(
    "一般公共预算基本支出表",
    ("30101 基本工资", "10.00"),
    ("30102 津贴补贴", "10.00"),
    ("30103 奖金", "5.00"),
    ("30113 住房公积金", "4.00"),
    ("30201 办公费", "3.00"),
    ("30203 咨询费", ""),
    ("30211 差旅费", "2.00"),
    kind="basic_expenditure",
)
_EXPENSES = (
    "人员经费29.00万元，主要包括：基本工资、津贴补贴、奖金、住房公积金。",
    "公用经费5.00万元，主要包括：办公费、{more}差旅费。",
)
_GOAL = target("档案整理", indicator("整理卷数", "≥100卷"), amount="20.00")

CASES = (
    Case("G201", document(tables=_ALL[:-1]), document(tables=_ALL), "国有资本经营预算支出表", (PROVINCE, False)),
    Case("G202", document(tables=(_EMPTY,)), document(tables=(_NOTED,)), "没有说明原因", (LOTTERY, True)),
    Case(
        "G203",
        document(*(line for line in _SECTIONS if "政府采购" not in line), tables=_ALL),
        document(*_SECTIONS, tables=_ALL),
        "政府采购情况",
        (CITY, False),
    ),
    Case(
        "G211",
        document(*_LISTED, "一、主要职能", "二、机构设置", "四、名词解释", contents=_CONTENTS),
        document(*_LISTED, *_CONTENTS, contents=_CONTENTS),
        "政府采购情况",
        (BUREAU, True),
    ),
    Case(
        "G212",
        document(*_LISTED, *_CONTENTS[:3], "四、委托业务费安排", "五、名词解释", contents=_CONTENTS),
        document(*_LISTED, *_CONTENTS, contents=_CONTENTS),
        "没有列入目录",
        (BUREAU, True),
    ),
    Case(
        "G213",
        document("一、主要职能", "二、机构设置", "四、政府采购情况"),
        document("一、主要职能", "二、机构设置", "三、政府采购情况"),
        "跳号",
        (CITY, False),
    ),
    Case(
        "G221",
        document(tables=[table("一般公共预算支出表", *_CLASSES, ("210 卫生健康支出", "5.00"), ("合计", "15.00"))]),
        document(tables=[table("一般公共预算支出表", *_CLASSES, ("221 住房保障支出", "5.00"), ("合计", "20.00"))]),
        "接连印了两行",
        (CITY, False),
    ),
    Case(
        "G222",
        document(tables=[table("支出预算总表", *_LEVELS, ("210 卫生健康支出", "5.00"), ("21011 医疗", "5.00"))]),
        document(
            tables=[
                table(
                    "支出预算总表",
                    *_LEVELS,
                    ("210 卫生健康支出", "5.00"),
                    ("21011 医疗", "5.00"),
                    ("2101101 行政单位医疗", "5.00"),
                )
            ]
        ),
        "没有，可能漏了一行",
        (PROVINCE, False),
    ),
    Case(
        "G223",
        document(tables=[table("收支总表", ("一、教育", "1.00"), ("二、科学", "2.00"), ("四、文化", "3.00"))]),
        document(tables=[table("收支总表", ("一、教育", "1.00"), ("二、科学", "2.00"), ("三、文化", "3.00"))]),
        "序号缺3",
        (PROVINCE, False),
    ),
    Case(
        "G224",
        document(tables=[_three_public("abroad", "reception")]),
        document(tables=[_three_public("abroad", "reception", "vehicles")]),
        "没有列“公务用车购置及运行费”",
        (PROVINCE, False),
    ),
    Case(
        "G301",
        document("十、2024年其他重要事项的说明情况", contents=("十、2025年其他重要事项的说明情况",)),
        document("十、2025年其他重要事项的说明情况", "三、2024年主要工作回顾"),
        "目录中写的是2025年",
        (CITY, True),
    ),
    Case(
        "G302",
        document(tables=(table("支出预算总表", ("合计", "1.00"), columns=("2024年预算数",)),)),
        document(tables=(table("“三公”经费表", ("合计", "1.00", "2.00"), columns=("2024年预算数", "2025年预算数")),)),
        "2024年",
        (PROVINCE, False),
    ),
    Case(
        "G303",
        document("公务接待费3.00万元，比2023年预算减少1.00万元。"),
        document("公务接待费3.00万元，比2024年预算减少1.00万元。"),
        "2023年",
        (PROVINCE, False),
    ),
    Case(
        "G304",
        document("2024年收支总预算1,000.00万元，其中：本年预算1,000.00万元。"),
        document("2024年预算数为9.23万元，2025年预算数为7.61万元，比2024年减少1.62万元。"),
        "这句话说的是2024年",
        (BUREAU, False),
    ),
    Case(
        "G305",
        document("截至2022年12月31日，本部门共有车辆3辆。"),
        document("截至2024年8月底，本部门共有车辆3辆。"),
        "截至2022年",
        (PROVINCE, False),
    ),
    Case(
        "G306",
        document("二、机构设置及部门决算单位构成"),
        document("二、机构设置及部门预算单位构成", "三、比上年决算数的增减情况"),
        "决算",
        (BUREAU, True),
    ),
    Case(
        "G311",
        document("2025年支出6,000.12元，其中基本支出4,000.12万元。收入6,000.12万元。"),
        document("2025年支出6,000.12万元，人均补助600.50元。"),
        "6,000.12万元",
        (CITY, True),
    ),
    Case(
        "G312",
        document("公务接待费9.15万元，其中：当年预算9.15万、上年结转0万元。"),
        document("公务接待费9.15万元，其中：当年预算9.15万元、上年结转0万元；接待3万人次。"),
        "9.15万",
        (CITY, True),
    ),
    Case(
        "G313",
        document(tables=(*_ALL, table("支出总表", ("合计", "1.00"), unit_text=""))),
        document(tables=_ALL),
        "没有注明金额单位",
        (PROVINCE, False),
    ),
    Case(
        "G321",
        document(_UNITS.format(count=3), tables=(_REVENUE,)),
        document(_UNITS.format(count=3), tables=(_SOUND_REVENUE,)),
        "示例市信息服务中心",
        (PROVINCE, True),
    ),
    Case(
        "G322",
        document("示例市政府办公厅负责市政府会议。", department="示例市人民政府办公厅"),
        document("示例市人民政府办公厅负责市政府会议。", department="示例市人民政府办公厅"),
        "示例市政府办公厅",
        (SUZHOU, False),
    ),
    Case(
        "G323",
        document("本部门共有车辆3辆。", title="示例市信息中心2025年单位预算"),
        document("本单位共有车辆3辆。", title="示例市信息中心2025年单位预算"),
        "本部门",
        (SHENZHEN, True),
    ),
    Case("G331", document(_UNITS.format(count=4)), document(_UNITS.format(count=3)), "实际列出3个", (PROVINCE, False)),
    Case(
        "G332",
        document("本局内设3个机构，分别是：办公室、人事处、财务处、信息处。"),
        document("本局内设4个机构，分别是：办公室、人事处、财务处、信息处。"),
        "实际列出4个",
        (BUREAU, False),
    ),
    Case(
        "G333",
        document("本部门共有车辆3辆，其中：机要通信用车1辆、其他用车1辆。"),
        document("本部门共有车辆3辆，其中：机要通信用车1辆、其他用车2辆。单价100万元以上设备5台。"),
        "分项之和是2辆",
        (CITY, False),
    ),
    Case(
        "G334",
        document(
            "现有人员30人，其中在职人员20人，离退休人员10人。",
            tables=(
                table("“三公”经费表", ("合计", "1.00"), notes=("实有人员28人，其中：在职人员18人，离退休人员10人。",)),
            ),
        ),
        document(
            "现有人员30人，其中在职人员20人，离退休人员10人。",
            tables=(
                table("“三公”经费表", ("合计", "1.00"), notes=("实有人员30人，其中：在职人员20人，离退休人员10人。",)),
            ),
        ),
        "一处写20人，一处写18人",
        (CITY, False),
    ),
    Case(
        "G335",
        document("其中：一级项目1个，二级项目3个。", projects=(project("档案整理"), project("设备购置"))),
        document("其中：一级项目1个，二级项目2个。", projects=(project("档案整理"), project("设备购置"))),
        "二级项目3个",
        (PROVINCE, True),
    ),
    Case(
        "G336",
        document("2025年将1个项目支出的绩效目标和指标向社会公开，涉及金额30.00万元。", targets=(_GOAL,)),
        document("2025年将1个项目支出的绩效目标和指标向社会公开，涉及金额20.00万元。", targets=(_GOAL,)),
        "合计20.00万元",
        (PROVINCE, False),
    ),
    Case(
        "G337",
        document("完成业务培训、专题调研、政策宣传等四大模块工作。"),
        document("完成业务培训、专题调研、政策宣传等三大模块工作。"),
        "列出3项",
        (SHENZHEN, True),
    ),
    Case(
        "G341",
        document("公务接待费3.00万元，比2024年减少1.00万元，主要原因是接待批次增加。"),
        document("公务接待费3.00万元，比2024年减少1.00万元，主要原因是新增项目少，压减了接待批次。"),
        "原因却只说增加",
        (FINAL, True),
    ),
    Case(
        "G344",
        document("社会保障支出31.10万元，比上年减少3.10万元，增长11.1%。"),
        document("社会保障支出31.10万元，比上年增加3.10万元，增长11.1%；增加0万元，下降0%。"),
        "增减方向前后矛盾",
        (SUZHOU, False),
    ),
    Case(
        "G345",
        document("收入1,682.76万元，比上年增长3.08%。", "财政拨款收入1,682.76万元，比上年下降3.08%。"),
        document("收入1,682.76万元，比上年增长3.08%。", "项目支出1,200.10万元，比上年下降3.08%。"),
        "增减幅3.08%",
        (BUREAU, False),
    ),
    Case(
        "G346",
        document("2025年收入100.00万元，比上年减少20.00万元。", "收支增加的主要原因是压减经费。"),
        document("2025年收入100.00万元，比上年减少20.00万元。", "收支减少的主要原因是压减经费。"),
        "这里说的是增加的原因",
        (SHENZHEN, False),
    ),
    Case(
        "G347",
        document("公务用车购置费0万元，比2024年预算减少。"),
        document("公务用车购置费0万元，与2024年预算持平。", "公用经费较上年有所减少。"),
        "没有写数额",
        (SUZHOU, False),
    ),
    Case(
        "G348",
        _stated("2025年收入100.00万元，比2024年预算增长3.08%。", "2025年收入100.00万元，比2024年预算增长3.80%。"),
        _stated("2025年收入100.00万元，比2024年预算增长3.08%。", "2025年收入100.00万元，比2024年预算增长3.1%。"),
        "同一增减幅",
        (WUXI, False),
    ),
    Case(
        "G349",
        _stated("2025年公务接待费3.00万元，比2024年预算增加11.30万元。"),
        _stated("2025年公务接待费3.00万元，比2024年预算减少11.30万元。"),
        "大于本年数",
        (WUXI, False),
    ),
    Case(
        "G342",
        document("机关运行经费10.00万元，增长5.0%。"),
        document("机关运行经费10.00万元，比2024年预算增长5.0%。"),
        "没有说明与什么相比",
        (WUXI, False),
    ),
    Case(
        "G343",
        document(_EXPENSES[0], _EXPENSES[1].format(more="咨询费、"), tables=(_BASIC,)),
        document(_EXPENSES[0], _EXPENSES[1].format(more=""), tables=(_BASIC,)),
        "咨询费",
        (FINAL, True),
    ),
)
