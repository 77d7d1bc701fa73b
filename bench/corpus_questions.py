"""Time and memory of every question on a dataset, each in a process of its own, as a user asks it.

    .venv/bin/python bench/corpus_questions.py DATASET

Seconds are of the question on an open dataset (CPU of all threads, and elapsed); megabytes are the process's largest.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from pathlib import Path

from gouji.corpus.questions import questions


def main() -> None:
    """Ask and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path)
    folder = parser.parse_args().dataset
    context = multiprocessing.get_context("spawn")
    for question in questions():
        answers: multiprocessing.SimpleQueue[tuple[int, float, float, int]] = context.SimpleQueue()
        process = context.Process(target=_ask, args=(folder, question.name, answers))
        process.start()
        rows, elapsed, processor, megabytes = answers.get()
        process.join()
        print(f"{question.name:24} {rows:8} rows {elapsed:6.2f} s {processor:6.2f} s CPU {megabytes:6} MB", flush=True)


def _ask(folder: Path, name: str, answers: multiprocessing.SimpleQueue[tuple[int, float, float, int]]) -> None:
    from gouji.corpus.dataset import open_dataset
    from gouji.corpus.questions import Filters, question

    dataset = open_dataset(folder)
    asked = question(name)
    began, processor = time.perf_counter(), time.process_time()
    rows = asked.answer(dataset, Filters())
    used = time.process_time() - processor
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    answers.put((len(rows), time.perf_counter() - began, used, largest))


if __name__ == "__main__":
    main()
