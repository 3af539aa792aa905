"""A place in the tokens of a query, and what every rule of the grammar asks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from relgraph.cypher.syntax.lexer import tokens
from relgraph.errors import CypherSyntaxError, CypherUnsupported

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.syntax import tree
    from relgraph.cypher.syntax.lexer import Token


class Cursor:
    """The tokens of a query and how far they are read."""

    def __init__(self, text: str, query: Callable[..., tree.Query] | None = None) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.at = 0
        self._query = query

    def query(self, *, open: bool) -> tree.Query:
        """Read a query inside braces, to the closing one; an ``open`` one may lack RETURN."""
        assert self._query is not None  # noqa: S101  # a whole query is read
        return self._query(self, open=open)

    @property
    def token(self) -> Token:
        """The token to read next."""
        return self.tokens[self.at]

    def peek(self, ahead: int = 1) -> Token:
        """Look at a later token."""
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def next(self) -> Token:
        """Read a token."""
        token = self.token
        self.at += token.kind != "end"
        return token

    def on(self, symbol: str) -> bool:
        """Return whether this symbol stands next."""
        return self.token.kind == "symbol" and self.token.text == symbol

    def on_word(self, *words: str) -> bool:
        """Return whether these keywords stand next, in any case."""
        if self.tokens[self.at].word != words[0]:
            return False
        return all(self.peek(ahead).word == word for ahead, word in enumerate(words))

    def take(self, symbol: str) -> bool:
        """Read this symbol if it stands next."""
        found = self.on(symbol)
        self.at += found
        return found

    def take_word(self, *words: str) -> bool:
        """Read these keywords if they stand next."""
        found = self.on_word(*words)
        self.at += len(words) * found
        return found

    def expect(self, symbol: str) -> Token:
        """Read this symbol or fail."""
        if not self.on(symbol):
            self.fail(f"expected {symbol!r}")
        return self.next()

    def expect_word(self, *words: str) -> None:
        """Read these keywords or fail."""
        if not self.take_word(*words):
            self.fail(f"expected {' '.join(words)}")

    def name(self, what: str) -> str:
        """Read a name, quoted or not."""
        if self.token.kind not in ("name", "quoted"):
            self.fail(f"expected {what}")
        return self.next().text

    def since(self, start: int) -> str:
        """Return the query text from an offset up to the last token read."""
        return self.text[start : self.tokens[self.at - 1].stop]

    def fail(
        self, message: str, *, detail: str = "UnexpectedSyntax", at: int | None = None
    ) -> NoReturn:
        """Refuse the text as no Cypher, at this token or an offset."""
        token = self.token
        if at is None:
            found = f"{token.text!r}" if token.kind != "end" else "the end"
            message = f"{message}, found {found}"
        offset = token.start if at is None else at
        raise CypherSyntaxError(message, text=self.text, offset=offset, detail=detail)

    def unsupported(self, what: str, at: int | None = None) -> NoReturn:
        """Refuse Cypher that relgraph does not speak, by name."""
        offset = self.token.start if at is None else at
        raise CypherUnsupported(f"{what} is not supported", text=self.text, offset=offset)
