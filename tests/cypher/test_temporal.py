"""Times and durations: what their text says is what they are, and Python's clock agrees."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import graph_of

from relgraph.cypher import run
from relgraph.graph.times import DAY, MINUTE, DateTime, Duration, LocalDateTime, LocalTime, Time

EMPTY = graph_of([], {})
ZONES = (
    "Asia/Shanghai",
    "Europe/Moscow",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
)
ticks = st.integers(0, DAY - 1)
offsets = st.integers(-18 * 60, 18 * 60).map(lambda minutes: minutes * 60)
days = st.dates()
large = st.integers(-(10**9), 10**9)
moments = st.integers(157_766_400, 1_767_139_200)
"""Seconds from 1975 to 2025."""


def one(query, **params):
    return run(EMPTY, query, params).records[0][0]


VALUES = {
    "localtime": st.builds(LocalTime, ticks),
    "time": st.builds(Time, ticks, offsets),
    "localdatetime": st.builds(LocalDateTime, days, ticks),
    "date": days,
    "duration": st.builds(Duration.of, large, large, large, large),
}


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_a_value_is_what_its_text_says(kind, data):
    value = data.draw(VALUES[kind])
    assert one(f"RETURN {kind}(toString($v))", v=value) == value


@given(moments, st.sampled_from(ZONES))
def test_a_zone_has_pythons_hour_at_each_moment(moment, zone):
    there = datetime.fromtimestamp(moment, ZoneInfo(zone))
    value = one("RETURN datetime({epochSeconds: $s, timezone: $z})", s=moment, z=zone)
    assert (value.hour, value.minute) == (there.hour, there.minute)
    assert isinstance(value, DateTime)
    assert one("RETURN datetime(toString($v))", v=value) == value


@given(moments, moments)
def test_two_moments_are_as_far_apart_as_in_python(begin, end):
    texts = [datetime.fromtimestamp(each, UTC).isoformat() for each in (begin, end)]
    found = one("RETURN duration.inSeconds(datetime($a), datetime($b))", a=texts[0], b=texts[1])
    assert (found.seconds, found.nanoseconds) == (end - begin, 0)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-9999, 9999))
def test_days_are_added_as_in_python(day, many):
    assert one("RETURN $d + duration({days: $n})", d=day, n=many) == day + timedelta(days=many)


@given(ticks, offsets)
def test_times_are_in_the_order_of_their_moments(tick, offset):
    later = Time((tick + MINUTE) % DAY, offset)
    assert one("RETURN $a < $b", a=Time(tick, offset), b=later) == (tick + MINUTE < DAY)
