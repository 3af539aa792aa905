"""What may be typed next in a query: labels, types, properties, ids and names of the data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prompt_toolkit.completion import Completer, Completion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from relgraph.cli.vocabulary import Vocabulary, Words

KEYWORDS = (
    "MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "WITH", "ORDER BY", "LIMIT", "SKIP", "UNWIND",
    "DISTINCT", "CALL", "YIELD", "UNION", "AND", "OR", "NOT", "IN", "EXISTS", "COUNT", "COLLECT",
    "CASE", "WHEN", "THEN", "ELSE", "END", "CONTAINS", "STARTS WITH", "ENDS WITH", "IS NULL",
    "IS NOT NULL", "SHORTEST", "EXPLAIN", "PROFILE", "DESC",
)  # fmt: skip
COMMANDS = (":help", ":param", ":params", ":saved", ":schema", ":sources", ":quit")
_MOST = 200
"""How many names are offered at most."""
_TEXT = re.compile(r"""(['"])((?:(?!\1).)*)$""")
_AFTER_DOT = re.compile(r"[\w\)]\.(\w*)$")
_TYPE = re.compile(r"\[[^\]]*[:|&!]\s*([\w`]*)$")
_LABEL = re.compile(r"[(\w][^\[\]]*[:|&!]\s*([\w`]*)$")
_PARAMETER = re.compile(r"\$(\w*)$")
_COMMAND = re.compile(r"^(:\w*)$")
_WORD = re.compile(r"(\w+)$")
_NAME = re.compile(r"([\w-]+)$")


class QueryCompleter(Completer):
    """Completes by what stands before the cursor: a text is an id or a name, in any script."""

    def __init__(self, vocabulary: Vocabulary, parameters: Iterable[str]) -> None:
        self.vocabulary = vocabulary
        self.parameters = parameters

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Completion]:
        """Yield what may stand here."""
        text = document.text_before_cursor
        quoted = text.count("'") % 2 or text.count('"') % 2
        if quoted and (found := _TEXT.search(text)):
            yield from _matching(found[2], self.vocabulary.names(found[2]))
            return
        for pattern, words in self._places(text):
            if found := pattern.search(text):
                yield from _matching(found[1], words())
                return

    def _places(self, text: str) -> list[tuple[re.Pattern[str], Callable[[], Words]]]:
        """List where a word may stand, and what it is one of there: the first that fits counts."""
        words = self.vocabulary
        if text.startswith(":saved "):
            return [(_NAME, lambda: words.saved)]
        return [
            (_COMMAND, lambda: [(each, "") for each in COMMANDS]),
            (_PARAMETER, lambda: [(each, "parameter") for each in self.parameters]),
            (_AFTER_DOT, lambda: words.properties),
            (_TYPE, lambda: words.types),
            (_LABEL, lambda: words.labels),
            (_WORD, lambda: [*((each, "") for each in KEYWORDS), *words.functions]),
        ]


def _matching(begun: str, words: Iterable[tuple[str, str]]) -> Iterator[Completion]:
    folded, shown = begun.casefold(), 0
    for word, what in words:
        if shown < _MOST and word.casefold().startswith(folded) and word != begun:
            shown += 1
            yield Completion(word, -len(begun), display_meta=what)
