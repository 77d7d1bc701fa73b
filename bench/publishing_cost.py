"""What does publishing cost against the size of a department? CPU seconds and peak memory, each size in a process of
its own, since memory never shrinks.

    python bench/publishing_cost.py [--template generic] [--sizes 1,20,100,1000,10000] [--all-formats-up-to 100]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_ONE = """
import json, resource, sys, time
from pathlib import Path
from gouji.ledgers import simulate
from gouji.publishing import publish
from gouji.tabulating import load_template
from gouji.tabulating.document import tabulated

units, template, repeats, folder = int(sys.argv[1]), load_template(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
ledger = simulate(1, units=units)
best = float("inf")
for _ in range(repeats):
    begin = time.process_time()
    tabulation = tabulated(ledger, template)
    best = min(best, time.process_time() - begin)
found = {"units": units, "facts": len(ledger.facts), "tables": best}
found["rows"] = sum(len(table.body) for table in tabulation.publication.tables)
if folder:
    begin = time.process_time()
    publish(tabulation.publication, Path(folder) / "out")
    found["publish"] = time.process_time() - begin
found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps(found))
"""


def measured(units: int, template: str, formats: bool) -> dict[str, float]:
    """One size, in a process of its own."""
    repeats = 10 if units <= 100 else 1
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _ONE, str(units), template, str(repeats), folder if formats else ""]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--template", default="generic")
    parser.add_argument("--sizes", default="1,5,20,100,1000,10000")
    parser.add_argument("--all-formats-up-to", type=int, default=100, dest="formats")
    arguments = parser.parse_args()
    print(f"{arguments.template}, load {os.getloadavg()[0]:.1f}, {Path(sys.executable).name}")
    print(f"{'units':>7}{'facts':>9}{'rows':>9}{'tabulate s':>12}{'all formats s':>15}{'MB':>7}")
    for units in map(int, arguments.sizes.split(",")):
        one = measured(units, arguments.template, units <= arguments.formats)
        written = f"{one['publish']:.2f}" if "publish" in one else "-"
        print(
            f"{units:>7}{one['facts']:>9}{one['rows']:>9}{one['tables']:>12.3f}{written:>15}{one['megabytes']:>7}",
            flush=True,
        )


if __name__ == "__main__":
    main()
