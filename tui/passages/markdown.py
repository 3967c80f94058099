"""Markdown as one reads it: headings, emphasis, lists and quotations are seen, and nothing is hidden.

Textual's own widget shows links without their addresses and makes them clickable, and draws each block as a
widget of its own, in which words that match cannot be marked. So its parser is used, and the text is written
here: a link with its whole address, a picture as its words and where it lies, HTML as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content, Span

from tui.ink import HEAD, QUIET
from tui.passages.markdown_table import Cell, Table, keeps_all
from tui.plain_text import unwrap, visible

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from secondme.recall.hit import Hit

SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"})
LONGEST = 50_000
"""Characters. A longer text is shown as it stands."""
DEEPEST = 18
"""Levels of quotations and lists. The parser leaves out what lies below 20: such a text is shown as it is."""
EMPHASIS = {"strong": "bold", "em": "italic", "s": "strike"}
CODE = "$text-secondary"
_BULLET, _BAR, _RULE = "• ", "│ ", "─" * 12
_INDENT = "  "


def is_markdown(path: Path | None) -> bool:
    """Whether what lies there is written in it, by its name."""
    return path is not None and path.suffix.lower() in SUFFIXES


def write_markdown(text: str, width: int = 0, *, is_wrapped: bool = True) -> Content:
    """The text with its marks turned into styles. All its words, addresses and numbers stay.

    width: cells that a table may take; 0 where that is not known. is_wrapped: whether a line may end only
    because it was long, as in files.
    """
    safe = visible(text).strip("\n")
    safe = unwrap(safe) if is_wrapped else safe
    tokens = _parse(safe) if len(safe) <= LONGEST else []
    if not tokens or any(token.level >= DEEPEST for token in tokens):
        return Content(safe)
    page = _Page(width)
    for token in tokens:
        page.take(token)
    return page.content()


def _parse(text: str) -> list[Token]:
    """Tables are read where none of them would lose anything."""
    tokens = parser().parse(text)
    return tokens if keeps_all(tokens, text) else parser(tables=False).parse(text)


@lru_cache(maxsize=2)
def parser(*, tables: bool = True) -> MarkdownIt:
    """Without what would take something away: definitions of links, and HTML that is not shown as text.

    Made once, ahead: it takes a thirtieth of a second.
    """
    from markdown_it import MarkdownIt

    rules = ["strikethrough", *(["table"] if tables else [])]
    return MarkdownIt("commonmark", {"html": False}).enable(rules).disable(["reference"])


@dataclass
class _Page:
    """What is written so far. prefixes: before each line of a block; head: once, before its first one."""

    width: int = 0
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    head: str = ""
    is_tight: bool = False
    table: Table | None = None

    def take(self, token: Token) -> None:
        """Goes on with the next block, or the end of one."""
        match token.type:
            case "list_item_open":
                self.head = f"{token.info}{token.markup} " if token.info else _BULLET
                self.prefixes.append(" " * len(self.head))
            case "list_item_close" | "blockquote_close":
                self.prefixes.pop()
            case "blockquote_open":
                self.prefixes.append(_BAR)
            case "heading_open":
                self.styles.append(HEAD)
            case "heading_close":
                self.styles.pop()
            case "paragraph_open":
                self.is_tight = token.hidden
            case "table_open":
                self.table = Table()
            case "table_close":
                self._write_table()
            case "tr_open" if self.table is not None:
                self.table.rows.append([])
            case "th_open" | "td_open" if self.table is not None:
                self.table.rows[-1].append(Cell([], "right" in str(token.attrs.get("style", ""))))
            case "inline" if self.table is not None:
                pieces = _pieces(token.children or [])
                self.table.rows[-1][-1].pieces = [(style, _in_a_cell(said)) for style, said in pieces]
            case "inline":
                self._begin_block()
                for style, piece in _pieces(token.children or []):
                    self._write(piece, style)
            case "fence" | "code_block":
                self._begin_block()
                if info := token.info.strip():
                    self._write(f"{_INDENT}{info}\n", QUIET)
                self._write(_INDENT + token.content.rstrip("\n").replace("\n", f"\n{_INDENT}"), CODE)
            case "hr":
                self._begin_block()
                self._write(_RULE, QUIET)

    def content(self) -> Content:
        return Content(self.text, spans=self.spans)

    def _begin_block(self) -> None:
        """A line of its own; an empty one before it, except in a list that stands close."""
        if self.text:
            self.text += "\n" if self.is_tight and self.head else "\n\n"
        outer = self.prefixes[:-1] if self.head else self.prefixes
        self.text += "".join(outer) + self.head
        self.head = ""

    def _write_table(self) -> None:
        table, self.table = self.table, None
        if table is None:
            return
        self._begin_block()
        room = self.width - cell_len("".join(self.prefixes))
        for number, line in enumerate(table.lines(room)):
            for place, (style, piece) in enumerate(line):
                self._write("\n" + piece if number and not place else piece, style)

    def _write(self, piece: str, style: str) -> None:
        """Entities may have become characters that are not seen: what is written is made visible again."""
        start = len(self.text)
        self.text += visible(piece).replace("\n", "\n" + "".join(self.prefixes))
        self.spans += [Span(start, len(self.text), one) for one in (*self.styles, style) if one]


def _in_a_cell(piece: str) -> str:
    """A piece in a cell, which has one line whatever characters it spells."""
    return visible(piece).replace("\n", " ")


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The style and text of each piece of a line."""
    styles: list[str] = []
    links: list[tuple[Token, str]] = []
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in EMPHASIS:
            styles.append(EMPHASIS[name]) if token.nesting > 0 else styles.remove(EMPHASIS[name])
        elif token.type == "link_open":
            links.append((token, ""))
        elif token.type == "link_close":
            link, said = links.pop()
            if str(link.attrs["href"]).removeprefix("mailto:") != said:
                yield QUIET, f" ({_where(link, 'href')})"
        else:
            piece, style = _piece(token)
            links = [(link, said + piece) for link, said in links]
            yield " ".join([*styles, *([style] if style else [])]), piece


def _piece(token: Token) -> tuple[str, str]:
    match token.type:
        case "softbreak" | "hardbreak":
            return "\n", ""
        case "code_inline":
            return token.content, CODE
        case "image":
            return f"{token.content} ({_where(token, 'src')})".strip(), QUIET
    return token.content, ""


def _where(token: Token, attribute: str) -> str:
    """The whole address, and the title that a browser would show above it."""
    title = token.attrs.get("title")
    return f'{token.attrs[attribute]} "{title}"' if title else str(token.attrs[attribute])


def write_text(hit: Hit, width: int = 0) -> Content:
    """What a passage says, as one reads it: Markdown where its file, or a machine, is used to write that.

    width: cells that a table may take; 0 where that is not known.
    """
    if is_in_markdown(hit):
        return write_markdown(hit.text, width)
    return Content(unwrap(visible(hit.text).strip("\n")))


def is_in_markdown(hit: Hit) -> bool:
    """Whether its file, or a machine, is used to write Markdown."""
    return is_markdown(hit.path) or hit.trust == "assistant"
