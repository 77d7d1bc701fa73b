"""From file to findings, against what a checker built on pdfplumber pays before its first rule.

    .venv/bin/python bench/check_vs_pdfplumber.py FOLDER [--repeat 2]

For every PDF of a folder, in one run: processor time of reading and checking the whole document with Gouji, and of
pdfplumber's text and tables of all pages. The checker that reviewers use today (GovBudgetChecker) spends nine tenths of
its time in pdfplumber, so its time is put at pdfplumber's divided by 0.9. Scans are left out. Ratios hold on another
machine, seconds do not.

*First* is the first time the document is seen by a process that has checked another one before; *again* the least of
some more times, when its words are known already.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from gouji.checking import check
from gouji.reading import read
from gouji.reading.sources.pdf import picture_pages

RIVALS_SHARE = 0.9


def seconds(work: Callable[[], object], repeat: int) -> float:
    """The least processor time of several runs."""
    taken = []
    for _ in range(repeat):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def rival(path: Path) -> None:
    """Text and tables of all pages, as a checker built on pdfplumber takes them."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeat", type=int, default=2)
    arguments = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    paths = [path for path in sorted(arguments.folder.glob("*.pdf")) if picture_pages(path.read_bytes()) == ()]
    first_times: list[float] = []
    again_times: list[float] = []
    print("| document | first s | again s | pdfplumber s | times faster: first | again |\n|---|---|---|---|---|---|")
    check(read(paths[-1:]))
    for path in paths:
        work = partial(_checked, path)
        first, again = seconds(work, 1), seconds(work, arguments.repeat)
        theirs = seconds(partial(rival, path), 1)
        first_times.append(theirs / RIVALS_SHARE / first)
        again_times.append(theirs / RIVALS_SHARE / again)
        ratios = f"{first_times[-1]:.1f} | {again_times[-1]:.1f}"
        print(f"| {path.name} | {first:.3f} | {again:.3f} | {theirs:.2f} | {ratios} |", flush=True)
    for name, found in (("first", first_times), ("again", again_times)):
        print(f"\n{name}: median {statistics.median(found):.1f}, least {min(found):.1f}")


def _checked(path: Path) -> object:
    return check(read([path]))


if __name__ == "__main__":
    main()
