"""One analyst's day on a copy of the data, through the commands alone."""

from __future__ import annotations

import csv
import json

AREA = "edges/energy.csv"


def rows_of(folder):
    with (folder / AREA).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(folder, rows):
    with (folder / AREA).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_each_edit_shows_in_the_next_query_and_the_next_map(folder, tmp_path, command):
    out = tmp_path / "map.html"

    def ask(edge: str) -> dict:
        query = (
            "MATCH (a)-[r]->(b) WHERE r.id = $id RETURN type(r) AS type, r.share AS share, "
            "r.until AS until, r.ongoing AS ongoing, r.verdict AS verdict, b.id AS to"
        )
        lines = command("query", query, "-p", f"id={edge}", "--db", folder).out.splitlines()
        return json.loads(lines[0]) if lines else {}

    def drawn(edge: str) -> dict | None:
        assert command("map", "--around", "yamal-lng", "-o", out, "--db", folder).code == 0
        page = out.read_text("utf-8")
        block = page.split('<script type="application/json" id="data">')[1].split("</script>")[0]
        found = [row for row in json.loads(block)["facts"]["edges"] if row["id"] == edge]
        return found[0] if found else None

    def edit(change) -> None:
        rows = rows_of(folder)
        change(rows)
        write_rows(folder, rows)
        outcome = command("check", folder)
        assert (outcome.code, outcome.out) == (0, "")

    own = next(row for row in rows_of(folder)
               if row["type"] == "OWNS" and row["to"] == "yamal-lng" and row["share"] == "20"
               and row["rank"] != "deprecated")  # fmt: skip
    assert ask(own["id"])["share"] == 20.0

    def raise_share(rows):
        next(row for row in rows if row["id"] == own["id"])["share"] = "21.5"

    edit(raise_share)
    assert ask(own["id"])["share"] == 21.5
    assert drawn(own["id"])["figures"] == ["share: 21.5 per cent"]

    def add(rows):
        rows.append({**own, "id": "a-new-share", "share": ">1", "from": "rosneft", "until": "..",
                     "since": "2020", "fact": ""})  # fmt: skip

    edit(add)
    assert ask("a-new-share")["ongoing"] is True
    assert drawn("a-new-share")["dates"] == "since 2020"
    assert drawn("a-new-share")["figures"] == ["share: >1 per cent"]

    def end(rows):
        next(row for row in rows if row["id"] == "a-new-share")["until"] = "2022-06"

    edit(end)
    assert (ask("a-new-share")["ongoing"], ask("a-new-share")["until"]) == (False, "2022-06-30")
    assert drawn("a-new-share")["dates"] == "2020 to 2022-06"

    def deprecate(rows):
        row = next(row for row in rows if row["id"] == "a-new-share")
        row["rank"], row["superseded_by"] = "deprecated", own["id"]

    edit(deprecate)
    assert (ask("a-new-share")["type"], ask("a-new-share")["verdict"]) == ("CLAIMED", "corrected")
    assert drawn("a-new-share")["claim"] is True

    def break_a_date(rows):
        next(row for row in rows if row["id"] == own["id"])["since"] = "2014-13"

    rows = rows_of(folder)
    break_a_date(rows)
    write_rows(folder, rows)
    line = next(at for at, row in enumerate(rows, 2) if row["id"] == own["id"])
    outcome = command("check", folder)
    assert outcome.code == 1
    assert outcome.out.startswith(f"{AREA}:{line}:5: since: '2014-13' is no day")
