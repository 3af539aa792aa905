"""The openCypher TCK: every scenario passes, or is listed with a reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import tck
from samples import TCK

HERE = Path(__file__).parent


def rows_of(name):
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.tck
def test_every_scenario_passes_or_is_listed_and_the_table_of_the_docs_says_how_many():
    counts, passed, differences = Counter(), Counter(), {}
    for scenario in tck.scenarios(TCK):
        verdict = tck.judge(scenario, TCK)
        counts[scenario.folder] += 1
        passed[scenario.folder] += verdict == "passed"
        if verdict != "passed":
            differences[scenario.name] = verdict
    listed = [name for name, _ in rows_of("tck-differences.tsv")]
    unlisted = {n: verdict for n, verdict in differences.items() if not n.startswith(tuple(listed))}
    assert unlisted == {}
    assert len(differences) == len(listed)
    table = [[folder, str(counts[folder]), str(passed[folder])] for folder in sorted(counts)]
    assert table == rows_of("tck.tsv")
