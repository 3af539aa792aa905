"""What is written, step by step, against a model in plain dictionaries."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from samples import graph_of

from relgraph.cypher import run
from relgraph.cypher.query import changed

ids = st.sampled_from("abc")
values = st.one_of(st.integers(-5, 5), st.text("xy中", max_size=2), st.booleans(), st.floats(0, 9))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), ids),
        st.tuples(st.just("set"), ids, st.sampled_from(("p", "q")), values),
        st.tuples(st.just("remove"), ids, st.sampled_from(("p", "q"))),
        st.tuples(st.just("link"), ids, ids, values),
        st.tuples(st.just("unlink"), ids, ids),
        st.tuples(st.just("delete"), ids),
    ),
    min_size=6,
    max_size=16,
)
BEGUN = [*(("merge", each) for each in "abc"), ("link", "a", "b", 1), ("link", "b", "b", 2)]
TEXTS = {
    "merge": "MERGE (n:A {id: $0})",
    "set": "MATCH (n {id: $0}) SET n[$1] = $2, n.last = $1",
    "remove": "MATCH (n {id: $0}) SET n[$1] = null",
    "link": "MATCH (n {id: $0}), (m {id: $1}) CREATE (n)-[:R {v: $2}]->(m)",
    "unlink": "MATCH (n {id: $0})-[r:R]->(m {id: $1}) DELETE r",
    "delete": "MATCH (n {id: $0}) DETACH DELETE n",
}


def model(nodes, links, step):
    """Do a step to dictionaries of nodes and a list of links."""
    name, one, *rest = step
    if name == "merge":
        nodes.setdefault(one, {})
    elif one not in nodes:
        return
    elif name == "set":
        nodes[one] |= {rest[0]: rest[1], "last": rest[0]}
    elif name == "remove":
        nodes[one].pop(rest[0], None)
    elif name == "link" and rest[0] in nodes:
        links.append((one, *rest))
    elif name == "unlink":
        links[:] = [link for link in links if link[:2] != (one, rest[0])]
    elif name == "delete":
        del nodes[one]
        links[:] = [link for link in links if one not in link[:2]]


def held(graph):
    nodes = run(graph, "MATCH (n:A) RETURN n.id, properties(n)").records
    links = run(graph, "MATCH (n)-[r:R]->(m) RETURN n.id, m.id, r.v").records
    return (
        {node: {key: typed(value) for key, value in data.items() if key != "id"}
         for node, data in nodes},
        sorted((a, b, typed(v)) for a, b, v in links),
    )  # fmt: skip


def typed(value):
    return type(value).__name__, repr(value)


@settings(max_examples=100)
@given(steps)
def test_each_version_has_what_was_written_and_the_one_before_stays(taken):
    graph, nodes, links = graph_of([], {}), {}, []
    versions = []
    for step in (*BEGUN, *taken):
        name, *given_ = step
        versions.append((graph, held(graph)))
        graph, _ = changed(graph, TEXTS[name], {str(at): each for at, each in enumerate(given_)})
        model(nodes, links, step)
        assert held(graph) == (
            {node: {k: typed(v) for k, v in data.items()} for node, data in nodes.items()},
            sorted((a, b, typed(v)) for a, b, v in links),
        )
    assert all(held(old) == was for old, was in versions)
