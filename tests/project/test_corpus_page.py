"""The page of the dataset says what the schema says, and every command of it is there."""

from __future__ import annotations

from pathlib import Path

from gouji.corpus.questions import questions
from tools.make_corpus_page import page


def test_the_page_is_fresh(repository: Path) -> None:
    text = (repository / "docs" / "corpus.md").read_text("utf-8")
    assert text == page(text), "run make docs"
    assert text.count("\n### ") > 10


def test_every_question_is_explained() -> None:
    for question in questions():
        assert question.explanation.endswith("。"), question.name
        assert question.columns
