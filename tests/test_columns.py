"""Whole columns are checked and built as each row and cell by itself would be."""

from __future__ import annotations

import os
import random
from datetime import date
from pathlib import Path

import mutations
import numpy as np
import pytest
import row_by_row
from hypothesis import example, given
from hypothesis import strategies as st
from samples import LONG, SMALL, write_folder

from relgraph.errors import nearest
from relgraph.graph.words import Words
from relgraph.model.dates import DateFault, span
from relgraph.store.from_tables import build_graph
from relgraph.tables import bounds, edges, folder, nodes, sheet
from relgraph.tables.coded import Coded, Values
from relgraph.tables.folder import check_folder, read_folder
from relgraph.tables.row import Layout
from relgraph.tables.suggest import Suggestions

RUNS = int(os.environ.get("RELGRAPH_FUZZ") or (1_600 if LONG else 400))
"""How many changed folders are tried; ``make fuzz`` says 100,000."""
TYPED = Path(__file__).parent / "cases/india-japan"
RICH = {
    **SMALL,
    "dataset.toml": f"{SMALL['dataset.toml']}as_of = 2022-01-01\nversion = '1'\n",
    "nodes/institutions.csv": (
        "id,kind,name,short_name,short_name_zh,note\n"
        "sco,IGO,Shanghai Cooperation Organisation,SCO,上合组织,a note\nbrics,Forum,BRICS,,,\n"
    ),
    "edges/security.csv": (
        "id,type,from,to,since,until,sources,status,rank,fact,superseded_by,obligation,length,seat\n"
        "ally-1,ALLIED_WITH,CHN,RUS,1950-02-14,1980-04-11,paper#a. 1,,,,,defence,,\n"
        "ally-2,ALLIED_WITH,RUS,CHN,1981,..,paper#a. 2,planned,,,,defence,,\n"
        "border,CONTIGUOUS_TO,CHN,RUS,1991,..,paper; rumour,,,,,,>4200,\n"
        "seat,MEMBER_OF,CHN,sco,2001-06-15,..,paper,,,,,,,member\n"
        "seat-2,MEMBER_OF,RUS,sco,2001-06~,2020,paper,,,,,,,\n"
    ),
    "edges/transport.csv": (
        "id,type,from,to,since,until,sources,status,rank,fact,series,superseded_by,note,value,growth,"
        "reporter,commodity,equipment,ships,troops\n"
        "sold,EXPORTED_TO,CHN,RUS,2021,,paper,,,,,,,5,,CHN,,,,\n"
        "sold-too,EXPORTED_TO,CHN,RUS,2021,,paper,,,,other,,,6,7,CHN,,,,\n"
        "sold-oil,EXPORTED_TO,RUS,CHN,2021,,paper,,,one,main,,,6,,,oil,,,\n"
        "sold-oil-2,EXPORTED_TO,RUS,CHN,2021,,paper,,,one,,,,7,,,oil,,,\n"
        "sold-claim,EXPORTED_TO,CHN,RUS,2021~,,rumour,,deprecated,,,sold;sold-too,,~5,,CHN,,,,\n"
        "planned,TRADED_WITH,CHN,RUS,2030,,paper,planned,,,,,stock of,>5,,,,,,\n"
    ),
}  # fmt: skip
BASES = {
    "sound": {name: text.encode() for name, text in RICH.items()},
    "with faults": {
        path.relative_to(TYPED).as_posix(): path.read_bytes() for path in TYPED.rglob("*.*")
    },
}


def told(faults):
    return [(str(fault), fault.cure) for fault in faults]


def plain(graph):
    """All that a graph holds, as Python values."""
    return {
        "labels": [graph.labels_of(node) for node in range(graph.node_count)],
        "nodes": {name: (c.kind, c.values()) for name, c in graph.columns.items()},
        "meta": graph.meta,
        "edges": {
            name: (
                table.source.tolist(),
                table.target.tolist(),
                {key: (c.kind, c.values()) for key, c in table.columns.items()},
            )
            for name, table in graph.edges.items()
        },
    }


def same_as_row_by_row(place: Path) -> bool:
    """Whether a folder is sound; that both readers say the same of it is asserted."""
    faults = row_by_row.faults_of(place)
    assert told(check_folder(place)) == told(faults)
    if any(not fault.warning for fault in faults):
        return False
    assert plain(build_graph(read_folder(place))) == plain(row_by_row.graph_of(place))
    return True


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("base", BASES)
def test_a_changed_folder_has_the_faults_and_the_graph_that_it_has_row_by_row(
    base, part, tmp_path, monkeypatch
):
    files = BASES[base]
    place = tmp_path / "changed"
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    known = folder.folder_schema(place)
    monkeypatch.setattr(folder, "folder_schema", lambda _folder: known)
    dice = random.Random(f"{base} {part}")
    tables = {name: data for name, data in files.items() if name.endswith(".csv")}
    outcomes = set()
    for _ in range(RUNS // 8):
        monkeypatch.setattr(sheet, "_BYTES", dice.choice([60, 300, 1 << 15]))
        monkeypatch.setattr(sheet, "_FEW", dice.choice([1, 128]))
        for module in (edges, nodes):
            monkeypatch.setattr(module, "FULL", dice.choice([2, 5, 1 << 15]))
        changed = mutations.changed(tables, dice)
        for name, data in changed.items():
            (place / name).write_bytes(data)
        try:
            outcomes.add(same_as_row_by_row(place))
        except BaseException as error:
            error.add_note(repr(changed))
            raise
        for name in changed:
            (place / name).write_bytes(files[name])
    assert outcomes == ({True, False} if base == "sound" else {False})


HEAD = "id,type,from,to,since,until,sources,rank,fact,superseded_by,value,series"
BY_HAND = {
    "a fact of two pairs": (
        {"fact-mismatch"},
        "one,EXPORTED_TO,CHN,RUS,2020,,paper,,f,,5",
        "two,EXPORTED_TO,gazprom,CHN,2020,,paper,,f,,6",
    ),
    "a correction without a type": (
        {"unknown-word", "unknown-edge"},
        "claim,EXPORTED_TO,CHN,RUS,2020,,rumour,deprecated,,right,5",
        "right,???,CHN,RUS,2020,,paper,,,,6",
    ),
    "an invisible character in a word": (
        {"invisible"},
        "one,EXPORTED_TO,CHN,RUS,2020,,paper,,,,5,a\u200bb",
    ),
    "citations with spaces, and without a place": (
        set(),
        "one,EXPORTED_TO,CHN,RUS,2020,,paper#,,,,5,",
        "two,EXPORTED_TO,CHN,RUS,2021,,paper# p. 1 ; rumour#,,,,5,",
    ),
    "a correction by a rumour": (
        {"weak-correction"},
        "claim,EXPORTED_TO,CHN,RUS,2020,,rumour,deprecated,,wrong,5",
        "wrong,EXPORTED_TO,CHN,RUS,2020,,rumour,,,,6",
    ),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_what_rows_say_of_each_other_is_seen_where_nothing_else_is_wrong(case, tmp_path):
    codes, *rows = BY_HAND[case]
    text = "\n".join([HEAD, *(f"{row}{',' * (11 - row.count(','))}" for row in rows), ""])
    place = write_folder(tmp_path / "small", {**SMALL, "edges/energy.csv": text})
    warned = codes <= {"invisible"}
    assert same_as_row_by_row(place) == warned
    assert {fault.code for fault in check_folder(place)} == codes


LINES = st.lists(
    st.sampled_from([b"a", b"", b",", b'"', b"\n", b"\r\n", b"\r", b" ", b"\0", b"\xff", b"x y",
                     "é".encode(), b"=1", b'""', b",,,\n", b"a,b,c\n", b'"p\nq",1,2\n'])
)  # fmt: skip


@example([b"a", b",,,\n", b'"'], 1, b"")
@example([b"x,y,z\n", b"x\ry,,\n"], 1, b"id,type,note\n")
@example([b"x,y,z\n", b",,\n", b"x,y,z\n"], 1, b"id,type,note\n")
@given(
    LINES, st.integers(1, 40), st.sampled_from([b"id,type,note\n", b"\n\nid,type,note\r\n", b""])
)
def test_a_file_in_blocks_has_the_rows_and_faults_that_it_has_line_by_line(
    tmp_path_factory, parts, size, header
):
    file = tmp_path_factory.getbasetemp() / "some.csv"
    file.write_bytes(header + b"".join(parts))
    layout = Layout("some.csv", ("id", "type", "note"), ("id",))
    found, expected = [], []
    rows = list(sheet.read_rows(file, layout, expected.append))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet, "_BYTES", size)
        patch.setattr(sheet, "_FEW", 1)
        made = sheet.Sheet(file, layout, found.append)
        blocks = list(made.blocks())
        again = [row for block in blocks for _, row in made.rows(block, range(block.size))]
    assert [(row.line, row.cells, row.broken) for row in again] == [
        (row.line, row.cells, row.broken) for row in rows
    ]
    in_columns = [
        tuple(cell.strip() for cell in cells)
        for block in blocks
        for cells in zip(*(block.cells(name) for name in layout.columns), strict=True)
    ]
    assert in_columns == [tuple(row[name] for name in layout.columns) for row in rows]
    assert set(found) == set(expected)


def test_a_file_that_goes_between_two_readings_is_unreadable(tmp_path):
    file = tmp_path / "some.csv"
    file.write_text("id\na\nb\n", encoding="utf-8")
    found = []
    made = sheet.Sheet(file, Layout("some.csv", ("id",), ("id",)), found.append)
    blocks = list(made.blocks())
    file.unlink()
    assert [row for block in blocks for row in made.rows(block, [0])] == []
    assert [fault.code for fault in found] == ["unreadable"]


DATES = [
    "",
    "..",
    "2019",
    "2019-06",
    "2019-06-05",
    "2019~",
    "195X",
    "2018-12-31",
    "2019-21",
    "9999",
]


@pytest.mark.parametrize("seasons", [False, True])
@pytest.mark.parametrize("dated", bounds.DATED)
def test_bounds_of_columns_are_those_of_each_pair_of_dates(dated, seasons):
    pairs = [(since, until) for since in DATES for until in DATES]
    days = [date(2020, 1, 1), None, date(1900, 5, 5)]
    rows = [(since, until, day) for since, until in pairs for day in days]
    known = bounds.Dates([])
    reader = known._readers[seasons]  # noqa: SLF001  # without a batch
    codes = [reader.codes([row[at] for row in rows]) for at in (0, 1)]
    found = bounds.bounds(
        np.full(len(rows), bounds.DATED.index(dated)),
        *(known._ends(each) for each in codes),  # noqa: SLF001
        np.array([day.toordinal() if day else 0 for *_, day in rows]),
    )
    for at, (since, until, day) in enumerate(rows):
        try:
            expected = span(since, until, dated, day, seasons=seasons)
        except DateFault:
            assert not found.sound[at], (since, until)
            continue
        assert found.sound[at], (since, until)
        for name in ("since", "since_latest", "until", "until_earliest"):
            value = getattr(expected, name)
            assert getattr(found, name)[at] == (value.toordinal() if value else 0), (since, until)
        assert found.ongoing[at] == expected.ongoing


@given(st.lists(st.text(max_size=30).map(lambda text: text.encode("utf-8", "ignore").decode())))
def test_packed_texts_are_sorted_and_coded_as_python_sorts_them(texts):
    coded = [text.encode() for text in texts]
    sizes = np.array([len(text) for text in coded], np.int32)
    words, codes = Words.packed(np.frombuffer(b"".join(coded), np.uint8), sizes)
    assert words.texts(codes) == texts
    assert words.texts(np.arange(len(words))) == sorted(set(texts))


def test_a_text_is_read_once_however_often_it_stands_in_a_column():
    read = []

    def reader(text):
        read.append(text)
        return text.upper(), text != "bad", ()

    column = Coded(reader, Values())
    cells = ["a", "bad", " a ", "", " ", "a", "=a", "bad"]
    codes = column.codes(cells)
    assert sorted(read) == ["=a", "a", "bad"]
    assert [column.known.values[code] for code in codes] == [
        "A", "BAD", "A", None, None, "A", "=A", "BAD",
    ]  # fmt: skip
    assert column.known.table()[0][codes].tolist() == [1, 0, 1, 1, 1, 1, 0, 0]


MANY = Suggestions(f"treaty-{each:04}x{each * 7919 % 10_000:04}" for each in range(10_000))


@given(st.integers(0, 9_999), st.integers(0, 11), st.sampled_from(["x", "", "77"]))
def test_the_nearest_of_many_words_is_at_least_as_near_as_a_typing_error(number, at, piece):
    meant = MANY.words[number]
    typed = meant[: at + 5] + piece + meant[at + 6 :]
    found = MANY.nearest(typed)
    best = nearest(typed, MANY.words)
    assert found in MANY.words
    assert _likeness(typed, found) >= _likeness(typed, best) - 0.1


def _likeness(one: str, two: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, two)


def test_a_fault_in_one_of_many_blocks_is_found_in_its_place(tmp_path):
    place = write_folder(tmp_path / "large", SMALL)
    bad = {1: "2001-13", 4_567: "2001-02-30", 9_998: "20o1"}
    with (place / "edges/security.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write("id,type,from,to,since,until,sources,note\r\n")
        for row in range(10_000):
            note = f'"{row},\nof two lines"' if row % 1000 == 0 else row
            stream.write(f"s{row},SIGNED,CHN,treaty,{bad.get(row, 2001)},,paper,{note}\r\n")
    found = [(fault.line, fault.column) for fault in check_folder(place)]
    assert found == [(row + 2 + 1 + row // 1000 - (row % 1000 == 0), 5) for row in bad]
