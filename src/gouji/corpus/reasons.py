"""The reasons a document gives for the changes it states, each with its change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.lexicon.reasons import leads_with_reason, reason_in
from gouji.model.disclosure import Disclosure, Statement

_SPACES = re.compile(r"\s+")
_LONGEST = 200


def reasons_of(disclosure: Disclosure) -> dict[str, str]:
    """Statement → reason, of the changes that have one: what stands behind the change up to the next one, or the next
    sentence where that begins with the reason."""
    whole = _SPACES.sub("", "".join(section.text for section in disclosure.sections))
    found: dict[str, str] = {}
    read = 0
    for changes in _by_sentence(disclosure.statements):
        sentence = changes[0].sentence
        compact = _SPACES.sub("", sentence)
        at = whole.find(compact, read)
        read = at + len(compact) if at >= 0 else read
        ends = [one.span[0] for one in changes[1:]] + [len(sentence)]
        for change, end in zip(changes, ends, strict=True):
            reason = _compact(reason_in(sentence[change.span[1] : end]))
            if reason is None and change is changes[-1] and at >= 0:
                reason = _compact(_begun(whole[read : read + 2 * _LONGEST]))
            if reason is not None:
                found[change.id] = reason
    return found


def _by_sentence(statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    """The changes that stand in one sentence, in its order; the same words elsewhere are another sentence."""
    held: list[Statement] = []
    for one in statements:
        if held and (one.sentence != held[-1].sentence or one.span <= held[-1].span):
            yield held
            held = []
        if one.kind == "change":
            held.append(one)
    if held:
        yield held


def _compact(reason: str | None) -> str | None:
    return None if reason is None else _SPACES.sub("", reason)[:_LONGEST]


def _begun(follows: str) -> str | None:
    return reason_in(follows) if leads_with_reason(follows) else None
