"""XML written element by element, with only characters that XML has."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from relgraph.model.text import safe_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO


class XmlWriter:
    """Writes elements to a text stream."""

    def __init__(self, stream: TextIO) -> None:
        self.out: Any = XMLGenerator(cast("Any", stream), "utf-8", short_empty_elements=True)
        self.out.startDocument()

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """Write an element around what is written meanwhile."""
        cleaned = {key: safe_text(text) for key, text in (attributes or {}).items()}
        self.out.startElement(name, AttributesImpl(cleaned))
        yield
        self.out.endElement(name)

    def leaf(self, name: str, attributes: Mapping[str, str], text: str = "") -> None:
        """Write an element without elements inside."""
        with self.element(name, attributes):
            if text:
                self.out.characters(safe_text(text))

    def close(self) -> None:
        """End the document."""
        self.out.endDocument()
