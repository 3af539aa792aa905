"""Panels and single values: dyads by day overlap, measures as pandas has them, zeros if known."""

from __future__ import annotations

from functools import cache, partial
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing.known import DATASETS, FILES, read

import relgraph
from relgraph.errors import Ambiguous, NotFound, Refused
from relgraph.importing.into import import_into
from relgraph.paths import shipped
from relgraph.tables.new import new_dataset

pytestmark = [pytest.mark.shared, pytest.mark.xdist_group("datasets")]
SETS = ("cow-trade", "atop", "cow-mid", "cow-contiguity", "cow-igo", "un-votes", "sipri")


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("panel") / "data"
    new_dataset(folder, "Panel", "see the sources")
    for name in SETS:
        import_into(folder, name, [DATASETS / each for each in FILES[name]])
    return relgraph.open(folder)


def days(frame, which):
    parts = {part: frame[which + part].astype(int) for part in ("year", "month", "day")}
    return pd.to_datetime(parts).to_numpy()


def dyads(year):
    """The pairs of codes that are both members on some same day of a year."""
    states = read("cow/states2016.csv")
    first = np.maximum(days(states, "st"), np.datetime64(f"{year}-01-01"))
    last = np.minimum(days(states, "end"), np.datetime64(f"{year}-12-31"))
    live = [
        (int(code), a, b) for code, a, b in zip(states.ccode, first, last, strict=True) if a <= b
    ]
    return {
        tuple(sorted((x[0], y[0])))
        for x, y in combinations(live, 2) if x[1] <= y[2] and y[1] <= x[2]
    }  # fmt: skip


def test_a_panel_of_some_states_is_those_rows_of_the_whole(graph):
    whole = graph.panel(["trade", "lag(trade, 1)"], since=1990)
    ends = whole.id1.isin(["CHN", "RUS", "USA"]), whole.id2.isin(["CHN", "RUS", "USA"])
    among = graph.panel(["trade", "lag(trade, 1)"], of=["CHN", "Russia", "cow:2"], since=1990)
    assert len(among) == 3 * 27
    pd.testing.assert_frame_equal(among, whole[ends[0] & ends[1]].reset_index(drop=True))
    one = graph.panel(["trade"], of=["CHN"], since=1990)
    mine = whole[(whole.id1 == "CHN") | (whole.id2 == "CHN")].reset_index(drop=True)
    pd.testing.assert_frame_equal(one, mine.drop(columns="trade_lag1"), check_categorical=False)
    with pytest.raises(NotFound, match="no row of SSD"):
        graph.panel(of=["SSD"], until=1990)


def test_dyads_are_those_of_the_state_system_by_day_overlap(graph):
    frame = graph.panel(until=2010)
    assert len(frame) == 842_655  # published for the undirected dyads of 1816 to 2010
    for year in (1816, 1866, 1914, 1940, 1990, 2010):
        own = frame[frame.year == year]
        assert set(zip(own.ccode1, own.ccode2, strict=True)) == dyads(year)


def test_a_directed_panel_has_each_dyad_both_ways(graph):
    once, both = graph.panel(since=2000), graph.panel(since=2000, directed=True)
    assert len(both) == 2 * len(once)


@pytest.fixture(scope="module")
def directed(graph):
    add = ["alliance", "alliance:defence", "trade", "votes", "mid", "contiguity", "igo",
           "peace_years", "lag(trade,1)"]  # fmt: skip
    return graph.panel(add, directed=True, since=1900).set_index(["ccode1", "ccode2", "year"])


def test_trade_is_that_of_the_file_with_its_zeros_and_its_holes(directed):
    flows = read("cow/cow_trade_ndy.csv.gz")
    flows = flows[flows.year.astype(int) >= 1900]
    keys = [flows[key].astype(int) for key in ("ccode1", "ccode2", "year")]
    expected = pd.concat([  # flow1 is what the first imports from the other
        pd.Series(pd.to_numeric(flows.flow2).to_numpy(), pd.MultiIndex.from_arrays(keys)),
        pd.Series(
            pd.to_numeric(flows.flow1).to_numpy(),
            pd.MultiIndex.from_arrays([keys[1], keys[0], keys[2]]),
        ),
    ])  # fmt: skip
    expected = expected.reindex(directed.index)
    settled = with_one_code(directed.index)
    pd.testing.assert_series_equal(
        directed.trade[settled], expected[settled], check_names=False, check_dtype=False
    )
    once = directed.trade.xs(1990, level="year").sum()
    assert once == pytest.approx(expected.xs(1990, level="year").sum())
    assert (directed.trade == 0).any()
    assert directed.trade.isna().any()


def with_one_code(index):
    """Without Germany and Yemen in 1990, when two codes are one actor's."""
    found = index.to_frame()
    twice = found[["ccode1", "ccode2"]].isin([255, 260, 678, 679]).any(axis=1)
    return ~(twice & (found.year == 1990))


def test_obligations_are_the_flags_of_the_file(directed):
    flags = read("atop/atop_alliance_directed_dyad_year.csv.gz").astype(float).astype(int)
    flags = flags.set_index(["ccode1", "ccode2", "year"])
    flags = flags.reindex(directed.index).fillna(0)
    any_ = flags.filter(like="atop_").max(axis=1)
    settled = with_one_code(directed.index)
    assert (directed.alliance[settled] == any_[settled]).all()
    assert (directed.alliance_defence[settled] == flags.atop_defense[settled]).all()


def test_votes_are_the_share_of_common_roll_calls_with_the_same_vote(directed):
    votes, calls = read("unvotes/un_votes.csv.gz"), read("unvotes/un_roll_calls.csv.gz")
    year = calls.set_index("rcid").date.str[:4]
    own = votes[votes.country_code.isin(["US", "RU", "FR"])]
    wide = own.assign(rcid=own.rcid.str[:-2]).set_index(["rcid", "country_code"]).vote.unstack()  # noqa: PD010
    for a, b, codes in (("US", "RU", (2, 365)), ("FR", "US", (220, 2))):
        both = wide[[a, b]].dropna()
        share = (both[a] == both[b]).groupby(year.reindex(both.index)).mean()
        for when, expected in share.items():
            if int(when) <= 2016:
                assert directed.votes[(*codes, int(when))] == pytest.approx(expected, abs=1e-12)


def test_votes_of_a_code_are_those_of_all_who_had_it(directed):
    votes, calls = read("unvotes/un_votes.csv.gz"), read("unvotes/un_roll_calls.csv.gz")
    those = set(calls.rcid[calls.date.str[:4] == "2006"])
    own = votes.assign(rcid=votes.rcid.str[:-2])
    own = own[own.rcid.isin(those)]
    american = own[own.country_code == "US"].set_index("rcid").vote
    serbian = own[own.country_code.isin(["YU", "RS", "CS"])].set_index("rcid").vote
    both = pd.concat([american, serbian], axis=1, join="inner")
    assert directed.votes[2, 345, 2006] == pytest.approx(
        (both.iloc[:, 0] == both.iloc[:, 1]).mean(), abs=1e-12
    )


def test_organisations_count_from_when_both_surely_are_members(directed):
    seats = read("cow/igo_membership.csv").astype(int)

    def member(code, *looks):
        own = seats[seats.StateID == code]
        within = [
            set(own.igoID[(own.JoinYear <= look) & (look <= own.LeaveYear)]) for look in looks
        ]
        return set.intersection(*within)

    for a, b in ((2, 20), (365, 710), (220, 200)):
        for year, looks in {
            1940: [1940], 1942: [1940, 1945], 1945: [1945], 1963: [1960, 1965], 1970: [1970],
        }.items():  # fmt: skip
            assert directed.igo[a, b, year] == len(member(a, *looks) & member(b, *looks)), (a, year)


def test_disputes_and_peace_years_follow_the_file(directed):
    disputes = read("cow/mid_directed_dyads.csv.gz").astype(float).astype(int)
    fought = set(zip(disputes.ccode1, disputes.ccode2, disputes.year, strict=True))
    for pair in ((365, 710), (2, 365), (750, 770)):
        peace = None
        for year in range(1948, 2015):
            row = directed.loc[(*pair, year)]
            assert row.mid == ((*pair, year) in fought)
            if peace is not None:
                assert row.peace_years == peace
            peace = 0 if row.mid else row.peace_years + 1


def test_a_lag_is_the_value_of_the_year_before(directed):
    russian = directed.loc[(365, 710)]
    assert russian.trade_lag1.loc[2005] == russian.trade.loc[2004]
    assert np.isnan(directed.loc[(703, 365)].trade_lag1.iloc[0])


def test_what_looks_back_does_not_depend_on_where_a_panel_begins(graph, directed):
    late = graph.panel(["peace_years", "lag(mid,2)"], directed=True, since=1990)
    late = late.set_index(["ccode1", "ccode2", "year"])
    whole = directed.peace_years.reindex(late.index)
    american = late.peace_years.xs(2, level="ccode1")
    pd.testing.assert_series_equal(american, whole.xs(2, level="ccode1"))
    assert late.mid_lag2[2, 365, 1990] == directed.mid[2, 365, 1988]


def test_a_lag_of_two_years_looks_across_a_missing_one(graph):
    france = graph.panel(["mid", "lag(mid,2)"], of=["USA", "FRA"], since=1940, until=1946)
    rows = france.set_index("year")
    assert 1943 not in rows.index  # France was occupied
    assert rows.mid_lag2[1944] == rows.mid[1942]


def test_a_panel_of_states_adds_up_what_can_be_added(graph):
    frame = graph.panel(["trade", "igo"], unit="state", since=2000, until=2000).set_index("ccode")
    seats = read("cow/igo_membership.csv").astype(int)
    own = seats[(seats.StateID == 710) & (seats.JoinYear <= 2000) & (seats.LeaveYear >= 2000)]
    assert frame.igo[710] == own.igoID.nunique()
    exported = [value for (a, _, year), value in known_flows().items() if (a, year) == (710, 2000)]
    assert frame.trade[710] == pytest.approx(sum(exported))
    for name in ("contiguity", "votes", "peace_years"):
        with pytest.raises(Refused, match="of two states"):
            graph.panel([name], unit="state", since=2000)


def test_arms_are_those_of_who_had_the_code_then(graph):
    frame = graph.panel(["arms"], directed=True, since=1992, until=2010)
    arms = frame.set_index(["ccode1", "ccode2", "year"]).arms
    sold = read("sipri/sipri_ru_cn_exports.csv")
    sold = sold[(sold.supplier == "Russia") & sold.year.astype(int).between(1992, 2000)]
    serbian = sold[sold.recipient == "Serbia"].set_index("year").value.astype(float)
    assert len(serbian) == 9
    for year, value in serbian.items():
        assert arms[365, 345, int(year)] == value
    assert np.isnan(arms[365, 820, 2010])  # the file has 0 for Malaysia: less than half a unit


def test_nothing_is_known_after_a_source_stops(directed):
    last = directed.xs(2016, level="year")
    assert last[["trade", "mid", "igo"]].isna().all(axis=None)
    assert last.contiguity.notna().all()


@settings(max_examples=40)
@given(st.data())
def test_a_zero_stands_only_where_a_source_has_looked(graph, data):
    flows = known_flows()
    code = {"CHN": 710, "RUS": 365, "USA": 2, "IND": 750, "BRA": 140, "ETH": 530, "MNG": 712,
            "JPN": 740, "POL": 290, "EGY": 651}  # fmt: skip
    a, b = data.draw(st.lists(st.sampled_from(sorted(code)), min_size=2, max_size=2, unique=True))
    year = data.draw(st.integers(1860, 2020))
    exported = flows.get((code[a], code[b], year))
    assert graph.value(a, b, "EXPORTED_TO", year, key="value") == exported


@cache
def known_flows():
    found = {}
    for row in read("cow/cow_trade_ndy.csv.gz").itertuples():
        a, b, year = int(row.ccode1), int(row.ccode2), int(row.year)
        if row.flow1:
            found[b, a, year] = float(row.flow1)
        if row.flow2:
            found[a, b, year] = float(row.flow2)
    return found


@pytest.mark.parametrize(
    ("a", "b", "type", "year", "expected"),
    [
        ("RUS", "CHN", "TRANSFERRED_ARMS_TO", 2005, 3077.0),
        ("RUS", "NOR", "TRANSFERRED_ARMS_TO", 2005, 0.0),
        ("RUS", "NOR", "TRANSFERRED_ARMS_TO", 1980, None),
        ("NOR", "RUS", "TRANSFERRED_ARMS_TO", 2005, None),
        ("RUS", "CHN", "OBLIGED_TO", 1985, 0.0),
        ("RUS", "CHN", "OBLIGED_TO", 2019, None),
        ("CHN", "RUS", "CONTIGUOUS_TO", 2000, 1.0),
        ("CHN", "USA", "CONTIGUOUS_TO", 2000, 0.0),
        ("CHN", "USA", "CONTIGUOUS_TO", 2017, None),
        ("SSD", "USA", "CONTIGUOUS_TO", 2005, None),
        ("CHN", "igo-4400", "EXPORTED_TO", 2005, None),  # it may, and nobody has looked
    ],
)
def test_a_value_is_a_number_inside_coverage_and_nothing_outside(a, b, type, year, expected, graph):
    key = "tiv" if type == "TRANSFERRED_ARMS_TO" else ""
    assert graph.value(a, b, type, year, key=key) == expected


def test_what_cannot_be_told_is_refused(graph):
    with pytest.raises(NotFound, match="did you mean 'trade'"):
        graph.panel(["trad"])
    with pytest.raises(NotFound, match="nothing that 'land' could mean"):
        graph.panel(["contiguity:land"])
    with pytest.raises(NotFound, match="no years from 2000 to 1990"):
        graph.panel(since=2000, until=1990)
    with pytest.raises(NotFound, match="no 'month'"):
        graph.panel(grain="month")
    with pytest.raises(Refused, match="DISPUTED_IN joins"):
        graph.value("CHN", "RUS", "DISPUTED_IN", 1969)
    with pytest.raises(Refused, match="CLAIMED is no type of the schema"):
        relgraph.open(shipped("data")).value("CHN", "RUS", "CLAIMED", 1969)
    with pytest.raises(NotFound, match="no imported set 'nope'"):
        graph.value("CHN", "RUS", "EXPORTED_TO", 1969, imported="nope")
    assert graph.value("USA", "igo-4400", "MEMBER_OF", 1942) is None
    assert graph.value("USA", "igo-4400", "MEMBER_OF", 1946) == 1
    with pytest.raises(Refused, match="not by quarter"):
        graph.panel(["trade"], grain="quarter", since=2000)
    with pytest.raises(NotFound, match="no type 'EXPORTS'"):
        graph.value("RUS", "CHN", "EXPORTS", 2005)
    with pytest.raises(Ambiguous, match="several figures"):
        relgraph.open(shipped("data")).value("RUS", "CHN", "TRANSFERRED_ARMS_TO", 2005)


def test_a_quarter_has_what_holds_on_some_day_of_it(graph):
    frame = graph.panel(["contiguity"], grain="quarter", since=1991, until=1991)
    own = frame.set_index(["ccode1", "ccode2", "quarter"])
    assert (365, 369, 4) in own.index  # Ukraine is a member from 26 December
    assert (365, 369, 3) not in own.index
    assert own.contiguity[365, 369, 4] == 1


@pytest.mark.parametrize("ending", [".csv", ".dta", ".parquet", ".xlsx"])
def test_a_panel_is_written_with_its_codebook(ending, graph, tmp_path, command):
    path = tmp_path / f"panel{ending}"
    told = command(
        "panel", "--db", graph.engine.place, "--since", "2010", "--until", "2011",
        "--add", "trade,alliance:defence,lag(trade,1)", "-o", path,
    )  # fmt: skip
    assert told.code == 0, told.err
    reader = {".csv": pd.read_csv, ".dta": pd.read_stata, ".parquet": pd.read_parquet,
              ".xlsx": partial(pd.read_excel, engine="openpyxl")}[ending]  # fmt: skip
    frame = reader(path)
    expected = graph.panel(["trade"], since=2010, until=2011)
    assert list(frame.columns)[5:] == ["trade", "alliance_defence", "trade_lag1"]
    assert len(frame) == len(expected)
    assert frame.trade.sum() == pytest.approx(expected.trade.sum())
    codebook = (tmp_path / "panel.codebook.md").read_text("utf-8")
    assert "## trade_lag1" in codebook
    assert "cow-trade: nothing is a zero from 1870-01-01 to 2014-12-31" in codebook
