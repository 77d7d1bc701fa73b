"""What the script of the grid (``grid.js``) sends and is answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _

from gouji.errors import GoujiError
from gouji.web.base.merging import merge

Typed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """The rows as typed, the rows they were changed from, the version those had, and what else the page says."""

    rows: list[Typed]
    base: list[Typed]
    version: int
    more: Mapping[str, str]


def loaded(text: str | bytes) -> Any:
    """JSON as a database can hold it. Raises ValueError for anything else: halves of characters, NUL, numbers that are
    none, nests without end."""
    try:
        found = json.loads(text, parse_constant=_refuse)
        json.dumps(found, ensure_ascii=False).encode()
        if _holds_nul(found):
            raise ValueError("NUL")
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return found


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any("\x00" in name or _holds_nul(one) for name, one in value.items())
    return isinstance(value, list) and any(_holds_nul(one) for one in value)


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def asked(request: HttpRequest) -> Asked:
    """What a grid sent. Raises :class:`GoujiError` for anything else."""
    wrong = GoujiError(_("提交的内容不完整，请刷新页面后重试。"))
    try:
        body = loaded(request.body)
        rows, base, version, more = body["rows"], body.get("base", []), int(body["version"]), body.get("more", {})
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RawPostDataException) as error:
        raise wrong from error
    for part in (rows, base):
        if not isinstance(part, list) or not all(isinstance(row, dict) for row in part):
            raise wrong
    if not isinstance(more, dict) or not all(isinstance(text, str) for text in more.values()):
        raise wrong
    return Asked(rows, base, version, more)


def as_saved(rows: Sequence[Typed], read: Callable[[Sequence[Typed]], Sequence[Typed]]) -> Sequence[Typed]:
    """Rows as they would be shown once saved (20000 is 20000.00); as they are where ``read`` makes nothing of them."""
    try:
        return read(rows)
    except GoujiError:
        return rows


def conflict(
    base: Sequence[Typed],
    theirs: Sequence[Typed],
    mine: Sequence[Typed],
    key: Callable[[Typed], Hashable],
    *,
    version: int,
    who: str,
) -> JsonResponse:
    """409: nothing was saved. Both changes brought together, for the person to look at and save."""
    found = merge(base, theirs, mine, key)
    if found.conflicts:
        text = _("%(who)s同时改了这份表，其中 %(number)d 行你们改得不一样；请逐行选定，再保存。")
    else:
        text = _("%(who)s同时改了这份表，没有改到同一行；改动已并入您的表（标蓝的行），请看过再保存。")
    return JsonResponse(
        {
            "message": text % {"who": who, "number": len(found.conflicts)},
            "version": version,
            "rows": list(found.rows),
            "theirs": list(theirs),
            "taken": list(found.taken),
            "conflicts": [asdict(one) for one in found.conflicts],
        },
        status=409,
    )
