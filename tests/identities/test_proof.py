"""Evidence and verdicts on whole documents: invented budgets with amounts falsified on purpose."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from gouji.identities.proof import Evidence, Proof, prove
from gouji.identities.system import build
from gouji.model.disclosure import Disclosure
from gouji.reading.pipeline import read_blocks
from gouji.reading.sources import read_bytes
from tests.generate import LAYOUTS, damage, generate
from tests.generate.document import PrintedDocument
from tests.identities.drawn import disclosure, table

MAIN = ("provincial", "municipal", "district")


@cache
def _printed(layout: str) -> PrintedDocument:
    return LAYOUTS[layout](generate(11, units=3, projects=4))


def _read(document: PrintedDocument) -> Disclosure:
    return read_blocks(read_bytes("a.txt", document.text.encode()))


def _corrections(document: PrintedDocument) -> tuple[Proof, list[tuple[str, str]]]:
    proof = prove(build(_read(document)))
    changes = [change for verdict in proof.verdicts for change in verdict.corrections]
    observations = proof.system.observations
    return proof, sorted(
        (observations[c.observation].amount.text, c.expected.text if c.expected else "") for c in changes
    )


@pytest.mark.parametrize("layout", MAIN)
def test_nothing_is_wrong_in_a_sound_document(layout: str) -> None:
    proof, corrections = _corrections(_printed(layout))
    assert corrections == []
    assert proof.verdicts == ()
    assert len(proof.system.identities) > 100
    shown = [e for o, e in zip(proof.system.observations, proof.evidence, strict=True) if o.is_cell]
    assert Evidence.DISPUTED not in shown
    assert shown.count(Evidence.PROVED) > 10 * shown.count(Evidence.UNCHECKED)


@pytest.mark.parametrize("layout", MAIN)
@pytest.mark.parametrize("count", [1, 3])
def test_falsified_amounts_are_put_right(layout: str, count: int) -> None:
    for seed in range(4):
        wrong = damage.falsify(_printed(layout), Random(seed), count, lambda cell: "项目" not in cell.table)
        _, corrections = _corrections(wrong)
        planted = sorted((d.after.replace(",", ""), d.before.replace(",", "")) for d in wrong.damages)
        assert corrections == planted, (seed, wrong.damages)


def test_evidence_says_what_is_disputed() -> None:
    wrong = damage.falsify(_printed("provincial"), Random(3), 1, lambda cell: "项目" not in cell.table)
    proof, _ = _corrections(wrong)
    disputed = [
        o.amount.text
        for o, evidence in zip(proof.system.observations, proof.evidence, strict=True)
        if evidence is Evidence.DISPUTED
    ]
    assert disputed == [wrong.damages[0].after.replace(",", "")]


def test_a_zero_proves_nothing_and_is_not_proved() -> None:
    made = table(
        [("甲", {"level": 0, "sure_level": True}), ("乙", {"level": 1, "sure_level": True})],
        ["数"],
        [["0.00"], ["0.00"]],
    )
    assert set(prove(build(disclosure(made))).evidence) == {Evidence.ZERO}


def test_what_is_believed_has_the_corrections_made() -> None:
    wrong = damage.falsify(_printed("municipal"), Random(5), 1, lambda cell: "项目" not in cell.table)
    proof, _ = _corrections(wrong)
    assert any(not i.holds(proof.system.observations) for i in proof.system.identities)
    assert all(i.holds(proof.believed) for i in proof.system.identities)


def test_noughts_of_a_total_that_is_not_its_parts_are_not_in_question() -> None:
    """Where a total is not its parts though each is borne out, an empty part of a third column is not disputed."""
    text = (
        "某市样例局2026年部门预算\n一般公共预算基本支出表\n单位：万元\n科目编码\t科目名称\t合计\t人员经费\t公用经费\n"
        "\t合计\t101.00\t61.00\t40.00\n301\t工资福利支出\t61.00\t61.00\t0.00\n30101\t基本工资\t20.50\t20.50\t0.00\n"
        "30102\t津贴补贴\t33.00\t33.00\t0.00\n302\t商品和服务支出\t40.00\t0.00\t40.00\n30201\t办公费\t40.00\t0.00\t40.00\n"
    )
    proof = prove(build(read_blocks(read_bytes("a.txt", text.encode()))))
    assert any(verdict.dropped for verdict in proof.verdicts)
    noughts = [e for o, e in zip(proof.system.observations, proof.evidence, strict=True) if o.amount.is_zero]
    assert noughts == [Evidence.ZERO] * 5
