"""openCypher over columns: text to syntax tree, meaning, plan, and rows.

>>> import networkx as nx
>>> g = nx.MultiDiGraph()
>>> g.add_node("CHN", labels=["State"], name="China")
>>> g.add_node("RUS", labels=["State"], name="Russia")
>>> _ = g.add_edge("CHN", "RUS", key="t", type="TRADED_WITH", value=146.9)
>>> run(g, "MATCH (a)-[r:TRADED_WITH]->(b) RETURN a.name, b.name, r.value").records[0].data()
{'a.name': 'China', 'b.name': 'Russia', 'r.value': 146.9}
"""

from relgraph.cypher.query import run
from relgraph.cypher.result import Record, Result, Summary
from relgraph.cypher.values.entities import Node, Path, Relationship

__all__ = ["Node", "Path", "Record", "Relationship", "Result", "Summary", "run"]
