from __future__ import annotations

import shutil
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from gouji.cli import main
from gouji.corpus.agreement import agreement
from gouji.corpus.institutions import derived_rows, institution_rows, membership_rows, succession_rows
from gouji.corpus.known_documents import KnownDocuments
from gouji.corpus.lives import candidates
from gouji.corpus.name_likeness import LIKE, likeness
from gouji.corpus.offices import institution_key, office_of
from gouji.corpus.parts import in_tables
from gouji.corpus.regions import region_of
from gouji.corpus.schema import arrow_schema
from gouji.corpus.stated import Stated, read_stated
from gouji.corpus.succession import as_toml, proposals
from gouji.errors import GoujiError
from tests.corpus.invented_lives import invented


def _document(name: str, year: int, **changes: Any) -> dict[str, Any]:
    row = {
        "document": f"{name}{year}",
        "institution_key": institution_key(name),
        "department": name,
        "title": name,
        "document_year": year,
        "scope": "department",
        "units": [],
        "region": "2201",
        "region_name": "长春市",
        "office": None,
    }
    return row | changes


def _figure(document: str, document_year: int, year: int, fen: int, **point: str) -> dict[str, Any]:
    axes = dict.fromkeys(("stage", "side", "function", "economic", "use", "fund", "origin", "item"))
    names = {"budget_unit": None, "project": None}
    known = {"document": document, "document_year": document_year, "year": year, "fen": fen, "low": fen, "high": fen}
    return axes | names | known | {"prints": 1, "evidence": "proved"} | point


@pytest.mark.parametrize(
    ("name", "office", "level", "code"),
    [
        ("吉林省财政厅", "财政", "province", "22"),
        ("上海市普陀区财政局", "财政", "county", "31"),
        ("长春市信访局", "信访", "city", "2201"),
        ("浙江省杭州市西湖区教育局", "教育", "county", "3301"),
        ("广州市城市管理和综合执法局", "城市管理和综合执法", "city", "4401"),
        ("上海市市场监督管理局", "市场监督", "province", "31"),
        ("上海市普陀区人民政府长征镇人民政府", "镇人民政府", "county", "31"),
    ],
)
def test_places_and_offices(name: str, office: str, level: str, code: str) -> None:
    region = region_of(name)
    assert (office_of(name, region), region.level, region.code) == (office, level, code)


def test_words_that_end_like_a_county_are_none() -> None:
    assert region_of("长春市人才市场管理处").name == "长春市"
    assert region_of("长春市郊区域规划院").name == "长春市"
    assert region_of("长春市朝阳区审计局").name == "长春市朝阳区"
    assert office_of("财政局", region_of("长春市")) == "财政"


@pytest.mark.parametrize("name", ["某某局", "国家档案馆", ""])
def test_a_place_that_is_not_named_is_not_guessed(name: str) -> None:
    region = region_of(name)
    assert region.code is None
    assert office_of(name, region) is None


@pytest.mark.parametrize(
    ("name", "place", "key"),
    [
        ("吉林省长春市审计局", "", "长春市审计局"),
        ("长春市 审计局(本级)", "", "长春市审计局"),
        ("中共长春市委党校", "", "长春市委党校"),
        ("财政局", "长春市", "长春市财政局"),
        ("市财政局", "长春市", "长春市财政局"),
        ("市场监督管理局", "长春市", "长春市市场监督管理局"),
        ("普陀区财政局", "上海市普陀区", "上海市普陀区财政局"),
        ("国家档案馆", "长春市", "国家档案馆"),
        ("财政局", "", "财政局"),
        ("本级", "长春市", "本级"),
    ],
)
def test_names_are_known_with_their_place(name: str, place: str, key: str) -> None:
    assert institution_key(name, region_of(place)) == key


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("长春市发展和改革委员会", "长春市发改委", True),
        ("杭州市人力资源和社会保障局", "杭州市人社局", True),
        ("长春市扶贫开发办公室", "长春市扶贫开发局", True),
        ("吉林省食品药品检验所", "吉林省药品检验研究院", True),
        ("长春市住房保障服务中心", "长春市医疗保障服务中心", False),
        ("长春市财政局", "长春市审计局", False),
        ("长春市第一中学", "长春市第二中学", False),
        ("杭州市公安局", "杭州市公共资源交易中心", False),
    ],
)
def test_names_are_alike_by_what_is_their_own(one: str, other: str, alike: bool) -> None:
    ratio, reason = likeness(one, other)
    assert (ratio >= LIKE, bool(reason)) == (alike, alike)


def test_agreement_counts_digits_not_amounts() -> None:
    def exact(fen: int) -> tuple[int, int]:
        return fen, fen

    assert agreement([(exact(123_456), exact(123_456))]).digits > 5
    # Round amounts, and one amount at many points, say little.
    assert agreement([(exact(500_000), exact(500_000))]).digits == 1
    assert agreement([(exact(500), exact(500))] * 9).digits == 1
    assert not agreement([(exact(123_456), exact(123_456)), (exact(7_654_321), exact(7_654_329))]).speaks(1)
    assert agreement([(exact(0), exact(0))]).asked == 0
    assert agreement([(exact(1), exact(2))]).denies


@pytest.mark.parametrize("seed", range(6))
def test_every_succession_of_an_invented_world_is_proposed_and_no_other(seed: int) -> None:
    world = invented(seed)
    found = proposals(world.documents, world.figures, Stated(), world.statements)
    assert {(one.year, one.before, one.after) for one in found} == world.truth
    assert {one.kind for one in found} == {"更名", "合并", "并入", "拆分", "分出"}


def test_names_used_in_turns_are_one_institution(tmp_path: Path) -> None:
    documents = [_document("长春市发展和改革委员会", 2024), _document("长春市发改委", 2025)]
    documents.append(_document("长春市发展和改革委员会", 2026))
    found = proposals(documents, [], Stated())
    assert [(one.year, one.kind) for one in found] == [(2025, "更名"), (2026, "更名")]
    text = as_toml(found)
    assert '# [[succession]]\n# before = ["长春市' not in text
    path = tmp_path / "i.toml"
    path.write_text(
        text[text.index("# 以下") :].replace("# [[", "[[").replace("# id", "id").replace("# names", "names"), "utf-8"
    )
    assert read_stated(path).of("长春市发改委") == "长春市发展和改革委员会"


def test_names_that_were_there_at_once_are_two() -> None:
    documents = [_document("长春市扶贫开发办公室", year) for year in (2023, 2024)]
    documents += [_document("长春市扶贫开发局", year) for year in (2023, 2025)]
    assert proposals(documents, [], Stated()) == []


def test_figures_that_deny_it_outweigh_a_name() -> None:
    documents = [_document("长春市扶贫开发办公室", 2024), _document("长春市扶贫开发局", 2025)]
    figures = [
        _figure("长春市扶贫开发办公室2024", 2024, 2024, 123_456, side="revenue"),
        _figure("长春市扶贫开发局2025", 2025, 2024, 654_321, side="revenue"),
    ]
    assert proposals(documents, figures, Stated()) == []
    figures[1]["fen"] = figures[1]["low"] = figures[1]["high"] = 123_456
    assert [one.kind for one in proposals(documents, figures, Stated())] == ["更名"]


def test_a_text_tells_the_place_only_where_it_is_plain() -> None:
    assert region_of("某局", (), ["长春市" * 3, "吉林省"]).code == "2201"
    assert region_of("某局", (), ["长春市" * 2]).code is None
    assert region_of("某局", (), ["长春市" * 3, "沈阳市" * 3]).code is None


def test_units_are_under_the_department_that_lists_them() -> None:
    documents = [
        _document("长春市档案局", 2025, units=["长春市档案局（本级）", "长春市档案馆"]),
        _document("长春市档案馆", 2025, scope="unit"),
        _document("长春市档案局（本级）", 2025, scope="unit"),
    ]
    rows = {row["key"]: row for row in institution_rows(KnownDocuments.of_rows(documents), Stated())}
    assert rows["长春市档案馆"]["parent"] == "长春市档案局"
    assert rows["长春市档案局"]["parent"] is None
    assert rows["长春市档案局"]["documents"] == 2


def test_what_is_stated_holds(tmp_path: Path) -> None:
    path = tmp_path / "i.toml"
    path.write_text(
        '[[institution]]\nid = "档案"\nnames = ["长春市档案局", "长春市档案管理局"]\nparent = "长春市委办公厅"\n'
        '[[succession]]\nbefore = ["档案"]\nafter = ["长春市史志档案局"]\nyear = 2026\n',
        "utf-8",
    )
    stated = read_stated(path)
    documents = [_document("长春市档案局", 2024), _document("长春市档案管理局", 2025)]
    rows = list(institution_rows(KnownDocuments.of_rows(documents), stated))
    assert {row["institution"] for row in rows} == {"档案"}
    assert {row["parent"] for row in rows} == {"长春市委办公厅"}
    assert [(row["before"], row["after"], row["year"]) for row in succession_rows(stated)] == [
        ("档案", "长春市史志档案局", 2026)
    ]
    members = [
        (row["year"], row["department"], row["unit"], row["stated"])
        for row in membership_rows(KnownDocuments.of_rows(documents), stated)
    ]
    assert members == [(2024, "长春市委办公厅", "档案", True), (2025, "长春市委办公厅", "档案", True)]
    assert all(row["stated"] for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        "[[institution]]\nid = 1\nnames = []\n",
        '[[institution]]\nid = "a"\n',
        '[[succession]]\nbefore = "a"\nafter = ["b"]\nyear = 2025\n',
        "not toml",
        '[[institution]]\nid = "a"\nnames = ["甲局"]\n[[institution]]\nid = "b"\nnames = ["甲局"]\n',
        '[[successions]]\nbefore = ["a"]\nafter = ["b"]\nyear = 2025\n',
        '[[institution]]\nid = "a"\nname = ["甲局"]\n',
        '[[succession]]\nbefore = ["a"]\nafter = ["a"]\nyear = 2025\n',
        '[[succession]]\nbefore = ["a"]\nafter = ["b"]\nyear = 2025\n'
        '[[succession]]\nbefore = ["c"]\nafter = ["b"]\nyear = 2025\n',
    ],
)
def test_a_wrong_table_is_refused_in_chinese(text: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(GoujiError, match="机构表"):
        read_stated(path)


def test_a_renaming_is_proposed_from_the_name() -> None:
    documents = [
        _document("长春市扶贫开发办公室", 2024),
        _document("长春市扶贫开发局", 2025),
        _document("长春市财政局", 2024),
        _document("长春市财政局", 2025),
    ]
    found = proposals(documents, [], Stated())
    assert [(one.before, one.after, one.year) for one in found] == [
        (("长春市扶贫开发办公室",), ("长春市扶贫开发局",), 2025)
    ]


def test_a_merger_is_proposed_from_the_figures_alone() -> None:
    documents = [
        *(_document(name, 2024) for name in ("长春市甲中心", "长春市乙总站", "长春市丙局")),
        *(_document(name, 2025) for name in ("长春市丁丁丁处", "长春市丙局")),
    ]
    figures = []
    for n, use in enumerate(("basic", "project", "basic/personnel")):
        parts = (1_000 + n, 20_000 + 7 * n)
        for name, fen in zip(("长春市甲中心", "长春市乙总站"), parts, strict=True):
            figures.append(_figure(f"{name}2024", 2024, 2024, fen, side="expenditure", use=use))
        figures.append(_figure("长春市丁丁丁处2025", 2025, 2024, sum(parts), side="expenditure", use=use))
    found = proposals(documents, figures, Stated())
    assert [(set(one.before), one.after) for one in found] == [({"长春市甲中心", "长春市乙总站"}, ("长春市丁丁丁处",))]
    assert "之和" in found[0].reasons[0]


def test_a_split_is_proposed_from_the_figures_alone() -> None:
    documents = [_document(name, 2024) for name in ("长春市甲中心", "长春市丙局")]
    documents += [_document(name, 2025) for name in ("长春市乙乙站", "长春市丁丁丁处", "长春市丙局")]
    figures = []
    for n, use in enumerate(("basic", "project", "basic/personnel")):
        parts = (1_000 + n, 20_000 + 7 * n)
        figures.append(_figure("长春市甲中心2024", 2024, 2024, sum(parts), side="expenditure", use=use))
        for name, fen in zip(("长春市乙乙站", "长春市丁丁丁处"), parts, strict=True):
            figures.append(_figure(f"{name}2025", 2025, 2024, fen, side="expenditure", use=use))
    found = proposals(documents, figures, Stated())
    assert [(one.before, set(one.after), one.kind) for one in found] == [
        (("长春市甲中心",), {"长春市乙乙站", "长春市丁丁丁处"}, "拆分")
    ]
    assert {row["document"] for row in figures} <= candidates(documents, Stated())
    assert "长春市丙局2024" not in candidates(documents, Stated())


def test_one_amount_at_many_points_is_no_evidence() -> None:
    documents = [_document("长春市甲中心", 2024), _document("长春市丁丁丁处", 2025), _document("长春市丙局", 2024)]
    figures = []
    for use in ("basic", "project", "basic/personnel", "basic/operating"):
        figures.append(_figure("长春市甲中心2024", 2024, 2024, 500, side="expenditure", use=use))
        figures.append(_figure("长春市丁丁丁处2025", 2025, 2024, 500, side="expenditure", use=use))
    assert proposals(documents, figures, Stated()) == []


def test_a_listed_name_without_its_place_is_the_unit_that_published() -> None:
    documents = [
        _document("长春市档案局", 2025, units=["长春市档案局", "市史志馆", "档案服务中心"]),
        _document("长春市档案服务中心", 2025, scope="unit"),
    ]
    rows = membership_rows(KnownDocuments.of_rows(documents), Stated())
    assert [row["unit"] for row in rows] == ["长春市史志馆", "长春市档案局", "长春市档案服务中心"]


def test_neighbours_of_one_place_are_no_successors() -> None:
    documents = [_document("长春市财政局", 2024), _document("长春市人民政府办公厅", 2025)]
    assert proposals(documents, [], Stated()) == []


def test_proposals_are_all_commented_out(tmp_path: Path) -> None:
    documents = [_document("长春市扶贫开发办公室", 2024), _document("长春市扶贫开发局", 2025)]
    text = as_toml(proposals(documents, [], Stated()))
    assert all(line.startswith("#") or not line for line in text.splitlines())
    path = tmp_path / "i.toml"
    path.write_text(text, "utf-8")
    assert read_stated(path) == Stated()
    lines = text.splitlines()
    from_there = next(n for n, line in enumerate(lines) if "推测的" in line)
    proposed = [line.removeprefix("# ") for line in lines[from_there + 1 :] if "依据" not in line]
    path.write_text("\n".join(proposed), "utf-8")
    assert [one.after for one in read_stated(path).successions] == [("长春市扶贫开发局",)]


def test_applying_changes_the_institutions_and_nothing_else(dataset: Path, tmp_path: Path) -> None:
    pytest.importorskip("ibis")
    from gouji.corpus.manifest import read_manifest
    from gouji.corpus.parts import read_parts

    folder = tmp_path / "set"
    shutil.copytree(dataset, folder)
    before = read_manifest(folder)
    assert before is not None
    names = sorted({row["name"] for row in read_parts(folder, before.parts["institutions"]).to_pylist()})
    stated = tmp_path / "i.toml"
    stated.write_text(f'[[institution]]\nid = "一"\nnames = ["{names[0]}", "{names[1]}"]\n', "utf-8")
    assert main(["corpus", "institutions", str(folder), "--apply", str(stated)]) == 0
    after = read_manifest(folder)
    assert after is not None
    changed = ("institutions", "memberships")
    assert {name: parts for name, parts in after.parts.items() if name not in changed} == {
        name: parts for name, parts in before.parts.items() if name not in changed
    }
    rows = read_parts(folder, after.parts["institutions"]).to_pylist()
    assert sum(row["institution"] == "一" for row in rows) == 2
    assert not (folder / ".build").exists()


def test_what_follows_from_all_documents_is_not_held_as_objects() -> None:
    schemas = {name: arrow_schema(name) for name in ("institutions", "memberships", "successions")}

    def most_held(count: int) -> int:
        known = KnownDocuments.of_rows(
            [_document(f"长春市第{n}局", 2025, units=[f"长春市第{n}局本级"]) for n in range(count)]
        )
        tracemalloc.start(1)
        made = {name: in_tables(rows, schemas[name]) for name, rows in derived_rows(known, Stated())}
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert sum(table.num_rows for table in made["institutions"]) == count
        return most

    most_held(4000)  # names are remembered, so many at most
    assert most_held(4000) - most_held(2000) < 2000 * 800
