"""Query text to tokens."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from relgraph.errors import CypherError, CypherSyntaxError, CypherUnsupported

TokenKind = Literal[
    "name", "quoted", "integer", "float", "string", "parameter", "symbol", "bad", "end"
]

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("space", r"\s+|//[^\n]*|/\*.*?\*/"),
    (
        "float",
        r"(?:\d(?:_?\d)*\.\d(?:_?\d)*|\.\d(?:_?\d)*)(?:[eE][+-]?\d+)?|\d(?:_?\d)*[eE][+-]?\d+",
    ),
    ("integer", r"0x[0-9a-fA-F](?:_?[0-9a-fA-F])*|0o[0-7](?:_?[0-7])*|\d(?:_?\d)*"),
    ("name", r"[^\W\d]\w*"),
    ("quoted", r"`(?:[^`]|``)*`"),
    ("string", r"'[^'\\]*(?:\\.[^'\\]*)*'|\"[^\"\\]*(?:\\.[^\"\\]*)*\""),
    ("parameter", r"\$(?:\w+|`(?:[^`]|``)*`)"),
    ("symbol", r"<>|<=|>=|=~|\+=|\.\.|[-+*/%^=<>()\[\]{},.:;|&!]"),
)
_TOKEN = re.compile("|".join(f"(?P<{kind}>{form})" for kind, form in _PATTERNS), re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_ESCAPES = {
    "\\": "\\", "'": "'", '"': '"', "`": "`",
    "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f",
}  # fmt: skip
MOST = 2_000_000
"""Tokens that a query may have."""
_DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_OPENERS = {"'": "a text", '"': "a text", "`": "a name", "/": "a comment"}


class Token(Struct, frozen=True):
    """A token, its text (value of a string or quoted name), and where it stands.

    ``word`` is a name in capitals, as keywords are compared; empty for what is none.
    """

    kind: TokenKind
    text: str
    start: int
    stop: int
    word: str = ""


def quoted(name: str) -> str:
    """Write a name so that it stands for itself in a query, whatever it is.

    >>> quoted("a`b")
    '`a``b`'
    """
    return "`" + name.replace("`", "``") + "`"


def tokens(text: str) -> list[Token]:
    """Split a query into tokens; the last is an ``end``.

    Raises
    ------
    CypherSyntaxError
        At the first character that begins nothing.

    Examples
    --------
    >>> [token.text for token in tokens("MATCH (n)")]
    ['MATCH', '(', 'n', ')', '']
    """
    found = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _unexpected(text, at)
        kind = match.lastgroup or ""
        at = match.end()
        if kind != "space":
            found.append(_token(kind, match, text))
            at = found[-1].stop
            if len(found) > MOST:
                raise CypherSyntaxError(
                    f"the query has more than {MOST:,} words: give long lists as parameters",
                    detail="UnexpectedSyntax",
                )
    found.append(Token("end", "", at, at))
    return found


def statements(text: str) -> list[str]:
    """Take a text apart at its semicolons; comments and texts may have some, too.

    >>> statements("CREATE (a {x: ';'}); MATCH (n) DELETE n;")
    ["CREATE (a {x: ';'})", ' MATCH (n) DELETE n']
    """
    begin, found = 0, []
    for token in tokens(text):
        if token.kind == "end" or (token.kind == "symbol" and token.text == ";"):
            if any(each.kind != "end" for each in tokens(text[begin : token.start])):
                found.append(text[begin : token.start])
            begin = token.stop
    return found


def _unexpected(text: str, at: int) -> CypherError:
    if text.startswith("$(", at):
        return CypherUnsupported("a label or type in $() is not supported", text=text, offset=at)
    if text[at] in _DASHES:
        return CypherSyntaxError(
            f"{text[at]!r} looks like a minus and is none: write -",
            text=text, offset=at, detail="InvalidUnicodeCharacter",
        )  # fmt: skip
    opened = _OPENERS.get(text[at])
    what = f"{opened} that is not closed" if opened else f"unexpected character {text[at]!r}"
    return CypherSyntaxError(what, text=text, offset=at, detail="UnexpectedSyntax")


def _token(kind: str, match: re.Match[str], text: str) -> Token:
    start, stop, value = match.start(), match.end(), match.group()
    if kind in ("integer", "float"):
        value = value.replace("_", "")
    if kind == "string":
        value = _unescape(value[1:-1], text, start)
    elif kind == "quoted":
        value = value[1:-1].replace("``", "`")
    elif kind == "parameter":
        value = value[1:].strip("`")
    elif kind in ("integer", "float") and re.match(r"\w", text[stop : stop + 1]):
        bad = re.compile(r"[\w.]*").match(text, start)
        found = bad.group() if bad else value
        return Token("bad", found, start, start + len(found))
    word = value.upper() if kind == "name" else ""
    return Token(kind, value, start, stop, word)  # type: ignore[arg-type]  # the patterns' names


def _unescape(body: str, text: str, start: int) -> str:
    def replace(match: re.Match[str]) -> str:
        short, long, plain = match.groups()
        if short or long:
            return chr(int(short or long, 16))
        if plain not in _ESCAPES:
            raise CypherSyntaxError(
                f"unknown escape \\{plain} in a text: write \\\\ for a backslash",
                text=text, offset=start + 1 + match.start(), detail="InvalidUnicodeLiteral",
            )  # fmt: skip
        return _ESCAPES[plain]

    return _ESCAPE.sub(replace, body)
