"""Schemas: what is refused, and where."""

from __future__ import annotations

import tomllib

import pytest

from relgraph.errors import FaultySchema, NotFound
from relgraph.model.schema import read_schema, schema_of
from relgraph.paths import shipped

SOUND = """
[issue_areas]
energy = "Energy"
[families.Actor]
file = "actors"
definition = "Who acts"
[kinds.State]
family = "Actor"
definition = "A state"
[edges.TRADED_WITH]
from = ["State"]
to = ["Actor"]
dated = "reporting period"
definition = "Trade"
[edges.TRADED_WITH.properties.value]
type = "quantity"
unit = "USD million"
min = 0
max = 10
definition = "Value"
"""


@pytest.mark.parametrize(
    ("old", "new", "key", "part"),
    [
        ('dated = "reporting period"', 'dated = "yearly"', "edges.TRADED_WITH.dated", "yearly"),
        ('dated = "reporting period"\n', "", "edges.TRADED_WITH", "missing required"),
        ('from = ["State"]', 'from = ["Stat"]', "edges.TRADED_WITH.from", "mean 'State'"),
        ('to = ["Actor"]\n', "", "edges.TRADED_WITH.to", "at least one"),
        ('to = ["Actor"]', "to = [1]", "edges.TRADED_WITH.to[0]", "Expected `str`"),
        ('family = "Actor"', 'family = "Actors"', "kinds.State.family", "mean 'Actor'"),
        ("[edges.TRADED_WITH]", "[edges.TradedWith]", "edges.TradedWith", "like MEMBER_OF"),
        ("[edges.TRADED_WITH]", "[edges.CLAIMED]", "edges.CLAIMED", "like MEMBER_OF"),
        ("[kinds.State]", "[kinds.state]", "kinds.state", "like State"),
        ("[families.Actor]", "[family.Actor]", "family", "mean 'families'"),
        ('unit = "USD million"\n', "", "edges.TRADED_WITH.properties.value.unit", "needs a unit"),
        ("min = 0", "min = 20", "edges.TRADED_WITH.properties.value.min", "more than max"),
        ('type = "quantity"', 'type = "choice"', "edges.TRADED_WITH.properties.value.choices",
         "choices"),
        ("properties.value]", "properties.note]", "edges.TRADED_WITH.properties.note", "already"),
        ("properties.value]", "properties.Value]", "edges.TRADED_WITH.properties.Value", "lower"),
        ('to = ["Actor"]', 'to = ["Actor"]\nfigure = true', "edges.TRADED_WITH.figure", "itself"),
        ('to = ["Actor"]', 'to = ["Actor"]\nsymetric = true', "edges.TRADED_WITH", "unknown field"),
    ],
)  # fmt: skip
def test_a_wrong_schema_is_a_fault_with_its_dotted_key(old, new, key, part):
    assert old in SOUND
    with pytest.raises(FaultySchema) as error:
        schema_of(tomllib.loads(SOUND.replace(old, new)))
    assert part in error.value.problems[key]


def test_all_problems_of_a_schema_are_told_at_once():
    broken = SOUND.replace("reporting period", "yearly").replace('file = "actors"\n', "")
    with pytest.raises(FaultySchema) as error:
        schema_of(tomllib.loads(broken))
    assert set(error.value.problems) == {"edges.TRADED_WITH.dated", "families.Actor"}


def test_text_that_is_no_toml_is_a_fault(tmp_path):
    (tmp_path / "schema.toml").write_text("[families\n", "utf-8")
    with pytest.raises(FaultySchema, match=r"schema.toml: \(file\)"):
        read_schema(tmp_path / "schema.toml")


def test_an_unknown_type_is_not_found_and_the_nearest_is_named():
    schema = read_schema(shipped("graph") / "schema.toml")
    with pytest.raises(NotFound, match="mean 'MEMBER_OF'"):
        schema.find("MEMBEROF")


def test_every_family_of_the_model_has_kinds_and_every_definition_is_there():
    schema = read_schema(shipped("graph") / "schema.toml")
    assert {kind.family for kind in schema.kinds.values()} == set(schema.families)
    things = [*schema.families.values(), *schema.kinds.values(), *schema.edges.values()]
    properties = [p for edge in schema.edges.values() for p in edge.properties.values()]
    assert all(thing.definition for thing in [*things, *properties])
