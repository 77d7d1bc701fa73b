"""What is read from a published ledger is the ledger: every format, every template, every amount at its coordinates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.checking import check
from gouji.ledgers import simulate
from gouji.ledgers.simulate import FEATURES
from gouji.lexicon.text import key
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure
from gouji.model.ledger import Ledger
from gouji.publishing.gate import message, verify
from gouji.publishing.release import write
from gouji.reading import read
from gouji.tabulating import tabulate, templates

LEDGERS = st.builds(
    simulate,
    st.integers(0, 2**16),
    units=st.integers(1, 2),
    projects=st.integers(0, 2),
    year=st.integers(2023, 2027),
    quantum=st.sampled_from([1, 10_000]),
    features=st.sets(st.sampled_from(sorted(FEATURES)), max_size=3),
)
FORMATS = ("docx", "pdf", "xlsx", "html")


Misread = tuple[str, str, Coordinates, int]


def compared(disclosure: Disclosure, ledger: Ledger) -> tuple[int, list[Misread]]:
    """How many amounts of a document are asked of the facts one by one (tabulating has another way), and those that
    the facts at their coordinates do not sum to, within a unit of their last digit."""
    units = {key(unit.name): unit.id for unit in ledger.units}
    asked, wrong = 0, []
    for table in disclosure.tables:
        for cell in table.cells:
            point = cell.coordinates
            if point is None or cell.amount is None or point.item is not None or point.project is not None:
                continue
            if point.side is None or point.origin is not None:
                continue  # money of 本年收入 may be read as this year's without being so
            if point.unit is not None:
                point = replace(point, unit=units[key(point.unit)])
            exact = ledger.amount_at(point)
            interval = cell.amount.interval
            step = interval.high - interval.low + 1
            asked += 1
            if not interval.low - step <= exact <= interval.high + step:
                wrong.append((table.title, cell.amount.text, point, exact))
    return asked, wrong


@pytest.mark.parametrize("template", templates())
@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ledger=LEDGERS)
def test_what_is_read_from_every_format_is_the_ledger(
    tmp_path_factory: pytest.TempPathFactory, template: str, ledger: Ledger
) -> None:
    publication = tabulate(ledger, template)
    outputs = write(publication, Path(tmp_path_factory.mktemp("out")), FORMATS)
    assert [message(found) for found in verify(publication, outputs)] == []
    for format in FORMATS:
        disclosure = read(outputs[format])
        asked, wrong = compared(disclosure, ledger)
        assert wrong == [], format
        assert asked > 40, format
        report = check(disclosure)
        assert report.broken == 0, format
        assert (report.tables.proved, report.statements.disputed) == (report.tables.amounts, 0), format
