"""Hostile text in every field of a page: none of it runs, all of it is shown."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
from cases.hostile import HOSTILE
from opened import FREE, Opened
from samples import LONG

from relgraph import from_networkx
from relgraph.api import Graph
from relgraph.page.map import Map

pytestmark = pytest.mark.browser
MODES = ["with its policy", "without it"]


def hostile_graph() -> Graph:
    """One node, one source, one relation and one loop for each text, with it in every field."""
    graph = nx.MultiDiGraph()
    graph.add_node("hub", id="hub", name="Hub")
    for at, text in enumerate(HOSTILE):
        source = {"id": f"s{at}", "title": text, "publisher": text, "published": text, "url": text}
        graph.add_node(f"s{at}", labels=["Source"], reliability=text, access=text, **source)
        fields = dict.fromkeys(("name_zh", "name_ru", "note", "kind"), text)
        listed = {"aliases": [text], "codes": [text], "names": [text]}
        graph.add_node(f"n{at}", id=f"n{at}", name=text or "nameless", **fields, **listed)
        keys = ("issue_area", "status", "rank", "verdict", "note", "since_edtf")
        said = dict.fromkeys(keys, text)
        cited = {"sources": [f"s{at}#{text}"], "superseded_by": [text], "fact": text}
        graph.add_edge("hub", f"n{at}", type=text or "T", id=f"e{at}", **said, **cited)
    return from_networkx(graph)


@pytest.fixture(scope="module")
def hostile_map() -> Map:
    return hostile_graph().map()


def opened_as(mode: str, page: str, browser, path) -> Opened:
    path.write_text(page if mode == MODES[0] else FREE.sub("", page, count=1), "utf-8")
    return Opened(browser, path)


def test_there_are_enough_texts_and_each_once():
    assert len(HOSTILE) == len(set(HOSTILE)) >= 80


@pytest.mark.parametrize("mode", MODES)
def test_no_text_of_a_node_an_edge_or_a_source_runs_and_each_is_shown(
    mode, hostile_map, browser, tmp_path
):
    opened = opened_as(mode, hostile_map.html, browser, tmp_path / "map.html")
    page = opened.page
    texts = dict(enumerate(HOSTILE))
    if not LONG:  # all of them stand in the page, and a part of them is looked at one by one
        texts = {at: text for at, text in texts.items() if at % 4 == MODES.index(mode)}
    shown = page.evaluate(
        "async texts => {"
        " const wrong = [];"
        " const panel = document.querySelector('#reading');"
        " for (const [at, text] of Object.entries(texts)) {"
        "  location.hash = `node=n${at}&rivals=1`;"
        "  await new Promise(done => addEventListener('hashchange', done, {once: true}));"
        "  const title = document.querySelector('#panel-title').textContent;"
        "  if (title !== (text || 'nameless')) wrong.push(['title', text, title]);"
        "  if (!panel.textContent.includes(text)) wrong.push(['panel', text]);"
        "  for (const link of panel.querySelectorAll('a'))"
        "   if (!/^https?:/.test(link.protocol)) wrong.push(['link', link.href]);"
        " }"
        " return wrong; }",
        texts,
    )
    assert shown == []
    page.evaluate("location.hash = 'view=table'")
    page.wait_for_selector("#rows tr")
    rows = page.evaluate("document.querySelector('#rows').textContent")
    assert all(text in rows for text in HOSTILE)
    for text in HOSTILE[::7]:
        page.fill("#search", text)
    assert page.evaluate("() => window.ran") is None
    assert page.locator("#reading img, #reading script, td img, td script").count() == 0
    assert opened.said == []
    assert len(opened.asked) == 1
    opened.close()


@pytest.mark.parametrize("mode", MODES)
def test_no_name_of_a_part_of_a_folded_map_runs_and_each_is_shown(mode, browser, tmp_path):
    texts = [text for text in HOSTILE if text.strip()]
    graph = nx.MultiDiGraph()
    for at, text in enumerate(texts):
        for one in range(3):
            graph.add_node(f"n{at}-{one}", name=text, kind=text)
            graph.add_edge(f"n{at}-{one}", f"n{(at + one) % len(texts)}-0", issue_area=text)
    drawn = from_networkx(graph).map(fold="kind")
    opened = opened_as(mode, drawn.html, browser, tmp_path / "map.html")
    page = opened.page
    names = [name for name, *_ in page.evaluate("relgraphMap.data.groups")]
    assert len(names) == len(texts)
    wrong = page.evaluate(
        "async names => {"
        " const wrong = [];"
        " for (const name of names) {"
        "  location.hash = new URLSearchParams([['group', name], ['open', name]]).toString();"
        "  await new Promise(done => addEventListener('hashchange', done, {once: true}));"
        "  const title = document.querySelector('#panel-title').textContent;"
        "  if (title.toLowerCase() !== name.toLowerCase()) wrong.push([name, title]);"
        " }"
        " return wrong; }",
        names,
    )
    assert wrong == []
    page.evaluate("location.hash = 'view=time&lanes=kind'")
    page.wait_for_selector("#lanes-by:visible")
    page.select_option("#colour", "kind")
    assert page.evaluate("() => window.ran") is None
    assert opened.said == []
    assert len(opened.asked) == 1
    opened.close()


def test_no_title_and_no_selection_in_words_runs_and_each_is_shown(small, browser, tmp_path):
    drawn = Graph.at(small).map()
    path = tmp_path / "map.html"
    opened = None
    together = 1 if LONG else 10
    for at in range(0, len(HOSTILE), together):
        text = " · ".join(HOSTILE[at : at + together])
        figure = replace(drawn.figure, title=text, scope=text)
        path.write_text(FREE.sub("", Map(figure).html, count=1), "utf-8")
        if opened is None:
            opened = Opened(browser, path)
        opened.page.goto(path.as_uri())
        opened.page.wait_for_selector("body[data-ready]")
        assert opened.page.text_content("h1") == text
        assert text in opened.page.text_content("#said")
        assert opened.page.evaluate("() => window.ran") is None
    assert opened.said == []
    opened.close()


def test_a_text_that_does_run_is_seen_by_these_tests(hostile_map, browser, tmp_path):
    broken = hostile_map.html.replace("<main>", "<main><img src=x onerror='window.ran = 1'>", 1)
    opened = opened_as(MODES[1], broken, browser, tmp_path / "map.html")
    opened.page.wait_for_function("() => window.ran === 1")
    opened.close()
