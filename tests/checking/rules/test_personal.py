"""Personal data is reported and never repeated."""

from __future__ import annotations

import json

import pytest

from gouji.checking.findings import Level
from gouji.checking.rules import apply
from tests.checking.rules.build import document, indicator, table, target

MOBILE = "139" + "12345678"
LANDLINE = "0430" + "-1234567"
IDENTITY = "110101" + "19000101" + "123"
MAIL = "someone" + "@" + "example.org"


def _identity_number() -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(IDENTITY, weights, strict=True))
    return IDENTITY + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("line", "secret", "code", "level"),
    [
        (f"联系人手机{MOBILE}", MOBILE, "G601", Level.ERROR),
        ("身份证号：" + _identity_number(), _identity_number(), "G601", Level.ERROR),
        (f"联系电话：{LANDLINE}", LANDLINE, "G602", Level.WARNING),
        (f"电子邮箱：{MAIL}", MAIL, "G602", Level.WARNING),
        ("填表人：甲乙丙", "甲乙丙", "G602", Level.WARNING),
    ],
)
def test_found_and_not_repeated(line: str, secret: str, code: str, level: Level) -> None:
    places = (
        document(line, "本部门按规定编制预算。"),
        document("一、说明", tables=(table("项目支出表", ("合计", "1.00"), notes=(line,)),)),
        document("一、说明", targets=(target("档案整理", indicator("次数"), objective=line),)),
    )
    for disclosure in places:
        findings, _, _ = apply(disclosure)
        mine = [finding for finding in findings if finding.code == code]
        assert [finding.level for finding in mine] == [level]
        assert mine[0].places
        assert secret not in json.dumps([finding.as_dict() for finding in mine], ensure_ascii=False)


@pytest.mark.parametrize(
    "line",
    [
        "联系电话：00000000",
        "填表人：（已隐去）",
        "联系人：无",
        "咨询电话：0430-7654321",
        "拨打12345热线",
        "预算13912345678.00元",
        "项目编码22010101190001011234",
        "联系电话：XXXXXXXX",
    ],
)
def test_placeholders_and_public_lines_are_not_personal(line: str) -> None:
    findings, _, _ = apply(document(line))
    assert not [finding for finding in findings if finding.code in {"G601", "G602"}]
