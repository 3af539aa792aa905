"""Dates: a table by hand, and an oracle that tries every day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.model.dates import DateFault, Span, days, holds, span

CASES_OF = Path(__file__).parent / "cases/meant.tsv"
TABLE = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases/dates.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


def test_the_table_has_at_least_forty_cases():
    assert len(TABLE) >= 40


@pytest.mark.parametrize("case", TABLE, ids=lambda case: " ".join(case[:3]))
def test_cells_become_the_bounds_of_the_table(case):
    dated, since, until, source, *bounds, ongoing = case
    found = span(
        since.strip("-") and since, until.strip("-") and until, dated, day(source), seasons=True
    )
    assert found == Span(*map(day, bounds), ongoing == "yes")


MEANT = [line.split("\t") for line in CASES_OF.read_text("utf-8").splitlines() if line[:1] != "#"]


@pytest.mark.parametrize(("text", "part", "since", "until"), MEANT)
def test_what_is_no_date_is_named_with_its_cure(text, part, since, until):
    with pytest.raises(DateFault) as fault:
        days(text)
    assert part in str(fault.value)
    assert (fault.value.suggestion, fault.value.until) == (since.strip("-"), until.strip("-"))


@pytest.mark.parametrize(
    ("since", "until", "dated", "part"),
    [
        ("..", "", "spell", "until only"),
        ("2020", "2019", "spell", "before"),
        ("2020-05-02", "2020-05-01", "spell", "before"),
        ("2020", "2021", "instant", "no until"),
        ("2020", "..", "instant", "no until"),
        ("2020", "..", "reporting period", "ends"),
        ("", "2020", "reporting period", "needs a since"),
    ],
)
def test_impossible_pairs_are_refused(since, until, dated, part):
    with pytest.raises(DateFault, match=part):
        span(since, until, dated)


BASE = date(2020, 2, 20)


@st.composite
def cells(draw):
    """A date cell near BASE and the days it may stand for, worked out apart from the code."""
    form = draw(st.sampled_from(["day", "month", "day~", "empty"]))
    at = BASE + timedelta(days=draw(st.integers(0, 25)))
    if form == "day":
        return at.isoformat(), {at}
    if form == "day~":
        return f"{at.isoformat()}~", {at + timedelta(days=shift) for shift in (-1, 0, 1)}
    if form == "month":
        whole = {date(at.year, at.month, 1) + timedelta(days=n) for n in range(31)}
        return at.strftime("%Y-%m"), {d for d in whole if d.month == at.month}
    return "", None


@given(cells(), cells(), st.integers(-3, 45), st.integers(0, 9))
def test_a_spell_holds_as_trying_every_pair_of_days_says(start, end, offset, length):
    (since, starts), (until, ends) = start, end
    if not starts or not ends:
        return
    worlds = [(s, e) for s, e in product(starts, ends) if s <= e]
    first = BASE + timedelta(days=offset)
    last = first + timedelta(days=length)
    wanted = [first + timedelta(days=n) for n in range(length + 1)]
    if not worlds:
        with pytest.raises(DateFault, match="before"):
            span(since, until, "spell")
        return
    always = all(s <= d <= e for s, e in worlds for d in wanted)
    ever = any(s <= d <= e for s, e in worlds for d in wanted)
    expected = "certain" if always else "possible" if ever else "no"
    assert holds(span(since, until, "spell"), first, last, dated="spell") == expected


@given(cells(), st.integers(-3, 45), st.integers(0, 40))
def test_an_instant_counts_when_it_falls_inside(cell, offset, length):
    since, at = cell
    if not at:
        return
    first = BASE + timedelta(days=offset)
    last = first + timedelta(days=length)
    inside = {first <= d <= last for d in at}
    expected = "certain" if inside == {True} else "possible" if True in inside else "no"
    assert holds(span(since, "", "instant"), first, last, dated="instant") == expected


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.sampled_from("~?%"))
def test_an_uncertain_day_contains_the_day_and_its_neighbours(at, mark):
    found = days(f"{at:%Y}".zfill(4) + f"-{at:%m-%d}" + mark)
    assert found.first <= at <= found.last
    assert (found.last - found.first).days == (2 if date.min < at < date.max else 1)


NOTATIONS = [
    "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%d %b. %Y", "%b %d %Y",
    "%Y年%m月%d日", "%Y-%m-%dT10:30:00", "%Y-%m-%d 00:00",
    "%Y %B %d", "%dth of %B %Y",
]  # fmt: skip


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(NOTATIONS))
def test_a_day_in_another_notation_is_suggested_as_the_day_that_it_is(at, notation):
    with pytest.raises(DateFault) as fault:
        days(at.strftime(notation))
    assert fault.value.suggestion == at.isoformat()
    assert days(fault.value.suggestion).first == at


@given(st.integers(13, 31), st.integers(1, 12), st.integers(1900, 2100), st.sampled_from("/.-"))
def test_a_day_over_twelve_tells_which_is_the_month(day_, month, year, mark):
    for typed in (f"{day_}{mark}{month}{mark}{year}", f"{month}{mark}{day_}{mark}{year}"):
        with pytest.raises(DateFault) as fault:
            days(typed)
        assert fault.value.suggestion in (f"{year}-{month:02}-{day_:02}", "")
        assert "day or month first" not in str(fault.value)


@given(cells(), cells(), st.sampled_from([" to ", "/", " – ", "–", " until ", "..", " - "]))
def test_two_dates_in_one_cell_are_suggested_as_the_two_ends(start, end, between):
    (since, starts), (until, ends) = start, end
    if not starts or not ends or since.rstrip("~") > until.rstrip("~") + "~":
        return
    with pytest.raises(DateFault) as fault:
        days(f"{since}{between}{until}")
    assert (fault.value.suggestion, fault.value.until) == (since, until)


@given(st.text(max_size=14))
def test_any_text_is_a_date_or_a_named_fault(text):
    try:
        found = days(text)
    except DateFault as fault:
        assert str(fault)
    else:
        assert found.first <= found.last
