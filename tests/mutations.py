"""Files of a data set, changed at random: bytes, cells, rows, columns, quotes, line ends."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

PIECES = [
    b",", b'"', b"\n", b"\r", b"\r\n", b";", b"\0", b"\xff\xfe", b"\xe4", b"=", b"#", b"..",
    b"~", b"2019-02-30", b"\t", "中".encode(), "\u2028".encode(), b"'", b"9" * 50, b"\x1b",
    b"{", b"[[", b'"""', b"\xef\xbb\xbf", b" ", b"\n\n", b",,,\n",
]  # fmt: skip
CELLS = [
    "", " ", "..", "2019", "2019-06", "2019~", "195X", "2019-21", "2001-02-30", "2020-01-01", "CHN",
    "RUS", "treaty", "gazprom", "paper", "paper#p. 1", "paper#", "rumour", "paper; rumour#x",
    "preferred", "deprecated", "normal", "planned", "Actual", "SIGNED", "PARTY_TO", "ALLIED_WITH",
    "TRADED_WITH", "HAS_TERM", "MEMBER_OF", "RECOGNIZES", "5", "~5", ">3", "5 bn", "1..2", "2..1",
    "=x", " x ", "\tx", "Китай", "SociÃ©tÃ©", "Cote\u0301", "Gaz\u200bprom", "x\u2028", "same",
    "trade-2020", "chn-signed", "CHN-SIGNED", "a;b", '"', 'x"y', "0", "true", "a note, with comma",
    "two\nlines", "a|b", "CHN ", "main", "other", "oil", "2030", "academic year",
]  # fmt: skip


def of_bytes(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    piece = dice.choice([*PIECES, data[: dice.randrange(40)]])
    match dice.randrange(4):
        case 0:
            return data[:at] + piece + data[at:]
        case 1:
            return data[:at] + data[at + dice.randrange(1, 30) :]
        case 2:
            return data[:at] + piece + data[at + len(piece) :]
        case _:
            return data[:at]


def of_cells(data: bytes, dice: random.Random) -> bytes:
    """Change some cells, or whole rows and columns; what is no table any more is left."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode())))
    except (UnicodeDecodeError, csv.Error):
        return data
    for _ in range(dice.randrange(1, 4)):
        if len(rows) < 2 or not rows[0]:
            return data
        row = dice.choice(rows[1:]) or [""]
        match dice.randrange(8):
            case 0:
                rows.insert(dice.randrange(1, len(rows) + 1), list(row))
            case 1:
                one, two = (dice.randrange(len(rows[0])) for _ in range(2))
                for each in rows:
                    if max(one, two) < len(each):
                        each[one], each[two] = each[two], each[one]
            case 2:
                row.insert(dice.randrange(len(row) + 1), dice.choice(CELLS))
            case 3:
                rows[0][dice.randrange(len(rows[0]))] = dice.choice(["note", "start", "worth", "x"])
            case _:
                other = dice.choice(dice.choice(rows) or [""])
                row[dice.randrange(len(row))] = dice.choice([dice.choice(CELLS), other])
    out = io.StringIO()
    quoting = dice.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    csv.writer(out, lineterminator=dice.choice(["\n", "\n", "\r\n"]), quoting=quoting).writerows(
        rows
    )
    return out.getvalue().encode()


def of_words(data: bytes, dice: random.Random) -> bytes:
    """Put a cell of the column into a row, so that much stays sound."""
    rows = list(csv.reader(io.StringIO(data.decode())))
    for _ in range(dice.randrange(1, 4)):
        whole = [row for row in rows[1:] if len(row) == len(rows[0])]
        row = dice.choice(whole)
        column = dice.randrange(1, len(row))
        row[column] = dice.choice(whole)[column]
        if dice.random() < 0.3:
            rows.append([f"new-{dice.randrange(9)}", *row[1:]])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def changed(files: dict[str, bytes], dice: random.Random) -> dict[str, bytes]:
    """One or two files of a data set, changed."""
    found = {}
    for name in {dice.choice(list(files)) for _ in range(dice.randrange(1, 3))}:
        data = files[name]
        if dice.random() < 0.4:
            found[name] = of_words(data, dice)
            continue
        for _ in range(dice.randrange(1, 4)):
            data = dice.choice([of_cells, of_cells, of_bytes])(data, dice)
        found[name] = data
    return found
