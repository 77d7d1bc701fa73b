from hypothesis import given
from hypothesis import strategies as st

from gouji.checking.findings import Counts, FindingPlace
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
