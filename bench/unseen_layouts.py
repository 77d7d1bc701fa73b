"""How well are layouts read that nobody told the reader of? Prints every generated layout in several forms, reads it.

    python -m bench.unseen_layouts [--seeds 1 2] [--forms html docx xlsx txt pdf rows none head turned office browser]

For each form, over all layouts: documents with both totals right, the share of non-zero table amounts proved (median,
and how many documents reach 90 %), amounts lost, cells at wrong coordinates, and documents with an error although every
table foots. ``--layouts`` shows each layout. ``office`` and ``browser`` print through LibreOffice (a workbook fit to
its page, one that is not, and one without borders) and Chromium where they are installed. ``docx`` takes minutes to
write.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from gouji.reading import read
from tests.layouts import sheet
from tests.layouts.measure import Measured, measure
from tests.layouts.press import Paper, pressed
from tests.layouts.registry import LAYOUTS
from tests.layouts.sheet import Document

_PAPERS = {
    "pdf": Paper(),
    "turned": Paper(turned=True),
    "marked": Paper(water="内部资料", running="部门预算公开"),
    "head": Paper(rules="head", gap=4),
    "rows": Paper(rules="rows", gap=4),
    "none": Paper(rules="none", gap=4),
}
_STYLE = (
    "@page{size:A4 landscape;margin:12mm} body{font:11px 'Noto Sans CJK SC'} table{border-collapse:collapse;width:100%}"
    " td{border:1px solid #000;padding:2px 4px} td.n{text-align:right} h3{text-align:center} .unit{text-align:right}"
)
_OFFICE = ("office", "office-split", "office-plain")


def _written(form: str, document: Document, folder: Path) -> Path:
    """The document in a form, before any other program prints it."""
    path = folder / f"budget.{form}"
    if form in _PAPERS:
        pressed(document, path, _PAPERS[form])
    elif form == "html":
        path.write_text(sheet.web_page(document), "utf-8")
    elif form == "txt":
        path.write_text(sheet.recognised(document), "utf-8")
    elif form == "docx":
        sheet.word_file(document, path)
    elif form == "xlsx":
        sheet.workbook_file(document, path)
    elif form in _OFFICE:
        path = folder / "budget.xlsx"
        sheet.workbook_file(document, path, ruled=form != "office-plain", fit=form != "office-split")
        _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path))
        return folder / "budget.pdf"
    elif form == "browser":
        path = folder / "budget.html"
        path.write_text(sheet.web_page(document, style=_STYLE), "utf-8")
        target = folder / "budget.pdf"
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
        _run("chromium", *flags, f"--print-to-pdf={target}", str(path))
        return target
    return path


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


def _measured(form: str, names: list[str], seeds: list[int]) -> Iterator[tuple[str, int, Measured]]:
    for name in names:
        for seed in seeds:
            book, document = LAYOUTS[name](seed)
            with TemporaryDirectory(prefix="gouji-bench-") as folder:
                path = _written(form, document, Path(folder))
                yield name, seed, measure(book, document, read([path]))


def _errors(found: Measured) -> int:
    return sum("error" in text for text in found.accusations) + len(found.errors)


def main() -> None:
    """Print a line a form, and with ``--layouts`` a line a document."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    usual = ["html", "xlsx", "txt", "pdf", "turned", "marked", "head", "rows", "none"]
    parser.add_argument("--forms", nargs="*", default=usual)
    parser.add_argument("--seeds", nargs="*", type=int, default=[1, 21])
    parser.add_argument("--only", nargs="*", default=sorted(LAYOUTS))
    parser.add_argument("--layouts", action="store_true")
    arguments = parser.parse_args()
    forms = [f for form in arguments.forms for f in (_OFFICE if form == "office" else (form,))]
    print(
        f"{'form':14} {'documents':>9} {'totals':>6} {'median':>7} {'>=90%':>6} {'lost':>5} {'wrong':>6} {'accused':>7}"
    )
    for form in forms:
        program = "soffice" if form in _OFFICE else "chromium" if form == "browser" else None
        if program and not shutil.which(program):
            print(f"{form:14} {program} is not installed")
            continue
        found = list(_measured(form, arguments.only, arguments.seeds))
        shares = [one.share for _, _, one in found]
        figures = (
            str(len(found)),
            str(sum(one.totals for _, _, one in found)),
            f"{statistics.median(shares):.1%}",
            str(sum(share >= 0.9 for share in shares)),
            str(sum(len(one.lost) for _, _, one in found)),
            str(sum(len(one.wrong) for _, _, one in found)),
            str(sum(_errors(one) > 0 for _, _, one in found)),
        )
        print(f"{form:14}" + "".join(f"{figure:>10}" for figure in figures), flush=True)
        for name, seed, one in found if arguments.layouts else ():
            totals = "ok" if one.totals else "WRONG"
            told = f"totals {totals:5} wrong {len(one.wrong):3} errors {_errors(one)}"
            print(f"    {name:16} {seed:3} {one.share:6.1%} {told}")


if __name__ == "__main__":
    main()
