"""G80x: the projects table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.lexicon.text import key
from gouji.model.disclosure import Disclosure, Project


def _at(project: Project) -> FindingPlace:
    return FindingPlace("项目支出表", project.name or "", "", project.place)


@rule("G801", "项目重复", Level.WARNING)
def repeated_project(disclosure: Disclosure) -> Iterator[Finding]:
    """同一单位的同名同额项目列了两次。

    例如某单位的“办公设备购置”10.00万元在项目支出表中出现两行，应核对是否重复。
    """
    if not disclosure.projects:
        raise Skip("没有读到项目支出表的项目")
    found: dict[tuple[str, str, str, str], list[Project]] = {}
    for project in disclosure.projects:
        if project.name and project.amount is not None:
            found.setdefault(
                (key(project.unit or ""), key(project.level1 or ""), key(project.name), project.amount.text), []
            ).append(project)
    for projects in found.values():
        if len(projects) > 1:
            first = projects[0]
            yield repeated_project.finding(
                f"项目“{first.name}”（{first.amount}）列了{len(projects)}次，请核对是否重复",
                *(_at(project) for project in projects),
            )


@rule("G802", "项目缺名称或金额", Level.NOTICE)
def incomplete_project(disclosure: Disclosure) -> Iterator[Finding]:
    """项目支出表的每一行都应有项目名称和金额。

    例如有金额而没有项目名称的行，应补上项目名称。
    """
    places = [
        _at(project)
        for project in disclosure.projects
        if not project.name
        or "name" in project.inferred
        or (project.amount is None and "amount" not in project.inferred)
    ]
    if places:
        yield incomplete_project.finding(f"项目支出表有{len(places)}行的项目名称或金额没有读到，请核对原表", *places)


@rule("G803", "项目名称的年度", Level.NOTICE)
def project_year(disclosure: Disclosure) -> Iterator[Finding]:
    """项目名称中的年度一般是本年度或以前年度。

    例如2025年预算列有“2027年设备购置”，应核对年度。
    """
    year = disclosure.document.year
    if year is None:
        raise Skip("未能确定文件的预算年度")
    for project in disclosure.projects:
        years = [int(found) for found in re.findall(r"20[0-4]\d", project.name or "")]
        if years and min(years) > year:
            yield project_year.finding(
                f"项目“{project.name}”的年度晚于预算年度{year}年，请核对", _at(project), values=(str(min(years)),)
            )
