"""Which pages the report shows as pictures."""

from dataclasses import replace

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.reports.evidence_pages import pages_in_question
from gouji.model.disclosure import Place
from tests import report_samples as samples


def _pages(*findings: Finding) -> tuple[int, ...]:
    return pages_in_question(samples.disclosure(), replace(samples.report(), findings=findings, evidence={}))


def _at(code: str, level: Level, page: int) -> Finding:
    return Finding(code, level, "", (FindingPlace("说明", place=Place(page)),))


def test_pages_with_errors_and_warnings_are_shown() -> None:
    found = (_at("G101", Level.ERROR, 7), _at("G202", Level.WARNING, 3), _at("G524", Level.NOTICE, 5))
    assert _pages(*found) == (3, 7)


def test_no_page_is_shown_that_bears_personal_data() -> None:
    """Though an error stands on the page as well: a picture would repeat the name."""
    found = (_at("G602", Level.WARNING, 1), _at("G101", Level.ERROR, 1), _at("G101", Level.ERROR, 2))
    assert _pages(*found) == (2,)
