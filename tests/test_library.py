"""relgraph as a library: what it exports, how its objects read, when a connection closes."""

from __future__ import annotations

import inspect
import subprocess
import sys
from dataclasses import dataclass, fields

import pytest

import relgraph
from relgraph import errors
from relgraph.engine.embedded import Embedded
from relgraph.paths import shipped


def test_all_that_it_exports_is_there_and_all_errors_are_exported():
    for name in relgraph.__all__:
        assert getattr(relgraph, name) is not None
    raised = {
        name for name, each in vars(errors).items()
        if inspect.isclass(each) and issubclass(each, errors.RelgraphError)
    }  # fmt: skip
    assert raised <= set(relgraph.__all__)
    with pytest.raises(AttributeError, match="no attribute 'grph'"):
        relgraph.grph  # noqa: B018  # the look-up is the test


def test_importing_it_loads_nothing_heavy():
    heavy = ("numpy", "pandas", "networkx", "pyvis", "neo4j", "jinja2", "rich", "click")
    code = f"import sys, relgraph; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_select_has_the_fields_of_a_selection_by_name():
    names = list(inspect.signature(relgraph.Graph.select).parameters)[1:]
    assert names == [field.name for field in fields(relgraph.Selection)]
    with pytest.raises(TypeError, match="issue_area"):
        relgraph.open().select(issue_area="energy")


@dataclass(frozen=True)
class Counting(Embedded):
    """An engine that is asked how often it was closed."""

    closed: list = None

    def close(self):
        self.closed.append(1)


def test_a_narrowed_copy_leaves_the_connection_open_and_the_block_closes_it():
    embedded = relgraph.open(shipped("data")).engine
    engine = Counting(embedded.graph, closed=[])
    with relgraph.Graph(engine) as graph:
        with graph.between("CHN", "RUS").as_of("2021") as narrowed:
            assert narrowed.to_networkx().number_of_nodes() > 10
        narrowed.whole.close()
        assert engine.closed == []
    assert engine.closed == [1]


def test_a_result_is_its_rows():
    result = relgraph.open().query("UNWIND ['<b>', null] AS x RETURN x, 1 AS one")
    assert [row["x"] for row in result] == ["<b>", None]
    assert (len(result), repr(result)) == (2, "<Result of 2 rows: x, one>")
    assert repr(relgraph.open().query("RETURN 1 AS x")) == "<Result of 1 row: x>"
    table = result._repr_html_()
    assert "&lt;b&gt;" in table
    assert "<b>" not in table


def test_a_graph_says_what_it_is_and_what_is_selected():
    graph = relgraph.open(shipped("data"))
    assert repr(graph).startswith("<relgraph.Graph on China–Russia relations (")
    assert repr(graph).endswith(" relations): all relations>")
    assert graph.whole == graph
    narrowed = graph.between("China", "Russia").as_of("2021")
    assert repr(narrowed).endswith("what links CHN and RUS, as of 2021>")
    assert len(repr(narrowed)) < 160
    assert "SIGNED" in narrowed._repr_html_()
