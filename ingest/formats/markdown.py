"""Markdown: paragraphs, lists, fences and tables under their trail of headings, at their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from ingest.content import Content
from ingest.dates import leading_date, opening_date, parse_time
from ingest.document import Locator, Passage, Reading
from ingest.passages import TARGET_WORDS, Block, count_words, merge_blocks, paragraphs
from ingest.places import lines_at

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

TRAIL = " > "
DATE_KEYS = ("date", "created")
HOUSEKEEPING = {
    *("title", "date", "created", "updated", "modified", "tags", "tag", "aliases", "alias", "id", "uid"),
    *("cssclass", "cssclasses", "layout", "draft", "publish", "permalink", "slug", "lang"),
}
"""Front matter of these keys alone says nothing about a life; any other key makes it a passage."""
_UNCUT = {"fence", "code_block", "tr_open", "html_block"}
_INLINE_MARKS = set("*_[]`\\<!&~")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below one heading, up to the next: its blocks, the trail to it, and the day it is about."""

    heading: str = ""
    time: datetime | None = None
    blocks: list[Block] = field(default_factory=list)


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
    front = _front_matter(tokens)
    time = _front_date(front) or written or opening_date(_body(tokens, lines))
    passages = tuple(
        Passage(
            text=found.text,
            locator=Locator.lines(found.start + 1, found.end),
            heading=section.heading,
            time=section.time,
        )
        for section in _sections(tokens, lines, time)
        for found in merge_blocks(lines, section.blocks)
    )
    first_day = next((passage.time for passage in passages if passage.time is not None), None)
    return Reading(passages, _title(front, tokens), time or first_day)


def _sections(tokens: list[Token], lines: list[str], time: datetime | None) -> Iterator[Section]:
    """The sections in order; a heading with nothing below it is the only block of its own section."""
    section = Section(time=time)
    trail: list[tuple[int, str, datetime | None]] = []
    bare_heading: Block | None = None
    for token, inner in _top_level(tokens, lines):
        block = _block(token, lines)
        if token.type not in ("heading_open", "hr"):
            section.blocks.extend(_blocks(token, inner, block, lines))
            bare_heading = None
            continue
        level = int(token.tag[1]) if token.type == "heading_open" else None
        if bare_heading is not None and level is not None and level <= trail[-1][0]:
            section.blocks.append(bare_heading)
        yield section
        if level is not None:
            trail = [step for step in trail if step[0] < level]
            heading = _heading_text(inner)
            day = leading_date(heading) or (trail[-1][2] if trail else time)
            trail.append((level, heading, day))
            bare_heading = block
        section = Section(TRAIL.join(step[1] for step in trail if step[1]), trail[-1][2] if trail else time)
    if bare_heading is not None:
        section.blocks.append(bare_heading)
    yield section


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
    if token.type == "front_matter":
        if _front_keys(token.content) - HOUSEKEEPING:
            yield Block(block.start + 1, max(block.start + 1, block.end - 1))
        return
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
    source = next((token.content for token in inner if token.type == "inline"), "").strip()
    if not _INLINE_MARKS & set(source):
        return " ".join(source.split())
    parsed = _inline_parser().parseInline(source)[0].children or []
    words = "".join(" " if "break" in token.type else token.content for token in parsed)
    return " ".join(words.split())


def _title(front: dict[str, str], tokens: list[Token]) -> str | None:
    if front.get("title"):
        return front["title"]
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            return _heading_text(tokens[index + 1 : index + 2]) or None
    return None


def _front_matter(tokens: list[Token]) -> dict[str, str]:
    """The plain `key: value` lines; nested YAML is none of our business here."""
    content = tokens[0].content if tokens and tokens[0].type == "front_matter" else ""
    pairs = (line.partition(":") for line in content.split("\n") if line[:1].isalpha())
    return {key.strip().lower(): value.strip().strip("\"'").strip() for key, colon, value in pairs if colon}


def _front_keys(content: str) -> set[str]:
    return {
        line.partition(":")[0].strip().lower()
        for line in content.split("\n")
        if line[:1].strip() and line[0] not in "-#" and ":" in line
    }


def _body(tokens: list[Token], lines: list[str]) -> list[str]:
    front = tokens[0].map if tokens and tokens[0].type == "front_matter" else None
    return lines[front[1] :] if front else lines


def _front_date(front: dict[str, str]) -> datetime | None:
    for value in (front[key] for key in DATE_KEYS if front.get(key)):
        try:
            return parse_time(value)
        except ValueError:
            day = leading_date(value)
            if day is not None:
                return day
    return None


@cache
def _parser() -> MarkdownIt:
    """Blocks only: what is inside a line stays as it was written, which is also twice as fast."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    parser.core.ruler.disable(["inline"])
    return parser


@cache
def _inline_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")
