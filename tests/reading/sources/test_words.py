"""Characters of a page into words: glyphs printed twice, glyphs drawn for two characters."""

from __future__ import annotations

from gouji.reading.geometry.words import Characters, words_of


def text(string: str, boxes: list[tuple[float, float]]) -> list[str]:
    """The words of a line 14 points high whose characters stand from left to right as given."""
    lefts, rights = [left for left, _ in boxes], [right for _, right in boxes]
    return [word.text for word in words_of(Characters(string, lefts, [0.0] * len(boxes), rights, [14.0] * len(boxes)))]


def test_two_dashes_drawn_as_one_glyph_are_two() -> None:
    """Chinese fonts have one glyph for ——, whose box both characters share."""
    assert text("甲——乙", [(0, 10), (10, 30), (10, 30), (30, 40)]) == ["甲——乙"]


def test_a_letter_printed_twice_for_boldness_is_one() -> None:
    assert text("甲乙乙", [(0, 10), (10, 20), (10.3, 20.3)]) == ["甲乙"]
