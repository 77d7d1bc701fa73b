"""Cases of the rules about performance targets (G7xx)."""

from __future__ import annotations

from gouji.model.disclosure import Disclosure, Indicator
from tests.checking.rules.build import document, indicator, project, target
from tests.checking.rules.case import BUREAU, CITY, PROVINCE, SHENZHEN, TARGETS, Case

_OUTPUT = indicator("整理档案卷数", "≥100卷", weight="50")
_BENEFIT = indicator("查阅便利程度", "≥95%", level1="效益指标", level2="社会效益指标", weight="30")
_CONTENT = indicator("查阅者满意度", "≥90%", level1="满意度指标", level2="服务对象满意度指标", weight="10")
_LONG = "对馆藏历史档案逐卷清点、除尘、修复并重新装订，完成目录著录和数字化扫描，按规定向社会开放。"


def _of(*indicators: Indicator) -> Disclosure:
    """One target with these indicators."""
    return document(targets=(target("档案整理", *indicators),))


def _saying(objective: str, *indicators: Indicator, amount: str = "10.00") -> Disclosure:
    return document(targets=(target("档案整理", *indicators, objective=objective, amount=amount),))


def _with_project(amount: str, name: str = "档案整理") -> Disclosure:
    return document(
        targets=(target("档案整理", _OUTPUT), target("设备购置", _OUTPUT), target("库房维修", _OUTPUT)),
        projects=(project(name, amount), project("设备购置"), project("库房维修")),
    )


def _explained(explanation: str) -> Disclosure:
    return document(
        targets=(
            target("专用机房空调租金", indicator("运行台数", "=50台", explanation="机房空调运行台数")),
            target(
                "档案整理",
                indicator("工作人员满意度", "≥90%", level1="满意度指标", explanation=explanation),
            ),
        )
    )


CASES = (
    Case(
        "G701",
        _of(_OUTPUT, _BENEFIT, indicator("及时率", "≥95%", level2="时效指标", weight="5")),
        _of(_OUTPUT, _BENEFIT, _CONTENT),
        "权重合计是85",
        (PROVINCE, False),
    ),
    Case("G702", _of(_OUTPUT, indicator("培训人数", None)), _of(_OUTPUT, _BENEFIT), "没有读到指标值", (PROVINCE, True)),
    Case("G703", _saying("保障工作。", _OUTPUT), _saying(_LONG, _OUTPUT), "不足10字", (CITY, False)),
    Case(
        "G704",
        document(targets=(target("甲项", _OUTPUT), *(target(f"{n}项", _OUTPUT, _BENEFIT) for n in "乙丙"))),
        document(targets=tuple(target(f"{n}项", _OUTPUT, _BENEFIT) for n in "甲乙丙")),
        "只有一类指标",
        (TARGETS, True),
    ),
    Case(
        "G711",
        _of(indicator("任务完成率", "≥100%", level2="质量指标")),
        _of(indicator("任务完成率", "=100%", level2="质量指标"), indicator("查阅量增长率", "≥100%")),
        "≥100%",
        (PROVINCE, True),
    ),
    Case(
        "G712",
        _of(indicator("著录差错率", "≥1%", level2="质量指标")),
        _of(indicator("著录差错率", "≤1%", level2="质量指标"), indicator("投诉处理率", "≥95%", level2="质量指标")),
        "越小越好",
        (TARGETS, True),
    ),
    Case(
        "G713",
        _of(indicator("购置设备数量", "≤30个")),
        _of(indicator("购置设备数量", "≥30个"), indicator("公务接待次数", "≤30次")),
        "购置设备数量",
        (CITY, True),
    ),
    Case(
        "G714",
        _of(indicator("查阅者满意度", "90%", level1="满意度指标")),
        _of(_CONTENT, indicator("职工满意度", "=100%", level1="满意度指标")),
        "没有用“≥”",
        (CITY, True),
    ),
    Case(
        "G715",
        _of(indicator("社会知名度", "有所提高", level1="效益指标")),
        _of(indicator("发放时间", "每月15日前"), indicator("评审结果", "合格"), indicator("完成时间", "十月底前")),
        "无法衡量",
        (PROVINCE, True),
    ),
    Case(
        "G716",
        _of(indicator("培训人数", "≥95%")),
        _of(indicator("培训人数", "≥95人"), indicator("覆盖率", "≥95%", level2="质量指标")),
        "指标值却是百分比",
        (BUREAU, True),
    ),
    Case(
        "G717",
        _of(indicator("故障处理及时率", "≥80分", level2="时效指标")),
        _of(indicator("故障处理及时率", "≥80%", level2="时效指标"), indicator("满意度评价", "≥80分")),
        "用“分”衡量",
        (TARGETS, True),
    ),
    Case("G718", _of(indicator("平台建设数量", "1")), _of(indicator("平台建设数量", "=1个")), "只有数字", (CITY, True)),
    Case(
        "G721",
        _of(indicator("印刷任务完成率", "≥90%")),
        _of(indicator("印刷任务完成率", "≥90%", level2="质量指标"), indicator("印刷份数", "≥90份")),
        "宜改列质量",
        (PROVINCE, True),
    ),
    Case(
        "G722",
        _of(indicator("办事群众满意度", "≥90%", level1="效益指标", level2="社会效益指标")),
        _of(_CONTENT, indicator("投诉率", "≤1%", level1="满意度指标", level2="服务对象满意度指标")),
        "没有列在满意度指标下",
        (TARGETS, True),
    ),
    Case(
        "G723",
        _of(indicator("形成调查报告数量", "=12份", level1="效益指标", level2="社会效益指标")),
        _of(indicator("受益群众人数", "≥12人", level1="效益指标", level2="社会效益指标")),
        "其实是产出数量",
        (CITY, True),
    ),
    Case(
        "G724",
        _of(indicator("查阅便利程度", "≥95%", level1="产出指标", level2="社会效益指标")),
        _of(_OUTPUT, _BENEFIT, _CONTENT),
        "列在“产出指标”下",
        (PROVINCE, False),
    ),
    Case(
        "G725",
        _of(indicator("服务对象满意度指标", "≥90%", level1="满意度指标")),
        _of(indicator("服务对象满意度", "≥90%", level1="满意度指标")),
        "照抄了级别名称",
        (CITY, True),
    ),
    Case(
        "G726",
        _of(indicator("服务.对象满意度", "≥90%")),
        _of(indicator("服务对象满意度", "≥90%")),
        "多余",
        (TARGETS, True),
    ),
    Case(
        "G731",
        _saying("2024年预计全年共需10.55万元。", _OUTPUT),
        _saying("2025年预计全年共需10.00万元，其中印刷3.00万元。", _OUTPUT),
        "2024年的10.55万元",
        (PROVINCE, True),
    ),
    Case(
        "G732",
        _saying("2024年计划开展培训3次，整理档案若干卷。", _OUTPUT),
        _saying("2025年计划开展培训3次；支付2024年合同尾款。", _OUTPUT),
        "以前年度",
        (SHENZHEN, False),
    ),
    Case(
        "G733",
        document(targets=(target("档案整理", objective=_LONG), target("设备购置", objective=_LONG))),
        document(
            targets=(target("档案整理", objective=_LONG), target("设备购置", objective="按需购置设备并及时投入使用。"))
        ),
        "整句相同",
        (PROVINCE, True),
    ),
    Case(
        "G734",
        _explained("考察工作人员对于机房空调的满意度"),
        _explained("考察工作人员对于档案整理的满意度"),
        "专用机房空调租金",
        (PROVINCE, True),
    ),
    Case(
        "G735",
        _of(indicator("投诉率", "≤1%", explanation="服务对象对工作的认可情况")),
        _of(indicator("投诉率", "≤1%", explanation="服务对象投诉的比例")),
        "说的却是认可",
        (PROVINCE, True),
    ),
    Case(
        "G736",
        _saying("全年开展走访慰问活动3次。", indicator("走访慰问活动次数", "≥2次")),
        _saying("全年开展走访慰问活动3次，组织走访慰问演出5次。", indicator("走访慰问活动次数", "≥8次")),
        "请统一",
        (PROVINCE, False),
    ),
    Case(
        "G737",
        _saying("按时缴纳电费27万元。", indicator("使用成本", "≤30万元", explanation="按时缴纳电费20万元。")),
        _saying("按时缴纳电费27万元。", indicator("使用成本", "≤30万元", explanation="按时缴纳电费27万元。")),
        "按时缴纳电费",
        (BUREAU, True),
    ),
    Case(
        "G738",
        _saying("确保服务满意度95%以上。", _OUTPUT),
        _saying("确保服务满意度90%以上。", _OUTPUT, _CONTENT),
        "指标中没有满意度",
        (PROVINCE, True),
    ),
    Case("G741", _with_project("10.00", "档案修复"), _with_project("10.00"), "在项目支出表中没有", (CITY, False)),
    Case("G742", _with_project("100.00"), _with_project("10.00"), "在项目支出表中是100.00万元", (PROVINCE, False)),
    Case(
        "G743",
        _of(indicator("采购成本", "≤30万元", level1="成本指标", level2="经济成本指标")),
        _of(
            indicator("采购成本", "≤9万元", level1="成本指标", level2="经济成本指标"),
            indicator("人均成本", "≤100万元", level1="成本指标", level2="经济成本指标"),
        ),
        "超过项目金额",
        (TARGETS, True),
    ),
    Case(
        "G744",
        document(
            "现有人员30人，其中在职人员20人，离退休人员10人。",
            targets=(target("老干部服务", indicator("服务全体离退休人员", "=12人")),),
        ),
        document(
            "现有人员30人，其中在职人员20人，离退休人员10人。",
            targets=(target("老干部服务", indicator("服务全体离退休人员", "=10人")),),
        ),
        "人员构成写离退休人员10人",
        (CITY, True),
    ),
    Case(
        "G745",
        document(targets=(target("档案整理", _OUTPUT), target("档案整理", _OUTPUT))),
        document(targets=(target("档案整理", _OUTPUT), target("档案整理", _OUTPUT, unit="示例市信息中心"))),
        "出现两次",
        (PROVINCE, False),
    ),
    Case("G746", document(targets=(target(None, _OUTPUT),)), _of(_OUTPUT), "没有读到项目名称", (PROVINCE, True)),
)
