"""Rules that are not sums, findings and reports."""

from __future__ import annotations

from gouji.checking.findings import Report
from gouji.model.disclosure import Disclosure


def check(disclosure: Disclosure, previous: Disclosure | None = None) -> Report:
    """Prove every number of a disclosure and apply the rules; see :mod:`gouji.checking.examine`."""
    from gouji.checking.examine import examine
    from gouji.model.garbage import without_collecting

    with without_collecting():
        return examine(disclosure, previous)


__all__ = ["check"]
