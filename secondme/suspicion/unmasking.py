"""What a text says where that is not what is seen: invisible letters, look-alikes, codes.

Each reading of a text is given with the reason why it was hidden, and what that alone counts. Pure.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
_TAGS = re.compile("[\U000e0020-\U000e007e]{4,}")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
"""The flags of Scotland and others are spelled in tags too."""
_ZERO_WIDTH_RUN = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff]{8,}")
_INSIDE_WORD = re.compile("(?<=[A-Za-z])[\u200b\u2060\ufeff\u00ad](?=[A-Za-z])")
_TURNED = re.compile("[\u202d\u202e]([^\u202c\n]{4,})")
_MIXED = re.compile("[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]")
_RARE = re.compile(
    "[\u00ad\u0370-\u052f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
"""Of every text that is not ASCII but few: anything that hides letters or looks like others."""
_LOOKS = str.maketrans(
    "аеорсухіјѕԁԛмнвткАЕОРСУХІЈЅМНВТКοαεικνρτυχΟΑΕΙΚΝΡΤΥΧ",
    "aeopcyxijsdqmhbtkAEOPCYXIJSMHBTKoaeiknptuxOAEIKNPTYX",
)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")
_HEX = re.compile(r"(?:\\x)?[0-9a-fA-F]{2}(?:(?: |\\x|%|0x)?[0-9a-fA-F]{2}){15,}")
_SPACED = re.compile(r"(?:\b\w[ .*_-]{1,3}){12,}\w\b")
_LEET = re.compile(r"[a-z][013457@$][a-z]|[013457@$][a-z]+[013457@$]", re.IGNORECASE)
_FIGURES = str.maketrans("013457@$", "oieastas")
_ROT13 = frozenset(
    (
        *("vafgehpgvba", "vafgehpgvbaf", "vtaber", "nffvfgnag", "nafjre", "cerivbhf", "erfcbaq", "ercyl"),
        *("flfgrz", "cebzcg", "ehyrf"),
    )
)
"""Words of orders in that code: instruction, ignore, assistant, answer, previous, respond and others."""
MOST = 4_000
"""Characters of a code that are looked into."""
LONG = 24
SOME = 3
CLOSE = 5
"""Letters for each space: a text of whole words has more."""


class Reading(NamedTuple):
    """A reading that is not seen. reason: after "it"; counts: what hiding it counts by itself."""

    text: str
    reason: str
    counts: float


def unmasked(text: str, words: Collection[str]) -> tuple[str, list[Reading]]:
    """The text without what is not seen, and the readings that it hides.

    words: its words in lower case, by which codes are looked for only where they may be.
    """
    found = list(_codes(text, words))
    if text.isascii():
        return text, found
    if not _RARE.search(text):
        return text, found
    if INVISIBLE.search(text):
        found += _invisible(text)
        text = INVISIBLE.sub("", text)
    if _MIXED.search(text):
        found.append(Reading(text.translate(_LOOKS), "mixes letters that look alike", 0.4))
    return text, found


def _invisible(text: str) -> Iterator[Reading]:
    without_flags = _FLAG.sub("", text)
    if tags := _TAGS.search(without_flags):
        said = "".join(chr(ord(letter) - 0xE0000) for run in _TAGS.findall(without_flags) for letter in run)
        yield Reading(said, "holds letters that nobody sees", 1.0 if len(tags[0]) >= LONG else 0.6)
    if _ZERO_WIDTH_RUN.search(text):
        yield Reading("", "holds a run of characters without width", 1.0)
    if len(_INSIDE_WORD.findall(text)) >= 3:
        yield Reading(INVISIBLE.sub("", text), "has characters without width inside its words", 0.4)
    if turned := _TURNED.findall(text):
        yield Reading(" ".join(part[::-1] for part in turned), "has its letters turned around", 0.5)


def _codes(text: str, words: Collection[str]) -> Iterator[Reading]:
    """What is written in a code that a language model may read."""
    if max(map(len, words), default=0) >= LONG:
        for match in _BASE64.finditer(text):
            yield from _readings(match[0])
    if text.count("6") + text.count("7") >= LONG // 2:
        for match in _HEX.finditer(text):
            yield from _readings(match[0])
    if len(text) < CLOSE * len(words) and (spaced := _spaced(text)):
        yield Reading(spaced, "has its words taken apart into letters", 0.5)
    if sum(map(text.count, "01345")) >= 2 * SOME:
        mixed = " ".join(word for word in words if not (word.isalpha() or word.isdigit()))
        if len(_LEET.findall(mixed)) >= SOME:
            yield Reading(text.translate(_FIGURES), "writes words with figures", 0.4)
    if not _ROT13.isdisjoint(words):
        yield Reading(codecs.decode(text, "rot13"), "holds words in a code", 0.5)


def _readings(code: str) -> Iterator[Reading]:
    for said in _decoded(code[:MOST]):
        yield Reading(said, "holds words in a code", 0.5)


def _decoded(code: str) -> Iterator[str]:
    plain = re.sub(r"\\x|0x|[% ]", "", code)
    if re.fullmatch(r"[0-9a-fA-F]+", plain) and len(plain) % 2 == 0:
        yield from _words(bytes.fromhex(plain))
    try:
        yield from _words(base64.b64decode(code + "=" * (-len(code) % 4), validate=True))
    except (binascii.Error, ValueError):
        return


def _words(data: bytes) -> Iterator[str]:
    """The text, where it is one."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if text.isprintable() and text.count(" ") >= 2:
        yield text


def _spaced(text: str) -> str:
    """Words whose letters stand apart; where more than one space stands, a word ends."""
    runs = (match[0] for match in _SPACED.finditer(text))
    return " ".join(re.sub(r"(?<=\w)[ .*_-](?=\w)", "", run) for run in runs)
