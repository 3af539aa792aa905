"""What becomes of a claim: confirmed, completed or corrected by what supersedes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from relgraph.model.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from relgraph.model.dates import Dated, Span

    Days = tuple[date | None, date | None]

Verdict = Literal["confirmed", "completed", "corrected"]
VERDICTS: tuple[Verdict, ...] = ("confirmed", "completed", "corrected")
"""From the best to the worst."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What an assertion says, without who says it and in which details."""

    type: str
    dated: Dated
    ends: tuple[object, object]
    symmetric: bool
    status: str
    span: Span
    values: Mapping[str, object]


def verdict(
    claim: Statement,
    corrections: Iterable[Statement],
    belongs: Callable[[object, object], bool],
) -> Verdict:
    """Return what becomes of a claim: the best that any of its corrections makes of it.

    A correction *confirms* a claim of the same type and ends if the start and the end of the one
    may be those of the other, or its period lies within the claim's, and their quantities overlap.
    It *completes* one that is true as far as it goes: an end of the one belongs to that of the
    other (a company to its state), the correction adds a date or a value, or what was planned came
    about. Else it *corrects* the claim, also where it is silent on what the claim says, but for one
    of several quantities.

    Parameters
    ----------
    claim
        The claim.
    corrections
        What supersedes it; at least one.
    belongs
        Whether the first end belongs to the second by a type that the schema marks so.

    >>> from relgraph.model.dates import span
    >>> from relgraph.model.quantity import quantity
    >>> def owns(who, when, share):
    ...     dates, values = span(when, "", "spell"), {"share": quantity(share)}
    ...     return Statement("OWNS", "spell", (who, "yamal-lng"), False, "actual", dates, values)
    >>> company = owns("cnpc", "2013", "20")
    >>> verdict(owns("CHN", "2013", "20"), [company], lambda *ends: ends == ("cnpc", "CHN"))
    'completed'
    >>> verdict(owns("cnpc", "2013", "30"), [company], lambda *ends: False)
    'corrected'
    """
    found = [_by(claim, correction, belongs) for correction in corrections]
    return min(found, key=VERDICTS.index)


def _by(
    claim: Statement, correction: Statement, belongs: Callable[[object, object], bool]
) -> Verdict:
    if claim.type != correction.type:
        return "corrected"
    dates = _periods if claim.dated == "reporting period" else _dates
    parts = [
        _ends(claim.ends, correction.ends, belongs),
        dates(claim.span, correction.span),
        _values(claim.values, correction.values),
        _statuses(claim.status, correction.status),
    ]
    if claim.symmetric:
        turned = _ends(claim.ends, correction.ends[::-1], belongs)
        parts[0] = min(parts[0], turned, key=VERDICTS.index)
    return max(parts, key=VERDICTS.index)


def _ends(
    claim: tuple[object, object],
    correction: tuple[object, object],
    belongs: Callable[[object, object], bool],
) -> Verdict:
    if claim == correction:
        return "confirmed"
    akin = all(
        one == other or belongs(one, other) or belongs(other, one)
        for one, other in zip(claim, correction, strict=True)
    )
    return "completed" if akin else "corrected"


def _statuses(claim: str, correction: str) -> Verdict:
    """Compare how far things have come: plans of every degree are alike."""
    if (claim == "actual") == (correction == "actual"):
        return "confirmed"
    return "completed" if correction == "actual" else "corrected"


def _periods(claim: Span, correction: Span) -> Verdict:
    inner = (correction.since, correction.until)
    if claim.since is None:
        return "confirmed" if inner == (None, None) else "completed"
    return "confirmed" if _nested((claim.since, claim.until), inner) else "corrected"


def _dates(claim: Span, correction: Span) -> Verdict:
    starts = (claim.since, claim.since_latest), (correction.since, correction.since_latest)
    ends = (claim.until_earliest, claim.until), (correction.until_earliest, correction.until)
    if claim.ongoing or correction.ongoing:
        ends = (None, None), (None, None)
        if claim.ongoing and not correction.ongoing:
            return "corrected"
    return max(_bounds(*starts), _bounds(*ends), key=VERDICTS.index)


def _bounds(claim: Days, correction: Days) -> Verdict:
    """Compare the first and the last day on which each may begin, or end; None is unknown."""
    if claim == (None, None):
        return "confirmed" if correction == (None, None) else "completed"
    return "confirmed" if _nested(claim, correction) else "corrected"


def _nested(one: Days, other: Days) -> bool:
    """Return whether all days of the one are days of the other; None is open."""
    if other == (None, None):
        return False
    return _within(one, other) or _within(other, one)


def _within(outer: Days, inner: Days) -> bool:
    first, last = (inner[0] or date.min), (inner[1] or date.max)
    return (outer[0] or date.min) <= first and last <= (outer[1] or date.max)


def _values(claim: Mapping[str, object], correction: Mapping[str, object]) -> Verdict:
    both = [(value, correction[name]) for name, value in claim.items() if name in correction]
    measured = [pair for pair in both if isinstance(pair[0], Quantity)]
    lacking = [claim[name] for name in claim.keys() - correction.keys()]
    silent = any(not isinstance(value, Quantity) for value in lacking)
    if silent or (lacking and not measured) or not all(_agree(*pair) for pair in both):
        return "corrected"
    return "completed" if correction.keys() - claim.keys() else "confirmed"


def _agree(one: object, other: object) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return not (_below(one.max, other.min) or _below(other.max, one.min))
    return one == other


def _below(high: float | None, low: float | None) -> bool:
    return high is not None and low is not None and high < low
