"""The main figures of a budget: what the portal shows first and compares departments and years by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gouji.lexicon.classification import functional
from gouji.model.coordinates import CURRENT, EXPENDITURE, REVENUE, Coordinates
from gouji.web.base.language import Said

_CLASS = "class/"


@dataclass(frozen=True, slots=True)
class MainFigure:
    """``name`` is stable and stands in the API; ``group`` is the heading it is listed under."""

    name: str
    label: Said
    group: Said
    at: Coordinates
    other: Coordinates | None = None
    """Where it is printed too, for documents that do not print it at ``at``."""


def _spent(name: str, label: Said, group: Said, *, use: str | None = None, fund: str | None = None) -> MainFigure:
    return MainFigure(name, label, group, Coordinates(side=EXPENDITURE, use=use, fund=fund))


_TOTAL, _USES, _FUNDS = _("收支总计"), _("支出按用途"), _("支出按资金来源")
_THREE, _OTHER = _("“三公”经费"), pgettext_lazy("figures", "其他")
BY_FUNCTION = _("支出按功能分类")

MAIN: tuple[MainFigure, ...] = (
    MainFigure("revenue", _("收入总计"), _TOTAL, Coordinates(side=REVENUE)),
    MainFigure("revenue_current", _("本年收入"), _TOTAL, Coordinates(side=REVENUE, origin=CURRENT)),
    MainFigure(
        "expenditure",
        _("支出合计"),
        _TOTAL,
        Coordinates(side=EXPENDITURE),
        Coordinates(side=EXPENDITURE, item="grand_total"),
    ),
    _spent("basic", _("基本支出"), _USES, use="basic"),
    _spent("project", _("项目支出"), _USES, use="project"),
    _spent("business", _("事业单位经营支出"), _USES, use="business"),
    _spent("fiscal_appropriation", _("财政拨款支出"), _FUNDS, fund="fiscal_appropriation"),
    _spent("general_public_budget", _("一般公共预算支出"), _FUNDS, fund="general_public_budget"),
    _spent("government_fund_budget", _("政府性基金预算支出"), _FUNDS, fund="government_fund_budget"),
    _spent("state_capital_budget", _("国有资本经营预算支出"), _FUNDS, fund="state_capital_budget"),
    _spent("general_basic", _("一般公共预算基本支出"), _FUNDS, fund="general_public_budget", use="basic"),
    MainFigure("three_public", _("“三公”经费合计"), _THREE, Coordinates(item="three_public")),
    MainFigure("three_public/abroad", _("因公出国（境）费"), _THREE, Coordinates(item="three_public/abroad")),
    MainFigure("three_public/reception", _("公务接待费"), _THREE, Coordinates(item="three_public/reception")),
    MainFigure(
        "three_public/vehicles", _("公务用车购置及运行维护费"), _THREE, Coordinates(item="three_public/vehicles")
    ),
    MainFigure("procurement", _("政府采购预算"), _OTHER, Coordinates(item="procurement")),
)
_BY_NAME = {figure.name: figure for figure in MAIN}


def main_figures(amounts: Iterable[tuple[Coordinates, int]], year: int) -> dict[str, int]:
    """The main figures in 分 by name that stand among printed amounts, with the expenditure of each functional class
    as ``class/201``. A figure printed more than once is the one printed first."""
    printed: dict[Coordinates, int] = {}
    for at, fen in amounts:
        if at.year in {None, year} and at.stage is None:
            printed.setdefault(at.without("year"), fen)
    found = {}
    for figure in MAIN:
        places = [at for at in (figure.at, figure.other) if at is not None and at in printed]
        if places:
            found[figure.name] = printed[places[0]]
    for at, fen in printed.items():
        if at.function and len(at.function) == 3 and at == Coordinates(side=EXPENDITURE, function=at.function):
            found[_CLASS + at.function] = fen
    return found


def figure_label(name: str, year: int | None = None) -> str:
    """A figure's name in the language of the moment; a functional class has its Chinese one."""
    if name.startswith(_CLASS):
        code = name.removeprefix(_CLASS)
        return functional(year).name(code) or code
    return str(_BY_NAME[name].label) if name in _BY_NAME else name


def grouped(figures: Mapping[str, int], year: int | None = None) -> dict[str, list[tuple[str, str, int]]]:
    """The figures by heading: (name, label, amount in 分), in the order they are read."""
    groups: dict[str, list[tuple[str, str, int]]] = {}
    for figure in MAIN:
        if figure.name in figures:
            groups.setdefault(str(figure.group), []).append((figure.name, str(figure.label), figures[figure.name]))
    classes = [(name, figure_label(name, year), figures[name]) for name in sorted(figures) if name.startswith(_CLASS)]
    return groups | ({str(BY_FUNCTION): classes} if classes else {})
