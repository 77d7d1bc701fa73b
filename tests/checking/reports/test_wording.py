from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gouji.checking.findings import Counts, Finding, FindingPlace, Level, NotApplicable
from gouji.checking.reports import wording
from gouji.model.disclosure import Place
from tests import report_samples as samples


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_only_all_proved_reads_as_hundred_percent(amounts, proved):
    proved = min(proved, amounts)
    permille = wording.permille_proved(Counts(amounts=amounts, proved=proved))
    assert (permille == 1000) == (proved == amounts)
    assert 0 <= permille <= 1000


def test_nothing_checked_never_sounds_like_a_pass():
    verdict = wording.verdict(samples.unchecked_report())
    assert "未能核对" in verdict
    assert "不能视为通过" in verdict
    assert "未发现错误" not in verdict


def test_sound_document_says_everything_was_proved():
    assert wording.verdict(samples.sound_report()) == "未发现错误，全部非零金额均已证实。"


def test_disputed_amounts_without_an_error_do_not_pass():
    report = samples.sound_report()
    disputed = type(report)(
        report.document, Counts(amounts=2, proved=1, disputed=1), Counts(), (), (), (), {}, (), (), ()
    )
    assert "不能视为通过" in wording.verdict(disputed)


def test_no_amounts_gives_no_share():
    assert "%" not in wording.share_text(Counts(zeros=7))


def test_place_of_a_cell_and_of_a_sentence():
    cell = FindingPlace("支出预算总表", "行政运行", "基本支出", Place(3))
    assert wording.place_text(cell) == "第 3 页《支出预算总表》“行政运行”行“基本支出”列"
    sentence = FindingPlace("收入说明", "收" * 90 + "。", "", Place(None, 12))
    assert wording.place_text(sentence) == "第 12 行“收入说明”一节：“" + "收" * 60 + "…”"
    assert wording.place_text(FindingPlace()) == ""


def test_a_heading_is_named_once():
    heading = FindingPlace("二、机构设置", "二、机构设置", "", Place(5))
    assert wording.place_text(heading) == "第 5 页标题“二、机构设置”"
    assert wording.place_text(FindingPlace("目录", "三、基本情况")) == "目录“三、基本情况”"


def test_amounts_of_one_sentence_stand_at_one_place():
    said = FindingPlace("资产情况", "设备3.00万元，占固定资产总额的7.90%；家具2.00万元。", "", Place(9))
    other = FindingPlace("收支总表", "总计", "预算数", Place(2))
    finding = Finding("G106", Level.ERROR, "", (said, other, said, said), ("7.90%",))
    assert wording.places_of(finding) == (said, other)


def test_codes_and_years_bear_no_separators():
    code = Finding("G401", Level.WARNING, "", (), ("30208", "物业管理费"), None, "30209")
    assert [wording.value_text(code, value) for value in code.values] == ["30208", "物业管理费"]
    amount = Finding("G101", Level.ERROR, "", (), ("189767551",))
    assert wording.value_text(amount, amount.values[0]) == "189,767,551"


def test_many_rules_with_one_reason_are_told_by_their_codes():
    many = [NotApplicable(f"G7{number:02d}", "没有读到目标表") for number in range(9)]
    told = wording.skipped_text([*many, NotApplicable("G301", "没有上年文件")], {"G301": "与上年一致"})
    assert told == [("没有读到目标表", "G700 至 G708 等 9 条"), ("没有上年文件", "G301 与上年一致")]


def test_corrections_claim_no_more_than_they_do():
    report = samples.report()
    assert "全部成立" in wording.corrections_hint(report)
    open_sum = Finding("G104", Level.ERROR, "分项之和大于合计。")
    left = replace(report, findings=(*report.findings, open_sum))
    assert "仍有 1 处不成立" in wording.corrections_hint(left)
    assert "全部成立" not in wording.corrections_hint(left)


def test_private_numbers_are_hidden_and_amounts_are_not():
    assert wording.masked("电话13000000000。") == "电话130********。"
    assert wording.masked("证号110101199001010017") == "证号110***************"
    for amount in ("13,000,000,000.00", "13000000000.00", "216801570", "2010301"):
        assert wording.masked(amount) == amount


def test_control_characters_cannot_steer_a_terminal():
    assert wording.clean("a\x1b[2Jb\u202ec\td") == "a[2Jbc d"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_grouping_keeps_the_number(value):
    assert wording.grouped(str(value)).replace(",", "") == str(value)


def test_other_text_is_not_grouped():
    assert wording.grouped("≥50台") == "≥50台"
