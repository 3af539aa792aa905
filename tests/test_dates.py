"""Dates: a table by hand, and an oracle that tries every day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.model.dates import DateFault, Span, days, holds, span

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
    found = span(since.strip("-") and since, until.strip("-") and until, dated, day(source))
    assert found == Span(*map(day, bounds), ongoing == "yes")


@pytest.mark.parametrize(
    ("text", "part", "suggestion"),
    [
        ("-0044", "outside the years", ""),
        ("12019", "outside the years", ""),
        ("201906", "outside the years", ""),
        ("43617", "spreadsheet's number of a day", "2019-06-01"),
        ("Y170000002", "outside the years", ""),
        ("0000", "outside the years", ""),
        ("2019/2020", "interval", ""),
        ("2019-06-05T10:00:00", "time of day", "2019-06-05"),
        ("2019-02-30", "no day of the calendar", ""),
        ("2019-13", "no day of the calendar", ""),
        ("2019-25", "no day of the calendar", ""),
        ("195X-06", "no day of the calendar", ""),
        ("2019-6-5", "not a date", "2019-06-05"),
        ("2019-6", "not a date", "2019-06"),
        ("Jun-19", "spreadsheet", "2019-06"),
        ("5/6/2019", "day or month first", "2019-06-05"),
        ("5.6.2019", "day or month first", "2019-06-05"),
        ("June 2019", "expected 2019", ""),
        ("", "expected 2019", ""),
        ("٢٠١٩", "expected 2019", ""),
    ],
)
def test_what_is_no_date_is_named_with_its_cure(text, part, suggestion):
    with pytest.raises(DateFault, match=part) as fault:
        days(text)
    assert fault.value.suggestion == suggestion


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


@given(st.text(max_size=14))
def test_any_text_is_a_date_or_a_named_fault(text):
    try:
        found = days(text)
    except DateFault as fault:
        assert str(fault)
    else:
        assert found.first <= found.last
