"""Cuts a text into what `time_atoms` reads: words with a letter each, dates in digits, years."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from secondme.recall.calendar_days import Span, month_in
from secondme.recall.time_words import DUTCH, FRENCH, NOT_FRENCH, PHRASE_STARTS, PHRASES, TAGS

LONGEST_PHRASE = 4
OTHER = "x"

_TOKEN = re.compile(
    r"(?P<iso>(?<![\d.-])(?:1[5-9]|2\d)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?(?![\d-]*\d))"
    r"|(?P<digits>(?<![\d./-])\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)(?:\d{4}|\d\d)?(?!\d|[./-]\d))"
    r"|(?P<decade>(?<!\w)(?:(?:19|20)\d0|[1-9]0)(?:['\u2019]?s|er|ern)(?!\w))"
    r"|(?P<year>(?<![\d.,])(?:1[5-9]|20)\d\d(?!\s?[%\u20ac$\u00a3]|\d|[.,]\d))"
    r"|(?P<number>(?<![\d.,])\d{1,3}(?:st|nd|rd|th|er|\u00ba|\u00aa|e|ste|de)?(?!\w|[.,]\d)\.?)"
    r"|(?P<quarter>\b[qQ][1-4]\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>[^\s\w])"
)
_SIGNS = {"-": "-", "\u2013": "-", "\u2014": "-", ",": ",", "'": "'", "\u2019": "'"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text, at characters [start, end). letter: its tag; word: as it is looked up.

    number: what its digits say. spans: which days it may mean, for dates in digits.
    """

    start: int
    end: int
    letter: str
    word: str = ""
    number: int = 0
    spans: tuple[Span, ...] = ()


def read_tokens(text: str) -> list[Token]:
    """The tokens of a text in order; none at all where nothing in it could name a time."""
    found = [token for match in _TOKEN.finditer(text) if (token := _token(match)) is not None]
    tokens = list(_with_phrases(_settled(found)))
    return [] if all(token.letter in _POINTLESS for token in tokens) else tokens


def may_name_time(text: str) -> bool:
    """Whether a word of the text, or a number in it, can be the heart of a time; a quick look."""
    plain = text.lower() if text.isascii() else fold(text)
    return not _HEARTS.isdisjoint(_QUICK.findall(plain)) or _DATE.search(plain) is not None


_QUICK = re.compile(r"[a-z]+")
_DATE = re.compile(r"(?:1[5-9]|20)\d\d|\d[./-]\d\d?[./-]\d")
_HEARTS = frozenset(word for word, letter in TAGS.items() if letter in "MmkpSFfWUDc") | frozenset(
    word for words in PHRASES for word in words if len(word) > 3
)


def letters(tokens: Sequence[Token]) -> str:
    """The tags of all tokens, a letter each."""
    return "".join(token.letter for token in tokens)


_POINTLESS = frozenset("x,-'oa#12wi&tnTLlNRghvBAsurbEp")
"""Without any other letter there is no time to be found."""


def fold(word: str) -> str:
    """In lower case and without accents, as the vocabulary has it."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _token(match: re.Match[str]) -> Token | None:
    start, end = match.span()
    said = match.group()
    match match.lastgroup:
        case "word":
            word = fold(said)
            return Token(start, end, TAGS.get(word, OTHER), word)
        case "sign":
            sign = _SIGNS.get(said, OTHER)
            return None if sign == "'" else Token(start, end, sign)
        case "year":
            return Token(start, end, "Y", number=int(said))
        case "decade":
            number = int(re.sub(r"\D", "", said))
            return Token(start, end, "c", number=number if number > 99 else _decade(number))
        case "quarter":
            return Token(start, end, "Q", number=int(said[1]))
        case "iso":
            return _dated(start, end, _iso(said))
        case "number":
            number = int(re.sub(r"\D", "", said))
            return Token(start, end, "1" if 1 <= number <= 31 else "2", said, number)
    return _dated(start, end, _in_digits(said, match["mark"]))


def _decade(number: int) -> int:
    return (1900 if number >= 30 else 2000) + number


def _dated(start: int, end: int, spans: Sequence[Span]) -> Token:
    return Token(start, end, "I" if spans else OTHER, spans=tuple(spans))


def _iso(said: str) -> list[Span]:
    parts = [int(part) for part in said.split("-")]
    try:
        return [month_in(*parts)] if len(parts) == 2 else [(date(*parts), date(*parts))]
    except ValueError:
        return []


def _in_digits(said: str, mark: str) -> list[Span]:
    """ "3.4.2023" begins with the day; "03/04/2023" may begin with either. Two digits of a year are of 19xx
    from 70 on; without a year it is left to the words around it.
    """
    first, second, year = (int(part) if part else 0 for part in said.split(mark))
    if not said[-1].isdigit():
        return []
    if len(said.split(mark)[2]) == 2:
        year += 1900 if year >= 70 else 2000
    orders = [(second, first)] if mark == "." else [(second, first), (first, second)]
    days: list[date] = []
    for month, day in orders:
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return [(day, day) for day in dict.fromkeys(days)]


def _settled(tokens: list[Token]) -> list[Token]:
    """Words whose meaning hangs on the language around them: "hier", "na"."""
    words = {token.word for token in tokens}
    french = not words.isdisjoint(FRENCH) and words.isdisjoint(NOT_FRENCH)
    dutch = not words.isdisjoint(DUTCH)
    if french and "hier" in words:
        tokens = [replace(one, letter="D", word="ieri") if one.word == "hier" else one for one in tokens]
    if dutch and "na" in words:
        tokens = [replace(one, letter="A") if one.word == "na" else one for one in tokens]
    return tokens


def _with_phrases(tokens: list[Token]) -> Iterator[Token]:
    place = 0
    while place < len(tokens):
        length = _phrase_at(tokens, place)
        if length:
            letter, word = PHRASES[_words(tokens[place : place + length])]
            yield Token(tokens[place].start, tokens[place + length - 1].end, letter, word)
        else:
            yield tokens[place]
        place += length or 1


def _phrase_at(tokens: list[Token], place: int) -> int:
    """How many tokens from here on are a phrase; the longest."""
    if tokens[place].word not in PHRASE_STARTS:
        return 0
    lengths = range(min(LONGEST_PHRASE + 1, len(tokens) - place), 1, -1)
    return next((count for count in lengths if _words(tokens[place : place + count]) in PHRASES), 0)


def _words(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.word or token.letter for token in tokens)
