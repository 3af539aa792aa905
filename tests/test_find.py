"""Names: a node is found by its id, whole names and codes, and by nothing else."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from samples import graph_of, write_folder

from relgraph.api import Graph
from relgraph.engine.embedded import Embedded
from relgraph.errors import Ambiguous, NotFound
from relgraph.find import find_node
from relgraph.model.text import name_key

NAMES = (
    "id,kind,name,name_zh,name_ru,aliases\n"
    "ROU,State,Romania,,,\nNGA,State,Nigeria,,,\nJPN,State,Japan,日本,Япония,Nippon;Japan\n"
    "CIV,State,Co\u0302te d\u2019Ivoire,,,Ivory Coast\nCHN,State,China,中国,Китай,\n"
    "ZAF,State,South Africa,,,\nPNG,State,Papua New Guinea,,,\n"
    "japan-arctic-lng,Company,Japan Arctic LNG,,,\n123,Company,One Two Three,,,\n"
)
CODES = (
    "node,scheme,code,since,until,sources\nCHN,cow,710,,,\nCHN,iso2,CN,,,\nZAF,m49,710,,,\n"
    "JPN,cow,740,,,\nJPN,gw,740,,,\nNGA,old,9,1960,1970,\nROU,old,9,1980,,\n"
)


@pytest.fixture
def named(tmp_path, small):
    """A folder of nodes whose names, codes, sources and events resemble each other."""
    write_folder(small, {
        "nodes/actors.csv": NAMES + "RUS,State,Russia,,,\ngazprom,Company,Gazprom,,,\n",
        "codes.csv": CODES,
        "nodes/events.csv": "id,kind,name\noman-talks,Meeting,Oman\nd,Exercise,Nigeria\n",
    })  # fmt: skip
    with (small / "sources.csv").open("a", encoding="utf-8") as stream:
        stream.write("bel,On Belarusian Rusian ties,Press,,,B,read\njp,Japan,Press,,,B,read\n")
    return Graph.at(small)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("JPN", "JPN"), ("jpn", "JPN"), ("Japan", "JPN"), ("JAPAN ", "JPN"), ("日本", "JPN"),
        ("япония", "JPN"), ("Nippon", "JPN"), ("Ｊａｐａｎ", "JPN"), ("cow:740", "JPN"),
        ("GW:740", "JPN"), ("740", "JPN"), ("cow:710", "CHN"), ("m49:710", "ZAF"), ("cn", "CHN"),
        ("C\u00f4te d'Ivoire", "CIV"), ("co\u0302te d\u2018ivoire", "CIV"), ("Nigeria", "NGA"),
        ("123", "123"), ("South\u00a0Africa", "ZAF"), ("jp", "jp"), ("oman", "oman-talks"),
    ],
)  # fmt: skip
def test_a_node_is_found_by_id_whole_name_or_code_in_any_form(named, text, id):
    assert find_node(named.engine, text).id == id


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("710", ["CHN", "ZAF"]), ("9", ["NGA", "ROU"]), ("Jap", ["JPN", "japan-arctic-lng"]),
        ("Guinea", ["PNG"]), ("Arctic LNG", ["japan-arctic-lng"]), ("Rom", ["ROU"]),
    ],
)  # fmt: skip
def test_a_part_of_a_name_or_a_code_of_several_only_lists_choices(named, text, choices):
    with pytest.raises(Ambiguous) as error:
        find_node(named.engine, text)
    assert [choice.split()[0] for choice in error.value.choices] == choices


@pytest.mark.parametrize("text", ["Oman", "Rusian", "Belarus", "jp", "On Belarusian Rusian ties"])
def test_a_source_or_an_event_is_no_end_of_a_dyad(named, text):
    with pytest.raises(NotFound):
        named.between("CHN", text)
    assert find_node(named.engine, "oman-talks", actor=True).id == "oman-talks"


def test_a_dyad_of_states_that_are_not_there_is_not_drawn(named, command, small, tmp_path):
    out = tmp_path / "map.html"
    outcome = command("map", "--db", small, "--between", "Oman", "Niger", "-o", out)
    assert (outcome.code, out.exists()) == (3, False)


@pytest.mark.parametrize("line", [["show"], ["stats", "--around"]])
def test_each_command_tells_whom_it_took(named, command, small, line):
    outcome = command(*line, "日本", "--db", small)
    assert outcome.code == 0
    assert "relgraph: '日本' is JPN (Japan), by name" in outcome.err
    assert "is JPN" not in command(*line, "JPN", "--db", small).err


def test_a_parameter_of_a_saved_query_is_a_node_by_id_name_or_code(named, command, small):
    def asked(*pairs):
        given = [word for pair in pairs for word in ("-p", pair)]
        return command("query", "signed", *given, "--db", small)

    found = asked("a=China", "b=RUS")
    assert [json.loads(line)["id"] for line in found.out.splitlines()] == ["treaty"]
    assert "a: 'China' is CHN (China)" in found.err
    assert "no node 'Chile'" in asked("a=Chile", "b=RUS").err
    assert asked("a=cow:710", "b=123").code == 0
    assert named.query("signed", {"b": "iso2:CN"}).records == []


def test_a_default_that_the_data_set_lacks_must_be_given(command, small):
    (small / "nodes/actors.csv").write_text("id,kind,name\nIND,State,China\nJPN,State,J\n", "utf-8")
    for path in small.glob("edges/*.csv"):
        path.unlink()
    outcome = command("query", "signed", "--db", small)
    assert outcome.code == 3
    assert "give a (one of the two), as in -p a=ID: CHN, its default, is not in" in outcome.err
    assert command("query", "signed", "-p", "a=IND", "-p", "b=JPN", "--db", small).code == 0


letters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])
texts = st.text(letters, min_size=1, max_size=8)
FORMS = ("NFC", "NFD", "NFKC", "NFKD")


@given(st.lists(st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=5), st.data())
def test_a_node_is_found_by_each_of_its_names_in_each_form_and_by_no_other_text(names, data):
    nodes = [
        (["Entity"], {"id": f"node-{at}", "name": first, "aliases": rest})
        for at, (first, *rest) in enumerate(names)
    ]
    engine = Embedded(graph_of(nodes, {}))
    meant: dict[str, set[str]] = {}
    for at, called in enumerate(names):
        for name in (f"node-{at}", *called):
            meant.setdefault(name_key(name), set()).add(f"node-{at}")
    at = data.draw(st.integers(0, len(names) - 1))
    name = data.draw(st.sampled_from(names[at]))
    form = data.draw(st.sampled_from(FORMS))
    assume(name_key(name))
    for written in (name, unicodedata.normalize(form, name), name.upper(), f" {name}"):
        whom = meant.get(name_key(written), set())
        assert name != written or f"node-{at}" in whom
        if len(whom) == 1:
            assert find_node(engine, written).id == next(iter(whom))
        elif whom:
            with pytest.raises(Ambiguous):
                find_node(engine, written)
    other = data.draw(texts)
    if name_key(other) not in meant:
        with pytest.raises((NotFound, Ambiguous)):
            find_node(engine, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Électricité de Côte", unicodedata.normalize("NFD", "Électricité de Côte")),
        ("Rolls\u2011Royce", "rolls-royce"), ("“Belt and Road”", '"belt and road"'),
        ("ﬁnance", "FINANCE"), ("Straße", "STRASSE"), ("ＡＢＣ　１", "abc 1"), ("Ⅷ", "viii"),
    ],
)  # fmt: skip
def test_forms_of_one_name_have_one_key(one, other):
    assert name_key(one) == name_key(other)
    assert name_key("Electricite") != name_key("Électricité")
