"""``gouji corpus bounds``: what a document does not print."""

from __future__ import annotations

import sys
from argparse import Namespace, _SubParsersAction
from pathlib import Path
from typing import Any

from gouji.commands import CLEAN
from gouji.commands.chinese import Parser

_DESCRIPTION = """由文件自己的勾稽关系，推算它没有印出的数：能算出的给出数值，算不出的给出最小和最大，都附推导。

例如“三公”表列公务接待费 734.49 万元，而基本支出中只有 7.49 万元，则必有 727.00 万元列在项目支出中。"""

_EPILOG = """例：
  gouji corpus bounds 2025年部门预算.pdf
  gouji corpus bounds 2025年部门预算.pdf --format json -o 推算.json"""


def add(parts: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = parts.add_parser("bounds", help="推算文件没有印出的数", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("file", metavar="FILE", help="公开文件")
    parser.add_argument(
        "--format",
        choices=["text", "html", "xlsx", "json"],
        default="text",
        help="text 终端文字（默认）· html 网页 · xlsx 工作簿 · json 数据",
    )
    parser.add_argument("-o", dest="output", metavar="PATH", help="保存到文件")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Reckon and tell."""
    from gouji.checking import check
    from gouji.commands.compare import write_note
    from gouji.corpus.hidden.bounds import bounds_of
    from gouji.corpus.hidden.note import bounds_note, derivation, name
    from gouji.corpus.hidden.points import printed
    from gouji.reading import read

    disclosure = read([Path(arguments.file)])
    known = printed(disclosure, check(disclosure).evidence)
    bounds = bounds_of(known)
    info = disclosure.document
    if arguments.format == "json":
        found: dict[str, Any] = {
            "schema": "gouji/bounds/1",
            "document": {"department": info.department, "year": info.year, "kind": info.kind, "file": info.source.file},
            "contradiction": bounds.contradiction,
            "unfinished": bounds.unfinished,
            "unit": "分",
            "bounds": [
                {
                    "name": name(bound.point),
                    "coordinates": bound.point.at("year", info.year).as_dict(),
                    "low": bound.low,
                    "high": bound.high,
                    "value": bound.value,
                    "derivation": derivation(bound, known),
                }
                for bound in bounds.found
            ],
        }
        import json

        text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        if arguments.output is None:
            sys.stdout.write(text)
        else:
            Path(arguments.output).write_text(text, "utf-8")
        return CLEAN
    subject = f"{info.department or info.title}{info.year or ''}（{info.source.file}）"
    write_note(bounds_note(bounds, known, subject), arguments.format, arguments.output)
    return CLEAN
