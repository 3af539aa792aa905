"""Where things are, and a small data set that is sound, as texts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from relgraph.graph.gather import Gatherer
from relgraph.store.from_tables import build_graph
from relgraph.store.to_records import dataset_of
from relgraph.tables.folder import read_folder

if TYPE_CHECKING:
    from relgraph.model.records import Dataset

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
TCK = Path(os.environ.get("RELGRAPH_TCK") or SHARED / "tck")
LONG = bool(os.environ.get("RELGRAPH_LONG"))
"""Whether the comparisons and the fuzzers are to run for long: make test-all."""

SMALL = {
    "dataset.toml": (
        'title = "Small"\nlicence = "CC0"\nid = "11111111-1111-4111-8111-111111111111"\n'
    ),
    "sources.csv": (
        "id,title,publisher,published,url,reliability,access\n"
        "paper,A paper,Press,2020-05-01,https://example.org/a,B,read\n"
        "rumour,A rumour,Web,2021,https://example.org/r,E,read\n"
    ),
    "nodes/actors.csv": (
        "id,kind,name,name_zh,name_ru,aliases\n"
        "CHN,State,China,中国,Китай,PRC\n"
        "RUS,State,Russia,俄罗斯,Россия,\n"
        "gazprom,Company,Gazprom,,Газпром,\n"
    ),
    "nodes/instruments.csv": "id,kind,name\ntreaty,Treaty,The treaty\n",
    "edges/diplomacy.csv": (
        "id,type,from,to,since,until,sources,status,rank,fact,superseded_by,note\n"
        "chn-signed,SIGNED,CHN,treaty,2001-07-16,,paper#p. 1,,,,,\n"
        "rus-signed,SIGNED,RUS,treaty,2001-07-16,,paper#p. 1,,,,,\n"
        "claimed,SIGNED,CHN,treaty,2002,,rumour#end,,deprecated,,chn-signed,claim 1: a wrong year\n"
    ),
    "edges/economy.csv": (
        "id,type,from,to,since,until,sources,fact,value\n"
        "trade-a,TRADED_WITH,CHN,RUS,2020,,paper#t. 1,trade-2020,~100\n"
        "trade-b,TRADED_WITH,CHN,RUS,2020,,paper#t. 2,trade-2020,108.5\n"
        "based,BASED_IN,gazprom,RUS,1993,..,paper#p. 2,,\n"
    ),
}


def records_of(folder: Path) -> Dataset:
    """The rows of a folder, as its graph has them."""
    return dataset_of(build_graph(read_folder(folder)))


def graph_of(nodes, edges, meta=None):
    """A graph of labels and properties of nodes, and by type the ends and properties of edges."""
    gatherer = Gatherer()
    for labels, properties in nodes:
        gatherer.node(labels, properties)
    for name, rows in edges.items():
        for source, target, properties in rows:
            gatherer.edge(name, source, target, properties)
    return gatherer.graph(meta)


def write_folder(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
