"""Sources as references: BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal

from relgraph.errors import NotFound
from relgraph.graph.rows import node_ids, rows_of
from relgraph.model.dates import DateFault, days

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from relgraph.graph.property_graph import PropertyGraph

    Source = Mapping[str, Any]

Style = Literal["bibtex", "csl", "ris"]
_CSL = {
    "news agency": "article-newspaper", "newspaper": "article-newspaper",
    "magazine": "article-magazine", "scholarly": "article-journal", "database": "dataset",
    "data set": "dataset", "television": "broadcast", "web": "webpage",
}  # fmt: skip
"""Types of CSL 1.0.2 by the kind of a source; of another kind it is a document."""
_LATEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{each: f"\\{each}" for each in "%&_#$"},
})  # fmt: skip
_RIS = {
    "article-newspaper": "NEWS", "article-magazine": "MGZN", "article-journal": "JOUR",
    "dataset": "DATA", "broadcast": "VIDEO", "webpage": "ELEC", "document": "GEN",
}  # fmt: skip


def sources_of(graph: PropertyGraph, ids: Collection[str] = ()) -> list[Source]:
    """Return the sources of a graph by id; those of some ids only, if any are given.

    Raises
    ------
    NotFound
        For an id that is no source's.
    """
    rows = rows_of(graph.columns, graph.node_count)
    names = node_ids(graph)
    known = {str(names[node]): rows[node] for node in graph.with_label("Source")}
    if lacking := [id for id in ids if id not in known]:
        raise NotFound(f"no source {lacking[0]!r} among those of the selection")
    return [{**known[id], "id": id} for id in sorted(set(ids or known))]


def cite(sources: Collection[Source], style: Style) -> str:
    """Write references of sources, in their order.

    BibTeX and RIS are written here: pybtex escapes addresses and refuses a brace, rispy numbers
    its records, and other programs read neither.

    >>> text = cite([{"id": "a", "title": "On gas", "kind": "web", "published": "2020-05"}], "csl")
    >>> json.loads(text)[0]["issued"]
    {'date-parts': [[2020, 5]]}
    """
    writers: dict[Style, Callable[[Collection[Source]], str]] = {
        "bibtex": _bibtex, "csl": _csl, "ris": _ris,
    }  # fmt: skip
    return writers[style](sources)


def _title(source: Source) -> str:
    return str(source.get("title") or source["id"])


def _parts(source: Source) -> list[int]:
    """Return year, month and day of publication, as far as they are told; none of a span."""
    text = re.sub(r"[~?%]", "", str(source.get("published", "")))
    try:
        days(text)
    except DateFault:
        return []
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return []
    return [int(part) for part in text.split("-")]


def _circa(source: Source) -> dict[str, bool]:
    return {"circa": True} if re.search(r"[~?%]", str(source.get("published", ""))) else {}


def _authors(source: Source) -> list[str]:
    told = str(source.get("author") or "")
    apart = ";" if ";" in told else ","
    return [name.strip() for name in told.split(apart) if name.strip()]


def _csl(sources: Collection[Source]) -> str:
    rows = []
    for source in sources:
        parts = _parts(source)
        row = {
            "id": source["id"],
            "type": _CSL.get(source.get("kind", ""), "document"),
            "title": _title(source),
            "author": [{"literal": name} for name in _authors(source)],
            "publisher": source.get("publisher"),
            "issued": {"date-parts": [parts], **_circa(source)} if parts else None,
            "language": source.get("language"),
            "URL": source.get("url"),
        }
        rows.append({key: value for key, value in row.items() if value})
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _bibtex(sources: Collection[Source]) -> str:
    """Write entries of BibTeX: `misc`, which has an address in every style."""
    months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    entries = []
    for source in sources:
        parts = _parts(source)
        authors = " and ".join(f"{{{_latex(name)}}}" for name in _authors(source))
        fields = {
            "title": f"{{{_latex(_title(source))}}}",
            "author": authors,
            "howpublished": _latex(source.get("publisher") or ""),
            "year": f"{parts[0]:04}" if parts else "",
            "month": months[parts[1] - 1] if len(parts) > 1 else "",
            "day": str(parts[2]) if len(parts) > 2 else "",  # noqa: PLR2004
            "language": source.get("language") or "",
            "note": _latex(f"dated {source['published']}") if _circa(source) else "",
            "url": _address(source).replace("{", "%7B").replace("}", "%7D"),
        }
        lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value]
        entries.append("\n".join([f"@misc{{{_key(source)},", *lines, "}\n"]))
    return "\n".join(entries)


def _key(source: Source) -> str:
    """Return the id without what ends a key."""
    return re.sub(r"[\s{},#%~\\\"'()=]", "-", str(source["id"]))


def _latex(text: str) -> str:
    """Return a text as LaTeX says it; letters of every script stay, as biber and XeTeX want."""
    return " ".join(text.translate(_LATEX).split())


def _address(source: Source) -> str:
    return re.sub(r"\s", "%20", str(source.get("url") or ""))


def _ris(sources: Collection[Source]) -> str:
    """Write records of RIS, as Zotero and EndNote read them: a tag a line."""
    records = []
    for source in sources:
        parts = _parts(source)
        told = [f"{part:02}" for part in parts] + [""] * (3 - len(parts))
        tags = [
            ("TY", _RIS[_CSL.get(source.get("kind", ""), "document")]),
            ("ID", source["id"]),
            ("TI", _title(source)),
            *(("AU", name) for name in _authors(source)),
            ("PB", source.get("publisher") or ""),
            ("PY", f"{parts[0]:04}" if parts else ""),
            ("DA", f"{'/'.join(told)}/" if parts else ""),
            ("LA", source.get("language") or ""),
            ("N1", f"dated {source['published']}" if _circa(source) else ""),
            ("UR", _address(source)),
        ]
        lines = [f"{tag}  - {' '.join(str(value).split())}" for tag, value in tags if value]
        records.append("\n".join([*lines, "ER  - \n"]))
    return "\n".join(records)
