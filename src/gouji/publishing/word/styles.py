"""The styles of the Word document. What an office changes in a style changes the whole document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gouji.publishing.word.markup import DECLARATIONS

if TYPE_CHECKING:
    from docx.document import Document

SONG, HEI, FANG, KAI = "宋体", "黑体", "仿宋", "楷体"
_ALTERNATIVES = {SONG: "SimSun", HEI: "SimHei", FANG: "FangSong", KAI: "KaiTi"}
_LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; ``size`` in points, ``line`` the exact distance of lines in points (0: single), ``before`` and
    ``after`` in points, ``first`` the indent of the first line in characters, ``outline`` the level in the contents."""

    id: str
    name: str
    font: str
    size: float
    line: float = 0
    before: float = 0
    after: float = 0
    first: int = 0
    align: str = "left"
    bold: bool = False
    outline: int | None = None
    keep: bool = False
    tabs: str = ""
    left: int = 0


_CONTENTS_TABS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>'
STYLES = (
    Style("Normal", "Normal", FANG, 16, line=28),
    Style("Heading1", "heading 1", HEI, 22, line=34, before=6, after=18, align="center", outline=0, keep=True),
    Style("Heading2", "heading 2", HEI, 16, line=28, before=8, after=2, first=2, outline=1, keep=True),
    Style("Heading3", "heading 3", KAI, 16, line=28, before=4, first=2, outline=2, keep=True),
    Style("Title", "Title", SONG, 26, line=44, after=12, align="center", bold=True),
    Style("Subtitle", "Subtitle", KAI, 16, line=28, align="center"),
    Style("BodyText", "Body Text", FANG, 16, line=28, first=2, align="both"),
    Style("ContentsTitle", "目录标题", HEI, 22, line=34, after=12, align="center", keep=True),
    Style("TOC1", "toc 1", HEI, 12, line=20, before=5, tabs=_CONTENTS_TABS),
    Style("TOC2", "toc 2", FANG, 12, line=19, left=2, tabs=_CONTENTS_TABS),
    Style("TableTitle", "表题", HEI, 15, line=24, before=10, after=4, align="center", outline=1, keep=True),
    Style("TableTitleAgain", "表题（不入目录）", HEI, 15, line=24, before=10, after=4, align="center", keep=True),
    Style("TableNumber", "表号", HEI, 10.5, line=18, keep=True),
    Style("TableLine", "表头行", SONG, 10.5, line=18, keep=True),
    Style("TableText", "表内文字", SONG, 10.5),
    Style("TableNote", "表注", SONG, 10.5, line=18, before=2, align="both"),
    Style("ChartTitle", "图题", HEI, 12, line=22, before=6, align="center", keep=True),
    Style("SectionEnd", "节尾", SONG, 1, line=1),
    Style("Footer", "footer", SONG, 10.5, align="center"),
)


def set_up_styles(document: Document) -> None:
    """Put the styles into a document: those of its template that bear the same name are replaced."""
    from docx.oxml import parse_xml

    root: Any = document.styles.element
    for style in STYLES:
        for old in root.xpath(f"w:style[@w:styleId='{style.id}']"):
            root.remove(old)
        root.append(parse_xml(_markup(style)))
    for defaults in root.xpath("w:docDefaults"):
        root.remove(defaults)
    root.insert(0, parse_xml(_defaults()))


def font_table() -> bytes:
    """The fonts' other names, by which programs find them that know them in English."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _ALTERNATIVES.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {DECLARATIONS}>{fonts}'
        f'<w:font w:name="{_LATIN}"><w:charset w:val="00"/></w:font></w:fonts>'
    ).encode()


def _markup(style: Style) -> str:
    based = "" if style.id == "Normal" else '<w:basedOn w:val="Normal"/>'
    default = ' w:default="1"' if style.id == "Normal" else ""
    following = '<w:next w:val="BodyText"/>' if style.outline is not None else ""
    line = f' w:line="{round(style.line * 20)}" w:lineRule="exact"' if style.line else ' w:line="240" w:lineRule="auto"'
    indent = (f' w:firstLineChars="{style.first * 100}" w:firstLine="{round(style.first * style.size * 20)}"') + (
        f' w:left="{round(style.left * style.size * 20)}"'
    )
    paragraph = (
        ("<w:keepNext/>" if style.keep else "")
        + style.tabs
        + f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}"{line}/>'
        + f'<w:ind{indent}/><w:jc w:val="{style.align}"/>'
        + (f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "")
    )
    half = round(style.size * 2)
    characters = (
        f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{style.font}" w:cs="{_LATIN}"/>'
        + ("<w:b/><w:bCs/>" if style.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>')
        + f'<w:i w:val="0"/><w:color w:val="000000"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    )
    return (
        f'<w:style {DECLARATIONS} w:type="paragraph"{default} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f"{based}{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{characters}</w:rPr></w:style>"
    )


def _defaults() -> str:
    return (
        f"<w:docDefaults {DECLARATIONS}><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{SONG}" w:cs="{_LATIN}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
