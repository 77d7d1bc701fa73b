"""The words of a budget that the core knows in Chinese, in the language of the page.

Grids and workbooks hold the Chinese words, which are read back; only what a person looks at is translated.
"""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from gouji.ledgers import words as core

SIDES = (_("收入"), _("支出"))
ORIGINS = (_("本年"), _("上年结转"))
USES = (
    _("人员经费"),
    _("公用经费"),
    _("项目支出"),
    _("基本支出"),
    _("事业单位经营支出"),
    _("上缴上级支出"),
    _("对附属单位补助支出"),
)
FUNDS = (
    _("一般公共预算"),
    _("政府性基金预算"),
    _("国有资本经营预算"),
    _("财政专户管理资金"),
    _("事业收入"),
    _("事业单位经营收入"),
    _("上级补助收入"),
    _("附属单位上缴收入"),
    _("其他收入"),
    _("单位资金"),
    _("财政拨款"),
    _("未列明来源"),
)
TAGS = (
    _("因公出国（境）费"),
    _("公务接待费"),
    _("公务用车运行维护费"),
    _("公务用车购置费"),
    _("采购货物"),
    _("采购工程"),
    _("采购服务"),
    _("委托业务费"),
    _("政府购买服务"),
    _("机关运行经费"),
)
INDICATORS = (
    _("成本指标"),
    _("产出指标"),
    _("效益指标"),
    _("满意度指标"),
    _("经济成本指标"),
    _("社会成本指标"),
    _("生态环境成本指标"),
    _("数量指标"),
    _("质量指标"),
    _("时效指标"),
    _("经济效益指标"),
    _("社会效益指标"),
    _("生态效益指标"),
    _("可持续影响指标"),
    _("服务对象满意度指标"),
)
WORDS = frozenset((*SIDES, *ORIGINS, *USES, *FUNDS, *TAGS, *INDICATORS))
BETWEEN = _("、")
"""Between the words of a cell that has several."""


def said(text: str) -> str:
    """A cell's words in the language of the page; any other text as it is."""
    parts = text.split(BETWEEN)
    if not all(part in WORDS for part in parts):
        return text
    return gettext(BETWEEN).join(gettext(part) for part in parts)


def label(words: str, code: str) -> str:
    """The word of a code, as :func:`gouji.ledgers.words.label`, in the language of the page."""
    return said(core.label(words, code))
