"""Search in all that is published: every word must stand in the passage."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gouji.web.publication.grams import grams, words
from gouji.web.publication.models import Part, Passage

LONGEST = 60


def found(asked: str, year: int | None = None, department: int | None = None) -> QuerySet[Passage]:
    """The passages of the newest versions in which every word stands, last published first; none for no word."""
    wanted = words(asked[:LONGEST])
    rows = Passage.objects.filter(version__current__isnull=False).select_related("version__current", "version__cycle")
    if not wanted:
        return rows.none()
    rows = _indexed(rows, list(dict.fromkeys(pair for word in wanted for pair in grams(word))))
    for word in wanted:
        rows = rows.filter(plain__contains=word)
    if year is not None:
        rows = rows.filter(version__current__year=year)
    if department is not None:
        rows = rows.filter(version__department=department)
    title = Part.objects.filter(version=OuterRef("version"), position=OuterRef("part")).values("title")
    return rows.annotate(part_title=Subquery(title)).order_by("-version", "id")


def _indexed(rows: QuerySet[Passage], pairs: Sequence[str]) -> QuerySet[Passage]:
    if connection.vendor == "postgresql":
        condition = "string_to_array(publication_passage.grams, ' ') @> %s"
        return rows.extra(where=[condition], params=[list(pairs)])
    condition = (
        "publication_passage.id IN (SELECT rowid FROM publication_passage_grams "
        "WHERE publication_passage_grams MATCH %s)"
    )
    quoted = " AND ".join(f'"{pair}"' for pair in pairs)
    return rows.extra(where=[condition], params=[quoted])


def marked(text: str, asked: str) -> SafeString:
    """The text with the words marked, where they stand in it as they were typed."""
    spans: list[tuple[int, int]] = []
    small = text.lower()
    for word in words(asked[:LONGEST]):
        at = small.find(word)
        while at >= 0:
            spans.append((at, at + len(word)))
            at = small.find(word, at + len(word))
    if len(small) != len(text):
        return format_html("{}", text)
    parts: list[tuple[str, str]] = []
    end = 0
    for begin, stop in sorted(spans):
        if begin >= end:
            parts.append((text[end:begin], text[begin:stop]))
            end = stop
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[end:])
