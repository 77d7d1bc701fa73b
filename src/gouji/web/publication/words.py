"""What the core calls things that the pages show, to be said in their language."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

TEMPLATES = (
    _("通用（内容最全，科目编码单列，有上年数时并列上年数）"),
    _("市级部门（科目编码单列，当年预算与上年结转分列，绩效目标一项一表）"),
    _("省级部门（功能分类不列编码，绩效目标汇为一表）"),
    _("市辖区部门（元，类款项分三列，“三公”经费与机关运行经费合为一表）"),
)
REASONS = (
    _("收入"),
    _("支出"),
    _("财政拨款"),
    _("一般公共预算"),
    _("政府性基金预算"),
    _("国有资本经营预算"),
    _("“三公”经费"),
    _("因公出国（境）费"),
    _("公务接待费"),
    _("公务用车购置及运行维护费"),
    _("公务用车运行维护费"),
    _("公务用车购置费"),
    _("机关运行经费"),
    _("政府采购"),
)
FILES = (
    _("公开文件（Word）"),
    _("公开文件（PDF）"),
    _("全部表格（Excel）"),
    _("表格中的金额（CSV）"),
    _("文字说明中的数（CSV）"),
    _("项目（CSV）"),
    _("绩效目标和指标（CSV）"),
    _("表格中的金额（Parquet）"),
    _("整份文件所说的一切（gouji/disclosure/1）"),
    _("数据包说明（Data Package）"),
    _("自评表（Word）"),
    _("自评表（Excel）"),
    _("自评数据（JSON）"),
)
"""As files are kept with a version."""
