"""Time zones by name, from the IANA's data base."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """Return a zone by its name in the IANA's data base.

    Raises
    ------
    ValueError
        When there is none.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        raise ValueError(f"no time zone {name}") from None


def offset_of(local: datetime, zone: str, fold: int) -> int:
    """Return the offset of a zone by its own clock, before (0) or after (1) that is put back."""
    return _seconds(local.replace(tzinfo=zone_of(zone), fold=fold))


def offset_at(instant: int, zone: str) -> int:
    """Return the offset of a zone so many nanoseconds after 1970 at Greenwich."""
    at = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=instant // 1000)  # noqa: UP017
    return _seconds(at.astimezone(zone_of(zone)))


def _seconds(moment: datetime) -> int:
    offset = moment.utcoffset()
    assert offset is not None  # noqa: S101  # it is aware
    return round(offset.total_seconds())
