"""A new data set: sound from the start, and never over something that is there."""

from __future__ import annotations

import tomllib
import uuid

from samples import records_of

from relgraph.tables.folder import check_folder


def test_a_new_folder_is_sound_empty_and_has_an_id_of_its_own(command, tmp_path):
    for name in ("a", "b"):
        assert command("new", tmp_path / name, "--title", 'A "quoted" title \\').code == 0
    dataset = records_of(tmp_path / "a")
    assert (dataset.title, dataset.edges, dataset.nodes) == ('A "quoted" title \\', [], [])
    ids = {tomllib.loads((tmp_path / n / "dataset.toml").read_text("utf-8"))["id"] for n in "ab"}
    assert len({uuid.UUID(id) for id in ids}) == 2


def test_rows_can_be_added_at_once(command, tmp_path):
    folder = tmp_path / "mine"
    command("new", folder)
    rows = {
        "sources.csv": "s,A source,P,,2020,en,https://example.org,web,B,read,\n",
        "nodes/actors.csv": (
            "NOR,State,Norway,,,,,,,,,59.9,10.7\nSWE,State,Sweden,,,,,,,,,59.3,18.1\n"
        ),
        "edges/diplomacy.csv": "a,ALLIED_WITH,NOR,SWE,2024-03-07,..,s#p. 1,,,,,,,\n",
    }
    for name, text in rows.items():
        with (folder / name).open("a", encoding="utf-8") as stream:
            stream.write(text)
    assert check_folder(folder) == []
    assert '"with": "– SWE"' in command("show", "Norway", "--db", folder).out
    readme = (folder / "README.md").read_text("utf-8")
    assert "relgraph check" in readme


def test_a_folder_with_a_file_is_refused_and_left_alone(command, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine")
    outcome = command("new", tmp_path / "mine")
    assert (outcome.code, "nothing is written over" in outcome.err) == (5, True)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_the_schemas_place_is_told(command, small):
    from relgraph.paths import shipped

    shown = command("schema", "--path", "--db", small).out.strip()
    assert shown == str(shipped("graph") / "schema.toml")
