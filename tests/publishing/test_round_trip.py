"""What is published is read back as it was meant, in every format; what is wrong is found."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.errors import GoujiError
from gouji.model.publication import BodyCell, Heading, PrintedTable, Publication, TextBlock
from gouji.publishing import GateError, publish
from gouji.publishing.gate import message, verify
from gouji.publishing.release import FORMATS, _mark, file_stem, write
from tests.publishing.samples import generated, handmade, long_table

LAYOUTS = ("provincial", "municipal", "district")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_format_says_what_the_publication_says(layout: str, tmp_path: Path) -> None:
    published = publish(generated(layout, 3), tmp_path / "out")
    assert set(published.outputs) == {"docx", "pdf", "xlsx", "html", "site", "data"}
    amounts = len(published.disclosures["publication"].cells)
    assert amounts > 200
    for output in ("docx", "pdf", "xlsx", "html", "site"):
        assert len(published.disclosures[output].cells) == amounts


def test_pages_of_a_site_are_read_in_their_order(tmp_path: Path) -> None:
    """A page whose table has fewer letters than the words around it is still the page of a table."""
    publication = generated("provincial", 3)
    tables = [block for block in publication.blocks if isinstance(block, PrintedTable)]
    small = replace(tables[3], body=tables[3].body[-1:], notes=("说明：" + "本表各栏为零。" * 40,))
    whole = replace(publication, blocks=tuple(small if block is tables[3] else block for block in publication.blocks))
    outputs = write(whole, tmp_path, ("html",))
    assert [message(found) for found in verify(whole, outputs) if found.output == "site"] == []


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), layout=st.sampled_from(LAYOUTS), units=st.integers(1, 6))
def test_reading_what_was_written_gives_it_back(
    tmp_path_factory: pytest.TempPathFactory, seed: int, layout: str, units: int
) -> None:
    publication = generated(layout, seed, units)
    outputs = write(publication, tmp_path_factory.mktemp("out"), ("docx", "pdf", "xlsx", "html"))
    assert [message(found) for found in verify(publication, outputs)] == []


def test_what_is_hard_to_print(tmp_path: Path) -> None:
    published = publish(handmade(), tmp_path / "out")
    assert published.missing == ("项目支出比上年增加12.00万元，主要原因是〔原因待填〕。",)
    targets = published.disclosures["pdf"].targets
    assert [target.project for target in targets] == ["数据平台运行维护费", "数据共享交换平台"]
    assert [indicator.weight for indicator in targets[0].indicators] == ["30", "20", "30", "10"]


def test_the_same_publication_gives_the_same_bytes(tmp_path: Path) -> None:
    publication = handmade(12)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(publication, tmp_path / name, FORMATS)
    first, second = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in _files(tmp_path / name)} for name in "ab"
    )
    assert first == second


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


@pytest.mark.parametrize("output", ["docx", "xlsx", "html", "pdf"])
def test_a_changed_amount_is_found_with_its_place(output: str, tmp_path: Path) -> None:
    publication = handmade(12)
    wrong = replace(publication, blocks=tuple(_with_a_wrong_amount(block) for block in publication.blocks))
    outputs = write(wrong, tmp_path, (output,))
    found = verify(publication, outputs)
    assert ("第7号专项业务经费", "合计", "7.25万元", "8.25万元") in [
        (each.row, each.column, each.expected, each.found) for each in found if each.table == "项目支出明细表"
    ]


def _with_a_wrong_amount(block: object) -> object:
    if not isinstance(block, PrintedTable) or not block.header_rows:
        return block
    rows = list(block.body)
    name, cell, rest = rows[6]
    assert cell is not None
    assert cell.amount is not None
    rows[6] = (name, replace(cell, text="8.25", amount=replace(cell.amount, text="8.25")), rest)
    return replace(block, body=tuple(rows))


def test_a_lost_paragraph_is_found(tmp_path: Path) -> None:
    publication = handmade(3)
    less = replace(publication, blocks=tuple(block for block in publication.blocks if not _is_duty(block)))
    found = verify(publication, write(less, tmp_path, ("docx",)))
    assert "（二）协调公共数据的归集与共享。" in [each.expected for each in found if each.aspect == "text"]


def _is_duty(block: object) -> bool:
    return isinstance(block, TextBlock) and block.text.startswith("（二）")


def test_a_lost_table_is_found(tmp_path: Path) -> None:
    publication = handmade(3)
    less = replace(
        publication, blocks=tuple(block for block in publication.blocks if block is not publication.tables[0])
    )
    less = replace(less, blocks=(*less.blocks, long_table(2, title="另一张支出明细表")))
    assert any(each.table == "项目支出明细表" for each in verify(publication, write(less, tmp_path, ("xlsx",))))


def test_a_difference_stops_the_release(tmp_path: Path) -> None:
    publication = handmade(3)
    table = publication.tables[0]
    printed = replace(
        table, body=((BodyCell("甲"), replace(_amount(table), text="9.25"), BodyCell("")), *table.body[1:])
    )
    blocks = tuple(printed if block is table else block for block in publication.blocks)
    target = tmp_path / "out"
    target.mkdir()
    (target / "kept.txt").write_text("kept", "utf-8")
    wrong = replace(publication, blocks=blocks)
    with pytest.raises(GateError) as raised:
        publish(wrong, target, ("docx",))
    assert raised.value.differences
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "kept.txt"]


def _amount(table: PrintedTable) -> BodyCell:
    cell = table.body[0][1]
    assert cell is not None
    return cell


def test_what_it_replaces_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    publication = handmade(3)
    target = tmp_path / "out"
    publish(publication, target, ("docx", "html"))
    (target / "kept.txt").write_text("kept", "utf-8")
    (target / "site" / "old.html").write_text("old", "utf-8")
    publish(publication, target, ("docx", "html"))
    assert sorted(path.name for path in target.iterdir()) == sorted(
        ["kept.txt", f"{file_stem(publication)}.docx", "site"]
    )
    assert not (target / "site" / "old.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_run_left_is_taken_away(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    ours = tmp_path / f"{_mark()}{os.getpid()}-x"
    for left in (tmp_path / f"{_mark()}{gone.pid}-x", ours):
        (left / "new").mkdir(parents=True)
    publish(handmade(3), tmp_path / "out", ("docx",))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([ours.name, "out"])


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out"
    publish(handmade(3), target, ("docx", "html"))
    before = {path: path.read_bytes() for path in _files(target)}
    real, written = Path.write_bytes, [0]

    def write_bytes(path: Path, data: bytes) -> int:
        written[0] += len(data)
        if written[0] > 60_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(GoujiError, match="磁盘已满"):
        publish(handmade(9), target, ("docx", "html"))
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in _files(target)} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_move_that_fails_puts_back_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out"
    publish(handmade(3), target, ("docx", "html"))
    before = {path: path.read_bytes() for path in _files(target)}
    real = os.replace

    def replace_but_site(source: Path, place: Path) -> None:
        if Path(place) == target / "site" and source.parent.name == "new":
            raise OSError(errno.EACCES, "Permission denied")
        real(source, place)

    monkeypatch.setattr(os, "replace", replace_but_site)
    with pytest.raises(GoujiError, match="没有权限"):
        publish(handmade(9), target, ("docx", "html"))
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in _files(target)} == before


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="doc"):
        publish(handmade(3), tmp_path / "out", ("doc",))
    assert list(tmp_path.iterdir()) == []


def test_names_of_files_are_fit_for_every_system() -> None:
    publication = Publication('甲/乙:*?"<>|\\局2025年部门预算', "甲", 2025, "budget", "", (Heading("一", 0),))
    assert file_stem(publication) == "甲乙局2025年部门预算"
