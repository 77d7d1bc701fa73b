"""The statements of a document's paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from gouji.model.disclosure import Statement
from gouji.reading.narrative.discourse import Discourse
from gouji.reading.narrative.folding import folded_text
from gouji.reading.narrative.headings import Outline
from gouji.reading.narrative.names import own_names
from gouji.reading.narrative.paragraphs import Passage, passages
from gouji.reading.narrative.subjects import Subjects
from gouji.reading.source import Paragraph

_YEAR = re.compile(r"20\d\d(?=年)")


def read_statements(
    paragraphs: Sequence[Paragraph],
    *,
    year: int | None,
    department: str,
    kind: str,
    units: Sequence[str] = (),
) -> tuple[Statement, ...]:
    """Every amount, change, share, sum and count the sentences state, in order; ids are ``s1``, ``s2`` ….

    ``kind`` is that of the document (see :mod:`gouji.model.kinds`), ``department`` the name it bears, ``units`` its
    budget units, whose amounts are told from its own. A statement that is not understood has no coordinates; an amount
    that is no number has no amount. Without ``year`` the one most sentences name is taken.
    """
    _, body = passages(paragraphs)
    sentences = [tuple(passage.sentences()) for passage in body]
    names = own_names(chain.from_iterable(sentences), department)
    subjects = Subjects(names, units, year or _usual_year(body), kind)
    outline = Outline(subjects)
    discourse = Discourse(subjects, outline)
    for passage, said in zip(body, sentences, strict=True):
        if passage.heading:
            outline.enter(passage.level, passage.title)
            discourse.begin_section()
            continue
        if passage.level is None:
            outline.leave_items()
        else:
            outline.enter_item(passage.level)
        discourse.begin_passage(passage.level is not None)
        for sentence in said:
            discourse.read(sentence)
    return discourse.statements


def _usual_year(body: Sequence[Passage]) -> int | None:
    years = Counter(int(found) for passage in body for found in _YEAR.findall(folded_text(passage.text)))
    return years.most_common(1)[0][0] if years else None
