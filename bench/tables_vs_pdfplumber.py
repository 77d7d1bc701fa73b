"""How fast tables come out of PDFs, and whether they are the same ones, against pdfplumber.

    .venv/bin/python bench/tables_vs_pdfplumber.py FOLDER [--repeat 3] [--tablers] [--memory 200]

For every PDF of a folder, in one run: processor time of `read_pdf` (tables, paragraphs and places of everything),
of pdfplumber's tables alone, and of pypdfium2's bare text; and how many filled cells are equal, page by page, but for
spaces. Scans have no tables and are left out. `--tablers` adds that library, `--memory` the peak of a process that
reads so many pages of one document. Ratios hold on another machine, seconds do not.
"""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from gouji.model.disclosure import SourceFile
from gouji.reading.source import Grid, Source
from gouji.reading.sources.pdf import read_pdf

Cells = Counter[tuple[int, str]]
FILE = SourceFile("", "", "pdf")


def seconds(work: Callable[[], object], repeat: int) -> float:
    """The least processor time of several runs."""
    taken = []
    for _ in range(repeat):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def our_cells(source: Source) -> Cells:
    return Counter(
        (block.place.page or 0, text)
        for block in source.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row
        if (text := "".join(cell.text.split()))
    )


def pdfplumber_cells(path: Path) -> Cells:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return Counter(
            (page.page_number, text)
            for page in document.pages
            for table in page.extract_tables()
            for row in table
            for cell in row
            if (text := "".join((cell or "").split()))
        )


def tablers_cells(path: Path) -> Cells:
    from tablers import Document, find_tables

    found: Cells = Counter()
    with Document(str(path)) as document:
        for number, page in enumerate(document.pages(), 1):
            for table in find_tables(page, extract_text=True, text_use_text_flow=True):
                found.update((number, text) for cell in table.cells if (text := "".join((cell.text or "").split())))
    return found


def bare_text(data: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return sum(len(document[index].get_textpage().get_text_range()) for index in range(len(document)))


def measure(folder: Path, repeat: int, with_tablers: bool) -> None:
    total: Counter[str] = Counter()
    print(f"{'document':36} pages    ours    bare  ratio  plumber  ratio  cells  theirs  equal")
    for path in sorted(folder.glob("**/*.pdf")):
        data = path.read_bytes()
        source = read_pdf(data, FILE)
        if source.file.format == "scan":
            continue
        ours = seconds(lambda data=data: read_pdf(data, FILE), repeat)  # type: ignore[misc]
        bare = seconds(lambda data=data: bare_text(data), repeat)  # type: ignore[misc]
        start = time.process_time()
        theirs = pdfplumber_cells(path)
        plumber = time.process_time() - start
        mine = our_cells(source)
        row = {
            "pages": source.pages,
            "ours": ours,
            "bare": bare,
            "plumber": plumber,
            "cells": mine.total(),
            "theirs": theirs.total(),
            "equal": (mine & theirs).total(),
        }
        if with_tablers:
            start = time.process_time()
            third = tablers_cells(path)
            row |= {"tablers": time.process_time() - start, "tablers cells": (third & theirs).total()}
        total.update(row)
        show(path.stem, row)
    if total:
        show("all", total)


def show(name: str, row: dict[str, float] | Counter[str]) -> None:
    print(
        f"{name[:36]:36} {row['pages']:5.0f} {row['ours']:7.3f} {row['bare']:7.3f} {row['ours'] / row['bare']:6.2f}"
        f" {row['plumber']:8.2f} {row['plumber'] / row['ours']:6.1f} {row['cells']:6.0f} {row['theirs']:7.0f}"
        f" {row['equal']:6.0f}"
        + (
            f"   tablers {row['tablers']:.3f} ({row['plumber'] / row['tablers']:.1f}), equal {row['tablers cells']:.0f}"
            if "tablers" in row
            else ""
        )
    )


def memory(folder: Path, pages: int) -> None:
    """Read documents in a fresh process until so many pages are held, and print its peak."""
    script = (
        "import sys; from pathlib import Path\n"
        "from bench.tables_vs_pdfplumber import FILE, peak, read_pdf\n"
        "before, held = peak(), []\n"
        "documents = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob('**/*.pdf'))]\n"
        "while sum(source.pages for source in held) < int(sys.argv[2]):\n"
        "    held.append(read_pdf(documents[len(held) % len(documents)], FILE))\n"
        "pages = sum(source.pages for source in held)\n"
        "print(f'{pages} pages held: {peak():.0f} MB, of which {before:.0f} MB before the first')\n"
    )
    root = Path(__file__).resolve().parent.parent
    subprocess.run([sys.executable, "-c", script, str(folder.resolve()), str(pages)], cwd=root, check=True)


def peak() -> float:
    """The most memory this process ever held, in MB (Linux; what its parent held does not count)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--tablers", action="store_true")
    parser.add_argument("--memory", type=int, default=0)
    options = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    measure(options.folder, options.repeat, options.tablers)
    if options.memory:
        memory(options.folder, options.memory)


if __name__ == "__main__":
    main()
