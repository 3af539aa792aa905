"""A dossier as a Word document (Office Open XML), by python-docx: the extra ``docx``."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from relgraph.errors import Refused
from relgraph.model.text import safe_text
from relgraph.report.parts import Drawing, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from relgraph.report.parts import Contents, Table


def word(contents: Contents) -> bytes:
    """Write the document, on A4; a drawing is its words, its figures stand in the table after it.

    Raises
    ------
    Refused
        When python-docx is not installed.
    """
    try:
        import docx
        from docx.shared import Mm, Pt
    except ImportError:
        raise Refused("a .docx needs python-docx: pip install 'relgraph[docx]'") from None
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    document.styles["Normal"].font.size = Pt(9.5)
    page.header.paragraphs[0].text = safe_text(contents.running_head)
    _page_number(page.footer.paragraphs[0])
    document.core_properties.title = safe_text(contents.title)[:255]
    document.core_properties.author = ""
    _fill(document, contents)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _fill(document: Document, contents: Contents) -> None:
    document.add_heading(safe_text(contents.title), 0)
    document.add_paragraph(safe_text(contents.heading))
    for section in contents.sections:
        document.add_heading(safe_text(section.title), 1)
        for part in section.parts:
            if isinstance(part, Line):
                _write(document.add_paragraph(), contents, part)
            elif isinstance(part, Drawing):
                document.add_paragraph().add_run(safe_text(part.title)).italic = True
            else:
                _table(document, contents, part)
    if contents.left_out:
        document.add_heading("Nothing in the data on", 1)
        document.add_paragraph(safe_text("; ".join(contents.left_out) + "."))
    document.add_heading("Sources", 1)
    for source in contents.sources:
        document.add_paragraph(safe_text(f"{source.number}. {source.whole()}"))


def _table(document: Document, contents: Contents, table: Table) -> None:
    if table.title:
        document.add_heading(safe_text(table.title), 2)
    if table.told:
        document.add_paragraph(safe_text(table.told))
    across = len(table.columns)
    grid = document.add_table(rows=1 + len(table.rows), cols=across, style="Table Grid")
    # python-docx looks for a cell from the table's start each time: a thousand rows take minutes
    cells = grid._cells  # noqa: SLF001
    for at, column in enumerate(table.columns):
        cells[at].paragraphs[0].add_run(safe_text(column)).bold = True
    for down, row in enumerate(table.rows, 1):
        for at, cell in enumerate(row):
            _lines(cells[down * across + at].paragraphs[0], contents, cell)


def _lines(paragraph: Paragraph, contents: Contents, lines: Sequence[Line]) -> None:
    for at, line in enumerate(lines):
        if at:
            paragraph.add_run().add_break()
        _write(paragraph, contents, line)


def _write(paragraph: Paragraph, contents: Contents, line: Line) -> None:
    paragraph.add_run(safe_text(line.text))
    if line.notes:
        marks = ", ".join(contents.marks(line))
        paragraph.add_run(f" {marks}").font.superscript = True


def _page_number(paragraph: Paragraph) -> None:
    """Put a field into a paragraph that Word fills with the number of the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001  # python-docx has no fields
