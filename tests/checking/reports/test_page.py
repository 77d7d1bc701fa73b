import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from gouji.checking.findings import Finding, FindingPlace, IdentityView, Level
from gouji.checking.reports.overview import failed_line, line_of, overview_page
from gouji.checking.reports.page import report_page
from gouji.checking.reports.page_images import PageImage
from gouji.model.disclosure import Place
from tests import report_samples as samples

HOSTILE = '"><script>alert(1)</script></script><img src=x onerror=alert(1)>\u2028'


def _page(report=None, **settings):
    return report_page(report or samples.report(), samples.disclosure(), titles=samples.TITLES, **settings)


def _body(page):
    return re.sub(r"<script>.*?</script>", "", page[page.index("<body>") :], flags=re.DOTALL)


def test_report_as_page(same_as_snapshot):
    same_as_snapshot("report.html", _body(_page()))


def test_page_loads_nothing_from_elsewhere():
    page = _page()
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", page)
    assert "@import" not in page
    assert "url(" not in page
    assert " style=" not in page
    assert not re.search(r"\son\w+=", _body(page))


def test_policy_allows_exactly_the_style_and_script_of_the_page():
    page = _page()
    for kind in ("style", "script"):
        content = re.search(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL).group(1)
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in page
    assert "unsafe" not in page


def test_hostile_text_stays_text():
    report, disclosure = samples.report(), samples.disclosure()
    finding = Finding(
        HOSTILE, Level.ERROR, HOSTILE, (FindingPlace(HOSTILE, HOSTILE, HOSTILE),), (HOSTILE,), None, HOSTILE
    )
    identity = IdentityView("x", HOSTILE, True, ("t0:r0",))
    report = replace(
        report,
        document=replace(report.document, title=HOSTILE, department=HOSTILE),
        findings=(finding,),
        identities=(identity,),
        remaining=(("t0:r0", HOSTILE),),
    )
    table = disclosure.tables[0]
    grid = (table.grid[0], tuple(HOSTILE for _ in table.grid[1]), *table.grid[2:])
    panel = replace(table.panels[0], rows=tuple(replace(row, label=HOSTILE) for row in table.panels[0].rows))
    table = replace(table, title=HOSTILE, grid=grid, panels=(panel, table.panels[1]), notes=(HOSTILE,))
    page = report_page(report, replace(disclosure, tables=(table, *disclosure.tables[1:])), titles={HOSTILE: HOSTILE})
    tree = HTMLParser(page)
    assert len(tree.css("script")) == 2
    assert not tree.css("img")
    assert tree.css_first("h1").text() == HOSTILE.replace("\u2028", "")
    assert json.loads(tree.css_first("#data").text())["identities"][0][0] == HOSTILE


def test_every_amount_carries_its_evidence():
    tree = HTMLParser(_page())
    shown = {node.text(deep=False): node.attributes["class"].split() for node in tree.css("td.n[id]")}
    assert "d" in shown["290.00"]
    assert "u" in shown["7.50"]
    assert "z" in shown["0.00"]
    assert "p" in shown["1,000.00"]
    assert len(tree.css("td.n[id]")) == len(samples.disclosure().cells)


def test_finding_stands_beside_the_amount_and_in_the_list():
    tree = HTMLParser(_page())
    disputed = tree.css_first("td.d[id]")
    assert disputed.css_first("sup a").attributes["href"] == "#f1"
    first = tree.css_first("#f1")
    assert first.attributes["data-level"] == "error"
    assert first.css_first(".places a").attributes["href"] == f"#{disputed.attributes['id']}"
    assert tree.css_first("#t0 .beside a").attributes["href"] == "#f1"


def test_every_link_has_its_target():
    tree = HTMLParser(_page())
    targets = {node.attributes["id"] for node in tree.css("[id]")}
    assert {link.attributes["href"][1:] for link in tree.css("a[href^='#']")} <= targets


def test_identities_tie_amounts_that_are_on_the_page():
    tree = HTMLParser(_page())
    data = json.loads(tree.css_first("#data").text())
    ids = {node.attributes["id"] for node in tree.css(".n[id]")}
    assert len(data["identities"]) == len(samples.report().identities)
    for _, _, _, numbers in data["identities"]:
        assert numbers
        assert {f"c{number}" for number in numbers} <= ids
    assert set(data["amounts"]) == {name[1:] for name in ids}


def test_sentence_marks_its_amounts_and_hides_telephone_numbers():
    tree = HTMLParser(_page())
    sentence = tree.css_first("#narrative .sentence")
    assert [mark.text(deep=False) for mark in sentence.css("mark")] == ["1,200.00万元", "200.00万元，"[:8]]
    assert "13000000000" not in _page()


def test_finding_stands_beside_its_indicator_and_target():
    indicator = FindingPlace("项目支出绩效目标表", "馆藏数字化", "扫描卷数", Place(8))
    target = FindingPlace("绩效目标", "馆藏数字化", "年度绩效目标", Place(8))
    project = FindingPlace("项目支出表", "=馆藏<b>数字化", "", Place(7))
    findings = tuple(
        Finding(f"G70{number}", Level.WARNING, "请核对", (place,))
        for number, place in enumerate((indicator, target, project), 1)
    )
    tree = HTMLParser(_page(replace(samples.report(), findings=findings)))
    places = [tree.css_first(f"#f{number} .places a").attributes["href"] for number in (1, 2, 3)]
    assert places == ["#g0.0", "#g0", "#j0"]
    assert "扫描卷数" in tree.css_first('[id="g0.0"]').text()
    assert tree.css_first('[id="g0.0"] sup a').attributes["href"] == "#f1"
    assert not tree.css("#narrative .sentence[id] .beside")


def test_percentage_has_the_evidence_of_its_identity_and_a_count_has_none():
    report = samples.report()
    evidence = {name: word for name, word in report.evidence.items() if name != "s3"}
    for holds, shown in ((True, "n p"), (False, "n d")):
        identities = (IdentityView("r", "基本支出占比：75%", holds, ("s3",)),)
        tree = HTMLParser(_page(replace(report, evidence=evidence, identities=identities)))
        marks = {mark.text(deep=False): mark.attributes["class"] for mark in tree.css("#narrative mark")}
        assert marks["75%"] == shown
        assert marks["1个"] == "n"


def test_amount_of_a_target_is_marked_and_tied():
    report = samples.report()
    identities = (IdentityView("t", "绩效目标金额＝项目支出表金额", True, ("g0", "t0:r0")),)
    tree = HTMLParser(_page(replace(report, identities=identities, evidence=report.evidence | {"g0": "disputed"})))
    mark = tree.css_first("#targets mark")
    assert mark.attributes["class"] == "n d"
    numbers = json.loads(tree.css_first("#data").text())["identities"][0][3]
    assert mark.attributes["id"] == f"c{numbers[0]}"


def test_pages_of_the_original_are_framed_where_given():
    page = _page(images={3: PageImage("data:image/png;base64,AAAA", 595, 842)})
    tree = HTMLParser(page)
    assert len(tree.css("#page3 rect")) == 7
    with pytest.raises(ValueError, match="data address"):
        _page(images={3: PageImage("https://example.org/p.png", 595, 842)})


def test_unchecked_document_does_not_look_passed():
    tree = HTMLParser(report_page(samples.unchecked_report(), samples.disclosure()))
    assert "bad" in tree.css_first(".verdict").attributes["class"]
    assert "不能视为通过" in tree.css_first(".verdict").text()


def test_overview_puts_what_could_not_be_read_first():
    lines = [
        line_of(samples.sound_report(), "好.pdf", "好.html"),
        line_of(samples.report(), "错 1.pdf", "错 1.html"),
        line_of(samples.unchecked_report(), "未.pdf", "未.html"),
        failed_line("坏.pdf", HOSTILE),
    ]
    tree = HTMLParser(overview_page(lines))
    names = [row.css_first("td").text() for row in tree.css("tbody tr")]
    assert [name[-5:] for name in names] == ["坏.pdf", "未.pdf"[-5:], "1.pdf"[-5:], "好.pdf"[-5:]]
    assert tree.css("tbody a")[1].attributes["href"] == "%E9%94%99%201.html"
    assert [tile.text() for tile in tree.css(".tile b")] == ["4", "1", "1", "1", "1"]
    assert len(tree.css("script")) == 1
