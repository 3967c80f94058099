"""Marks: the words of a text, and the places in it where a value or a name may stand.

A mark is a run of words: an e-mail address, a number, an address, a name with its capitals, or up to four
words that are no function words. What stands around it decides what it is (`head`); the words of names and
numbers themselves are masked, so that nothing is known by heart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from secondme.memories.english.shapes import ADDRESS, EMAIL, PHONE, WORD
from secondme.memories.hearing.words import (
    CONNECTORS,
    FUNCTION_WORDS,
    KINDS,
    NO_CONTENT,
    NO_PART_OF_NAMES,
    SAME,
    TITLES,
)

MOST_WORDS = 4
"""Of a mark that is no name."""
MOST_TOKENS = 60
_TOKEN = re.compile(
    rf"(?P<email>{EMAIL})|(?P<phone>(?<![\w.]){PHONE})|n't\b|'(?:s|m|ve|re|ll|d)\b|\w+?(?=n't\b)|"
    r"\w+(?:-\w+)*|[^\w\s]"
)
_NUMBER = re.compile(r"\d{1,3}")
_NAME = re.compile(rf"{WORD}\Z")
_ADDRESS = re.compile(rf"(?<!\w){ADDRESS}(?!\w)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign. known: as it is looked up: in small letters, or a mask. opens: it has
    a capital, if it has one, because it is the first of a sentence.
    """

    text: str
    first: int
    last: int
    known: str
    is_name: bool
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Tokens [begin, end) of a sentence. kind: by its shape; also: what lists of words say of it."""

    begin: int
    end: int
    kind: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Marked:
    """A text with its tokens and marks."""

    text: str
    tokens: tuple[Token, ...]
    marks: tuple[Mark, ...]

    def span(self, mark: Mark) -> tuple[int, int]:
        """The characters of a mark."""
        return self.tokens[mark.begin].first, self.tokens[mark.end - 1].last

    @cached_property
    def known(self) -> tuple[str, ...]:
        return tuple(token.known for token in self.tokens)


def marked(text: str) -> Marked:
    """The text with its marks; of a long one the beginning."""
    tokens = tuple(_tokens(text))
    return Marked(text, tokens, tuple(_marks(text, tokens)))


def _tokens(text: str) -> Iterator[Token]:
    opens, after_name = True, False
    for place, found in enumerate(_TOKEN.finditer(text)):
        if place == MOST_TOKENS:
            return
        word = found.group()
        if found.lastgroup is not None or word[0].isdigit():
            known = f"<{found.lastgroup or 'number'}>"
            yield Token(word, *found.span(), known, False)
            opens = after_name = False
            continue
        lower = SAME.get(word.lower(), word.lower())
        is_name = _is_name(word, lower, opens=opens, after_name=after_name)
        yield Token(word, *found.span(), "<name>" if is_name and not opens else lower, is_name, opens)
        opens, after_name = (opens and word in "\"'*([-") or word in ":.!?\u2013", is_name


def _is_name(word: str, lower: str, *, opens: bool, after_name: bool) -> bool:
    """Whether a word is part of a name: by its capital, which at the beginning every word has."""
    if word.lower() == word or word.lower() in NO_PART_OF_NAMES:
        return False
    if lower in FUNCTION_WORDS or lower[0] == "<":
        return after_name and not opens and not word.isupper()
    return not opens or _NAME.match(word) is not None


def _marks(text: str, tokens: Sequence[Token]) -> Iterator[Mark]:
    taken: set[int] = set()
    for place, token in enumerate(tokens):
        if token.known in ("<email>", "<phone>"):
            taken.add(place)
            yield Mark(place, place + 1, token.known[1:-1])
    addresses: set[tuple[int, int]] = set()
    for begin, end in _addresses(text, tokens):
        if not taken & set(range(begin, end)) and "make" not in _also(tokens[begin:end]):
            addresses.add((begin, end))
            yield Mark(begin, end, "address")
    for begin, end in _runs(tokens, taken):
        for mark in _within(tokens, begin, end):
            if (mark.begin, mark.end) not in addresses:
                yield mark


def _addresses(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    starts = {token.first: place for place, token in enumerate(tokens)}
    ends = {token.last: place for place, token in enumerate(tokens, 1)}
    for found in _ADDRESS.finditer(text):
        if found.start() in starts and found.end() in ends:
            yield starts[found.start()], ends[found.end()]


def _runs(tokens: Sequence[Token], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Where words follow each other of which a value may be made."""
    place = 0
    while place < len(tokens):
        if place in taken or not _is_content(tokens[place]):
            place += 1
            continue
        begin = place
        while place < len(tokens) and place not in taken:
            if _is_content(tokens[place]):
                place += 1
            elif (after := _after_connector(tokens, place)) is not None:
                place = after
            elif tokens[place].text == "'s" and place > 1 and tokens[place - 2].text == "St":
                place += 1
            else:
                break
        yield begin, place


def _is_content(token: Token) -> bool:
    if token.is_name:
        return True
    return token.text[0].isalnum() and token.known not in NO_CONTENT and token.text != "\u00a4"


def _after_connector(tokens: Sequence[Token], place: int) -> int | None:
    """Where a name goes on after "of the" and the like."""
    if not tokens[place - 1].is_name:
        return None
    after = place
    while after < len(tokens) and after < place + 2 and tokens[after].text in CONNECTORS:
        after += 1
    if after > place and after < len(tokens) and tokens[after].text[0].isupper():
        return after
    return None


def _within(tokens: Sequence[Token], begin: int, end: int) -> Iterator[Mark]:
    """The marks of a run: whole names, what stands between their connectors, and a few words."""
    cuts = [place for place in range(begin, end) if _may_begin(tokens, place, begin)]
    for first in cuts:
        for last in range(first + 1, end + 1):
            if not _may_end(tokens, last, end):
                continue
            words = tokens[first:last]
            names = sum(one.is_name for one in words)
            if last - first > (MOST_WORDS if names < 2 else 8):
                break
            yield Mark(first, last, _kind(words, names), _also(words))


def _may_begin(tokens: Sequence[Token], place: int, begin: int) -> bool:
    if not _is_content(tokens[place]):
        return False
    if place == begin or not tokens[place].is_name or not tokens[place - 1].is_name:
        return tokens[place].known != "<number>" or place == begin or not tokens[place - 1].is_name
    return place == 1


def _may_end(tokens: Sequence[Token], last: int, end: int) -> bool:
    if not (_is_content(tokens[last - 1]) or tokens[last - 1].text == "'s"):
        return False
    return last == end or not (tokens[last - 1].is_name and tokens[last].is_name) or last == 1


def _kind(words: Sequence[Token], names: int) -> str:
    if names == 0:
        return "number" if len(words) == 1 and _NUMBER.fullmatch(words[0].text) else "words"
    if words[0].text in TITLES:
        return "titled"
    return "name" if words[0].is_name and words[-1].is_name else "mixed"


def _also(words: Sequence[Token]) -> tuple[str, ...]:
    return _kinds_of(" ".join(one.text for one in words))


@lru_cache(maxsize=4_096)
def _kinds_of(text: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in KINDS if pattern.fullmatch(text))
