"""The stylesheet of the app: what was parsed once stays parsed, and all places are parsed ahead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

STYLES = Path(__file__).parent / "styles"


class KeptStylesheet(Stylesheet):
    """Textual's own, which parses all it has for each screen that brings styles of its own.

    It keeps the last 64 texts that it parsed, and where there is one more, all are parsed anew. This one
    keeps them until the theme changes. Why: docs/decisions/app.md
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache: dict[Any, Any] = {}  # type: ignore[assignment]
        self._coming: KeptStylesheet | None = None

    def set_variables(self, variables: dict[str, str]) -> None:
        """Has these colours hold. What was parsed with others is parsed anew, unless it was `in_colours`."""
        if variables != self._variables:
            coming, self._coming = self._coming, None
            is_ready = coming is not None and coming._variables == variables
            super().set_variables(variables)
            # Another one, not the same emptied: `parse_ahead` may be filling it with the colours from before.
            self._parse_cache = coming._parse_cache if coming is not None and is_ready else {}

    def in_colours(self, variables: dict[str, str]) -> KeptStylesheet:
        """Parses all that applies with other colours, for `await_colours`. For a thread: it takes long."""
        other = KeptStylesheet(variables=variables)
        other.source = self.source.copy()
        other.parse()
        return other

    def await_colours(self, parsed: KeptStylesheet) -> None:
        """These are the colours that come next."""
        self._coming = parsed

    def reparse(self) -> None:
        """Takes up what is new in its sources."""
        self.parse()

    def parse_ahead(self) -> Stylesheet:
        """Parses what all places and the widgets imported so far bring with them, for `take_up`.

        For a thread: it takes long.
        """
        kept, variables = self._parse_cache, self._variables
        ahead = KeptStylesheet(variables=variables)
        ahead.read_all(sorted(STYLES.glob("*.tcss")))
        for kind in _widgets(Widget):
            # Without making one: what it brings is told by its class.
            for read_from, css, tie_breaker, scope in kind.__new__(kind)._get_default_css():
                ahead.add_source(css, read_from, True, tie_breaker, scope)
        ahead.parse()
        kept.update(ahead._parse_cache)
        return ahead

    def take_up(self, ahead: Stylesheet) -> None:
        """Has what was parsed ahead apply, so that no place has to bring it any more."""
        for read_from, (css, is_default, tie_breaker, scope) in ahead.source.items():
            self.add_source(css, read_from, is_default, tie_breaker, scope)


def _widgets(kind: type[Widget]) -> Iterator[type[Widget]]:
    """This class and all that are made of it."""
    yield kind
    for made_of_it in kind.__subclasses__():
        yield from _widgets(made_of_it)
