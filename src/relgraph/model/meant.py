"""What was probably meant by a text that is no date of the model: said, never taken.

Two-digit years are read as spreadsheets do: 00 to 29 in this century, 30 to 99 in the last.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

OPEN = ".."
_SPREADSHEET_DAY_0 = date(1899, 12, 30)
"""What spreadsheets count days from: 43617 is 2019-06-01."""
_PIVOT = 30
_CENTURY_TURNS = 70
"""Years by which a span written ``1998-24`` would run backwards if it ended in its century."""
_MONTHS = {
    word: number
    for number, words in enumerate(
        ["jan янв", "feb фев", "mar мар", "apr апр", "may май мая", "jun июн", "jul июл",
         "aug авг", "sep сен", "oct окт", "nov ноя", "dec дек"], 1
    )
    for word in words.split()
}  # fmt: skip
_GOES_ON = {
    "present", "the present", "ongoing", "on-going", "now", "today", "current", "currently", "open",
    "continuing", "continues", "to date", "till now", "until now", "in force", "still in force",
    "至今", "现在", "по настоящее время", "настоящее время", "н.в.", "н. в.", "∞", "infinity",
}  # fmt: skip
_UNKNOWN = {
    "unknown", "n/a", "na", "n.a.", "none", "null", "nan", "n.d.", "nd", "?", "??", "-", "--",
    "tbd",    "not known", "不详", "неизвестно", ".", "*",
}  # fmt: skip
_SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
_ABOUT = r"(?:circa|cca|ca|c|about|around|approx|approximately|roughly|около|ок|约|~|≈)\.?\s*"
_MONTH = r"([^\W\d_]{3,12})\.?"
_BETWEEN = (
    r"\s+(?:to|until|till|through|thru|and|bis|по|до)\s+", r"\s*(?:/|\.\.|至|到)\s*", r"\s+-+\s+",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meant:
    """What is wrong with a text, and what it may mean: a date, or the two ends of a span.

    ``unknown`` says that it means a date that is not known.
    """

    what: str
    since: str = ""
    until: str = ""
    unknown: bool = False


def meant(text: str) -> Meant:
    """Return what is wrong with a text that is no date, and the date or span it may mean.

    >>> meant("9 June 1952").since
    '1952-06-09'
    >>> found = meant("2015-10-14 to 2015-10-19")
    >>> found.since, found.until
    ('2015-10-14', '2015-10-19')
    >>> meant("44 BC").what
    'lies before the year 1: dates go from the year 1 to 9999'
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).strip("\"'“”()[]").rstrip(",;")
    plain = re.sub("[\u2010-\u2015\u2212]", "-", plain)
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in plain)
    if plain != text and _is_form(plain):
        return Meant("has digits or dashes of another kind", plain)
    low = plain.casefold()
    if low in _GOES_ON:
        return Meant("is no date: what goes on has '..' in until", OPEN)
    if low in _UNKNOWN:
        what = "is no date: leave the cell empty where a date is not known"
        return Meant(what, unknown=True)
    if re.fullmatch(r"-\d{1,4}(-.*)?|\d+ ?b\.?c\.?(e\.?)?|y-\d+|до н\.? ?э\.?", low):
        return Meant("lies before the year 1: dates go from the year 1 to 9999")
    if re.fullmatch(r"y?\d{5,7}|y?\d{9,}|\d{5,}-.*", low) and not (_serial(plain) or _short(plain)):
        return Meant("lies after the year 9999: dates go from the year 1 to 9999")
    found = _one(plain)
    if found is not None and found.since:
        return found
    dashed = re.sub("[\u2012-\u2015]", " - ", unicodedata.normalize("NFKC", text))
    span = _span(" ".join(dashed.split())) or _span(plain)
    return (
        span or found or Meant("is not a date: expected 2019, 2019-06, 2019-06-05, 2019~ or 195X")
    )


def years(text: str) -> Meant | None:
    """Read ``2019-21``: the years from one to the other, or a season by EDTF's notation."""
    match = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
    if not match:
        return None
    first, short = int(match[1]), int(match[2])
    last = first - first % 100 + short
    last += 100 if first - last > _CENTURY_TURNS else 0
    span = (f"{first:04}", f"{last:04}") if first < last <= 9999 else ("", "")  # noqa: PLR2004
    if short in _SEASONS:
        name, month = _SEASONS[short]
        end = month + 2 if month < 12 else 2  # noqa: PLR2004  # winter ends in the next year
        season = (f"{first:04}-{month:02}", f"{first + (month == 12):04}-{end:02}")  # noqa: PLR2004
        as_years = (
            f"the years {span[0]} to {span[1]} (since {span[0]}, until {span[1]}) or "
            * bool(span[0])
        )
        what = (
            f"may be {as_years}{name} {first:04} (since {season[0]}, until {season[1]}, "
            "or seasons = true in the schema)"
        )
        return Meant(what, *(span if span[0] else season))
    if span[0]:
        return Meant("is a span of years: its start goes into since, its end into until", *span)
    return None


def _serial(plain: str) -> str:
    """Read a spreadsheet's number of a day."""
    if not re.fullmatch(r"[2-5]\d{4}", plain, re.ASCII):
        return ""
    return (_SPREADSHEET_DAY_0 + timedelta(days=int(plain))).isoformat()


def _short(plain: str) -> str:
    """Read ``201906`` as a month of this or the last century."""
    match = re.fullmatch(r"((?:19|20)\d{2})(0[1-9]|1[0-2])", plain, re.ASCII)
    return "-".join(match.groups()) if match else ""


def _one(plain: str) -> Meant | None:
    """Read one date in another notation than the model's."""
    for rule in (_of_digits, _of_words, _of_decades, _of_about):
        found = rule(plain)
        if found is not None:
            sound = found.until or _is_date(found.since)
            return found if sound else Meant("is no day of the calendar")
    return None


def _is_date(text: str) -> bool:
    """Return whether a suggestion is a day, month, year, decade or century of the calendar."""
    try:
        parts = [int(part) for part in re.sub(r"X+", "", text.rstrip("~")).split("-")]
        year = parts[0] if len(parts) > 1 else 1
        date(year, *[*parts[1:], 1, 1][:2])
    except ValueError:
        return False
    return True


def _of_digits(plain: str) -> Meant | None:  # noqa: C901, PLR0911  # a table of notations
    if serial := _serial(plain):
        return Meant("is a spreadsheet's number of a day", serial)
    if match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:?\d{2}(:?\d{2}.*)?Z?", plain):
        return Meant("has a time of day: a date ends with the day", match[1])
    if short := _short(plain):
        return Meant("lacks its hyphen", short)
    if match := re.fullmatch(r"(\d{4}) ?-?q([1-4])|q([1-4])[ -/]?(\d{4})", plain.casefold()):
        year, quarter = match[1] or match[4], int(match[2] or match[3])
        first, last = (f"{year}-{3 * quarter - shift:02}" for shift in (2, 0))
        what = "is a quarter: its first month goes into since, its last into until"
        return Meant(what, first, last)
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain):
        return Meant("lacks its hyphens", "-".join(match.groups()))
    if match := re.fullmatch(
        r"(\d{4}) ?[-/.年 ] ?(\d{1,2})(?: ?[-/.月 ] ?(\d{1,2}))? ?[月日.]?", plain
    ):
        rest = [f"{int(part):02}" for part in match.groups()[1:] if part]
        return Meant("is not written as year-month-day", "-".join([match[1], *rest]))
    if match := re.fullmatch(r"(\d{4}) ?年", plain):
        return Meant("is not written as a year alone", match[1])
    if match := re.fullmatch(r"(\d{1,2}) ?[-/.] ?(\d{4})", plain):
        return Meant("is not written as year-month", f"{match[2]}-{int(match[1]):02}")
    if match := re.fullmatch(r"(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4}|\d{2})", plain):
        return _of_three(int(match[1]), int(match[2]), match[3])
    return None


def _of_three(first: int, second: int, year: str) -> Meant:
    """Read ``16/9/2020``: day or month first, as far as the numbers tell."""
    months = 12
    day, month = (second, first) if second > months >= first else (first, second)
    what = "is not written as year-month-day"
    if first <= months and second <= months and first != second:
        what = "may be read day or month first: write year-month-day"
    return Meant(what + _of_two_digits(year), f"{_year(year)}-{month:02}-{day:02}")


def _year(text: str) -> str:
    if len(text) > 2:  # noqa: PLR2004  # two digits
        return text
    return f"{'20' if int(text) < _PIVOT else '19'}{text}"


def _of_two_digits(text: str) -> str:
    return "" if len(text) > 2 else f"; its year has two digits, read as {_year(text)}"  # noqa: PLR2004


def _month(word: str) -> int | None:
    """Find a month by its English or Russian name, or the beginning of it."""
    return _MONTHS.get(word.casefold()[:3])


def _of_words(plain: str) -> Meant | None:
    tidy = re.sub(r"(?<=\d)(st|nd|rd|th)\b|\bof\b|\bг\.?(ода)?$", " ", plain, flags=re.IGNORECASE)
    tidy = " ".join(tidy.replace(",", " ").split())
    forms = (
        (rf"(\d{{1,2}})[ .-]*{_MONTH}[ .-]*(\d{{4}}|\d{{2}})", (3, 2, 1)),
        (rf"{_MONTH}[ .-]*(\d{{1,2}})[ .-]+(\d{{4}})", (3, 1, 2)),
        (rf"(\d{{4}})[ .-]*{_MONTH}[ .-]*(\d{{1,2}})", (1, 2, 3)),
        (rf"{_MONTH}[ .-]*(\d{{4}}|\d{{2}})", (2, 1, 0)),
        (rf"(\d{{4}})[ .-]*{_MONTH}", (1, 2, 0)),
    )
    for form, (year_at, month_at, day_at) in forms:
        match = re.fullmatch(form, tidy)
        month = _month(match[month_at]) if match else None
        if match and month:
            year = match[year_at]
            day = f"-{int(match[day_at]):02}" if day_at else ""
            spreadsheet = not day_at and re.fullmatch(r"[A-Za-z]{3}-\d{2}", plain)
            what = (
                "is what a spreadsheet made of a month" if spreadsheet else "has its month in words"
            )
            return Meant(what + _of_two_digits(year), f"{_year(year)}-{month:02}{day}")
    return None


def _of_decades(plain: str) -> Meant | None:
    if match := re.fullmatch(r"(?:the )?(\d{3})0['’]?(?:s|-е|年代)", plain):
        return Meant("is a decade in words", f"{match[1]}X")
    if match := re.fullmatch(r"(?:the )?(\d{1,2})(?:st|nd|rd|th) century", plain.casefold()):
        return (
            Meant("is a century in words", f"{int(match[1]) - 1:02}XX") if int(match[1]) else None
        )
    return None


def _of_about(plain: str) -> Meant | None:
    match = re.fullmatch(_ABOUT + r"(\d.*|[^\W\d_].*)", plain, re.IGNORECASE)
    if match is None:
        return None
    inner = match[1] if _is_form(match[1]) else (_one(match[1]) or Meant("")).since
    return Meant("says 'about' in words", f"{inner}~") if inner and inner[-1] not in "~?%" else None


def _is_form(text: str) -> bool:
    """Return whether a text is a date of the model already."""
    form = r"\d{4}(-\d{2}(-\d{2})?)?[~?%]?|\d{3}X|\d{2}XX"
    return re.fullmatch(form, text, re.ASCII) is not None and _is_date(text.rstrip("~?%"))


def _span(plain: str) -> Meant | None:
    """Read a span of time: two dates with a word, slash or dash between."""
    tidy = re.sub(r"^(from|between|с|von)\s+", "", plain, flags=re.IGNORECASE)
    for since, until in _halves(tidy):
        first, last = _end(since), _end(until)
        if first and last == OPEN:
            return Meant("goes on: its start goes into since, '..' into until", first, OPEN)
        if first and last and first.rstrip("~?%") <= _latest(last):
            what = "is a span of time: its start goes into since, its end into until"
            return Meant(what, first, last)
    return None


def _halves(tidy: str) -> list[tuple[str, str]]:
    """List how a text may fall into the two ends of a span, a short first end completed."""
    if match := re.fullmatch(r"(\d{4}[~?%]?) ?[-/] ?(\d{4}[~?%]?)", tidy):
        return [(match[1], match[2])]
    if match := re.fullmatch(r"(\d{4})/(\d{2})", tidy):
        return [(match[1], match[1][:2] + match[2])]
    if match := re.fullmatch(rf"(\d{{1,2}}) ?[-/] ?(\d{{1,2}} {_MONTH} \d{{4}})", tidy):
        rest = match[2].partition(" ")[2]
        return [(f"{match[1]} {rest}", match[2])]
    found = []
    for separator in (*_BETWEEN, r"(?<=[^\W\d_]) ?- ?(?=[\d\w])", r"(?<=\d) ?- ?(?=[^\W\d_])"):
        parts = re.split(separator, tidy, flags=re.IGNORECASE)
        if len(parts) == 2:  # noqa: PLR2004  # two ends
            year = re.search(r"\d{4}", parts[1])
            short = year and not re.search(r"\d{4}", parts[0])
            found.append((f"{parts[0]} {year[0]}" if short and year else parts[0], parts[1]))
    return found


def _end(text: str) -> str:
    """Read one end of a span."""
    text = text.strip()
    if text.casefold() in _GOES_ON:
        return OPEN
    if _is_form(text):
        return text
    return (_one(text) or Meant("")).since


def _latest(text: str) -> str:
    """Return the last day of a date as text that compares with others."""
    plain = text.rstrip("~?%").replace("X", "9")
    if len(plain) == len("2019-06"):
        year, month = map(int, plain.split("-"))
        return f"{plain}-{monthrange(year, month)[1]}"
    return plain if len(plain) == len("2019-06-05") else f"{plain}-12-31"
