"""Prints one generated document: ``python -m tests.generate --layout municipal --seed 3 --units 5``."""

from __future__ import annotations

import argparse
import sys

from tests.generate import LAYOUTS, generate


def main() -> int:
    """Write the document's text to standard output."""
    parser = argparse.ArgumentParser(prog="python -m tests.generate", description=__doc__)
    parser.add_argument("--layout", choices=sorted(LAYOUTS), default="provincial")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--units", type=int, default=3)
    parser.add_argument("--projects", type=int, default=8)
    parser.add_argument("--year", type=int, default=2025)
    parser.add_argument("--precision", choices=["exact", "rounded"], default="exact")
    asked = parser.parse_args()
    budget = generate(
        asked.seed, units=asked.units, projects=asked.projects, year=asked.year, precision=asked.precision
    )
    sys.stdout.write(LAYOUTS[asked.layout](budget).text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
