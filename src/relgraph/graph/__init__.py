"""The graph below everything: nodes, typed edges and their properties in columns.

>>> from relgraph.graph.build import Edges, build
>>> from relgraph.graph.columns import column_of
>>> ids = column_of(["CHN", "RUS"])
>>> graph = build([["State"]] * 2, {"id": ids}, {"BORDERS": Edges.of([0], [1])})
>>> graph.edge_count, graph.properties(1)
(1, {'id': 'RUS'})
"""
