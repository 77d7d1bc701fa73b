"""What ``gouji check`` costs as documents grow: import, read, check, and the whole process in time and memory.

    .venv/bin/python bench/check_cost.py [--layout municipal] [--sizes 1 2 4 8 16] [--repeat 3]

Every measurement is made in a fresh process and the smallest of the repeats is kept. Ratios are to the smallest
document; *per KB* stays level where cost is linear in size.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from tests.generate import LAYOUTS, generate  # noqa: E402

UNITS, PROJECTS = 5, 12
"""Of the smallest document; the others have so many times as many."""

STAGES = """
import json, sys, time
from pathlib import Path
start = time.perf_counter()
import gouji.cli
imported = time.perf_counter()
from gouji.reading import read
disclosure = read([Path(sys.argv[1])])
was_read = time.perf_counter()
from gouji.checking import check
report = check(disclosure)
checked = time.perf_counter()
print(json.dumps({"import": imported - start, "read": was_read - imported, "check": checked - was_read,
                  "amounts": report.tables.amounts}))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by stage, of the whole process, and its peak of memory in MB."""

    kilobytes: float
    amounts: int
    stages: dict[str, float]
    wall: float
    megabytes: float


def measure(path: Path, repeat: int) -> Cost:
    """The smallest of so many measurements."""
    stages = [_stages(path) for _ in range(repeat)]
    whole = [_whole(path) for _ in range(repeat)]
    return Cost(
        path.stat().st_size / 1024,
        int(stages[0]["amounts"]),
        {name: min(one[name] for one in stages) for name in ("import", "read", "check")},
        min(wall for wall, _ in whole),
        min(memory for _, memory in whole),
    )


def _stages(path: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", STAGES, str(path)], capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def _whole(path: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "gouji", "check", str(path), "--format", "json"]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # wait4 gives the peak of this one child; getrusage(RUSAGE_CHILDREN) that of the largest child so far.
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"gouji check ended with {process.returncode}")
    per_megabyte = 1024**2 if sys.platform == "darwin" else 1024
    return wall, usage.ru_maxrss / per_megabyte


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layout", choices=sorted(LAYOUTS), default="provincial")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 2, 4, 8, 16])
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    print("size      KB  amounts   import    read   check   whole     MB   ratio  ms/KB")
    first: Cost | None = None
    with tempfile.TemporaryDirectory() as folder:
        for size in asked.sizes:
            path = Path(folder) / f"{size}.txt"
            budget = generate(1, units=UNITS * size, projects=PROJECTS * size)
            path.write_text(LAYOUTS[asked.layout](budget).text, "utf-8")
            cost = measure(path, asked.repeat)
            first = first or cost
            stages = "".join(f"{cost.stages[name]:8.3f}" for name in ("import", "read", "check"))
            level = (cost.stages["read"] + cost.stages["check"]) * 1000 / cost.kilobytes
            print(
                f"{size:>3}×{cost.kilobytes:9.1f}{cost.amounts:9d}{stages}{cost.wall:8.3f}{cost.megabytes:7.0f}"
                f"{cost.wall / first.wall:8.2f}{level:7.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
