"""The whole document: cover, contents, then the blocks in sections of upright and landscape pages."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gouji.model.publication import Chart, Heading, PrintedTable, Publication, PublicationBlock, TextBlock
from gouji.publishing.outline import (
    anchor,
    chinese_date,
    contents,
    cover_lines,
    form_number,
    printed_title,
    unit_line,
)
from gouji.publishing.package import settled
from gouji.publishing.paper import UPRIGHT, Laid, Page, breaks, laid_out, plan
from gouji.publishing.word.charts import chart_markup
from gouji.publishing.word.markup import DECLARATIONS, bookmark, field, paragraph, run, twips
from gouji.publishing.word.styles import font_table, set_up_styles
from gouji.publishing.word.tables import table_markup

if TYPE_CHECKING:
    from docx.document import Document

_NEW_PAGE = "<w:pageBreakBefore/>"
_MISSING = '<w:highlight w:val="yellow"/>'
_HEADINGS = ("Heading1", "Heading2", "Heading3")
_CREATED = datetime(2000, 1, 1)


def docx_bytes(publication: Publication) -> bytes:
    """The Word document; the same publication gives the same bytes."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    set_up_styles(document)
    _replace_fonts(document)
    _describe(document, publication)
    part: Any = document.part
    # The whole body at once: moving its elements into the template's body takes longer than all the rest.
    part._element = parse_xml(
        f"<w:document {DECLARATIONS}><w:body>{_Writer(document, publication).markup()}</w:body></w:document>"
    )
    _set_up_fields(document)
    content = io.BytesIO()
    document.save(content)
    return settled(content.getvalue())


class _Writer:
    """Writes the blocks one after the other and closes a section where the next block wants other paper."""

    def __init__(self, document: Document, publication: Publication) -> None:
        self._document = document
        self._publication = publication
        self._entries = contents(publication)
        self._listed = {entry.block for entry in self._entries}
        self._footer = _footer_relation(document)
        self._charts = 0
        self._sections = 0

    def markup(self) -> str:
        """The body as text."""
        blocks = self._publication.blocks
        layouts = laid_out(blocks)
        pieces = [self._cover(), self._contents()]
        current: Page = UPRIGHT
        fresh = False
        for index, block in enumerate(blocks):
            if layouts[index].page != current:
                pieces.append(paragraph("", "SectionEnd", self._section(current)))
                current, fresh = layouts[index].page, True
            before = blocks[index - 1] if index else None
            pieces.append(
                self._block(index, block, layouts[index], breaks(block, before, layouts[index]) and not fresh)
            )
            fresh = False
        pieces.append(self._section(current))
        return "".join(pieces)

    def _cover(self) -> str:
        lines = cover_lines(self._publication)
        first = paragraph(run(lines[0]), "Title", '<w:spacing w:before="4200"/>')
        rest = "".join(paragraph(run(line), "Title") for line in lines[1:])
        date = chinese_date(self._publication.published_on)
        return first + rest + (paragraph(run(date), "Subtitle", '<w:spacing w:before="5200"/>') if date else "")

    def _contents(self) -> str:
        if not self._entries:
            return ""
        lines = [paragraph(run("目录"), "ContentsTitle", _NEW_PAGE)]
        last = len(self._entries) - 1
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
            'TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        for number, entry in enumerate(self._entries):
            link = f'<w:hyperlink w:anchor="{entry.anchor}" w:history="1">{run(entry.text)}</w:hyperlink>'
            end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if number == last else ""
            lines.append(paragraph((begin if number == 0 else "") + link + end, f"TOC{min(entry.level, 1) + 1}"))
        return "".join(lines)

    def _block(self, index: int, block: PublicationBlock, how: Laid, new_page: bool) -> str:
        before = _NEW_PAGE if new_page else ""
        if isinstance(block, Heading):
            style = _HEADINGS[min(block.level, 2)]
            return paragraph(bookmark(index, anchor(index), run(block.text)), style, before)
        if isinstance(block, TextBlock):
            return paragraph(run(block.text, _MISSING if block.missing else ""), "BodyText")
        if isinstance(block, PrintedTable):
            return self._table(index, block, how, before)
        return self._chart(block)

    def _table(self, index: int, table: PrintedTable, how: Laid, before: str) -> str:
        layout = how.plan or plan(table)
        pieces: list[str] = []
        number = form_number(table)
        if number:
            pieces.append(paragraph(run(number), "TableNumber", before))
            before = ""
        style = "TableTitle" if index in self._listed else "TableTitleAgain"
        pieces.append(paragraph(bookmark(index, anchor(index), run(printed_title(table))), style, before))
        unit = unit_line(table)
        if table.holder or unit:
            tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(layout.page.room)}"/></w:tabs>'
            line = (run(table.holder) if table.holder else "") + (f"<w:r><w:tab/></w:r>{run(unit)}" if unit else "")
            pieces.append(paragraph(line, "TableLine", tab))
        pieces.append(table_markup(table, layout, together=how.short))
        pieces.extend(paragraph(run(note), "TableNote") for note in table.notes)
        if not table.notes:
            # Two tables that touch would become one.
            pieces.append(paragraph("", "SectionEnd"))
        return "".join(pieces)

    def _chart(self, chart: Chart) -> str:
        self._charts += 1
        drawing = chart_markup(self._document, chart, self._charts)
        title = paragraph(run(chart.title), "ChartTitle")
        return title + paragraph(
            drawing, "ChartTitle", '<w:keepNext w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
        )

    def _section(self, page: Page) -> str:
        """The properties of the section that ends here."""
        orient = ' w:orient="landscape"' if page.across else ""
        x, y = twips(page.margin_x), twips(page.margin_y)
        cover = "<w:titlePg/>" if not self._sections else ""
        self._sections += 1
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{self._footer}"/>'
            f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{orient}/>'
            f'<w:pgMar w:top="{y}" w:right="{x}" w:bottom="{y}" w:left="{x}" w:header="720" w:footer="680" '
            'w:gutter="0"/>'
            f"{cover}</w:sectPr>"
        )


def _footer_relation(document: Document) -> str:
    """The footer with the page's number; gives the name by which sections refer to it."""
    from docx.oxml import parse_xml

    part: Any = document.part
    footer, relation = part.add_footer_part()
    element: Any = footer.element
    for old in list(element):
        element.remove(old)
    content = run("— ") + field("PAGE", run("1")) + run(" —")
    for made in parse_xml(f"<w:body {DECLARATIONS}>{paragraph(content, 'Footer')}</w:body>"):
        element.append(made)
    return str(relation)


def _set_up_fields(document: Document) -> None:
    """Word brings the page numbers of the contents up to date when it opens the document."""
    from docx.oxml import parse_xml

    settings: Any = document.settings.element
    update = parse_xml(f'<w:updateFields {DECLARATIONS} w:val="true"/>')
    # The schema wants it before these.
    following = settings.xpath("w:hdrShapeDefaults | w:footnotePr | w:endnotePr | w:compat")
    if following:
        following[0].addprevious(update)
    else:
        settings.append(update)


def _replace_fonts(document: Document) -> None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = font_table()


def _describe(document: Document, publication: Publication) -> None:
    properties = document.core_properties
    properties.title = publication.title
    properties.author = publication.department
    properties.last_modified_by = publication.department
    properties.comments = ""
    properties.language = "zh-CN"
    properties.revision = 1
    properties.created = properties.modified = _date(publication)


def _date(publication: Publication) -> datetime:
    try:
        return datetime.fromisoformat(publication.published_on[:10])
    except ValueError:
        return datetime(publication.year, 1, 1) if 1900 < publication.year < 2200 else _CREATED
