from __future__ import annotations

import pytest

from gouji.lexicon.reasons import leads_with_reason, reason_in


@pytest.mark.parametrize(
    ("tail", "reason"),
    [
        ("，主要原因是压减一般性支出。", "压减一般性支出"),
        ("，下降5.0%，主要系人员减少；公用经费增加1万元", "人员减少"),
        ("的主要原因是调整项目。", "调整项目"),
        ("，变动原因主要是没有安排出国任务。", "没有安排出国任务"),
        ("主要原因说明：压减经费。", "压减经费"),
        ("；主要原因是新增一个项目。", "新增一个项目"),
        ("，主要原因一是人员增加；二是新增项目；印刷费不变。", "一是人员增加；二是新增项目"),
        ("；印刷费增加2万元，主要原因是涨价", None),
        ("，主要用于日常办公。", None),
        ("，主要原因是〔原因待填〕。", None),
        ("，主要原因：……。", None),
        ("，历史原因造成", None),
        ("", None),
    ],
)
def test_the_reason_behind_a_change(tail: str, reason: str | None) -> None:
    assert reason_in(tail) == reason


def test_a_sentence_that_is_the_reason_of_the_one_before() -> None:
    assert leads_with_reason("主要原因是压减经费。")
    assert leads_with_reason("增加的原因是人员增加。")
    # One with a subject of its own speaks of that.
    assert not leads_with_reason("会议费减少的主要原因是压减经费。")
    assert not leads_with_reason("2025年安排5万元。")
