"""Broken identities → findings: one cause, one finding. Codes G1xx."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checking.findings import Correction, Finding, FindingPlace, Level
from gouji.checking.places import Places
from gouji.identities.containment import excesses
from gouji.identities.identity import Identity
from gouji.identities.observation import Observation
from gouji.identities.proof import Evidence, Expected, Proof, Verdict
from gouji.model.money import Unit, amount_of_fen

_BASIS = "预算法第五条、第四十六条；预算法实施条例第四十一条（部门预算应当完整、各表数据应当一致）"
_ADVICE_TOO_LITTLE = "各数在别处均能印证，可能是有分项未列出或未公开，请补列或说明"
_ADVICE_TOO_MUCH = "分项之和大于合计，可能是合计少计，或有分项多列、重列，请核对更正"
_MOST_PLACES = 12
_MOST_OPTIONS = 4
_ABSENT = "absent."
_SAID = "said."
"""A list in a sentence (其中：…) need not name all: where it names less than the whole, that is no error yet."""
_TOLD = ("kin.", "listed.", "items.")
"""Families of identities that sentences suggest and numbers confirm."""


def corrections(proof: Proof, places: Places) -> tuple[Correction, ...]:
    """The smallest changes after which every identity holds, where there is one such set."""
    made: list[Correction] = []
    for verdict in proof.verdicts:
        for change in verdict.corrections:
            o = proof.system.observations[change.observation]
            if _stays(change, o):
                continue
            expected = change.expected.text if change.expected is not None else ""
            made.append(Correction(o.id, places.place(o), o.amount.text, expected))
    return tuple(made)


def _stays(change: Expected, o: Observation) -> bool:
    """Whether the right amount is printed as it is: what is printed roughly is right before and after."""
    return change.expected is not None and change.expected.text == o.amount.text and o.sign > 0


def identity_findings(proof: Proof, places: Places) -> tuple[Finding, ...]:
    """What every cluster of broken identities comes to, gravest first within a cluster."""
    found: list[Finding] = list(_wrong_units(proof, places))
    for verdict in proof.verdicts:
        found.extend(_wrong_amounts(verdict, proof, places))
        found.extend(_undecided(verdict, proof, places))
        found.extend(_dropped(verdict, proof, places))
        found.extend(_percentages(verdict, proof, places))
    found.extend(_excesses(proof, places))
    return tuple(found)


def _excesses(proof: Proof, places: Places) -> Iterator[Finding]:
    """G109: a part that is more than its whole, though no printed sum binds the two."""
    observations = proof.system.observations
    doubted = {i for i, evidence in enumerate(proof.evidence) if evidence is Evidence.DISPUTED}
    for excess in excesses(proof.believed, doubted):
        part, whole = observations[excess.part], observations[excess.whole]
        difference = _number(part.fen - whole.fen, part.amount.unit, part.amount.decimals)
        yield Finding(
            "G109",
            Level.WARNING,
            f"{places.phrase(part)}为{part.amount}，是{places.phrase(whole)}{whole.amount}的一部分，却多出"
            f"{difference}{part.amount.unit.text}，两数不能同时成立，请核对两处的金额和口径。",
            (places.place(part), places.place(whole)),
            (part.amount.text, whole.amount.text),
            difference,
            None,
            _BASIS,
        )


def _wrong_units(proof: Proof, places: Places) -> Iterator[Finding]:
    """G108: the unit over a table is not that of its amounts."""
    observations = proof.system.observations
    for wrong in proof.system.wrong_units:
        one, other = (observations[i] for i in wrong.witnesses[0])
        members = [observations[i] for pair in wrong.witnesses for i in pair][:_MOST_PLACES]
        yield Finding(
            "G108",
            Level.ERROR,
            f"《{places.place(one).table}》标明的金额单位是{wrong.printed.text}，但表中{len(wrong.witnesses)}个数在别的表中"
            f"都以{wrong.meant.text}列示（如{places.phrase(other)}{other.amount}），单位应为{wrong.meant.text}，请核对更正。",
            tuple(places.place(o) for o in members),
            (wrong.printed.text, wrong.meant.text),
            None,
            wrong.meant.text,
            _BASIS,
        )


def _wrong_amounts(verdict: Verdict, proof: Proof, places: Places) -> Iterator[Finding]:
    """G101 a wrong amount in a table, G103 in the narrative: prints of the same wrong value are one cause."""
    observations = proof.system.observations
    causes: dict[tuple[int, str], list[Expected]] = defaultdict(list)
    for change in verdict.corrections:
        o = observations[change.observation]
        if _stays(change, o):
            continue
        causes[o.fen, change.expected.text if change.expected else str(o.index)].append(change)
    for changes in causes.values():
        first = observations[changes[0].observation]
        expected = changes[0].expected
        identity = _witness(verdict, proof, {c.observation for c in changes})
        others = [observations[i] for i in identity.members if i != first.index][:_MOST_PLACES] if identity else []
        difference = None
        tail = False
        if expected is not None:
            difference = _number(first.sign * first.fen - expected.fen, first.amount.unit, first.amount.decimals)
            tail = abs(first.sign * first.fen - expected.fen) <= _step(first) and not _misses_a_step(
                identity, first, proof
            )
        derived = identity is None or identity.derived
        should = f"按勾稽关系应为{expected}" if expected is not None else "与其他数不符"
        because = f"（{_because(identity, first, proof, places)}）" if identity else ""
        also = f"，同样的数共{len(changes)}处" if len(changes) > 1 else ""
        kind = "尾差，" if tail else ""
        yield Finding(
            "G101" if first.is_cell else "G103",
            Level.ERROR if derived and not tail else Level.WARNING,
            f"{places.phrase(first)}为{first.amount}{also}，{kind}{should}{because}，请核对更正。",
            tuple(places.place(observations[c.observation]) for c in changes) + tuple(places.place(o) for o in others),
            (first.amount.text, *(o.amount.text for o in others)),
            difference,
            expected.text if expected else None,
            _BASIS,
        )


def _undecided(verdict: Verdict, proof: Proof, places: Places) -> Iterator[Finding]:
    """G102: something is wrong, and several smallest corrections would put it right; all are named."""
    observations = proof.system.observations
    options = [option for option in verdict.alternatives if option]
    explained = verdict.asserted or (not options and (verdict.dropped or verdict.ratios))
    if explained or not (verdict.broken or verdict.broken_ratios):
        return
    if not verdict.broken:
        return
    identity = max((proof.system.identities[n] for n in verdict.broken), key=lambda i: (i.derived, -len(i.members)))
    difference = identity.difference(observations)
    lead = observations[identity.left[0]]
    names = [_option(option, observations, places) for option in options[:_MOST_OPTIONS]]
    names += ["……"] if len(options) > _MOST_OPTIONS else []
    several = f"；可能是：{'；或 '.join(names)}" if names else ""
    optional = [c.observation for option in options for c in option]
    members = list(dict.fromkeys([*identity.left, *optional, *identity.members]))
    tail = _is_tail(identity, proof)
    yield Finding(
        "G102",
        Level.ERROR if identity.derived and not tail else Level.WARNING,
        f"{_formula(identity, proof, places)}，相差{_number(difference, lead.amount.unit, lead.amount.decimals)}"
        f"{lead.amount.unit.text}，现有数据不足以断定哪一处有误{several}，请逐一核对。",
        tuple(places.place(observations[m]) for m in members[:_MOST_PLACES]),
        tuple(observations[m].amount.text for m in members[:_MOST_PLACES]),
        _number(difference, lead.amount.unit, lead.amount.decimals),
        None,
        _BASIS,
    )


def _option(option: Sequence[Expected], observations: Sequence[Observation], places: Places) -> str:
    """One possible correction, named by its first amount."""
    first = option[0]
    name = places.phrase(observations[first.observation])
    more = f"（连同相关的共{len(option)}处）" if len(option) > 1 else ""
    return f"{name}应为{first.expected}{more}" if first.expected is not None else f"{name}有误{more}"


def _dropped(verdict: Verdict, proof: Proof, places: Places) -> Iterator[Finding]:
    """G104 a total that is not its parts though each is borne out elsewhere, G105 two prints of one point that differ,
    G107 a stated change that does not follow; the same difference in several columns is one cause."""
    observations = proof.system.observations
    causes: dict[tuple[str, int], list[Identity]] = defaultdict(list)
    for n in verdict.dropped:
        identity = proof.system.identities[n]
        if not identity.holds(observations):
            causes[identity.kind, abs(identity.difference(observations))].append(identity)
    for (kind, _), identities in causes.items():
        identity = identities[0]
        lead = observations[identity.left[0]]
        difference = _number(identity.difference(observations), lead.amount.unit, lead.amount.decimals)
        members = [observations[m] for m in identity.members][:_MOST_PLACES]
        tail = _is_tail(identity, proof)
        code, advice = {
            "sum": ("G104", _ADVICE_TOO_MUCH if identity.difference(observations) < 0 else _ADVICE_TOO_LITTLE),
            "equal": ("G105", "两处均与本表其他数相符，可能是口径不同或其中一表整体有误，请核对并说明"),
        }.get(kind, ("G107", "请核对增减额、上年数与本年数"))
        if identity.family.startswith(_TOLD):
            advice = "多半有一处误写，请核对"
        if identity.family.startswith(_ABSENT):
            yield _not_listed(identity, observations, places)
            continue
        listed = identity.family.startswith(_SAID) and identity.difference(observations) > 0
        grave = identity.derived and kind == "sum" and not tail and not listed
        yield Finding(
            code,
            Level.ERROR if grave else Level.WARNING,
            f"{_formula(identity, proof, places)}，相差{difference}{lead.amount.unit.text}；{advice}。",
            tuple(places.place(o) for o in members),
            tuple(o.amount.text for o in members),
            difference,
            None,
            _BASIS,
        )


def _not_listed(identity: Identity, observations: Sequence[Observation], places: Places) -> Finding:
    """An amount of a class or fund that a complete list of another table does not have."""
    total, alien = observations[identity.left[0]], observations[identity.right[-1]]
    members = (alien, total, *(observations[m] for m in identity.right[:-1]))[:_MOST_PLACES]
    return Finding(
        "G104",
        Level.WARNING,
        f"{places.phrase(alien)}为{alien.amount}，而《{places.place(total).table}》所列各项之和已等于合计{total.amount}，"
        "其中没有这一项，请核对是否填错了行或名称。",
        tuple(places.place(o) for o in members),
        tuple(o.amount.text for o in members),
        None,
        None,
        _BASIS,
    )


def _percentages(verdict: Verdict, proof: Proof, places: Places) -> Iterator[Finding]:
    """G106: a percentage that does not follow from its two amounts."""
    observations = proof.system.observations
    for n in verdict.ratios:
        ratio = proof.system.ratios[n]
        if ratio.holds(observations):
            continue
        statement = places.statements.get(ratio.statement)
        value = ratio.value(proof.believed)
        digits = len(ratio.percent.rstrip("%").partition(".")[2])
        shown = f"{abs(value).quantize(Decimal(1).scaleb(-digits))}%" if value is not None else None
        if shown and value is not None and ratio.grown:
            shown = f"{'下降' if value < 0 else '增长'}{shown}"
        place = (
            FindingPlace(statement.section, statement.sentence, "", statement.place, statement.id)
            if statement
            else FindingPlace()
        )
        near = value is not None and abs(abs(value) - abs(Decimal(ratio.percent.rstrip("%")))) <= Decimal(1).scaleb(
            -digits
        )
        advice = (
            f"与金额不符，按{ratio.reason}应为{shown}，请核对更正。"
            if shown
            else f"无从计算：按{ratio.reason}，所依据的基数为零，请改为只写金额。"
        )
        yield Finding(
            "G106",
            Level.WARNING if near or shown is None else Level.ERROR,
            f"{statement.subject if statement and statement.subject else '句中'}所述百分比{ratio.percent.rstrip('%')}%"
            f"{advice}",
            (place, *(places.place(observations[m]) for m in ratio.members)),
            (f"{ratio.percent.rstrip('%')}%", *(observations[m].amount.text for m in ratio.members)),
            None,
            shown,
            _BASIS,
        )


def _witness(verdict: Verdict, proof: Proof, changed: set[int]) -> Identity | None:
    """The broken identity that best shows a wrong amount: derived, with few other members."""
    candidates = [proof.system.identities[n] for n in verdict.broken]
    candidates = [i for i in candidates if changed & set(i.members)]
    return min(candidates, key=lambda i: (not i.derived, len(i.members)), default=None)


def _step(o: Observation) -> int:
    """One unit of the last printed digit, in 分."""
    return o.high - o.low + 1


def _misses_a_step(identity: Identity | None, wrong: Observation, proof: Proof) -> bool:
    """Whether a print misses by a whole unit of its last digit what others print with more digits: neither rounding
    nor cutting off gives that."""
    if identity is None:
        return False
    observations = proof.system.observations
    others = [observations[m] for m in identity.members if m != wrong.index]
    finer = bool(others) and all(_step(o) < _step(wrong) for o in others)
    return finer and abs(identity.difference(observations)) >= _step(wrong)


def _is_tail(identity: Identity, proof: Proof) -> bool:
    """Whether two prints of one point differ by one unit of the last digit: rounding at different steps (尾差)."""
    observations = proof.system.observations
    widest = max((o.high - o.low + 1 for o in (observations[m] for m in identity.members)), default=0)
    return len(identity.members) == 2 and abs(identity.difference(observations)) <= widest


def _because(identity: Identity, wrong: Observation, proof: Proof, places: Places) -> str:
    """The identity that shows a wrong amount, which is named already."""
    others = [proof.system.observations[m] for m in identity.members if m != wrong.index]
    if identity.kind == "equal" and len(others) == 1:
        return f"应与{places.phrase(others[0])}{others[0].amount}相等"
    return _formula(identity, proof, places)


def _formula(identity: Identity, proof: Proof, places: Places) -> str:
    observations = proof.system.observations
    if identity.kind == "equal":
        one, other = observations[identity.left[0]], observations[identity.right[0]]
        return f"{places.phrase(one)}{one.amount}应等于{places.phrase(other)}{other.amount}"
    return f"{identity.reason}：{figures(identity, observations, identity.holds(observations))}"


def figures(identity: Identity, observations: Sequence[Observation], holds: bool) -> str:
    """``15745.54 ＝ 10912.46 ＋ 4833.08`` with the printed numbers; ≠ where it does not hold."""
    left = " ＋ ".join([_signed(observations[m]) for m in identity.left])
    right = " ＋ ".join([_signed(observations[m]) for m in identity.right])
    return f"{left} {'＝' if holds else '≠'} {right}"


def _signed(o: Observation) -> str:
    return o.amount.text if o.sign > 0 else f"（-{o.amount.text}）"


def _number(fen: int, unit: Unit, decimals: int) -> str:
    return amount_of_fen(fen, unit, max(decimals, 2)).text
