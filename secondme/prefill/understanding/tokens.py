"""A label as words: without accents, numbering, endings in brackets and plurals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NUMBERING = re.compile(
    r"^\s*(?:\d{1,2}\s?[a-z]?[.):]+\s+|\d{1,2}(?:\.\d{1,2})+\.?\s+|\(?[a-z\d]{1,2}\)\s*|[a-hA-H]\.\s+"
    r"|\d{1,2}[a-z]?\s+(?=[A-ZÀ-Ý])|[-•*☐□]+\s*)"
)
_ENDING = re.compile(
    r"\((?:s|es|n|en|e|in|a|as|i|r|ne|se|nen|innen)\)|[/:*]-?(?:in|innen)\b|(?<=\w)/(?:a|e|se)\b", re.I
)
_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_POSSESSIVE = re.compile(r"['\u2019]s\b|(?<=s)['\u2019](?=\s)", re.I)
_NUMBER_SIGN = re.compile(r"\b[nN][°º]|№|#")
_WORD = re.compile(r"[^\W_]+")
_UMLAUT = re.compile(r"(?<=[aou])e(?=[^\Waeiou])")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d"})
_TECHNICAL = re.compile(
    r"^(?:(?:fld|txt|tf|inp|input|field|frm|form|ctl|cb|chk|cbo|ddl|sel|q|tb|feld|champ|campo)\s+)+(?=\w)",
    re.I,
)
_FIGURES = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine)[ -](?:digits?|numbers)\b"
_FORMAT = re.compile(
    rf"(?i)[-,.;(]?\s*\b(?:enter\s+)?(?:(?:first|last|middle|second)\s+)?{_FIGURES}"
    r"|[.,;(]?\s*\bline 1 of \d\b\)?"
)
"""How much there is room for, and that it goes on in a second line: "enter 2 digit month"."""
SOME_FIGURES = re.compile(rf"(?i)\b(?:first|last|middle|second)\s+{_FIGURES}")
"""Where a number is asked for in pieces, each in a field of its own."""
_BLANKS = re.compile(r"[_.…]{3,}|\s+")


@lru_cache(maxsize=4_096)
def tokens_of(text: str) -> tuple[str, ...]:
    """Its words in small letters, without accents and plurals: "N° de téléphone(s)" -> no, de, telephone.

    "ae", "oe" and "ue" are "a", "o" and "u", as technical names write umlauts ("staatsangehoerigkeit").
    """
    text = _NUMBER_SIGN.sub(" no ", _POSSESSIVE.sub("", _ENDING.sub("", text)))
    text = _ABBREVIATION.sub(lambda found: found[0].replace(".", "") + " ", text)
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(one for one in plain if not unicodedata.combining(one)).translate(_LETTERS)
    return tuple(_stem(word) for word in _WORD.findall(_UMLAUT.sub("", plain)))


def cleaned(label: str) -> str:
    """A label as people would say it: without numbering, stars, blanks and the colon at its end."""
    text = _BLANKS.sub(" ", label).strip()
    text = _FORMAT.sub(" ", _NUMBERING.sub("", text, count=1))
    return text.strip(" *:;,-\u2013\u2014\u2192\t")


def words_of_name(name: str) -> tuple[str, ...]:
    """A technical name in components, the innermost last: `applicant.dobDay` -> applicant, dob Day."""
    spaced = re.sub(r"\[(\d*)\]", r" \1", name)
    pieces = re.split(r"[./:\[\]]+", spaced)
    return tuple(text for text in (_spaced(piece) for piece in pieces) if text)


def _spaced(piece: str) -> str:
    piece = re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", piece)
    piece = re.sub(r"(?<=[^\W\d_]{2})(?=\d)", " ", piece)
    return _TECHNICAL.sub("", re.sub(r"[_\-\s]+", " ", piece).strip())


def _stem(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "is"))
    return word[:-1] if is_plural else word
