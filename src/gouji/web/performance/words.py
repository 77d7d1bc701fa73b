"""What the core says of monitoring and self-evaluation, to be said in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

LIGHTS = (_("正常"), _("偏慢"), _("预警"), _("未填报"))
DUE = (_("序时进度"), _("中期指标值"), _("指标值"))
GRADES = (_("达成年度指标"), _("部分达成年度指标并具有一定效果"), _("未达成年度指标且效果较差"))
CLASSES = (_("优"), _("良"), _("中"), _("差"))
EXPLAIN = (
    _("没有达到指标值，须说明偏差原因和改进措施。"),
    _("超出指标值较多，须说明原因（是否指标值设定偏低）。"),
    _("没有完全达成，须说明偏差原因和改进措施。"),
)
NOT_SCORED = (
    _("指标“%(name)s”没有权重，不能评分。"),
    _("指标“%(name)s”的权重不是一个不小于零的数。"),
    _("权重合计是 %(total)s，应为 90 或 100，不能评分。"),
    _("全年预算数应大于零，才能计算执行率。"),
    _("全年执行数不能小于零。"),
    _("每个指标都要有完成情况。"),
    _("请填写指标“%(name)s”的实际完成值。"),
    _("指标“%(name)s”的实际完成值“%(actual)s”不是数。"),
    _("请为定性指标“%(name)s”选择完成等次。"),
    _("指标“%(name)s”属“%(grade)s”，得分比例应在 %(low)s%%—%(high)s%%（含）之间。"),
    _("指标“%(name)s”属“%(grade)s”，得分比例应在 %(low)s%%—%(high)s%%（不含）之间。"),
)
