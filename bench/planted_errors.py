"""Plant errors in documents and see which of them a check finds and puts right.

    .venv/bin/python bench/planted_errors.py FILE... [--trials 20] [--several 3 8] [--kinds "cell: digit" ...]
                                             [--seed 1] [--causes] [--missed PATH] [-o PATH]

A FILE may also be ``layout:NAME:SEED``: an invented document as one of the layouts of tests/layouts prints it.

Each kind of error is planted one at a time, falsified amounts of tables also several at once, and every time the
document is read and checked anew. What the undamaged document is already found guilty of is not counted. Found: a new
finding or correction names the place. Put right: exactly the planted amounts are corrected, to exactly what was there.
Precision: the share of new errors and warnings that name a planted place. The same seed plants the same errors.
Beyond finding: a number that the document prints only once, that stands in no sum and that the numbers beside it do not
tell, or a last digit within what rounding allows; such trials are counted and shown, and never left out of the recall.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from random import Random

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from bench.planted.causes import causes  # noqa: E402
from bench.planted.errors import (  # noqa: E402
    DEFECT_KINDS,
    KINDS,
    NARRATIVE_KINDS,
    ROW_KINDS,
    TABLE_KINDS,
    UNREAD_KINDS,
    Planter,
)
from bench.planted.redundancy import Redundancy  # noqa: E402
from bench.planted.trial import Document, Outcome, attempt  # noqa: E402
from gouji.errors import GoujiError  # noqa: E402


@dataclass
class Score:
    """Counts over trials; ``right`` and ``amounts`` are of trials in which all that is planted are numbers."""

    trials: int = 0
    planted: int = 0
    found: int = 0
    hopeless: int = 0
    amounts: int = 0
    right: int = 0
    hits: int = 0
    false: int = 0
    slowest: float = 0.0
    causes: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Both together."""
        for name in ("trials", "planted", "found", "hopeless", "amounts", "right", "hits", "false"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.slowest = max(self.slowest, other.slowest)
        self.causes += other.causes
        self.examples += other.examples
        self.missed += other.missed

    def row(self, name: str) -> str:
        """A row of the table."""
        told = self.hits + self.false
        return (
            f"| {name} | {self.planted} | {_share(self.found, self.planted)} | {self.hopeless} "
            f"| {_share(self.right, self.amounts)} "
            f"| {_share(self.hits, told)} | {self.false} | {self.slowest:.2f} |"
        )


HEAD = (
    "| planted | errors | found (recall) | beyond finding | put right | precision | false findings | slowest, s |\n"
    "|---|---|---|---|---|---|---|---|"
)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {100 * part / whole:.1f} %" if whole else "–"


def measure(path: Path, trials: int, several: list[int], kinds: list[str], seed: int, why: bool) -> dict[str, Score]:
    """Scores of one document by kind of error."""
    document = _document(path)
    planter = Planter(document.marked, document.disclosure)
    redundancy = Redundancy(planter.material)
    scores: dict[str, Score] = defaultdict(Score)
    for kind in [*kinds, *(f"{count} amounts at once" for count in several)]:
        for trial in range(trials):
            random = Random(f"{seed} {path.name} {kind} {trial}")
            planted = planter.draw_several(int(kind.split()[0]), random) if kind not in KINDS else ()
            if kind in KINDS and (one := planter.draw(kind, random)) is not None:
                planted = (one,)
            if not planted:
                continue
            outcome = attempt(document, planted)
            score = scores[kind]
            score.trials += 1
            score.planted += len(planted)
            score.found += sum(outcome.found)
            score.hits += outcome.hits
            score.false += outcome.false
            score.slowest = max(score.slowest, outcome.seconds)
            reasons = [redundancy.reason(error) for error in planted]
            score.hopeless += sum(bool(r) and not f for r, f in zip(reasons, outcome.found, strict=True))
            score.missed += _missed(path.name, trial, outcome, reasons)
            if outcome.right is not None:
                score.amounts += 1
                score.right += outcome.right
            if why and (not all(outcome.found) or outcome.right is False or outcome.false):
                told = causes(document, outcome)
                score.causes.update(told)
                what = "; ".join(f"{e.kind} {e.truth or e.words}" for e in planted)
                score.examples.append(
                    f"{path.name} {trial}: {what}: found {outcome.found} right {outcome.right} "
                    f"false {outcome.false}: {', '.join(told)}"
                )
    return dict(scores)


def _document(path: Path) -> Document:
    """A document of a file or of an invented layout."""
    name = str(path)
    if not name.startswith("layout:"):
        return Document.of(path)
    _, layout, seed = name.split(":")
    printed = import_module("tests.layouts.registry").LAYOUTS[layout](int(seed))[1]
    return Document.printed(path, import_module("tests.layouts.sheet").source(printed))


def _missed(name: str, trial: int, outcome: Outcome, reasons: Sequence[str | None]) -> list[str]:
    """Each error that was not found, and each finding that speaks of none, in a line."""
    lines = [
        f"MISSED {name} {trial} {error.kind}: {error.label}" + (f" ({reason})" if reason else "")
        for error, found, reason in zip(outcome.planted, outcome.found, reasons, strict=True)
        if not found
    ]
    what = "; ".join(f"{error.kind}: {error.label}" for error in outcome.planted)
    lines += [f"FALSE {name} {trial} {what}: {f.level.value} {f.code} {f.message}" for f in outcome.blamed]
    return lines


def main() -> None:
    """Measure and print tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--several", type=int, nargs="*", default=[3, 8])
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), help=f"{', '.join(KINDS)}, or the word before ': '")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1, choices=[1, 2])
    parser.add_argument("--causes", action="store_true", help="say why what was missed was missed")
    parser.add_argument("--missed", type=Path, help="write every missed error and every false finding, a line each")
    parser.add_argument("-o", "--output", type=Path)
    asked = parser.parse_args()
    kinds = [kind for kind in KINDS if any(kind == k or kind.partition(":")[0] == k for k in asked.kinds)]
    by_document: dict[str, dict[str, Score]] = {}
    with ProcessPoolExecutor(asked.processes) as pool:
        work = {
            path.name: pool.submit(measure, path, asked.trials, asked.several, kinds, asked.seed, asked.causes)
            for path in asked.files
        }
        for name, job in work.items():
            try:
                by_document[name] = job.result()
                print(f"{name} done", file=sys.stderr, flush=True)
            except GoujiError as error:
                print(f"{name}: {error}", file=sys.stderr)
    if asked.missed:
        lines = [line for scores in by_document.values() for score in scores.values() for line in score.missed]
        asked.missed.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    text = "\n".join(_report(by_document)) + "\n"
    if asked.output:
        asked.output.write_text(text, "utf-8")
    else:
        print(text)


def _report(by_document: dict[str, dict[str, Score]]) -> Iterator[str]:
    total: dict[str, Score] = defaultdict(Score)
    for scores in by_document.values():
        for kind, score in scores.items():
            total[kind].add(score)
    yield "## By kind of error\n"
    yield HEAD
    for kind, score in total.items():
        yield score.row(kind)
    yield "\n## By document\n"
    yield HEAD
    groups = {
        "one amount in a table": TABLE_KINDS,
        "rows": ROW_KINDS,
        "narrative": NARRATIVE_KINDS,
        "any sentence": UNREAD_KINDS,
        "defects": DEFECT_KINDS,
    }
    for name, scores in by_document.items():
        for group, members in groups.items():
            together = Score()
            for kind in members:
                together.add(scores.get(kind, Score()))
            if together.trials:
                yield together.row(f"{name}: {group}")
        for kind, score in scores.items():
            if kind.endswith("at once"):
                yield score.row(f"{name}: {kind}")
    if any(score.causes for score in total.values()):
        yield "\n## Causes of what was missed, blamed or not put right\n"
        for kind, score in total.items():
            if score.causes:
                yield f"- {kind}: " + "; ".join(f"{cause} ({n})" for cause, n in score.causes.most_common())
                yield from (f"  - {example}" for example in score.examples)


if __name__ == "__main__":
    main()
