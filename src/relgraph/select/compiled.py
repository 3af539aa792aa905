"""A selection compiled to Cypher, for a server.

The text is linear in the graph: nodes first, then their edges, no path variable. No hop goes
over a claim; sources are no neighbours.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from relgraph.model.fields import CLAIMED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.select.selection import Selection

RETURN_EDGES = "RETURN DISTINCT r, startNode(r).id AS source, endNode(r).id AS target"


def parameters(selection: Selection) -> dict[str, Any]:
    """Return the values of the parameters in the texts."""
    given: dict[str, Any] = {
        "around": selection.around, "types": list(selection.types),
        "kinds": list(selection.kinds), "issue_areas": list(selection.issue_areas),
        "source": selection.source, "dataset": selection.dataset, **selection.period(),
    }  # fmt: skip
    if selection.between:
        given |= {"a": selection.between[0], "b": selection.between[1]}
    return {key: value for key, value in given.items() if value not in (None, [])}


def where(selection: Selection, edge: str = "r") -> str:
    """Return the condition that an edge must meet.

    >>> from relgraph.select.selection import Selection
    >>> where(Selection(types=("SIGNED",), claims=True))
    '(type(r) IN $types OR r.claims IN $types)'
    """
    tests = [] if selection.claims else [f"type({edge}) <> '{CLAIMED}'"]
    if selection.types:
        tests.append(f"(type({edge}) IN $types OR {edge}.claims IN $types)")
    if selection.issue_areas:
        tests.append(f"{edge}.issue_area IN $issue_areas")
    if selection.source:
        tests.append(f"$source IN {edge}.source_ids")
    if selection.dataset:
        tests.append(f"{edge}.dataset = $dataset")
    tests += _when(selection, edge)
    return " AND ".join(tests) or "true"


def _when(selection: Selection, edge: str) -> list[str]:
    tests, asked = [], selection.period()
    if "started" in asked:
        tests.append(f"coalesce({edge}.since_latest, {edge}.since) >= $started")
    if "first" in asked:
        tests.append(f"({edge}.until IS NULL OR {edge}.until >= $first)")
    if "last" in asked:
        tests.append(f"({edge}.since IS NULL OR {edge}.since <= $last)")
    if selection.certain:
        tests.append(
            f"CASE {edge}.dated WHEN 'instant' "
            f"THEN {edge}.since >= $first AND {edge}.until <= $last "
            f"ELSE coalesce({edge}.since_latest, {edge}.until, {edge}.until_earliest) <= $first "
            f"AND coalesce({edge}.until_earliest, {edge}.since, {edge}.since_latest) >= $last END"
        )
    return tests


def in_dataset(selection: Selection, name: str) -> str:
    """Return the rest of a condition: of the data set that is named, if one is."""
    return f" AND {name}.dataset = $dataset" if selection.dataset else ""


def edges_text(selection: Selection, meta: Mapping[str, Any]) -> str:
    """Compile to the query that gives the edges, with the ids of their ends.

    ``meta`` has what the schema says: types that ``belongs``, families that ``acts``, and
    ``middles`` through which two are linked; without a schema these are any nodes.
    """
    if selection.query:
        return selection.query
    if selection.between:
        return _between_text(selection, meta)
    if selection.around:
        pattern = f"{_around_text(selection)}\nMATCH (n)-[r]-(x:Entity)"
    else:
        pattern = "MATCH (n:Entity)-[r]->(x:Entity)"
    return f"{pattern}\n{_where_ends(selection, 'n', 'x')}\n{RETURN_EDGES}"


def nodes_text(selection: Selection) -> str | None:
    """Compile to the query for nodes that stay even without an edge; None: there are none."""
    rest = in_dataset(selection, "n")
    if selection.named:
        return f"MATCH (n:Entity) WHERE n.id IN $named{rest}\nRETURN n"
    if selection.narrows_edges:
        return None
    hidden = "" if selection.claims else " AND NOT n:Claimed"
    kinds = " AND n.kind IN $kinds" if selection.kinds else ""
    return f"MATCH (n:Entity) WHERE NOT n:Source{hidden}{kinds}{rest}\nRETURN n"


def _where_ends(selection: Selection, *names: str) -> str:
    tests = [where(selection)]
    if selection.kinds:
        tests += [f"coalesce({name}.kind, {name}.claims) IN $kinds" for name in names]
    return "WHERE " + " AND ".join(tests)


def _around_text(selection: Selection) -> str:
    hop = where(replace(selection, claims=False), "h")
    text = f"MATCH (n:Entity {{id: $around}})\nWHERE true{in_dataset(selection, 'n')}"
    for _ in range(selection.hops - 1):
        text += (
            f"\nOPTIONAL MATCH (n)-[h]-(m:Entity) WHERE {hop}"
            "\nWITH collect(DISTINCT n) + collect(DISTINCT m) AS found"
            "\nUNWIND found AS n\nWITH DISTINCT n"
        )
    return text


def _own_text(selection: Selection, end: str, meta: Mapping[str, Any], kept: str = "") -> str:
    """Compile to what binds ``own``: an end of a dyad and the actors that belong to it."""
    belongs, acts = "|".join(meta.get("belongs", ())), "|".join(meta.get("acts", ()))
    own = f"OPTIONAL MATCH ({end})<-[:{belongs}*1..2]-(own:{acts})\n" if belongs else ""
    return (
        f"MATCH ({end}:Entity {{id: ${end}}}) WHERE true{in_dataset(selection, end)}\n"
        f"{own}WITH {kept}{end}, {'collect(DISTINCT own)' if own else '[]'} AS own\n"
    )


def _between_text(selection: Selection, meta: Mapping[str, Any]) -> str:
    names = meta.get("middles")
    middle = "true" if names is None else " OR ".join(f"m:{name}" for name in names) or "false"
    ends = (
        f"{_own_text(selection, 'a', meta)}WITH own + [a] AS left\n"
        f"{_own_text(selection, 'b', meta, 'left, ')}WITH left, own + [b] AS right\n"
        "UNWIND left AS p\n"
    )
    hop, test = where(replace(selection, claims=False), "h"), where(selection)
    middles = "WITH left, right, collect(DISTINCT m) AS middles\nUNWIND middles AS m\n"
    direct = f"MATCH (p)-[r]-(q:Entity)\nWHERE q IN right AND {test}\n{RETURN_EDGES}"
    met = (
        f"MATCH (p)-[h]-(m:Entity)\nWHERE ({middle}) AND {hop}\n{middles}"
        f"MATCH (m)-[h]-(q:Entity)\nWHERE q IN right AND {hop}\n{middles}"
    )
    through = (
        f"MATCH (m)-[r]-(e:Entity)\nWHERE (e IN left OR e IN right) AND {test}\n{RETURN_EDGES}"
    )
    parts = [direct, f"{met}{through}"]
    if speaks := "|".join(meta.get("speaks", ())):
        said = f"MATCH (m)-[r:{speaks}]->(:Entity)\nWHERE {test}\n{RETURN_EDGES}"
        parts.append(f"{met}{said}")
    return "\nUNION\n".join(f"{ends}{part}" for part in parts)


def belonging_text(selection: Selection, meta: Mapping[str, Any]) -> str:
    """Compile to the query for the edges that tie nodes ``$ids`` to those they belong to."""
    return (
        f"MATCH (x:Entity)-[r:{'|'.join(meta['belongs'])}]->(y:Entity)\n"
        f"WHERE x.id IN $ids AND y.id IN $ids AND {where(selection)}\n{RETURN_EDGES}"
    )
