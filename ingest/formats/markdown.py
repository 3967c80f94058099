"""Markdown: paragraphs, lists, fences and tables under their trail of headings, at their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from ingest.content import Content
from ingest.dates import opening_date
from ingest.document import Locator, Reading
from ingest.formats.front import NO_FRONT, FrontMatter, front_matter
from ingest.formats.hidden_markdown import hidden_in_markdown
from ingest.hidden import with_hidden
from ingest.outline import Break, Heading, Part, line_passages
from ingest.passages import TARGET_WORDS, Block, count_words, paragraphs
from ingest.places import lines_at

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST_HEADING = 1_000
"""Characters of a heading that are kept in the trail."""
_UNCUT = {"fence", "code_block", "tr_open", "html_block"}
_INLINE_MARKS = set("*_[]`\\<!&~")
_WIKI_LINK = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")


def read(content: Content) -> Iterator[Reading]:
    """The passages of a Markdown file."""
    yield read_markdown(content.lines, content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The lines at a place."""
    return lines_at(content.lines, locator)


def read_markdown(lines: list[str], written: datetime | None = None) -> Reading:
    """The passages of a Markdown text; `written` is the day it is from, where the file's name tells.

    The front matter's date counts before it; without either, a date in the opening lines does. A heading
    that begins with a date dates what is below it, and a note without any other date is from the first such.
    """
    tokens = _parser().parse("\n".join(lines))
    front = front_matter(tokens[0].content) if tokens and tokens[0].type == "front_matter" else NO_FRONT
    time = front.time or written or opening_date(_body(tokens, lines))
    passages = line_passages(lines, _parts(tokens, lines, front), time)
    if passages and not front.says_more:
        passages = (replace(passages[0], heading=_with_names(passages[0].heading, front)), *passages[1:])
    first_day = next((passage.time for passage in passages if passage.time is not None), None)
    passages = with_hidden(passages, hidden_in_markdown(lines))
    return Reading(passages, front.title or _title(tokens), time or first_day)


def markdown_parts(lines: list[str]) -> list[Part]:
    """The headings and blocks of a Markdown text without front matter, at their lines."""
    return list(_parts(_parser().parse("\n".join(lines)), lines, NO_FRONT))


def _parts(tokens: list[Token], lines: list[str], front: FrontMatter) -> Iterator[Part]:
    for token, inner in _top_level(tokens, lines):
        block = _block(token, lines)
        if token.type == "heading_open":
            yield Heading(int(token.tag[1]), _heading_text(inner), block)
        elif token.type == "hr":
            yield Break()
        elif token.type == "front_matter":
            if front.says_more:
                yield Block(block.start + 1, max(block.start + 1, block.end - 1))
        else:
            yield from _blocks(token, inner, block, lines)


def _with_names(heading: str, front: FrontMatter) -> str:
    """The first passage is found by the note's other names and its tags too: "Lisbon (Lisboa) #travel"."""
    names = f"({', '.join(front.aliases)})" if front.aliases else ""
    return " ".join(filter(None, [heading, names, *(f"#{tag}" for tag in front.tags)]))


def _top_level(tokens: list[Token], lines: list[str]) -> Iterator[tuple[Token, list[Token]]]:
    """Each outermost block with the tokens inside it; text that has no token comes as one too."""
    from markdown_it.token import Token

    covered = 0
    for index, token in enumerate(tokens):
        if token.level != 0 or token.nesting < 0 or token.map is None:
            continue
        for gap in paragraphs(lines, covered, token.map[0]):
            yield Token("definitions", "", 0, map=[gap.start, gap.end]), []
        covered = max(covered, token.map[1])
        yield token, list(_inside(tokens, index))
    for gap in paragraphs(lines, covered, len(lines)):
        yield Token("definitions", "", 0, map=[gap.start, gap.end]), []


def _inside(tokens: list[Token], index: int) -> Iterator[Token]:
    if tokens[index].nesting == 0:
        return
    for position in range(index + 1, len(tokens)):
        if tokens[position].level == 0:
            return
        yield tokens[position]


def _blocks(token: Token, inner: Sequence[Token], block: Block, lines: list[str]) -> Iterator[Block]:
    """The block itself, or, where it is too long, its list items, rows and paragraphs."""
    if not inner or count_words("\n".join(lines[block.start : block.end])) <= TARGET_WORDS:
        yield block
        return
    starts = {block.start: token.type not in _UNCUT}
    for part in inner:
        if part.map is not None and part.type != "inline" and part.map[0] < block.end:
            starts[part.map[0]] = part.type not in _UNCUT
    ordered = sorted(starts)
    for start, end in zip(ordered, [*ordered[1:], block.end], strict=True):
        yield Block(start, _last_written(lines, start, end), starts[start])


def _block(token: Token, lines: list[str]) -> Block:
    start, end = token.map or (0, 0)
    return Block(start, _last_written(lines, start, end), token.type not in _UNCUT)


def _last_written(lines: list[str], start: int, end: int) -> int:
    """The end of lines[start:end] without the blank lines after it."""
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _heading_text(inner: Sequence[Token]) -> str:
    source = next((token.content for token in inner if token.type == "inline"), "")
    source = source[:LONGEST_HEADING].strip()
    if "[[" in source:
        source = _WIKI_LINK.sub(r"\1", source)
    if not _INLINE_MARKS & set(source):
        return " ".join(source.split())
    parsed = _inline_parser().parseInline(source)[0].children or []
    words = "".join(" " if "break" in token.type else token.content for token in parsed)
    return " ".join(words.split())


def _title(tokens: list[Token]) -> str | None:
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            return _heading_text(tokens[index + 1 : index + 2]) or None
    return None


def _body(tokens: list[Token], lines: list[str]) -> list[str]:
    front = tokens[0].map if tokens and tokens[0].type == "front_matter" else None
    return lines[front[1] :] if front else lines


@cache
def _parser() -> MarkdownIt:
    """Blocks only: what is inside a line stays as it was written, which is also twice as fast."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.disable("reference")
    return parser


@cache
def _inline_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")
