"""What the real files of the field hold, counted by plain pandas, apart from the importer.

Each function takes the frames of its data set, as texts, and returns answers by question; a
question is a Cypher query, whose rows must be these.
"""

from __future__ import annotations

from functools import cache

import pandas as pd
from samples import SHARED

DATASETS = SHARED / "datasets"
FILES = {
    "cow-states": ["cow/states2016.csv"],
    "gw-states": ["cow/gw_states.csv"],
    "cow-igo": ["cow/igo.csv", "cow/igo_membership.csv"],
    "cow-mid": ["cow/mid_directed_dyads.csv.gz"],
    "cow-wars": ["cow/Inter-StateWarData_v4.0.csv"],
    "cow-contiguity": ["cow/contdir.csv"],
    "cow-trade": ["cow/cow_trade_ndy.csv.gz"],
    "atop": ["atop/atop_alliance_directed_dyad_year.csv.gz"],
    "treaties": ["treaties/agreements_GGO.csv.gz", "treaties/parties_GGO.csv.gz"],
    "unsc-vetoes": ["unsc_vetoes/unsc_vetoes_1946_sept2022.csv"],
    "un-votes": [
        "unvotes/un_votes.csv.gz", "unvotes/un_roll_calls.csv.gz", "unvotes/un_roll_call_issues.csv",
    ],
    "sipri": ["sipri/sipri_ru_cn_exports.csv"],
    "archigos": ["leaders/archigos.csv"],
    "icews": ["icews/icews_2005-2015_part1.tsv.gz", "icews/icews_2005-2015_part2.tsv.gz"],
    "icews18": [
        "icews/icews18/entity2id.txt.gz", "icews/icews18/relation2id.txt.gz",
        "icews/icews18/test.txt.gz", "icews/icews18/valid.txt.gz",
    ],
    "countries": ["countries/countries.json"],
}  # fmt: skip


@cache
def read(name, **how):
    return pd.read_csv(DATASETS / name, dtype=str, keep_default_na=False, **how)


def cow_states():
    d = read("cow/states2016.csv")

    def day(which):
        parts = {part: d[which + part].astype(int) for part in ("year", "month", "day")}
        return pd.to_datetime(parts)

    starts, ends = day("st"), day("end")
    system = (
        "MATCH (s)-[r:IN_STATE_SYSTEM {{imported: 'cow-states'}}]->(s) WHERE r.since <= date('{0}') "
        "AND coalesce(r.until, r.until_earliest) >= date('{0}') RETURN count(DISTINCT s)"
    )
    for on in ("1816-01-01", "1914-08-01", "1945-10-24", "2016-12-31"):
        yield system.format(on), [((starts <= on) & (ends >= on)).sum()]
    yield (
        (
            "MATCH (s)-[r:IN_STATE_SYSTEM {imported: 'cow-states'}]->(s) WHERE r.until IS NULL "
            "RETURN count(r), min(r.until_earliest), any(x IN collect(r.ongoing) WHERE x)"
        ),
        [((ends == "2016-12-31").sum(), "2016-12-31", False)],
    )
    gmy = d[d.stateabb == "GMY"].sort_values("styear")
    yield (
        (
            "MATCH (s {id: 'DEU'})-[r:IN_STATE_SYSTEM {imported: 'cow-states'}]->(s) "
            "WHERE r.since < date('1950-01-01') OR r.since > date('1990-01-01') "
            "RETURN r.since_edtf ORDER BY r.since"
        ),
        [f"{r.styear}-{int(r.stmonth):02}-{int(r.stday):02}" for r in gmy.itertuples()],
    )


def gw_states():
    d = read("cow/gw_states.csv")
    for on in ("1816-01-01", "1914-08-01", "2016-12-31"):
        yield (
            (
                "MATCH (s)-[r:IN_STATE_SYSTEM {series: 'gw'}]->(s) "
                f"WHERE r.since <= date('{on}') AND coalesce(r.until, r.until_earliest) >= date('{on}') "
                "RETURN count(r)"
            ),
            [((d.startdate <= on) & (d.enddate >= on)).sum()],
        )
    serbia = d[d.gwcode == "340.0"].sort_values("startdate")
    yield (
        (
            "MATCH (s {id: 'SRB'})-[r:IN_STATE_SYSTEM {series: 'gw'}]->(s) "
            "RETURN r.since_edtf ORDER BY r.since"
        ),
        list(serbia.startdate),
    )
    yield (
        ("MATCH (s)-[r:IN_STATE_SYSTEM {series: 'gw'}]->(s) WHERE r.until IS NULL RETURN count(*)"),
        [(d.enddate == "2017-12-31").sum()],
    )


def cow_igo():
    d = read("cow/igo_membership.csv").astype(int).sort_values(["igoID", "StateID", "JoinYear"])
    pair = d.groupby(["igoID", "StateID"])
    gap = d.JoinYear - pair.LeaveYear.shift()
    sampled = (gap == 5) & (d.JoinYear <= 1965)
    assert (gap.notna().sum(), sampled.sum()) == (17483, 16431)
    # Yugoslavia's code is that of three states: who was in it in 1920 and in 1915 is two spells
    runs = (
        d.assign(new=(~sampled).cumsum())
        .groupby("new")
        .agg(state=("StateID", "first"), first=("JoinYear", "min"), last=("LeaveYear", "max"))
    )
    yugoslav = runs[runs.state == 345]
    handed = sum(
        ((yugoslav["first"] <= before) & (yugoslav["last"] > before)).sum()
        for before in (1915, 2005)
    )
    crossing = ((yugoslav["first"] <= 1915) & (yugoslav["last"] >= 1920)).sum()
    yield (
        ("MATCH ()-[r:MEMBER_OF {imported: 'cow-igo'}]->() RETURN count(r)"),
        [len(runs) + crossing],
    )
    assert handed >= crossing
    yield (
        ("MATCH ()-[r:MEMBER_OF {imported: 'cow-igo'}]->() WHERE r.until IS NULL RETURN count(*)"),
        [(d.LeaveYear == 2005).sum()],
    )
    for name, number in (("UN", 4400), ("NATO", 3700)):
        members = d[(d.igoID == number) & (d.LeaveYear == 2005)].StateID.nunique()
        yield (
            (
                f"MATCH (s)-[r:MEMBER_OF {{imported: 'cow-igo'}}]->(o) WHERE '{name}' IN o.aliases "
                "AND r.until IS NULL RETURN count(DISTINCT s)"
            ),
            [members],
        )
    for id, code in (("CHN", 710), ("RUS", 365)):
        yield (
            (
                f"MATCH ({{id: '{id}'}})-[r:MEMBER_OF {{imported: 'cow-igo'}}]->(o) "
                "WHERE r.until IS NULL RETURN count(DISTINCT o)"
            ),
            [d[(d.StateID == code) & (d.LeaveYear == 2005)].igoID.nunique()],
        )
    yield (
        (
            "MATCH ({id: 'RUS'})-[r:MEMBER_OF {imported: 'cow-igo'}]->(o) WHERE 'UN' IN o.aliases "
            "RETURN r.since_edtf, r.since, r.since_latest"
        ),
        [("[1941..1945]", "1941-01-01", "1945-12-31")],
    )


def cow_mid():
    d = read("cow/mid_directed_dyads.csv.gz")
    yield "MATCH (d:Dispute) RETURN count(d)", [d.dispnum.nunique()]
    # without Canada before it was a state, and Yugoslavia, whose code was Serbia's
    known = d[~((d.ccode1 == "20.0") & (d.year < "1920")) & (d.ccode1 != "345.0")]
    yield (
        (
            "MATCH (s)-[r:DISPUTED_IN]->(d) WHERE NOT s.id IN ['SRB', 'YUG'] "
            "RETURN count(DISTINCT [s.id, d.id])"
        ),
        [known[["dispnum", "ccode1"]].drop_duplicates().shape[0]],
    )
    for id, code in (("RUS", "365.0"), ("CHN", "710.0")):
        yield (
            (f"MATCH ({{id: '{id}'}})-[r:DISPUTED_IN]->(d) RETURN count(DISTINCT d)"),
            [d[d.ccode1 == code].dispnum.nunique()],
        )
    pair = d[(d.ccode1 == "365.0") & (d.ccode2 == "710.0")]
    yield (
        (
            "MATCH (s {id: 'RUS'})-[r:DISPUTED_IN]->(d {id: 'mid-349'}) "
            "RETURN r.side, r.hostility, r.fatality"
        ),
        [("B", "use of force", "26-100")],
    )
    assert set(pair[pair.dispnum == "349.0"][["sidea1", "hostlev1", "fatality1"]].iloc[0]) == {
        "0.0", "4.0", "2.0",
    }  # fmt: skip
    war = known[known.hostlev1 == "5.0"][["dispnum", "ccode1"]].drop_duplicates()
    yield (
        (
            "MATCH (s)-[r:DISPUTED_IN {hostility: 'war'}]->(d) WHERE NOT s.id IN ['SRB', 'YUG'] "
            "RETURN count(DISTINCT [s.id, d.id])"
        ),
        [len(war)],
    )
    silent = known[known.fatality1 == "-9.0"]
    yield (
        (
            "MATCH (s)-[r:DISPUTED_IN]->(d) WHERE r.fatality IS NULL AND NOT s.id IN ['SRB', 'YUG'] "
            "RETURN count(DISTINCT [s.id, d.id])"
        ),
        [silent[["dispnum", "ccode1"]].drop_duplicates().shape[0]],
    )


def cow_wars():
    d = read("cow/Inter-StateWarData_v4.0.csv", lineterminator="\r", encoding="cp1252")
    yield "MATCH (w:War) RETURN count(w)", [d.WarNum.nunique()]
    yield "MATCH ()-[r:FOUGHT_IN]->() RETURN count(r)", [len(d) + (d.StartYear2 != "-8").sum()]
    crimea = d[d.WarName == "Crimean"]
    ids = {"220": "FRA", "325": "ITA", "640": "TUR", "200": "GBR", "365": "RUS"}
    yield (
        (
            "MATCH (s)-[r:FOUGHT_IN]->(w {name: 'Crimean'}) RETURN r.side, s.id ORDER BY r.side, s.id"
        ),
        sorted({(r.Side, ids[r.ccode]) for r in crimea.itertuples()}),
    )
    world = d[d.WarName == "World War I"].BatDeath.astype(int)
    yield (
        ("MATCH (s)-[r:FOUGHT_IN]->(w {name: 'World War I'}) RETURN sum(r.deaths)"),
        [float(world.sum())],
    )
    yield (
        (
            "MATCH (s)-[r:FOUGHT_IN {outcome: 'won'}]->() WHERE r.initiator RETURN count(DISTINCT "
            "[s.id, r.row])"
        ),
        [((d.Outcome == "1") & (d.Initiator == "1")).sum()],
    )
    yield (
        "MATCH ()-[r:FOUGHT_IN]->() WHERE r.deaths IS NULL RETURN count(DISTINCT r.row)",
        [(d.BatDeath == "-9").sum()],
    )


def cow_contiguity():
    d = read("cow/contdir.csv")
    land = d[(d.end == "201612") & (d.conttype == "1")]
    yield (
        (
            "MATCH ()-[r:CONTIGUOUS_TO|CONTIGUOUS_BY_WATER_TO {imported: 'cow-contiguity'}]->() "
            "RETURN count(DISTINCT r.row)"
        ),
        [len(d)],
    )
    assert len(d) == 847
    yield (
        (
            "MATCH ({id: 'RUS'})-[r:CONTIGUOUS_TO {imported: 'cow-contiguity'}]-(n) "
            "WHERE r.until IS NULL RETURN count(DISTINCT n)"
        ),
        [((land.statelno == "365") | (land.statehno == "365")).sum()],
    )
    yield (
        (
            "MATCH (a)-[r:CONTIGUOUS_TO {imported: 'cow-contiguity'}]->(b) "
            "WHERE r.until IS NULL RETURN count(DISTINCT [a.id, b.id])"
        ),
        [land.dyad.nunique()],
    )
    for kind, miles in (
        ("2", "up to 12"),
        ("3", "up to 24"),
        ("4", "up to 150"),
        ("5", "up to 400"),
    ):
        yield (
            (
                f"MATCH ()-[r:CONTIGUOUS_BY_WATER_TO {{miles: '{miles}'}}]->() RETURN count(DISTINCT r.row)"
            ),
            [(d.conttype == kind).sum()],
        )
    china = land[(land.statelno == "710") | (land.statehno == "710")]
    yield (
        (
            "MATCH ({id: 'CHN'})-[r:CONTIGUOUS_TO {imported: 'cow-contiguity'}]-(n) "
            "WHERE r.until IS NULL RETURN count(DISTINCT n)"
        ),
        [len(china)],
    )


def cow_trade():
    d = read("cow/cow_trade_ndy.csv.gz")
    first, second = (pd.to_numeric(d[name]) for name in ("flow1", "flow2"))
    yield (
        ("MATCH ()-[r:EXPORTED_TO {imported: 'cow-trade'}]->() RETURN count(r), sum(r.value)"),
        [(int((first > 0).sum() + (second > 0).sum()), float(first.sum() + second.sum()))],
    )
    assert int((first > 0).sum() + (second > 0).sum()) == 563311
    pair = d[(d.ccode1 == "365") & (d.ccode2 == "710") & (d.year == "2014")].iloc[0]
    yield (
        (
            "MATCH ({id: 'CHN'})-[r:EXPORTED_TO {imported: 'cow-trade', since_edtf: '2014'}]->"
            "({id: 'RUS'}) RETURN r.value"
        ),
        [float(pair.flow1)],
    )
    yield (
        (
            "MATCH ({id: 'RUS'})-[r:EXPORTED_TO {imported: 'cow-trade', since_edtf: '2014'}]->"
            "({id: 'CHN'}) RETURN r.value"
        ),
        [float(pair.flow2)],
    )
    american = d[(d.ccode1 == "2") & (d.year == "2014")]
    yield (
        (
            "MATCH ()-[r:EXPORTED_TO {imported: 'cow-trade', since_edtf: '2014'}]->({id: 'USA'}) "
            "RETURN sum(r.value)"
        ),
        [float(pd.to_numeric(american.flow1).sum())],
    )
    yield (
        "MATCH (a)-[r:EXPORTED_TO {imported: 'cow-trade', since_edtf: '1913'}]->() "
        "RETURN count(r), max(r.value)"
    ), [(
        int((first[d.year == "1913"] > 0).sum() + (second[d.year == "1913"] > 0).sum()),
        float(max(first[d.year == "1913"].max(), second[d.year == "1913"].max())),
    )]  # fmt: skip


OBLIGATIONS = {
    "atop_defense": "defence", "atop_offense": "offence", "atop_neutral": "neutrality",
    "atop_nonagg": "non-aggression", "atop_consul": "consultation",
}  # fmt: skip


def atop():
    d = read("atop/atop_alliance_directed_dyad_year.csv.gz").astype(float).astype(int)
    spells = 0
    for column, obligation in OBLIGATIONS.items():
        held = d[d[column] == 1].sort_values(["ccode1", "ccode2", "year"])
        begins = held.groupby(["ccode1", "ccode2"]).year.diff() != 1
        spells += begins.sum()
        # the code of Yugoslavia in 1919, and of Serbia in 2007, passes to another actor
        passed = held[["ccode1", "ccode2"]].eq(345).any(axis=1) & held.year.isin([1919, 2007])
        yield (
            (f"MATCH ()-[r:OBLIGED_TO {{obligation: '{obligation}'}}]->() RETURN count(r)"),
            [(begins | passed).sum()],
        )
    assert spells == 22116
    russian = d[(d.ccode1 == 365) & (d.ccode2 == 710) & (d.atop_defense == 1)].year
    yield (
        (
            "MATCH ({id: 'RUS'})-[r:OBLIGED_TO {obligation: 'defence'}]->({id: 'CHN'}) "
            "RETURN r.since_edtf, r.until_edtf ORDER BY r.since"
        ),
        [("1896", "1900"), ("1942", "1980")],
    )
    assert sorted(russian) == [*range(1896, 1901), *range(1942, 1981)]
    yield (
        (
            "MATCH ()-[r:OBLIGED_TO {obligation: 'defence'}]->() WHERE r.until IS NULL RETURN count(r)"
        ),
        [((d.year == 2018) & (d.atop_defense == 1)).sum()],
    )


def treaties():
    d = read("treaties/parties_GGO.csv.gz")
    yield (
        (
            "MATCH (s)-[r:SIGNED]->(t {id: 'treaty-TRGNFC_2001A'}) RETURN s.id, r.since ORDER BY s.id"
        ),
        [("CHN", "2001-07-16"), ("RUS", "2001-07-16")],
    )
    yield (
        (
            "MATCH (s)-[r:PARTY_TO]->(t {id: 'treaty-TRGNFC_2001A'}) RETURN s.id, r.since, r.until "
            "ORDER BY s.id"
        ),
        [("CHN", "2002-02-28", None), ("RUS", "2002-02-28", None)],
    )
    assert set(d[d.treatyID == "TRGNFC_2001A"].StateForce) == {"2002-02-28"}
    force = d.StateForce.replace("9999-12-31", "")
    backwards = (force != "") & (d.StateEnd != "") & (d.StateEnd.str[:10] < force.str[:10])
    assert ((d.StateEnd != "") & (d.StateEnd.str[:10] < d.StateForce.str[:10])).sum() == 6477
    for id in ("CHN", "NOR", "BRA"):
        signed = d[(d.stateID == id) & ~d.StateSignature.isin(["", "9999-12-31"]) & ~backwards]
        yield (
            (
                f"MATCH ({{id: '{id}'}})-[r:SIGNED {{imported: 'treaties'}}]->(t) RETURN count(DISTINCT t)"
            ),
            [signed.treatyID.nunique()],
        )
        ratified = d[
            (d.stateID == id)
            & ~d.StateRatification.isin(["", "9999-12-31", "0001-01-01"])
            & ~backwards
        ]
        yield (
            (f"MATCH ({{id: '{id}'}})-[r:RATIFIED]->(t) RETURN count(DISTINCT t)"),
            [ratified.treatyID.nunique()],
        )


def unsc_vetoes():
    d = read("unsc_vetoes/unsc_vetoes_1946_sept2022.csv")
    names = pd.concat([d.member_veto1, d.member_veto2, d.member_veto3])
    vetoes = names[names != ""].value_counts()
    assert vetoes.sum() == 265
    yield (
        ("MATCH ()-[r:VOTED {imported: 'unsc-vetoes'}]->(d) RETURN count(r), count(DISTINCT d)"),
        [(int(vetoes.sum()), len(d))],
    )
    of = {
        "CHN": ["China"],
        "FRA": ["France"],
        "GBR": ["UK"],
        "USA": ["USA"],
        "RUS": ["USSR", "Russia"],
    }
    for id, called in of.items():
        yield (
            (f"MATCH ({{id: '{id}'}})-[r:VOTED {{imported: 'unsc-vetoes'}}]->() RETURN count(r)"),
            [sum(int(vetoes[name]) for name in called)],
        )
    three = d[["member_veto1", "member_veto2", "member_veto3"]]
    together = three.isin(["China"]).any(axis=1) & three.isin(["Russia", "USSR"]).any(axis=1)
    yield (
        (
            "MATCH ({id: 'CHN'})-[r:VOTED {imported: 'unsc-vetoes'}]->(d)<-[q:VOTED]-({id: 'RUS'}) "
            "RETURN count(DISTINCT d)"
        ),
        [together.sum()],
    )
    assert together.sum() == 14


def un_votes():
    d, calls = read("unvotes/un_votes.csv.gz"), read("unvotes/un_roll_calls.csv.gz")
    yield (
        ("MATCH ()-[r:VOTED {imported: 'un-votes'}]->() RETURN r.vote, count(*) ORDER BY r.vote"),
        [(vote, int(n)) for vote, n in d.vote.value_counts().sort_index().items()],
    )
    for id, code in (("NAM", "NA"), ("RUS", "RU"), ("CHN", "CN"), ("TWN", "TW"), ("USA", "US")):
        yield (
            (f"MATCH ({{id: '{id}'}})-[r:VOTED {{imported: 'un-votes'}}]->() RETURN count(r)"),
            [(d.country_code == code).sum()],
        )
    assert (d.country_code == "NA").sum() == 2455
    german = d.country_code.isin(["DE"]) | (d.country == "Federal Republic of Germany")
    yield "MATCH ({id: 'DEU'})-[r:VOTED {imported: 'un-votes'}]->() RETURN count(r)", [german.sum()]
    yield "MATCH (c:RollCall) WHERE c.id STARTS WITH 'unga-' RETURN count(c)", [len(calls)]
    ours = d.assign(rcid=d.rcid.str[:-2])
    wide = pd.DataFrame({
        code: ours[ours.country_code == code].set_index("rcid").vote for code in ("RU", "CN")
    }).dropna()  # fmt: skip
    yield (
        (
            "MATCH ({id: 'RUS'})-[r:VOTED {imported: 'un-votes'}]->(c)<-[q:VOTED {imported: 'un-votes'}]-"
            "({id: 'CHN'}) RETURN count(*), sum(CASE WHEN r.vote = q.vote THEN 1 ELSE 0 END)"
        ),
        [(len(wide), int((wide.RU == wide.CN).sum()))],
    )
    resolution = calls[calls.unres == "R/68/262"].rcid.iloc[0]
    counts = ours[ours.rcid == resolution].vote.value_counts()
    yield (
        ("MATCH ()-[r:VOTED]->(c {document: 'R/68/262'}) RETURN r.vote, count(*) ORDER BY r.vote"),
        [(vote, int(n)) for vote, n in counts.sort_index().items()],
    )
    dates = calls.assign(number=calls.rcid.astype(int))
    vague = (dates.number < 4446) | ((dates.number >= 9000) & (dates.date < "2019"))
    yield (
        (
            "MATCH ()-[r:VOTED {imported: 'un-votes'}]->(c) WHERE size(r.since_edtf) = 7 "
            "RETURN count(DISTINCT c)"
        ),
        [vague.sum()],
    )


def sipri():
    d = read("sipri/sipri_ru_cn_exports.csv")
    own = "MATCH ({{id: '{0}'}})-[r:TRANSFERRED_ARMS_TO {{imported: 'sipri'}}]->"
    value = d.value.astype(int)
    known = ~d.recipient.str.startswith("Unknown")
    for id, name in (("CHN", "China"), ("RUS", "Russia")):
        mine = (d.supplier == name) & known
        yield (
            own.format(id) + "() RETURN count(r), sum(r.tiv)",
            [(int(mine.sum()), float(value[mine].sum()))],
        )
    pair = d[(d.supplier == "Russia") & (d.recipient == "China")]
    yield (
        own.format("RUS") + "({id: 'CHN'}) RETURN count(r), sum(r.tiv)",
        [(len(pair), float(pair.value.astype(int).sum()))],
    )
    yield (
        (
            "MATCH ()-[r:TRANSFERRED_ARMS_TO {imported: 'sipri', tiv_text: '<0.5'}]->() RETURN count(r)"
        ),
        [(known & (value == 0)).sum()],
    )
    rebels = d.recipient.str.endswith("*")
    yield (
        (
            "MATCH ()-[r:TRANSFERRED_ARMS_TO {imported: 'sipri'}]->(g:Group) RETURN count(r), "
            "count(DISTINCT g)"
        ),
        [(int(rebels.sum()), d[rebels].recipient.nunique())],
    )
    late = d.year.astype(int) > 2006  # before, what SIPRI calls Serbia was Yugoslavia
    for id, those in (
        ("SRB", (d.recipient == "Serbia") & late), ("IND", d.recipient == "India"),
        ("YUG", d.recipient.isin(["Serbia", "Yugoslavia"]) & ~late),
    ):  # fmt: skip
        yield (
            (
                f"MATCH ()-[r:TRANSFERRED_ARMS_TO {{imported: 'sipri'}}]->({{id: '{id}'}}) "
                "RETURN sum(r.tiv)"
            ),
            [float(value[those].sum())],
        )


def archigos():
    d = read("leaders/archigos.csv")
    office = "MATCH (p)-[r:HOLDS_OFFICE {{imported: 'archigos'}}]->({{id: '{0}'}}) "
    for id, code in (("RUS", "365.0"), ("CHN", "710.0"), ("GBR", "200.0")):
        yield office.format(id) + "RETURN count(r)", [(d.gwcode == code).sum()]
    yield (
        office.format("RUS") + "WHERE p.name = 'Putin' RETURN r.since, r.until, r.until_earliest",
        [("2000-01-01", None, "2015-12-31")],
    )
    assert list(d[(d.gwcode == "365.0") & (d.leader == "Putin")].startdate) == ["2000-01-01"]
    names = d.groupby("leadid").leader.transform("first")
    kept = d[d.leader == names]
    yield "MATCH ()-[r:HOLDS_OFFICE {imported: 'archigos'}]->() RETURN count(r)", [len(kept)]
    yield (
        (
            "MATCH ()-[r:HOLDS_OFFICE {imported: 'archigos'}]->() WHERE r.until IS NULL RETURN count(r)"
        ),
        [(kept.enddate == "2015-12-31").sum()],
    )
    yield (
        (
            "MATCH ()-[r:HOLDS_OFFICE {imported: 'archigos', entry: 'Irregular'}]->() RETURN count(r)"
        ),
        [(kept.entry == "Irregular").sum()],
    )


def icews():
    names = ["a", "event", "b", "date"]
    d = pd.concat([
        pd.read_csv(DATASETS / f, sep="\t", names=names, dtype=str, quoting=3, keep_default_na=False)
        for f in FILES["icews"]
    ])  # fmt: skip
    own = "MATCH (a)-[r:ACTED_TOWARD {imported: 'icews'}]->(b) "
    yield (
        own + "RETURN count(r), min(r.since), max(r.since)",
        [(len(d), d.date.min(), d.date.max())],
    )
    china, japan = d.a == "China", d.b == "Japan"
    yield own + "WHERE a.id = 'CHN' RETURN count(r)", [china.sum()]
    yield own + "WHERE b.id = 'CHN' RETURN count(r)", [(d.b == "China").sum()]
    yield own + "WHERE a.id = 'CHN' AND b.id = 'JPN' RETURN count(r)", [(china & japan).sum()]
    yield own + "RETURN count(DISTINCT r.event)", [d.event.nunique()]
    yield own + "WHERE a = b RETURN count(r)", [(d.a == d.b).sum()]


def icews18():
    def table(name, columns):
        return pd.read_csv(
            DATASETS / f"icews/icews18/{name}.txt.gz", sep="\t", names=columns, dtype=str, quoting=3,
            keep_default_na=False,
        ).apply(lambda column: column.str.strip())  # fmt: skip

    entities = dict(table("entity2id", ["name", "id"]).set_index("name").id)
    d = pd.concat([table(part, ["a", "event", "b", "hour", "zero"]) for part in ("test", "valid")])
    own = "MATCH (a)-[r:ACTED_TOWARD {imported: 'icews18'}]->(b) "
    yield (
        own + "RETURN count(r), min(r.since), max(r.since)",
        [(len(d), "2018-08-29", "2018-10-31")],
    )
    assert (int(d.hour.astype(int).min()) // 24, int(d.hour.astype(int).max()) // 24) == (240, 303)
    for id, name in (("RUS", "Russia"), ("CHN", "China"), ("USA", "United States")):
        yield own + f"WHERE a.id = '{id}' RETURN count(r)", [(d.a == entities[name]).sum()]
        yield own + f"WHERE b.id = '{id}' RETURN count(r)", [(d.b == entities[name]).sum()]
    yield own + "RETURN count(DISTINCT r.event)", [d.event.nunique()]


def countries():
    d = pd.read_json(DATASETS / "countries/countries.json")
    pairs = {
        tuple(sorted((row.cca3, other)))
        for row in d.itertuples() for other in row.borders if "UNK" not in (row.cca3, other)
    }  # fmt: skip
    kosovo = set(d[d.cca3 == "UNK"].borders.iloc[0])
    own = "[r:CONTIGUOUS_TO {imported: 'countries'}]"
    yield (
        f"MATCH (a)-{own}->(b) WHERE a.id <> 'XKX' AND b.id <> 'XKX' RETURN count(*)",
        [len(pairs)],
    )
    yield f"MATCH ({{id: 'XKX'}})-{own}-(b) RETURN b.id ORDER BY b.id", sorted(kosovo)
    for id in ("RUS", "CHN", "BRA"):
        theirs = sorted(d[d.cca3 == id].borders.iloc[0])
        yield f"MATCH ({{id: '{id}'}})-{own}-(b) RETURN b.id ORDER BY b.id", theirs
    yield f"MATCH ({{id: 'AUS'}})-{own}-(b) RETURN count(b)", [0]


KNOWN = {
    "cow-states": cow_states, "gw-states": gw_states, "cow-igo": cow_igo, "cow-mid": cow_mid,
    "cow-wars": cow_wars, "cow-contiguity": cow_contiguity, "cow-trade": cow_trade, "atop": atop,
    "treaties": treaties, "unsc-vetoes": unsc_vetoes, "un-votes": un_votes, "sipri": sipri,
    "archigos": archigos, "icews": icews, "icews18": icews18, "countries": countries,
}  # fmt: skip
