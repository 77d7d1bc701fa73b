"""Units counted by their kinds and listed in numbered lines."""

import pytest

from gouji.checking.rule import Skip
from gouji.checking.rules.counts import unit_count
from tests.checking.rules.build import document

_LISTED = ("1.示例市样例局本级。", "2.示例市样例信息中心。", "3.示例市样例服务站（不单列预算，并入本级）。")


def _found(lead: str, *listed: str) -> list[str]:
    return [finding.message for finding in unit_count.check(document(lead, *listed, "本部门的主要任务如下。"))]


def test_as_many_as_are_listed() -> None:
    assert not _found("本部门中，行政单位1家，参公单位1家，事业单位1家，具体包括：", *_LISTED)


def test_one_more_than_is_listed() -> None:
    (message,) = _found("本部门中，行政单位1家，事业单位3家，具体包括：", *_LISTED)
    assert "1＋3＝4个" in message
    assert "列出3个" in message


def test_without_a_list_nothing_is_said() -> None:
    for lines in (("本部门中，行政单位1家，事业单位3家。",), ("本部门中，行政单位1家，具体包括：", *_LISTED)):
        with pytest.raises(Skip):
            _found(*lines)
