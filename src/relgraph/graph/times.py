"""Times, date-times and durations to the nanosecond, as Cypher has them.

A day is Python's ``date``. Python's ``time`` and ``datetime`` end at microseconds, and its
``timedelta`` has no months, so that these five have classes of their own: named, and read, as
those of the neo4j driver.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from relgraph.graph.zones import offset_at, offset_of, zone_of

SECOND = 1_000_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86_400 * SECOND
_INT64 = 2**63
MONTH = 2_629_746
"""Seconds of an average month of the Gregorian calendar, as Neo4j takes it."""
_EPOCH = date(1970, 1, 1).toordinal()


class _Clock:
    """What all that has a time of day can tell: ``ticks`` are nanoseconds since midnight."""

    __slots__ = ()
    ticks: int

    @property
    def hour(self) -> int:
        """Hour of the day."""
        return self.ticks // HOUR

    @property
    def minute(self) -> int:
        """Minute of the hour."""
        return self.ticks // MINUTE % 60

    @property
    def second(self) -> int:
        """Second of the minute."""
        return self.ticks // SECOND % 60

    @property
    def nanosecond(self) -> int:
        """Nanosecond of the second."""
        return self.ticks % SECOND


@dataclass(frozen=True, slots=True)
class LocalTime(_Clock):
    """A time of day, wherever.

    >>> LocalTime(12 * HOUR + 5).iso_format()
    '12:00:00.000000005'
    """

    ticks: int

    def iso_format(self) -> str:
        """Return the time as ISO 8601 writes it."""
        return clock_text(self.ticks)

    def to_native(self) -> time:
        """Return Python's time, to the microsecond."""
        return _native(self.ticks)

    def __str__(self) -> str:
        return self.iso_format()


@dataclass(frozen=True, slots=True)
class Time(_Clock):
    """A time of day at so many seconds from Greenwich."""

    ticks: int
    offset: int

    @property
    def tzinfo(self) -> tzinfo:
        """Python's zone."""
        return timezone(timedelta(seconds=self.offset))

    @property
    def instant(self) -> int:
        """Nanoseconds from Greenwich's midnight."""
        return self.ticks - self.offset * SECOND

    def iso_format(self) -> str:
        """Return the time as ISO 8601 writes it."""
        return clock_text(self.ticks) + offset_text(self.offset)

    def to_native(self) -> time:
        """Return Python's time, to the microsecond."""
        return _native(self.ticks).replace(tzinfo=self.tzinfo)

    def __str__(self) -> str:
        return self.iso_format()


@dataclass(frozen=True, slots=True)
class LocalDateTime(_Clock):
    """A day and a time of day, wherever."""

    day: date
    ticks: int

    @property
    def instant(self) -> int:
        """Nanoseconds since 1970, as if it were at Greenwich."""
        return (self.day.toordinal() - _EPOCH) * DAY + self.ticks

    @classmethod
    def at(cls, instant: int) -> LocalDateTime:
        """Return the date-time so many nanoseconds after 1970."""
        days, ticks = divmod(instant, DAY)
        return cls(date.fromordinal(days + _EPOCH), ticks)

    def iso_format(self) -> str:
        """Return the date-time as ISO 8601 writes it."""
        return f"{self.day.isoformat()}T{clock_text(self.ticks)}"

    def to_native(self) -> datetime:
        """Return Python's date-time, to the microsecond."""
        return datetime.combine(self.day, _native(self.ticks))

    def __str__(self) -> str:
        return self.iso_format()


@dataclass(frozen=True, slots=True)
class DateTime(_Clock):
    """A day and a time of day at so many seconds from Greenwich, maybe those of a named zone.

    >>> DateTime.local(date(2019, 6, 5), 0, "Asia/Shanghai").iso_format()
    '2019-06-05T00:00:00+08:00[Asia/Shanghai]'
    """

    day: date
    ticks: int
    offset: int
    zone: str = ""

    @classmethod
    def local(cls, day: date, ticks: int, zone: str | int, wanted: int | None = None) -> DateTime:
        """Return a date-time of a zone by its own clock; a zone is a name or an offset.

        Where clocks are put back the ``wanted`` offset is taken, else the earlier one; a time that
        clocks leave out is as much later.

        Raises
        ------
        ValueError
            For a zone that is not known.
        """
        if isinstance(zone, int):
            return cls(day, ticks, zone)
        local = datetime.combine(day, _native(ticks))
        offsets = [offset_of(local, zone, fold) for fold in (0, 1)]
        offset = wanted if wanted in offsets else offsets[0]
        assert offset is not None  # noqa: S101  # it is one of the two
        return cls.at(LocalDateTime(day, ticks).instant - offset * SECOND, zone)

    @classmethod
    def at(cls, instant: int, zone: str | int) -> DateTime:
        """Return the date-time of a zone so many nanoseconds after 1970 at Greenwich."""
        offset = zone if isinstance(zone, int) else offset_at(instant, zone)
        local = LocalDateTime.at(instant + offset * SECOND)
        return cls(local.day, local.ticks, offset, "" if isinstance(zone, int) else zone)

    @property
    def place(self) -> str | int:
        """Name of the zone, or the offset where it has none."""
        return self.zone or self.offset

    @property
    def tzinfo(self) -> tzinfo:
        """Python's zone."""
        return zone_of(self.zone) if self.zone else timezone(timedelta(seconds=self.offset))

    @property
    def instant(self) -> int:
        """Nanoseconds since 1970 at Greenwich."""
        return LocalDateTime(self.day, self.ticks).instant - self.offset * SECOND

    def iso_format(self) -> str:
        """Return the date-time as ISO 8601 writes it, a zone in brackets after it."""
        zone = f"[{self.zone}]" if self.zone else ""
        local = f"{self.day.isoformat()}T{clock_text(self.ticks)}"
        return f"{local}{offset_text(self.offset)}{zone}"

    def to_native(self) -> datetime:
        """Return Python's date-time, to the microsecond."""
        return datetime.combine(self.day, _native(self.ticks), self.tzinfo)

    def __str__(self) -> str:
        return self.iso_format()


@dataclass(frozen=True, slots=True)
class Duration:
    """Months, days, seconds and nanoseconds; none can be told in the others.

    >>> Duration.of(seconds=-1, nanoseconds=1).iso_format()
    'PT-0.999999999S'
    """

    months: int
    days: int
    seconds: int
    nanoseconds: int

    @classmethod
    def of(cls, months: int = 0, days: int = 0, seconds: int = 0, nanoseconds: int = 0) -> Duration:
        """Return a duration whose nanoseconds are from 0 to less than a second.

        Raises
        ------
        OverflowError
            For a part that 64 bits do not hold.
        """
        more, rest = divmod(nanoseconds, SECOND)
        if any(not -_INT64 <= part < _INT64 for part in (months, days, seconds + more)):
            raise OverflowError("a duration of more than 64 bits")
        return cls(months, days, seconds + more, rest)

    @property
    def length(self) -> int:
        """About how many nanoseconds it lasts, an average month for each: its place in an order."""
        seconds = self.months * MONTH + self.days * 86_400 + self.seconds
        return seconds * SECOND + self.nanoseconds

    def iso_format(self) -> str:
        """Return the duration as ISO 8601 writes it."""
        years, months = _parts(self.months, 12)
        minutes, seconds = _parts(self.seconds * SECOND + self.nanoseconds, MINUTE)
        hours, minutes = _parts(minutes, 60)
        whole, rest = _parts(seconds, SECOND)
        fraction = f".{abs(rest):09d}".rstrip("0") if rest else ""
        sign = "-" if seconds < 0 and not whole else ""
        dated = [(years, "Y"), (months, "M"), (self.days, "D")]
        days = "".join(f"{count}{unit}" for count, unit in dated if count)
        times = "".join(f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M")) if count)
        if seconds:
            times += f"{sign}{whole}{fraction}S"
        return f"P{days}T{times}" if times else f"P{days}" if days else "PT0S"

    def __str__(self) -> str:
        return self.iso_format()


TIMES = (LocalTime, Time, LocalDateTime, DateTime, Duration)


def _parts(number: int, unit: int) -> tuple[int, int]:
    """Take a number apart, both parts with its sign."""
    sign = -1 if number < 0 else 1
    whole, rest = divmod(abs(number), unit)
    return sign * whole, sign * rest


def clock_text(ticks: int) -> str:
    """Return a time of day, with as many digits of a second as it needs."""
    seconds, rest = divmod(ticks, SECOND)
    fraction = f".{rest:09d}".rstrip("0") if rest else ""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{fraction}"


def offset_text(offset: int) -> str:
    """Return an offset from Greenwich.

    >>> offset_text(0), offset_text(-7507)
    ('Z', '-02:05:07')
    """
    if not offset:
        return "Z"
    whole = abs(offset)
    seconds = f":{whole % 60:02d}" if whole % 60 else ""
    return f"{'-' if offset < 0 else '+'}{whole // 3600:02d}:{whole // 60 % 60:02d}{seconds}"


def _native(ticks: int) -> time:
    clock = LocalTime(ticks)
    return time(clock.hour, clock.minute, clock.second, clock.nanosecond // 1000)
