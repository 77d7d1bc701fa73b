"""The fields of work in :mod:`gouji.targets.library`, to be said in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

FIELDS = (
    _("信息化建设与运维"),
    _("设备购置"),
    _("房屋修缮与基础设施维护"),
    _("工程建设"),
    _("培训"),
    _("会议与活动"),
    _("宣传"),
    _("课题研究与规划编制"),
    _("统计与调查"),
    _("公共文化服务"),
    _("对个人的补助"),
    _("购买服务"),
    _("执法监管"),
    _("监测与检验"),
)
