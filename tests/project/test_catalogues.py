"""The English interface: every word of it is in its catalogue, translated with the same placeholders, and ships."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from hatch_build import catalogues
from tools.make_catalogues import KEYWORDS, ROOT, apps, key_of, made, sources, texts_of

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
UNMARKED = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
BLOCK = re.compile(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", re.DOTALL)
QUOTED = re.compile("“[^”]*”")
"""A heading of a workbook is quoted as it stands there."""
BRACES = re.compile(r"{\w+}")


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


CATALOGUES = {path.relative_to(ROOT / "src/gouji/web").as_posix(): read(path) for path in catalogues(ROOT)}


def entries() -> list[tuple[str, Message]]:
    return [(path, one) for path, catalogue in CATALOGUES.items() for one in catalogue if one.id]


def test_the_catalogues_are_fresh() -> None:
    fresh = made()
    assert set(fresh) == set(catalogues(ROOT)), "run make catalogues"
    for path, content in fresh.items():
        assert path.read_bytes() == content, f"{path.name} of {path.parts[-5]}: run make catalogues"
    assert {path.parts[-5] for path in fresh} == set(apps())


@pytest.mark.parametrize("app", apps())
def test_everything_is_translated(app: str) -> None:
    for path, one in entries():
        if path.startswith(f"{app}/"):
            assert all(texts_of(one)), f"{path}: {one.id}"
            assert not any(CHINESE.search(QUOTED.sub("", text)) for text in texts_of(one)), f"{path}: {one.string}"


def test_no_translation_is_doubtful_or_names_other_values() -> None:
    for path, one in entries():
        assert not one.fuzzy, f"{path}: {one.id}"
        if not all(texts_of(one)):
            continue
        assert not list(one.check(CATALOGUES[path])), f"{path}: {one.id}"
        source, *_ = one.id if one.pluralizable else (one.id,)
        for text in texts_of(one):
            assert set(BRACES.findall(source)) == set(BRACES.findall(text)), f"{path}: {one.id}"


def test_a_text_is_translated_the_same_way_everywhere() -> None:
    """Django takes the one of some app: where two meanings are two words, the messages need a context."""
    found = defaultdict(set)
    for path, one in entries():
        if all(texts_of(one)):
            found[path.rpartition("/")[2], key_of(one)].add(one.string)
    assert {key: texts for key, texts in found.items() if len(texts) > 1} == {}


@pytest.mark.parametrize("app", apps())
def test_no_text_of_a_template_is_left_out(app: str) -> None:
    for name, _domain, path in sources():
        if name == app and path.suffix == ".html":
            rest = UNMARKED.sub("", BLOCK.sub("", path.read_text("utf-8")))
            left = [line.strip() for line in rest.splitlines() if CHINESE.search(line)]
            assert left == [], path.name


KEPT_CHINESE: dict[str, set[str]] = {
    # A workbook that is filled in and read back.
    "cycle/book.py": {"预算", "可以有多项，用“", "”分开。"},
    "organisation/book.py": {*("编码", "名称", "上级编码", "单位性质", "财政业务处室", "起始日期", "截止日期", "机构")},
    # Names of files, and figures as the log has them.
    "organisation/import_pages.py": {"-变化.xlsx"},
    "organisation/figures.py": {"编制 ", "，实有 "},
    # Ends a sentence of the core.
    "cycle/checks.py": {"。"},
    # What the engine's findings, which are Chinese, call the texts and years they speak of.
    "cycle/beside.py": {"年预算"},
    "publication/whole.py": {"。"},
    "cycle/live.py": {"编报说明", "测算理由", "："},
    # What the log keeps of a project, beside its own words; ends of the core's words.
    "projects/steps.py": {"年 ", "年绩效目标", "（权重 ", "）"},
    "projects/views.py": {"是"},
    "projects/targets.py": {"指标", "。"},
    # What is printed in the document: whose reason, and the end of it.
    "publication/adjusting.py": {"：", "。"},
    # The data API answers in Chinese.
    "portal/api.py": {"、", "参数不对：", "。", "没有这项数据。"},
    # Names that events of the first release have.
    "journal/log.py": {"依据", "科目", "每人每年（分）", "适用", "对象", "新增", "修改"},
}
"""Strings that are no words of the interface, by module."""
KEPT_MODULES = {
    "publication/contents.py": "what search finds in documents",
    "publication/making.py": "what the worker keeps with a version",
    "publication/made.py": "what the worker keeps with a version",
    "publication/budgets.py": "what the worker keeps with a version",
    "publication/evaluation_made.py": "what the worker keeps with a version",
    "review/opinions_sheet.py": "a workbook to file",
    "review/processing.py": "what the worker keeps beside the findings",
}
"""Modules that make what stays Chinese, with what that is."""


@pytest.mark.parametrize("app", apps())
def test_no_string_of_a_module_is_left_out(app: str) -> None:
    for name, _domain, path in sources():
        place = path.relative_to(ROOT / "src/gouji/web").as_posix()
        if name == app and path.suffix == ".py" and place.partition("/")[0] == app:
            left = set(_unmarked(ast.parse(path.read_text("utf-8"))))
            assert left == KEPT_CHINESE.get(place, set()) or (left and place in KEPT_MODULES), place


def _unmarked(tree: ast.AST) -> list[str]:
    """Chinese strings that are neither handed to gettext nor docstrings."""
    known: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if function in KEYWORDS or function == "compile":
                known |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            known.add(id(node.value))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value.strip())
        and id(node) not in known
    ]


def test_an_installed_wheel_has_them(tmp_path: Path, repository: Path) -> None:
    run = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(run, cwd=repository, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for path in catalogues(repository):
        assert path.with_suffix(".mo").relative_to(repository / "src").as_posix() in names
