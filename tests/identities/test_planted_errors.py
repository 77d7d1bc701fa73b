"""The benchmark itself: what it plants is what it says, and looking does not change what is seen."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.planted.edits import edited, edited_text
from bench.planted.errors import KINDS, TABLE_KINDS, Planter
from bench.planted.material import Planted, cell_edit
from bench.planted.numbers import WAYS, falsified
from bench.planted.redundancy import Redundancy
from bench.planted.spots import Spot, Stretch
from bench.planted.trial import Document, attempt
from gouji.checking import check
from gouji.reading.pipeline import read_blocks
from gouji.reading.sources import read_bytes
from tests.generate import LAYOUTS, generate
from tests.layouts.registry import LAYOUTS as PRINTED
from tests.layouts.sheet import source


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("planted") / "budget.txt"
    path.write_text(LAYOUTS["provincial"](generate(5, units=3, projects=3)).text, "utf-8")
    return Document.of(path)


def test_places_that_know_their_spot_change_nothing(document: Document) -> None:
    plain = check(read_blocks(document.source)).as_dict()
    assert document.report.as_dict() == plain


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_with_the_error_in_it_is_read_as_the_source_with_the_error(document: Document, kind: str) -> None:
    planted = Planter(document.source, document.disclosure).draw(kind, Random(kind))
    if planted is None:
        pytest.skip("this document has no place for it")
    text = "\n".join(Path(document.path).read_text("utf-8").splitlines())
    blocks = read_bytes("a.txt", edited_text(text, document.source, planted.edits).encode()).blocks
    wanted = edited(document.source, planted.edits)
    assert wanted != document.source
    assert [_words(block) for block in blocks] == [_words(block) for block in wanted.blocks]


def _words(block: object) -> object:
    rows = getattr(block, "rows", None)
    return [[cell.text for cell in row] for row in rows] if rows is not None else block.text  # type: ignore[attr-defined]


@given(st.integers(1, 10**9), st.sampled_from(WAYS), st.integers())
def test_a_wrong_number_is_another_number(hundredths: int, way: str, seed: int) -> None:
    text = f"{hundredths // 100:,}.{hundredths % 100:02d}"
    wrong = falsified(text, way, Random(seed))
    if wrong is not None:
        assert float(wrong.replace(",", "")) not in {float(text.replace(",", "")), 0.0}
        assert ("," in wrong) == (float(wrong.replace(",", "")) >= 1000) or "," not in text


def test_an_attempt_knows_what_was_put_right_and_what_was_not(document: Document) -> None:
    planter = Planter(document.source, document.disclosure)
    outcomes = [attempt(document, [one]) for n in range(4) if (one := planter.draw(TABLE_KINDS[0], Random(n)))]
    assert any(outcome.right for outcome in outcomes)
    nothing = attempt(document, [])
    assert (nothing.hits, nothing.false, nothing.found) == (0, 0, ())


@pytest.fixture(scope="module", params=["tianjin", "province_final"])
def printed(request: pytest.FixtureRequest) -> Document:
    _, document = PRINTED[request.param](8)
    return Document.printed(Path(f"layout:{request.param}:8"), source(document))


@pytest.mark.parametrize(
    "kind",
    [
        "cell: digit",
        "total: tenfold",
        "total: sub-total with its parents",
        "total: one table alone",
        "row: twice",
        "row: codes exchanged",
        "row: names exchanged",
        "table: unit",
        "narrative: direction",
        "narrative: year",
        "narrative: unit",
        "defect: both directions left",
        "defect: no reason",
    ],
)
def test_an_error_is_found_where_it_is(printed: Document, kind: str) -> None:
    planted = Planter(printed.marked, printed.disclosure).draw(kind, Random(f"{printed.path} {kind}"))
    if planted is None:
        pytest.skip("this document has no place for it")
    outcome = attempt(printed, (planted,))
    assert outcome.found == (True,), planted.label


def test_what_is_printed_once_is_said_to_be_beyond_finding(document: Document) -> None:
    material = Planter(document.marked, document.disclosure).material
    redundancy = Redundancy(material)
    spots = {spot: material.text(spot) for _, _, spot in material.main}
    tied = next(iter(spots))
    once = material.said("any amount", Stretch(Spot(0), 0, 4), "20", number=False)
    assert once is not None
    assert redundancy.reason(once) is None  # no number at all
    edit, truth = cell_edit(tied, spots[tied], "1.11")
    assert redundancy.reason(Planted("cell: digit", (edit,), (truth,), frozenset({tied}))) is None
