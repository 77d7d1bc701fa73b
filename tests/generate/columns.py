"""The sets of amount columns that tables of the province, the city and the district share."""

from __future__ import annotations

from gouji.model.coordinates import CARRIED_OVER, CURRENT
from tests.generate.budget import GENERAL, GOVERNMENT_FUND, STATE_CAPITAL, Budget
from tests.generate.tables import Column

FISCAL = "fiscal_appropriation"
STATE_FUNDS = (GENERAL, GOVERNMENT_FUND, STATE_CAPITAL)
FUND_NAMES = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
OWN_FUNDS = (
    ("事业收入", "own_funds/service"),
    ("事业单位经营收入", "own_funds/business"),
    ("上级补助收入", "own_funds/superior_grant"),
    ("附属单位上缴收入", "own_funds/affiliate_remittance"),
    ("其他收入", "own_funds/other"),
)


def origin_columns(budget: Budget, current: str) -> list[Column]:
    """``2025年预算数``, of it this year's money and last year's."""
    return [
        Column((f"{budget.year}年预算数",), budget.at()),
        Column((current,), budget.at(origin=CURRENT)),
        Column(("上年结转",), budget.at(origin=CARRIED_OVER)),
    ]


def fund_columns(budget: Budget, current: str, subtotal: str) -> list[Column]:
    """All sources of this year's money, then all of last year's."""
    at = budget.at
    now, old = {"origin": CURRENT}, {"origin": CARRIED_OVER}
    state = [((name,), at(fund=fund, **now)) for name, fund in zip(FUND_NAMES, STATE_FUNDS, strict=True)]
    own = [((name,), at(fund=fund, **now)) for name, fund in OWN_FUNDS]
    left = [((f"{name}拨款结转",), at(fund=fund, **old)) for name, fund in zip(FUND_NAMES, STATE_FUNDS, strict=True)]
    return [
        Column(("合计",), at()),
        Column((current, subtotal), at(**now)),
        *(Column((current, "财政拨款收入", *path), point) for path, point in state),
        Column((current, "财政专户管理资金"), at(fund="special_account_funds", **now)),
        *(Column((current, "单位资金收入", *path), point) for path, point in own),
        Column(("上年结转结余", subtotal), at(**old)),
        *(Column(("上年结转结余", "财政拨款结转", *path), point) for path, point in left),
        Column(("上年结转结余", "财政专户管理资金结转结余"), at(fund="special_account_funds", **old)),
        Column(("上年结转结余", "单位资金结转结余"), at(fund="own_funds", **old)),
    ]


def project_columns(budget: Budget) -> list[Column]:
    """All sources of a project's money, this year's and last year's."""
    at = budget.at
    columns = [Column(("合计",), at())]
    for group, state, origin in (("本年预算", "财政拨款", CURRENT), ("上年结转结余", "财政拨款结转", CARRIED_OVER)):
        columns += [
            Column((group, state, name), at(fund=fund, origin=origin))
            for name, fund in zip(FUND_NAMES, STATE_FUNDS, strict=True)
        ]
        columns.append(Column((group, "财政专户管理资金"), at(fund="special_account_funds", origin=origin)))
        columns.append(Column((group, "单位资金"), at(fund="own_funds", origin=origin)))
    return columns


def uses(budget: Budget, total: str) -> list[Column]:
    """Expenditure by what it is for."""
    at = budget.at
    return [
        Column((total,), at()),
        Column(("基本支出",), at(use="basic")),
        Column(("项目支出",), at(use="project")),
        Column(("事业单位经营支出",), at(use="business")),
        Column(("上缴上级支出",), at(use="remittance_up")),
        Column(("对附属单位补助支出",), at(use="subsidy_down")),
    ]


def basic_and_project(budget: Budget, total: str, subtotal: str) -> list[Column]:
    """Basic expenditure in its two parts, and projects."""
    at = budget.at
    return [
        Column((total,), at()),
        Column(("基本支出", subtotal), at(use="basic")),
        Column(("基本支出", "人员经费"), at(use="basic/personnel")),
        Column(("基本支出", "公用经费"), at(use="basic/operating")),
        Column(("项目支出",), at(use="project")),
    ]


def plain_uses(budget: Budget, *group: str) -> list[Column]:
    """Basic expenditure and projects, under a group's header where there is one."""
    at = budget.at
    return [
        Column((*group, "合计"), at()),
        Column((*group, "基本支出"), at(use="basic")),
        Column((*group, "项目支出"), at(use="project")),
    ]


def basic_parts(budget: Budget, *group: str) -> list[Column]:
    """Basic expenditure by personnel and operating."""
    at = budget.at
    return [
        Column((*group, "合计"), at()),
        Column((*group, "人员经费"), at(use="basic/personnel")),
        Column((*group, "公用经费"), at(use="basic/operating")),
    ]
