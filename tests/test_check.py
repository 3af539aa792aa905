"""Faults: where each kind is found, what is no fault, and what a mutated file does."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

import mutations
import pytest
from samples import LONG, SMALL, records_of, write_folder

from relgraph.errors import FaultyData, NotFound
from relgraph.faults import WARNINGS
from relgraph.tables.folder import check_folder, read_folder

FAULTY = Path(__file__).parent / "cases/faulty"
EXPECTED = [
    "dataset.toml:2:1 missing",
    "dataset.toml:3:1 bad-id",
    "sources.csv:4:4 bad-date",
    "sources.csv:5:5 bad-url",
    "sources.csv:6:6 unknown-word",
    "sources.csv:7:2 missing",
    "sources.csv:8:8 language",
    "nodes/actor.csv:1:1 stray-file",
    "nodes/actors.csv:3:7 bad-number",
    "nodes/actors.csv:4:2 unknown-word",
    "nodes/actors.csv:5:1 duplicate-id",
    "nodes/actors.csv:6:1 bad-id",
    "nodes/actors.csv:7:3 formula",
    "nodes/actors.csv:8:3 control-character",
    "nodes/actors.csv:9:6 foreign-property",
    "nodes/actors.csv:10:6 implausible",
    "nodes/actors.csv:11:8 script",
    "nodes/actors.csv:12:3 bidi-control",
    "nodes/actors.csv:13:3 invisible",
    "nodes/actors.csv:14:3 replacement-character",
    "nodes/actors.csv:15:3 mojibake",
    "nodes/actors.csv:16:3 not-nfc",
    "nodes/actors.csv:17:3 date-in-name",
    "nodes/actors.csv:18:1 case-of-id",
    "nodes/actors.csv:19:2 wrong-file",
    "nodes/actors.csv:21:3 same-node",
    "nodes/events.csv:2:4 width",
    "nodes/institutions.csv:2:4 long-name",
    "nodes/instruments.csv:1:5 unknown-column",
    "nodes/instruments.csv:1:6 duplicate-column",
    "edges/arms.csv:1:1 separator",
    "edges/culture.csv:1:1 missing-column",
    "edges/culturee.csv:1:1 stray-file",
    "edges/cyber.csv:2:8 encoding",
    "edges/diplomacy.csv:3:4 unknown-node",
    "edges/diplomacy.csv:4:3 wrong-endpoint",
    "edges/diplomacy.csv:4:4 wrong-endpoint",
    "edges/diplomacy.csv:5:7 no-source",
    "edges/diplomacy.csv:6:7 unknown-source",
    "edges/diplomacy.csv:7:5 bad-date",
    "edges/diplomacy.csv:8:6 date-order",
    "edges/diplomacy.csv:9:10 not-deprecated",
    "edges/diplomacy.csv:10:10 unknown-edge",
    "edges/diplomacy.csv:11:10 weak-correction",
    "edges/diplomacy.csv:13:4 claimed-node",
    "edges/diplomacy.csv:14:9 fact-mismatch",
    "edges/diplomacy.csv:15:1 duplicate-id",
    "edges/energy.csv:1:11 unknown-column",
    "edges/energy.csv:2:9 unit",
    "edges/energy.csv:3:8 bad-quantity",
    "edges/energy.csv:4:10 implausible",
    "edges/energy.csv:5:8 foreign-property",
    "edges/finance.csv:1:1 no-header",
    "edges/governance.csv:2:4 wrong-endpoint",
    "edges/governance.csv:2:8 missing",
    "edges/governance.csv:3:4 wrong-endpoint",
    "edges/industry.csv:1:1 header-case",
    "edges/industry.csv:2:3 unknown-node",
    "edges/security.csv:2:4 self-relation",
    "edges/security.csv:4:1 duplicate-row",
    "edges/security.csv:6:5 overlap",
    "edges/security.csv:8:5 reversed-spell",
    "edges/security.csv:9:8 lonely-fact",
    "edges/security.csv:10:5 bad-date",
    "edges/security.csv:10:6 bad-date",
    "edges/security.csv:11:5 bad-date",
    "edges/security.csv:12:6 unknown-date",
    "edges/security.csv:13:6 until-of-instant",
    "edges/space.csv:2:1 quoting",
    "edges/transport.csv:3:10 same-figure",
    "edges/transport.csv:4:8 past-plan",
    "edges/transport.csv:5:9 note-denies",
    "codes.csv:1:1 encoding",
    "coverage.csv:2:2 unknown-word",
    "names.csv:2:1 unknown-node",
    "source.csv:1:1 stray-file",
]


def found_in(folder: Path) -> list[tuple[str, str]]:
    return [(f"{f.path}:{f.line}:{f.column}", f.code) for f in check_folder(folder)]


def test_each_fault_is_found_once_at_its_file_line_and_column():
    found = found_in(FAULTY)
    assert [f"{where} {code}" for where, code in found] == EXPECTED


def test_a_faulty_folder_is_not_opened_and_the_error_has_every_fault():
    with pytest.raises(FaultyData) as error:
        read_folder(FAULTY)
    warned = sum(line.split()[1] in WARNINGS for line in EXPECTED)
    assert len(error.value.faults) == len(EXPECTED) - warned
    assert "relgraph check shows all" in str(error.value)


def test_no_folder_is_not_found(tmp_path):
    with pytest.raises(NotFound, match="no folder"):
        check_folder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("columns", "code"),
    [("sources,subject\n{row},\n", "missing"), ("sources\n{row}\n", "missing-column")],
)
def test_what_a_type_needs_is_missed_where_nothing_else_is_wrong(columns, code, tmp_path):
    row = "coop,COOPERATES_WITH,CHN,RUS,2001,..,paper"
    text = f"id,type,from,to,since,until,{columns.format(row=row)}"
    place = write_folder(tmp_path / "small", {**SMALL, "edges/culture.csv": text})
    assert [fault.code for fault in check_folder(place)] == [code]


ODD = {
    "a BOM": lambda text: "\ufeff" + text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "empty rows": lambda text: text.replace("\n", "\n\n,,,\n\n"),
    "no last line end": lambda text: text.rstrip("\n"),
    "spaces around cells": lambda text: text.replace(",", " , "),
    "quotes everywhere": lambda text: "".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) + "\n" for line in text.splitlines()
    ),
    "a trailing empty column": lambda text: text.replace("\n", ",\n"),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_oddities_that_are_valid_raise_no_fault_and_change_nothing(change, tmp_path):
    plain = write_folder(tmp_path / "plain", SMALL)
    files = {name: change(text) if name.endswith(".csv") else text for name, text in SMALL.items()}
    odd = write_folder(tmp_path / "odd", {})
    for name, text in files.items():
        (odd / name).parent.mkdir(parents=True, exist_ok=True)
        (odd / name).write_bytes(text.encode())
    assert check_folder(odd) == []
    assert records_of(odd).edges == records_of(plain).edges


VALID_EDGES = (
    "q1,SIGNED,CHN,treaty,,,paper,,,,,an unknown date\n"
    'q2,SIGNED,CHN,treaty,2001,,"paper#p. 1; rumour",,,,,"a note\nof two lines, with ""quotes"""\n'
    "q3,PARTY_TO,CHN,treaty,2005,2005,paper,,,,,same year\n"
    "q4,SIGNED,gazprom,treaty,195X~,,paper,planned,,,,a company may sign\n"
    "q5,SIGNED,CHN,treaty,0001,,paper,,preferred,,,a = not first\n"
)


def test_rows_that_look_odd_but_are_sound_raise_no_fault(small):
    with (small / "edges/diplomacy.csv").open("a", encoding="utf-8") as stream:
        stream.write(VALID_EDGES)
    assert check_folder(small) == []


def test_a_fault_after_a_cell_of_several_lines_has_the_first_line_of_its_record(small):
    with (small / "edges/diplomacy.csv").open("a", encoding="utf-8") as stream:
        stream.write(VALID_EDGES + 'q6,SIGNED,CHN,treaty,2001-99,,paper,,,,,"two\nlines"\n')
    assert found_in(small) == [("edges/diplomacy.csv:11:5", "bad-date")]


def test_a_folders_own_schema_is_used_and_its_faults_have_dotted_keys(small):
    (small / "schema.toml").write_text(
        '[families.Actor]\nfile = "actors"\ndefinition = ""\n[edges.KNOWS]\nfrom = ["Acto"]\n'
        'to = ["Actor"]\ndated = "spell"\ndefinition = ""\n[kinds.State]\nfamily = "Actor"\n'
        'definition = ""\n',
        "utf-8",
    )
    [fault] = check_folder(small)
    assert (fault.header, fault.suggestion) == ("edges.KNOWS.from", "")
    assert "did you mean 'Actor'" in fault.message


@pytest.mark.parametrize(
    ("since", "value", "code"),
    [
        ("2020", "unit", "bad-quantity"),
        ("2020", "5 bn", "unit"),
        ("before 2020", "5", "bad-date"),
        ("leave the cell empty", "5", "bad-date"),
        ("n/a", "5", "unknown-date"),
    ],
)
def test_the_code_of_a_fault_does_not_hang_on_words_that_the_cell_has(small, since, value, code):
    text = SMALL["edges/economy.csv"] + f"more,TRADED_WITH,CHN,RUS,{since},,paper,,{value}\n"
    (small / "edges/economy.csv").write_text(text, "utf-8")
    assert [found for _, found in found_in(small)] == [code]


def test_a_boolean_that_is_none_is_a_fault(small):
    from relgraph.paths import shipped

    own = (shipped("graph") / "schema.toml").read_text("utf-8")
    own += '\n[edges.SIGNED.properties.secret]\ntype = "boolean"\ndefinition = "Kept secret"\n'
    (small / "schema.toml").write_text(own, "utf-8")
    text = "id,type,from,to,since,until,sources,secret\n"
    text += "a,SIGNED,CHN,treaty,2001,,paper,yes\nb,SIGNED,CHN,treaty,2001,,paper,TRUE\n"
    (small / "edges/security.csv").write_text(text, "utf-8")
    assert found_in(small) == [("edges/security.csv:2:8", "bad-boolean")]


def test_memory_does_not_grow_with_the_notes_of_a_large_file(small):
    def peak(rows: int) -> int:
        with (small / "edges/security.csv").open("w", encoding="utf-8") as stream:
            stream.write("id,type,from,to,since,until,sources,note\n")
            for at in range(rows):
                stream.write(f"e{at},SIGNED,CHN,treaty,2001,,paper,{at} {'long ' * 2000}\n")
            stream.write("bad,SIGNED,CHN,treaty,2001-13,,paper,\n")
        tracemalloc.start()
        assert found_in(small) == [(f"edges/security.csv:{rows + 2}:5", "bad-date")]
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(4000) < peak(1000) + 500 * 1000


def test_mutated_files_end_in_faults_or_a_graph_and_never_in_a_traceback(tmp_path):
    """``make test-all`` runs 2,000 of them, ``make test`` 300, from a fixed seed."""
    from relgraph.store.from_tables import build_graph

    dice = random.Random(20261124)
    folder = write_folder(tmp_path / "fuzzed", SMALL)
    outcomes = set()
    for _ in range(2_000 if LONG else 300):
        name = dice.choice(list(SMALL))
        path = folder / name
        sound = path.read_bytes()
        changed = sound
        for _ in range(dice.randrange(1, 4)):
            changed = mutations.of_bytes(changed, dice)
        path.write_bytes(changed)
        try:
            build_graph(read_folder(folder))
            outcomes.add("graph")
        except FaultyData as error:
            assert all(fault.line >= 1 and fault.column >= 1 for fault in error.faults)
            outcomes.add("faults")
        path.write_bytes(sound)
    assert outcomes == {"graph", "faults"}


def test_a_file_that_cannot_be_read_hides_what_only_follows_from_it(small):
    path = small / "nodes/actors.csv"
    path.write_bytes(path.read_text("utf-8").encode("cp1251", "replace"))
    assert [code for _, code in found_in(small)] == ["encoding"]
    path.write_text(SMALL["nodes/actors.csv"].replace(",", "\t"), "utf-8")
    assert found_in(small) == [("nodes/actors.csv:1:1", "separator")]
    path.write_text(SMALL["nodes/actors.csv"], "utf-8")
    (small / "sources.csv").unlink()
    assert found_in(small) == [("sources.csv:1:1", "missing-file")]


def test_a_table_with_another_ending_is_not_lost_in_silence(small):
    (small / "edges/economy.csv").rename(small / "edges/economy.CSV")
    assert found_in(small) == [("edges/economy.CSV:1:1", "stray-file")]


def test_an_empty_title_file_lacks_all_its_keys(small):
    (small / "dataset.toml").write_text("", "utf-8")
    assert [code for _, code in found_in(small)] == ["missing"] * 3


def test_a_folder_where_a_file_should_be_is_a_fault_and_never_a_traceback(small):
    (small / "edges/economy.csv").unlink()
    (small / "edges/economy.csv").mkdir()
    with pytest.raises(FaultyData, match="cannot be read"):
        read_folder(small)
