from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gouji.corpus.intake import Loaded, load
from gouji.corpus.outcome import Unread
from gouji.corpus.sources import Locator, located
from gouji.errors import GoujiError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "files"
    (root / "市" / "局").mkdir(parents=True)
    (root / "市" / "局" / "一.txt").write_text("甲" * 10, "utf-8")
    (root / "二.pdf").write_bytes(b"%PDF-1.4 x")
    (root / ".hidden.pdf").write_bytes(b"x")
    (root / "~$二.docx").write_bytes(b"x")
    (root / "readme.py").write_text("x")
    return root


def _names(*sources: object) -> list[str]:
    return sorted(one.name for one in located([str(source) for source in sources]))


def test_a_folder_is_walked_and_nothing_is_passed_over_in_silence(folder: Path) -> None:
    assert _names(folder) == ["readme.py", "二.pdf", "市/局/一.txt"]
    skipped = [one for one in located([str(folder)]) if one.skipped]
    assert [(one.name, one.skipped) for one in skipped] == [("readme.py", ".py")]
    assert isinstance(load(skipped[0]), Unread)


def test_what_a_file_is_shows_where_its_name_does_not_tell(folder: Path) -> None:
    (folder / "P0202601").write_bytes(b"%PDF-1.7 x")
    (folder / "P0202602.ashx").write_bytes(b"%PDF-1.7 x")
    (folder / "P0202603").write_bytes(b"\n<!DOCTYPE html>")
    (folder / "P0202604").write_bytes(b"anything")
    (folder / "x.jar").write_bytes(b"PK\x03\x04")
    taken = {one.name for one in located([str(folder)]) if not one.skipped}
    assert taken == {"二.pdf", "市/局/一.txt", "P0202601", "P0202602.ashx", "P0202603"}
    archive = _zip(folder / "all.zip", {"one": b"%PDF-1.7", "two": b"?"})
    assert {one.name for one in located([str(archive)]) if not one.skipped} == {"all.zip/one"}


def test_links_are_followed_once_and_told_where_they_lead_nowhere(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "三.txt").write_text("丙", "utf-8")
    (folder / "linked").symlink_to(other)
    (folder / "circle").symlink_to(folder)
    (folder / "lost.pdf").symlink_to(tmp_path / "nowhere.pdf")
    found = {one.name: one for one in located([str(folder)]) if not one.skipped}
    assert set(found) == {"linked/三.txt", "lost.pdf", "二.pdf", "市/局/一.txt"}
    lost = load(found["lost.pdf"])
    assert isinstance(lost, Unread)
    assert lost.cause == "source"


def test_the_same_file_named_twice_is_one(folder: Path) -> None:
    assert len(located([str(folder), str(folder / "二.pdf")])) == 3


def test_large_files_come_first(folder: Path) -> None:
    (folder / "大.txt").write_bytes(b"x" * 5000)
    assert located([str(folder)])[0].name == "大.txt"


def test_a_list_names_files_beside_it(folder: Path) -> None:
    listing = folder / "清单.txt"
    listing.write_text("# remark\n市/局/一.txt\n\n二.pdf\n", "utf-8")
    assert _names(listing) == _names(f"@{listing}") == ["二.pdf", "市/局/一.txt"]


def test_a_list_with_a_missing_file_tells_it(folder: Path) -> None:
    listing = folder / "list.txt"
    listing.write_text("二.pdf\n没有.pdf\n", "utf-8")
    assert _names(f"@{listing}") == ["二.pdf", "没有.pdf"]
    missing = next(one for one in located([f"@{listing}"]) if one.name == "没有.pdf")
    assert isinstance(load(missing), Unread)
    assert _names(listing) == ["list.txt"], "without @ it is a text like any other"


def test_patterns(folder: Path) -> None:
    assert _names(folder / "**" / "*.txt") == ["市/局/一.txt"]
    with pytest.raises(GoujiError, match="没有与"):
        located([str(folder / "*.xls")])


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="找不到"):
        located([str(tmp_path / "nowhere")])


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_named_zip_is_a_collection(tmp_path: Path) -> None:
    path = _zip(tmp_path / "all.zip", {"甲/一.txt": b"one", "二.txt": b"two", "__MACOSX/x.txt": b"", "x.py": b""})
    found = {one.name: one for one in located([str(path)])}
    assert set(found) == {"all.zip/甲/一.txt", "all.zip/二.txt", "all.zip/x.py"}
    loaded = load(found["all.zip/甲/一.txt"])
    assert isinstance(loaded, Loaded)
    assert loaded.data == b"one"


def test_a_zip_in_a_folder_is_one_document_unless_it_holds_many(tmp_path: Path) -> None:
    root = tmp_path / "r"
    root.mkdir()
    _zip(root / "parts.zip", {"说明.docx": b"x", "表.xlsx": b"y"})
    _zip(root / "many.zip", {f"{n}.txt": b"%d" % n for n in range(7)})
    assert _names(root) == [*(f"many.zip/{n}.txt" for n in range(7)), "parts.zip"]


def test_urls_through_fsspec() -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe({"/bucket/a/一.txt": b"one", "/bucket/a/二.txt": b"two!", "/bucket/a/x.py": b""})
    found = located(["memory://bucket/a"])
    assert [one.name for one in found if not one.skipped] == ["二.txt", "一.txt"]
    loaded = load(found[0])
    assert isinstance(loaded, Loaded)
    assert loaded.data == b"two!"
    assert _names("memory://bucket/a/*.txt") == ["一.txt", "二.txt"]
    assert isinstance(load(Locator("x", "memory://bucket/none.txt")), Unread)
