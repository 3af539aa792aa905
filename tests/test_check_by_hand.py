"""Faults of folders typed by hand: one run names them all, and what it suggests is sound."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from samples import records_of

from relgraph.paths import shipped
from relgraph.tables.folder import check_folder

TYPED = Path(__file__).parent / "cases/india-japan"


def found_in(folder: Path) -> list[tuple[str, str]]:
    return [(f"{f.path}:{f.line}:{f.column}", f.code) for f in check_folder(folder)]


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)


def cure(folder: Path) -> None:
    """Do what each fault suggests: cells, rows, rows to delete, cells to clear."""
    by_file: dict[str, list] = {}
    for fault in check_folder(folder):
        by_file.setdefault(fault.path, []).append(fault)
    for path, faults in by_file.items():
        with (folder / path).open(encoding="utf-8", newline="") as stream:
            rows = dict(enumerate(csv.reader(stream), 1))
        order = ("row", "cell", "clear", "delete")
        for fault in sorted(faults, key=lambda fault: order.index(fault.cure)):
            match fault.cure:
                case "row":
                    rows[fault.line] = next(csv.reader([fault.suggestion]))
                case "cell" | "clear":
                    rows[fault.line][fault.column - 1] = fault.suggestion
                case "delete":
                    rows[fault.line] = []
        with (folder / path).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(row for row in rows.values() if row)


def test_one_run_names_everything_and_its_cures_leave_no_fault(tmp_path):
    folder = Path(shutil.copytree(TYPED, tmp_path / "typed"))
    assert len(check_folder(folder)) > 70
    cure(folder)
    assert list(map(str, check_folder(folder))) == []
    dataset = records_of(folder)
    edges = {edge.id: edge for edge in dataset.edges}
    dates = {id: (edge.source, edge.since, edge.until) for id, edge in edges.items()}
    assert dates["signed-jpn"] == ("JPN", "1952-06-09", "")
    assert dates["in-force-ind"] == ("IND", "1952-04-28", "..")
    assert dates["nuclear-jpn"] == ("JPN", "2016-11", "")
    assert dates["malabar"] == ("marine", "2015-10-14", "2015-10-19")
    assert edges["malabar"].properties["troops"].text == ">1200"
    assert edges["trade-2019"].properties["value"].text == "16950"
    assert edges["trade-2020"].properties["value"].text == "15324"
    assert str(edges["owns-maruti"].citations[0]) == "hand-book#p. 3"
    names = {node.id: node.name for node in dataset.nodes}
    assert (names["mahindra"], names["fuji"]) == ("Mahindra & Mahindra, Ltd.", "Fuji Électrique")


def test_warnings_alone_leave_a_folder_sound_unless_strict(small, command):
    path = small / "nodes/actors.csv"
    path.write_text(path.read_text("utf-8").replace("Gazprom", "Gaz\u200bprom"), "utf-8")
    outcome = command("check", small)
    assert (outcome.code, "no faults, 1 warning" in outcome.err) == (0, True)
    assert "warning: has the invisible character U+200B" in outcome.out
    assert command("check", small, "--strict").code == 1
    assert len(records_of(small).edges) == 6


SHIFTED = [
    ("x1,Company,Rolls, Royce,,,", 'x1,Company,"Rolls, Royce",,,'),
    ("x1,Company,Rolls,,,,", ""),
    ("x1,Company,Rolls", "x1,Company,Rolls,,,"),
    ("x1,Company,A, B, C,,,", 'x1,Company,"A, B, C",,,'),
]


@pytest.mark.parametrize(("typed", "meant"), SHIFTED)
def test_a_row_of_another_number_of_cells_says_how_it_may_be_meant(small, typed, meant):
    append(small / "nodes/actors.csv", f"{typed}\n")
    append(small / "edges/diplomacy.csv", "more,SIGNED,x1,treaty,2001,,paper,,,,,\n")
    [fault] = check_folder(small)
    assert (fault.code, fault.line, fault.suggestion) == ("width", 5, meant)


def test_a_row_shifted_within_its_cells_is_seen_by_the_script_of_its_column(small):
    rows = "x1,Company,Rolls, Royce,,\nx2,Company,Huawei,Huawei,Хуавэй,\n"
    append(small / "nodes/actors.csv", rows)
    assert found_in(small) == [("nodes/actors.csv:5:4", "script")]


CHARACTERS = {
    "a combining letter": ("Cote\u0301", "not-nfc", "Coté"),
    "zero width": ("Gaz\u200bprom", "invisible", "Gazprom"),
    "left to right mark": ("Gazprom\u200e", "invisible", "Gazprom"),
    "bidirectional": ("\u202emorpzaG\u202c", "bidi-control", "morpzaG"),
    "replacement": ("Soci\ufffdt\ufffd", "replacement-character", ""),
    "mojibake of Latin": ("SociÃ©tÃ©", "mojibake", "Société"),
    "mojibake of Chinese": ("ä¸\xadå›½", "mojibake", "中国"),
    "a date": ("2019-06-05", "date-in-name", ""),
}


@pytest.mark.parametrize(("name", "code", "meant"), CHARACTERS.values(), ids=CHARACTERS)
def test_characters_that_nobody_meant_are_named_with_their_cure(small, name, code, meant):
    append(small / "nodes/actors.csv", f"x1,Company,{name},,,\n")
    [fault] = check_folder(small)
    assert (fault.code, fault.line, fault.column, fault.suggestion) == (code, 5, 3, meant)


@pytest.mark.parametrize(
    "name",
    ["naïve café", "中国", "Łódź", "می\u200cخواهم", "क्\u200dष", "Þórr", "Côte d’Ivoire", "Ünal",
     "\U0001f468\u200d\U0001f469"],
)  # fmt: skip
def test_names_of_the_world_are_no_faults(small, name):
    append(small / "nodes/actors.csv", f"x1,Company,{name},,,\n")
    assert check_folder(small) == []


def test_a_season_is_a_date_only_where_the_schema_says_so(small):
    append(small / "edges/diplomacy.csv", "season,SIGNED,CHN,treaty,2019-21,,paper,,,,,\n")
    [fault] = check_folder(small)
    assert "the years 2019 to 2021" in fault.message
    assert "spring 2019 (since 2019-03, until 2019-05" in fault.message
    own = (shipped("graph") / "schema.toml").read_text("utf-8")
    own = own.replace("[edges.SIGNED]\n", "[edges.SIGNED]\nseasons = true\n")
    (small / "schema.toml").write_text(own, "utf-8")
    assert check_folder(small) == []
    [edge] = [edge for edge in records_of(small).edges if edge.id == "season"]
    assert edge.span.since.isoformat() == "2019-03-01"


def test_a_span_in_an_instant_suggests_the_date_that_has_it_in_it(small):
    rows = "a,SIGNED,CHN,treaty,14-19 October 2015,,paper,,,,,\n"
    rows += "b,SIGNED,CHN,treaty,2015-10-14 to 2015-12-01,,paper,,,,,\n"
    append(small / "edges/diplomacy.csv", rows)
    assert [fault.suggestion for fault in check_folder(small)] == ["2015-10", "2015"]


def test_equal_spells_that_need_not_meet_are_no_faults(small):
    rows = (
        "a,ALLIED_WITH,CHN,RUS,1950,1980,paper,,,,,\nb,ALLIED_WITH,RUS,CHN,1980,2001,paper,,,,,\n"
        "c,ALLIED_WITH,RUS,CHN,2005,,paper,,,,,\nd,PARTY_TO,RUS,treaty,,2001,paper,,,,,\n"
        "e,PARTY_TO,RUS,treaty,,2002,paper,,,,,\nf,PARTY_TO,CHN,treaty,2001,2009,paper,,,term,,\n"
        "g,PARTY_TO,CHN,treaty,2001,2005,paper,,,term,,\n"
    )
    append(small / "edges/diplomacy.csv", rows)
    assert check_folder(small) == []


def test_a_node_of_misspelt_kind_does_not_look_missing_and_its_ends_are_checked_at_once(small):
    path = small / "nodes/actors.csv"
    path.write_text(path.read_text("utf-8").replace("CHN,State", "CHN,Stat"), "utf-8")
    append(small / "edges/diplomacy.csv", "wrong,SIGNED,treaty,CHN,2001,,paper,,,,,\n")
    assert found_in(small) == [
        ("nodes/actors.csv:2:2", "unknown-word"),
        ("edges/diplomacy.csv:5:3", "wrong-endpoint"),
        ("edges/diplomacy.csv:5:4", "wrong-endpoint"),
    ]


def test_a_column_that_is_not_there_is_told_once(small):
    (small / "edges/governance.csv").write_text(
        "id,type,from,to,since,until,sources\na,HOLDS_OFFICE,CHN,RUS,2001,..,paper\n"
        "b,HOLDS_OFFICE,RUS,CHN,2001,..,paper\n", "utf-8",
    )  # fmt: skip
    faults = [str(f) for f in check_folder(small) if f.code == "missing-column"]
    missing = "edges/governance.csv:1:1: office: no column 'office': HOLDS_OFFICE needs it"
    assert faults == [missing]


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("ID,Kind,Name", ["header-case"]),
        ("id,kind,name,comment", ["unknown-column"]),
        ("id,kind,name1", ["unknown-column"]),
        ("id,name", ["missing-column"]),
    ],
)
def test_one_mistake_in_a_header_is_one_fault(small, header, codes):
    row = ["x1", "Company", "A firm", "a note"][: header.count(",") + 1]
    (small / "nodes/actors.csv").write_text(
        f"{header}\nCHN,State,China\nRUS,State,Russia\ngazprom,Company,Gazprom\n".replace(
            "\n", ",\n" if "comment" in header else "\n"
        ).replace(f"{header},", header)
        + ",".join(row) + "\n", "utf-8",
    )  # fmt: skip
    found = [fault for fault in check_folder(small) if fault.path == "nodes/actors.csv"]
    if header != "id,name":
        assert [fault.code for fault in found] == codes
        assert "commodity" not in str(found[0])
    else:
        assert found[0].code == codes[0]


@pytest.mark.parametrize(
    ("named", "id"), [("Japan", "JPN"), ("日本", "JPN"), ("gazprm", "gazprom")]
)
def test_a_name_in_place_of_an_id_suggests_the_id(small, named, id):
    append(small / "nodes/actors.csv", "JPN,State,Japan,日本,,\n")
    append(small / "edges/diplomacy.csv", f"more,SIGNED,{named},treaty,2001,,paper,,,,,\n")
    [fault] = check_folder(small)
    assert (fault.code, fault.suggestion) == ("unknown-node", id)


def test_a_locator_survives_the_cure_of_its_source(small):
    append(small / "edges/diplomacy.csv", "m,SIGNED,CHN,treaty,2003,,papr#p. 9; rumour,,,,,\n")
    [fault] = check_folder(small)
    assert fault.suggestion == "paper#p. 9;rumour"
