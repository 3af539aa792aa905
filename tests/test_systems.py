"""Linux, Windows and macOS: paths, names of files, locks, clocks, encodings, as they run here."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from platformdirs import user_cache_path
from samples import ROOT, SMALL, records_of, write_folder

from relgraph.api import Graph
from relgraph.errors import FaultyData
from relgraph.paths import not_portable
from relgraph.store.cache import open_folder
from relgraph.tables.folder import check_folder, read_folder

FOLDERS = {
    "spaces": "my data set",
    "Chinese": "数据 集",
    "accents": "Données é",
    "marks": "a'b%c#d&(e)[f]{g};h!",
    "long": "/".join(["a folder with a long name of fifty letters, or so.."[:49]] * 6),
}


@pytest.mark.parametrize("name", FOLDERS.values(), ids=FOLDERS)
def test_a_data_set_is_checked_asked_drawn_and_exported_wherever_it_is(name, tmp_path, command):
    place = write_folder(tmp_path / name, SMALL)
    out = place / "out put"
    out.mkdir()
    assert command("check", place).code == 0
    asked = command(
        "query", "MATCH (n:State) RETURN n.name_zh AS name ORDER BY name", "--db", place
    )
    assert [json.loads(line)["name"] for line in asked.out.splitlines()] == ["中国", "俄罗斯"]
    assert command("map", "--db", place, "-o", out / "地图 1.html").code == 0
    assert "中国" in (out / "地图 1.html").read_text("utf-8")
    exported = command("export", "--db", place, out / "表 1.csv")
    assert (exported.code, len(list(out.glob("表 1-*.csv")))) == (0, 3)


ENVIRONMENTS = {
    "cp1252": {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    "ASCII": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
}


@pytest.mark.parametrize("settings", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_what_is_read_and_written_is_utf_8_on_a_console_of_another_encoding(settings, tmp_path):
    place = write_folder(tmp_path / "数据", SMALL)
    (place / "nodes/instruments.csv").write_text(
        "id,kind,name\ntreaty,Treaty,Ñandú 条约\n", "utf-8"
    )

    def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "relgraph", *arguments], input=stdin.encode(), check=False,
            capture_output=True, env={**os.environ, **settings},
        )  # fmt: skip

    query = "MATCH (n {name: 'Ñandú 条约'}) RETURN n.name AS 名"
    asked = run("query", "-", "--db", str(place), "--format", "csv", stdin=query)
    assert asked.stdout.decode().split() == ["名", "Ñandú", "条约"]
    shown = run("show", "RUS", "--db", str(place), "--format", "table")
    assert (shown.returncode, "Россия" in shown.stdout.decode()) == (0, True)
    (place / "nodes/instruments.csv").write_text("id,kind,name\ntreaty,Treat,条\n", "utf-8")
    checked = run("check", str(place))
    assert "'Treat'" in checked.stdout.decode()
    assert "Traceback" not in checked.stderr.decode()


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_files_of_any_line_end_and_byte_order_mark_are_the_same_data_set(ends, mark, tmp_path):
    place = tmp_path / "typed"
    for name, text in SMALL.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes((mark + text.replace("\n", ends)).encode())
    assert check_folder(place) == []
    assert records_of(place).edges == records_of(write_folder(tmp_path / "plain", SMALL)).edges
    query = place / "own.cypher"
    query.write_bytes(f"{mark}// Names{ends}MATCH (n:State){ends}RETURN n.id AS id{ends}".encode())
    assert len(Graph.at(place).query(query.read_text("utf-8-sig")).records) == 2


@pytest.mark.parametrize(
    "name",
    ["con", "CON", "nul", "NUL.csv", "aux.tar.gz", "com1", "LPT9.txt", "com¹.csv", "a:b", "a?b",
     "a*b", 'a"b', "a|b", "a<b", "a/b", "a\\b", "a.", "a ", "tab\tb", "prn .csv"],
)  # fmt: skip
def test_a_file_that_cannot_be_on_windows_is_named(name):
    assert "Windows" in not_portable(name)


@pytest.mark.parametrize(
    "name", ["console", "nulls.csv", "com10", "energy", "能源", ".hidden", "a.b.c"]
)
def test_a_file_that_can_be_everywhere_is_not(name):
    assert not_portable(name) == ""


@pytest.mark.parametrize("table", ["issue_areas.con", "families.Actor"])
def test_a_schema_whose_rows_would_stand_in_a_file_that_windows_has_not_is_refused(table, small):
    from relgraph.paths import shipped

    text = (shipped("graph") / "schema.toml").read_text("utf-8")
    if table == "issue_areas.con":
        text += '\n[issue_areas.con]\ndefinition = "Construction"\n'
    else:
        text = text.replace('file = "actors"', 'file = "aux"')
    (small / "schema.toml").write_text(text, "utf-8")
    [fault] = check_folder(small)
    assert fault.header.startswith(table)
    assert "is the name of a device on Windows" in fault.message


def test_names_of_files_in_parted_letters_as_macos_has_them_are_those_of_the_schema(tmp_path):
    from relgraph.paths import shipped

    own = (shipped("graph") / "schema.toml").read_text("utf-8")
    files = {**SMALL, "schema.toml": own + '\n[issue_areas."énergie"]\ndefinition = "Energy"\n'}
    parted = unicodedata.normalize("NFD", "énergie")
    files[f"edges/{parted}.csv"] = files.pop("edges/economy.csv")
    place = write_folder(tmp_path / "mac", files)
    assert check_folder(place) == []
    assert {edge.issue_area for edge in records_of(place).edges} == {"diplomacy", "énergie"}


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def cached() -> list[str]:
    return sorted(path.name for path in user_cache_path("relgraph").glob("*.graph"))


def names(graph) -> list[str]:
    return [graph.property(node, "name") for node in range(graph.node_count)]


@pytest.mark.usefixtures("own_cache")
def test_a_mapped_file_that_cannot_go_stays_until_it_can(small, monkeypatch):
    """Windows neither replaces nor removes a file that somebody has mapped."""
    open_folder(small)
    before = cached()
    path = small / "nodes/actors.csv"
    text = path.read_text("utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", _denied)
        path.write_text(text.replace("Gazprom", "Gazpram"), "utf-8")
        assert "Gazpram" in names(open_folder(small))
        assert len(cached()) == 2
        assert set(before) < set(cached())
        assert "Gazpram" in names(open_folder(small))
    path.write_text(text.replace("Gazprom", "Gazprum"), "utf-8")
    assert "Gazprum" in names(open_folder(small))
    assert len(cached()) == 1


@pytest.mark.usefixtures("own_cache")
def test_a_damaged_file_that_cannot_be_replaced_is_never_read(small, monkeypatch):
    open_folder(small)
    [name] = cached()
    path = user_cache_path("relgraph") / name
    path.write_bytes(path.read_bytes()[:-64])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", _denied)
        patch.setattr(Path, "replace", _denied)
        assert "Gazprom" in names(open_folder(small))
    assert "Gazprom" in names(open_folder(small))
    assert path.stat().st_size % 64 == 0


def _denied(self, *_arguments, **_more):
    raise PermissionError(13, "Permission denied", str(self))


def test_a_file_that_another_program_has_locked_is_a_fault_and_never_a_traceback(
    small, monkeypatch
):
    locked, opened = small / "edges/economy.csv", Path.open

    def open_others(self, *arguments, **more):
        return _denied(self) if self == locked else opened(self, *arguments, **more)

    monkeypatch.setattr(Path, "open", open_others)
    with pytest.raises(FaultyData, match=r"edges/economy\.csv.* cannot be read: Permission denied"):
        read_folder(small)


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("seconds", [0, 2, 3600, 86_400 * 400])
def test_a_drive_whose_clock_is_wrong_or_coarse_gives_no_old_answer(small, seconds):
    """A network drive has its own clock; FAT counts in two seconds."""
    path = small / "nodes/actors.csv"
    now = path.stat().st_mtime_ns // 2_000_000_000 * 2_000_000_000 + seconds * 10**9
    text = path.read_text("utf-8")
    for name in ("Gazprom", "Gazpram", "Gazprum"):
        path.write_text(text.replace("Gazprom", name), "utf-8")
        os.utime(path, ns=(now, now))
        assert name in names(open_folder(small))


def test_a_home_that_cannot_be_written_costs_time_and_nothing_else(tmp_path):
    home = tmp_path / "home"
    home.write_text("no folder")
    place = write_folder(tmp_path / "small", SMALL)
    drop = ("XDG_CACHE_HOME", "HOME", "USERPROFILE", "LOCALAPPDATA")
    rest = {name: value for name, value in os.environ.items() if name not in drop}
    done = subprocess.run(
        [sys.executable, "-m", "relgraph", "query", "MATCH (n:State) RETURN count(n) AS n",
         "--db", str(place)],
        capture_output=True, text=True, check=True, env={**rest, "HOME": str(home)},
    )  # fmt: skip
    assert (json.loads(done.stdout), done.stderr) == ({"n": 2}, "")


ONE_SYSTEM = {
    "fcntl", "grp", "msvcrt", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios",
    "tty", "winreg",
    "os.fork", "os.getuid", "os.geteuid", "os.killpg", "os.mkfifo", "os.setsid", "os.startfile",
    "os.symlink", "os.sysconf", "os.sched_getaffinity", "signal.SIGALRM", "signal.alarm",
    "signal.SIGKILL", "socket.AF_UNIX", "time.tzset", "mmap.MAP_SHARED", "mmap.PROT_READ",
}  # fmt: skip


def test_nothing_is_called_that_only_one_system_has():
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found.add(f"{node.value.id}.{node.attr}")
    assert {"os.environ", "mmap.ACCESS_READ"} <= found
    assert found & ONE_SYSTEM == set()


def test_text_is_read_and_written_in_an_encoding_that_is_named():
    """Without one it is that of the system: cp1252 on many a Windows."""
    script = "import relgraph, sys; g = relgraph.open(sys.argv[1]); g.map().save(sys.argv[2])"
    place, page = ROOT / "data", ROOT / "build/encoded.html"
    page.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-X", "warn_default_encoding", "-W", "error::EncodingWarning"]
    done = subprocess.run(
        [*command, "-c", script, str(place), str(page)], capture_output=True, text=True, check=False
    )
    page.unlink(missing_ok=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_data_set_that_was_copied_to_another_folder_is_the_same(small, tmp_path):
    shutil.copytree(small, tmp_path / "Kopie von small")
    assert records_of(tmp_path / "Kopie von small").nodes == records_of(small).nodes
