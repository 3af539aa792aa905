"""Node-link JSON loses nothing, and networkx reads it."""

from __future__ import annotations

import io
import json

import networkx as nx
import pytest
from hypothesis import given
from samples import graph_of
from test_store import contents, graphs, typed

from relgraph.api import Graph
from relgraph.errors import NotFound
from relgraph.export.node_link import read_node_link, write_node_link


def again(graph):
    stream = io.StringIO()
    write_node_link(graph, stream)
    return read_node_link(io.StringIO(stream.getvalue()))


def with_ids(graph):
    """The same graph with an id for each node, as every data set has."""
    nodes, edges, _, meta = contents(graph)
    named = [(labels, {**data, "id": f"n{at}"}) for at, (labels, data) in enumerate(nodes)]
    tables: dict = {}
    for at, (name, (source, target), data) in enumerate(edges):
        tables.setdefault(name, []).append((source, target, {**data, "id": f"e{at}"}))
    return graph_of(named, tables, meta)


@given(graphs())
def test_a_graph_comes_back_value_for_value_and_type_for_type(graph):
    named = with_ids(graph)
    assert typed(contents(again(named))) == typed(contents(named))


def test_the_shipped_data_comes_back(command):
    graph = Graph.at().engine.graph
    assert contents(again(graph)) == contents(graph)


def test_networkx_reads_the_file(small, tmp_path, command):
    out = tmp_path / "graph.json"
    assert command("export", out, "--db", small).code == 0
    tree = json.loads(out.read_text("utf-8"))
    read = nx.node_link_graph(tree, edges="edges")
    assert type(read) is nx.MultiDiGraph
    assert read.edges["CHN", "RUS", "trade-a"]["value_text"] == "~100"
    assert read.nodes["CHN"]["name_zh"] == "中国"
    assert ("CHN", "treaty", "claimed") in read.edges(keys=True)


def test_an_unknown_ending_is_refused_with_those_there_are(small, tmp_path, command):
    outcome = command("export", tmp_path / "graph.xyz", "--db", small)
    assert (outcome.code, "one of .json" in outcome.err) == (3, True)
    with pytest.raises(NotFound):
        Graph.at(small).export(tmp_path / "graph")
