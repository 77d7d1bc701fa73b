"""Ways in which a number is printed wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from random import Random

_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")


def falsified(text: str, kind: str, random: Random) -> str | None:
    """The text with its number printed wrong in one way, separators kept; None where that way does not change it."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    printed = match.group()
    plain = printed.replace(",", "").replace("，", "")
    wrong = _WAYS[kind](plain, random)
    if wrong is None or float(wrong) == float(plain) or not wrong.strip("0."):
        return None
    if "," in printed:
        whole, point, rest = wrong.partition(".")
        wrong = f"{int(whole):,}{point}{rest}"
    return text[: match.start()] + wrong + text[match.end() :]


def _digit(plain: str, random: Random) -> str:
    at = random.choice([i for i, c in enumerate(plain) if c.isdigit()])
    lead = at == 0 and len(plain.partition(".")[0]) > 1
    other = random.choice([d for d in "0123456789" if d != plain[at] and not (lead and d == "0")])
    return plain[:at] + other + plain[at + 1 :]


def _swap(plain: str, random: Random) -> str | None:
    digits = [i for i, c in enumerate(plain) if c.isdigit()]
    pairs = [
        (a, b)
        for a, b in pairwise(digits)
        if plain[a] != plain[b] and not (a == 0 and plain[b] == "0" and len(plain.partition(".")[0]) > 1)
    ]
    if not pairs:
        return None
    a, b = random.choice(pairs)
    letters = list(plain)
    letters[a], letters[b] = letters[b], letters[a]
    return "".join(letters)


def _dropped(plain: str, random: Random) -> str | None:
    whole, point, rest = plain.partition(".")
    places = [i for i in range(len(whole)) if i or (len(whole) > 1 and whole[1] != "0")]
    if len(whole) < 2:
        return None
    at = random.choice(places)
    return whole[:at] + whole[at + 1 :] + point + rest


def _added(plain: str, random: Random) -> str:
    whole, point, rest = plain.partition(".")
    at = random.randrange(1, len(whole) + 1)
    return whole[:at] + random.choice("0123456789") + whole[at:] + point + rest


def _tenfold(plain: str, random: Random) -> str | None:
    whole, point, rest = plain.partition(".")
    return whole + rest[:1] + point + rest[1:] + "0" if rest else whole + "0"


def _point(plain: str, random: Random) -> str | None:
    whole, point, rest = plain.partition(".")
    if not point:
        return None
    left = random.random() < 0.5 and len(whole) > 1
    return f"{whole[:-1]}.{whole[-1]}{rest[:-1]}" if left else f"{whole}{rest[:1]}.{rest[1:] + '0'}"


def _last(plain: str, random: Random) -> str:
    decimals = len(plain.partition(".")[2])
    digits = str(int(plain.replace(".", "")) + random.choice([1, -1])).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


_WAYS: dict[str, Callable[[str, Random], str | None]] = {
    "digit": _digit,
    "swap": _swap,
    "dropped": _dropped,
    "added": _added,
    "tenfold": _tenfold,
    "point": _point,
    "last": _last,
}
WAYS = tuple(_WAYS)
"""``digit`` changed, two neighbours ``swap``ped, one ``dropped`` or ``added``, ten times as much (``tenfold``), decimal
``point`` moved, ``last`` digit one more or less."""


def printed_like(text: str, value: Decimal) -> str:
    """A number with the digits and separators of another."""
    decimals = len(text.strip().partition(".")[2])
    plain = f"{value:.{decimals}f}"
    if "," not in text:
        return plain
    whole, point, rest = plain.partition(".")
    return f"{int(whole):,}{point}{rest}"
