"""What a document costs when a dataset is built, and what each process holds, as documents grow.

    .venv/bin/python -m bench.corpus_build FOLDER --documents 10000 [--jobs 2] [--generate-only]

``FOLDER`` is filled with generated documents of one unit and one project, which are kept for the next run; the dataset
is made anew beside it. Seconds are of the processor, of the process that leads and of all workers, starts included;
megabytes are resident: of the process that leads along the way, and of the largest worker.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.generate import LAYOUTS, generate

_A_FOLDER = 500
_LOOK_SECONDS = 0.2


def main() -> None:
    """Generate, build, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--generate-only", action="store_true")
    asked = parser.parse_args()
    listed = _generated(asked.folder, asked.documents)
    if asked.generate_only:
        return
    dataset = asked.folder.with_name(f"{asked.folder.name}-dataset")
    shutil.rmtree(dataset, ignore_errors=True)
    command = [sys.executable, "-m", "gouji", "corpus", "build", f"@{listed}", "-o", str(dataset)]
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen([*command, "--jobs", str(asked.jobs)])
    watch = _Watch(process.pid)
    status = process.wait()
    watch.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"exit {status}, {time.monotonic() - began:.1f} s elapsed, {seconds:.2f} s of processor")
    leading = f"{watch.leading_seconds:.2f} s in the leading process"
    print(f"{seconds / asked.documents:.4f} s of processor a document, {leading}")
    print(f"the leading process {watch.leading} MB at most, the largest worker {watch.worker} MB")
    print("the leading process by tenths of the time:", *watch.tenths(), "MB")


def _generated(folder: Path, documents: int) -> Path:
    """A list of the documents, each written unless it is there."""
    layouts = sorted(LAYOUTS)
    listed = folder / f"{documents}.list"
    names: list[str] = []
    for seed in range(documents):
        path = folder / f"{seed // _A_FOLDER:03d}" / f"{seed}.txt"
        names.append(str(path.relative_to(folder)))
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            budget = generate(seed, units=1, projects=1)
            path.write_text(LAYOUTS[layouts[seed % len(layouts)]](budget).text, "utf-8")
    listed.write_text("\n".join(names) + "\n", "utf-8")
    return listed


class _Watch:
    """Looks at the memory of a process and of what it started while it runs."""

    def __init__(self, pid: int) -> None:
        self._pid, self._seen, self._workers = pid, list[int](), 0
        self.leading_seconds = 0.0
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while held := _held(self._pid):
            self._seen.append(held)
            self.leading_seconds = _seconds(self._pid) or self.leading_seconds
            self._workers = max([self._workers, *(_held(one) for one in _started(self._pid))])
            time.sleep(_LOOK_SECONDS)

    def join(self) -> None:
        self._thread.join()

    @property
    def leading(self) -> int:
        return max(self._seen, default=0) >> 20

    @property
    def worker(self) -> int:
        return self._workers >> 20

    def tenths(self) -> list[int]:
        seen = self._seen or [0]
        return [one >> 20 for one in [*(seen[len(seen) * at // 10] for at in range(10)), seen[-1]]]


def _held(pid: int) -> int:
    """Resident bytes, 0 once it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_bytes().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _started(pid: int) -> list[int]:
    """The processes that any of its threads started."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(one) for thread in threads for one in (thread / "children").read_text().split()]
    except OSError:
        return []


def _seconds(pid: int) -> float:
    """What it has used of the processor, without what it started."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
