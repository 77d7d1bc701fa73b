"""Cases of the rules about classifications, words, punctuation, personal data and projects (G4xx, G5xx, G6xx, G8xx)."""

from __future__ import annotations

from gouji.model.coordinates import Coordinates
from tests.checking.rules.build import YEAR, document, project, table
from tests.checking.rules.case import (
    BUREAU,
    CITY,
    DISTRICT,
    FINAL,
    GUANGZHOU,
    PROVINCE,
    SHENZHEN,
    SUZHOU,
    WUXI,
    Case,
)


def _functions(*rows: str):
    return document(
        tables=(table("一般公共预算支出表", *((row, "1.00") for row in rows), kind="general_public_expenditure"),)
    )


_FUND = table(
    "政府性基金预算支出表",
    ("合计", "105.00"),
    kind="government_fund",
    coordinates=Coordinates(year=YEAR, side="expenditure", fund="government_fund_budget"),
)
_VEHICLES = "2.公务用车购置及运行维护费19.56万元。"
_GLOSSARY = "第四部分名词解释"
_ITEMS = table(
    "支出总表",
    ("2010301 行政运行", "1.00"),
    ("2080505 机关事业单位基本养老保险缴费支出", "1.00"),
    ("2210201 住房公积金", "1.00"),
    ("2210203 购房补贴", "1.00"),
    kind="expenditure_summary",
)
_TOLD = (
    "一、行政运行（项）：指行政单位的基本支出。",
    "二、机关事业单位基本养老保险缴费支出（项）：指单位缴纳的养老保险。",
    "三、住房公积金（项）：指单位缴存的住房公积金。",
)
_PARAGRAPH = "本部门按照规定编制预算，所有收入和支出全部纳入预算管理。"

CASES = (
    Case(
        "G314",
        document("城乡社区支出（类）100.00万元，占76.23；卫生健康支出（类）20.00万元，占15.25%。"),
        document("城乡社区支出（类）100.00万元，占76.23%；卫生健康支出（类）20.00万元，占15.25%。"),
        "76.23",
        (FINAL, False),
    ),
    Case(
        "G351",
        document(
            "年初预算为100.00万元，支出决算为90.00万元。决算数大于预算数的主要原因是任务调整。", kind="final_accounts"
        ),
        document(
            "年初预算为100.00万元，支出决算为90.00万元。决算数小于预算数的主要原因是任务调整。",
            "年初预算为80.00万元，支出决算为80.01万元。决算数与预算数基本持平。",
            kind="final_accounts",
        ),
        "决算小于预算",
        (FINAL, False),
    ),
    Case(
        "G361",
        document("本部门2025年没有政府性基金预算支出。", tables=(_FUND,)),
        document("本部门2024年没有政府性基金预算支出。", "政府性基金预算没有项目结转。", tables=(_FUND,)),
        "105.00",
        (FINAL, False),
    ),
    Case(
        "G362",
        document("（二）“三公”经费情况", _VEHICLES),
        document("（二）“三公”经费情况", _VEHICLES, "其中：公务用车购置费0万元，公务用车运行维护费19.56万元。"),
        "购置费和运行费",
        (BUREAU, True),
    ),
    Case("G401", _functions("2010302 行政运行"), _functions("2010301 行政运行"), "2010302", (BUREAU, True)),
    Case(
        "G402",
        _functions("20805 行政事业单位离退休"),
        _functions("20805 行政事业单位养老支出"),
        "行政事业单位养老支出",
        (CITY, False),
    ),
    Case(
        "G403",
        _functions("208 社会保障和就业支出", "20805 行政事业单位养老支出", "2101101 行政单位医疗"),
        _functions("208 社会保障和就业支出", "20805 行政事业单位养老支出", "2080501 行政单位离退休"),
        "2101101印在20805之下",
        (CITY, False),
    ),
    Case(
        "G404",
        _functions("2010388 档案数字化专门事务"),
        _functions("2010301 行政运行"),
        "2010388",
        (WUXI, False),
    ),
    Case(
        "G405",
        document("医疗健康支出（类）行政事业单位医疗（款）行政单位医疗（项）10.00万元。"),
        document("卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）10.00万元。"),
        "卫生健康支出",
        (CITY, True),
    ),
    Case(
        "G406",
        document(_GLOSSARY, *_TOLD, tables=(_ITEMS,)),
        document(_GLOSSARY, *_TOLD, "四、购房补贴（项）：指发放的购房补贴。", tables=(_ITEMS,)),
        "购房补贴",
        (SUZHOU, False),
    ),
    Case(
        "G501",
        document("公务接待费3.00万元，比上年增加（减少）1.00万元。"),
        document("公务接待费3.00万元，比上年减少1.00万元。"),
        "增加（减少）",
        (SHENZHEN, True),
    ),
    Case(
        "G502",
        document("公务接待费3.00万元，比上年减少1.00万元，主要原因是。"),
        document("公务接待费3.00万元，比上年减少1.00万元，主要原因是压减接待。"),
        "没有写出原因",
        (CITY, False),
    ),
    Case(
        "G503",
        document("公务接待费3.00万元，比上年减少1.00万元，主要原因接待减少。"),
        document("比上年减少1.00万元，主要原因是接待减少。增减变化原因如下：接待减少。"),
        "缺“是”字",
        (CITY, True),
    ),
    Case(
        "G504",
        document(_PARAGRAPH, _PARAGRAPH),
        document(_PARAGRAPH, "二、机构设置", _PARAGRAPH),
        "连着出现两次",
        (PROVINCE, False),
    ),
    Case(
        "G505",
        document(*(_PARAGRAPH for _ in range(5)), pages=(1, 2, 3, 5, 6)),
        document(*(_PARAGRAPH for _ in range(5)), pages=(1, 2, 3, 4, 5)),
        "第4页",
        (FINAL, True),
    ),
    Case(
        "G511",
        document("国有资产经营预算拨款0万元。"),
        document("国有资本经营预算拨款0万元。"),
        "国有资本经营",
        (PROVINCE, True),
    ),
    Case(
        "G512",
        document("保障系统正产运转。"),
        document("保障系统正常运转，按期生产运行。"),
        "正常",
        (CITY, True),
    ),
    Case(
        "G513",
        document("按经济科目分类：基本支出10.00万元，项目支出5.00万元。"),
        document("按支出性质分类：基本支出10.00万元，项目支出5.00万元。"),
        "不是按经济分类",
        (CITY, True),
    ),
    Case(
        "G514",
        document("组织驻地企业参加重大活动活动，开展活动，举办活动。"),
        document("应用信用信息，一项一项核对；一般公共服务支出支出10.00万元。"),
        "活动活动",
        (PROVINCE, True),
    ),
    Case(
        "G521",
        document("全年开展活动6次。；其他工作照常进行。"),
        document("会议于9:30开始，“三公”经费、会议费、培训费均有安排。"),
        "。；",
        (PROVINCE, True),
    ),
    Case(
        "G522",
        document("财政拨款收入100.00万元同比增长3.0%。"),
        document("财政拨款收入100.00万元，同比增长3.0%。"),
        "缺少逗号",
        (BUREAU, True),
    ),
    Case(
        "G523",
        document("公务用车购置费（含购置税0万元，与上年持平。"),
        document("1）公务用车购置费（含购置税）0万元，与上年持平。"),
        "“（”",
        (GUANGZHOU, False),
    ),
    Case(
        "G524",
        document("公务用车购置费0万元，与上年持平，主要用于，", "二、机构设置"),
        document("公务用车购置费0万元，与上年持平。", "二、机构设置"),
        "文字可能不完整",
        (FINAL, True),
    ),
    Case(
        "G601",
        document("联系人手机：" + "139" + "12345678"),
        document("联系电话：00000000", "预算13912345678.00元", "项目编码：" + "139" + "00000000"),
        "手机号码",
        (CITY, False),
    ),
    Case(
        "G602",
        document("填表人：甲乙丙"),
        document("填表人：（已隐去）", "联系电话：00000000", "咨询电话：12345"),
        "个人姓名",
        (BUREAU, True),
    ),
    Case(
        "G603",
        document("填表人：（已隐去）", "联系电话：00000000"),
        document("填表人应当对所填内容负责。", "咨询电话：12345"),
        "栏目",
        (CITY, True),
    ),
    Case(
        "G801",
        document(projects=(project("档案整理", unit="示例市档案馆"), project("档案整理", unit="示例市档案馆"))),
        document(projects=(project("档案整理", unit="示例市档案馆"), project("档案整理", unit="示例市信息中心"))),
        "列了2次",
        (PROVINCE, False),
    ),
    Case("G802", document(projects=(project(None),)), document(projects=(project("档案整理"),)), "1行", (CITY, False)),
    Case(
        "G803",
        document(projects=(project("2027年设备购置"),)),
        document(projects=(project("2024-2025年信息化运维"),)),
        "晚于预算年度",
        (DISTRICT, False),
    ),
)
