"""How text becomes passages of a good size: small neighbours are merged, long stretches split at sentences.

Pure functions over text and line numbers; the readers decide what a block is and what its places are called.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

TARGET_WORDS = 120
"""Blocks are merged up to this size, about 160 tokens: inside every embedder's window."""
TAIL_WORDS = 30
"""A last stretch as small as this joins the one before it, which may then go a little above the target."""
LONGEST_WORDS = 180
"""A block longer than this is split into pieces of about equal size, none above the target."""
LONGEST_CHARACTERS = 16_000
"""Even a code fence or a table row is split above this, at a line end or a space where there is one."""

_UNSPACED = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9d\u0e00-\u0eff]")
_CLOSERS = "\"')\\]\u201d\u2019\u00bb*_"
_WIDE_ENDS, _WIDE_CLOSERS = "\u3002\uff01\uff1f", "\u300d\u300f\uff09\u201d"
_SENTENCE_END = re.compile(
    rf"(?<=[.!?\u2026])(?<!^\d\.)(?<!^\d\d\.)[{_CLOSERS}]*\s+(?=\S)(?![a-z])"  # But not after "2." in a list.
    rf"|(?<=[{_WIDE_ENDS}])[{_WIDE_CLOSERS}]*\s*(?=\S)"  # Chinese and Japanese need no space.
    r"|\n\s*\n",
    re.MULTILINE,
)
_LINE_END = re.compile(r"\n+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of whole lines that belongs together: lines[start:end], counted from 0.

    splittable: whether it may be cut at a sentence when it is too long; not so for fences and table rows.
    """

    start: int
    end: int
    splittable: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text and the lines it came from: lines[start:end], counted from 0."""

    text: str
    start: int
    end: int


def count_words(text: str) -> int:
    """The size of a text in words; scripts without spaces count two characters a word.

    Twelve characters count as a word at least, so that a long string without spaces has its size too.
    """
    words = len(text.split())
    if not text.isascii():
        words += len(_UNSPACED.findall(text)) // 2
    return max(words, len(text) // 12)


def paragraphs(lines: list[str], start: int, end: int) -> Iterator[Block]:
    """The runs of lines between blank ones, within lines[start:end]."""
    first: int | None = None
    for number in range(start, end):
        blank = not lines[number].strip()
        if blank and first is not None:
            yield Block(first, number)
            first = None
        elif not blank and first is None:
            first = number
    if first is not None:
        yield Block(first, end)


def merge_blocks(lines: list[str], blocks: Iterable[Block]) -> list[Stretch]:
    """Stretches of about the target size, in order: neighbours merged, what is too long split.

    Each stretch is a contiguous part of its joined lines: its text can be found there letter by letter.
    Blocks must be in order and must not overlap; whatever stands between two merged blocks comes along.
    """
    groups: list[tuple[Block, int]] = []
    for block in blocks:
        size = count_words("\n".join(lines[block.start : block.end]))
        if groups and groups[-1][1] + size <= TARGET_WORDS:
            groups[-1] = _joined(groups[-1], (block, size))
        else:
            groups.append((block, size))
    if len(groups) > 1 and groups[-1][1] <= TAIL_WORDS and groups[-2][1] <= TARGET_WORDS:
        groups[-2:] = [_joined(*groups[-2:])]
    return [stretch for block, _ in groups for stretch in _stretches(lines, block)]


def merge_paragraphs(texts: Sequence[str], blocks: Iterable[Block]) -> list[Stretch]:
    """The same for paragraphs, each of which may have several lines: blocks and stretches count paragraphs.

    The text of a stretch can be found letter by letter in its paragraphs joined by "\\n".
    """
    given = list(blocks)
    if not given:
        return []
    first, last = given[0].start, given[-1].end
    lines, starts = [], [0]
    for text in texts[first:last]:
        lines.extend(text.split("\n"))
        starts.append(len(lines))
    within = (Block(starts[each.start - first], starts[each.end - first], each.splittable) for each in given)
    return [
        Stretch(
            found.text, first + bisect_right(starts, found.start) - 1, first + bisect_left(starts, found.end)
        )
        for found in merge_blocks(lines, within)
    ]


def split_text(text: str) -> list[str]:
    """The text as pieces of a good size, in order, cut at sentence ends; nothing but white space is lost."""
    return [text[start:end] for start, end in spans(text)]


def spans(text: str, *, splittable: bool = True) -> list[tuple[int, int]]:
    """Where to cut a text: (start, end) of each piece, without the white space around it.

    Pieces end at a sentence, else at a line, else at a space, else anywhere but before a combining mark.
    A text that is not splittable is cut only above LONGEST_CHARACTERS.
    """
    whole = _trim(text, 0, len(text))
    if whole is None:
        return []
    size = count_words(text)
    if splittable and size > LONGEST_WORDS:
        pieces = -(-size // TARGET_WORDS)
        return _cut(text, whole, goal=-(-size // pieces), limit=TARGET_WORDS, ends=_SENTENCE_END)
    if len(text) > LONGEST_CHARACTERS:
        words = LONGEST_CHARACTERS // 12
        return _cut(text, whole, goal=words, limit=words, ends=_LINE_END)
    return [whole]


def _joined(first: tuple[Block, int], second: tuple[Block, int]) -> tuple[Block, int]:
    return Block(first[0].start, second[0].end, splittable=False), first[1] + second[1]


def _stretches(lines: list[str], block: Block) -> Iterator[Stretch]:
    text = "\n".join(lines[block.start : block.end])
    pieces = spans(text, splittable=block.splittable)
    if len(pieces) == 1:
        yield Stretch(text.rstrip(), block.start, block.end)
        return
    line, counted = block.start, 0
    for start, end in pieces:
        first = line + text.count("\n", counted, start)
        line, counted = first + text.count("\n", start, end), end
        yield Stretch(text[start:end], first, line + 1)


def _cut(
    text: str, whole: tuple[int, int], *, goal: int, limit: int, ends: re.Pattern[str]
) -> list[tuple[int, int]]:
    """Sentences gathered until a piece reaches the goal, in words, and none goes over the limit."""
    pieces: list[tuple[int, int]] = []
    start, size = whole[0], 0
    end = start
    for part_start, part_end in _parts(text, whole, limit, ends):
        part_size = count_words(text[part_start:part_end])
        if size and (size >= goal or size + part_size > limit):
            pieces.append((start, end))
            start, size = part_start, 0
        size, end = size + part_size, part_end
    return [*pieces, (start, end)]


def _parts(text: str, whole: tuple[int, int], limit: int, ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The text cut at every such end; a part over the limit is cut at finer ends, down to single letters."""
    finer = {_SENTENCE_END: _LINE_END, _LINE_END: _SPACE}.get(ends)
    start = whole[0]
    for found in [*ends.finditer(text, *whole), None]:
        part = _trim(text, start, found.end() if found else whole[1])
        start = found.end() if found else start
        if part is None:
            continue
        if count_words(text[part[0] : part[1]]) <= limit:
            yield part
        elif finer is not None:
            yield from _parts(text, part, limit, finer)
        else:
            yield from _chunks(text, part, limit)


def _chunks(text: str, part: tuple[int, int], limit: int) -> Iterator[tuple[int, int]]:
    """A stretch without a single space, in equal lengths: at most `limit` words in any script."""
    start, stop = part
    length = limit * 2 if _UNSPACED.search(text, start, stop) else limit * 12
    while start < stop:
        end = min(start + length, stop)
        whole_letter = next((at for at in range(end, end - 8, -1) if _starts_letter(text, at, stop)), end)
        end = whole_letter if whole_letter > start else end
        yield start, end
        start = end


def _starts_letter(text: str, at: int, stop: int) -> bool:
    return at >= stop or not unicodedata.combining(text[at])


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The part of text[start:end] without the white space around it; None if nothing is left."""
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return (start + left, start + len(inner.rstrip())) if left < len(inner) else None
