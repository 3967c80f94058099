"""How a turn is understood in languages other than English: the little words of each (speech.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from secondme.recall.stop_words import BY_LANGUAGE, likely_languages

_WORD = re.compile(r"\w+(?:['\u2019\-]\w+)*")
_TYPED = str.maketrans({"\u2019": "'"})


@dataclass(frozen=True, slots=True)
class Speech:
    """The little words of one language; what each is for stands in the table."""

    language: str
    asking: frozenset[str]
    verbs_first: frozenset[str]
    ordering: frozenset[str]
    telling: frozenset[str]
    first: frozenset[str]
    courtesy: frozenset[str]
    leading: frozenset[str]
    they: frozenset[str]
    theirs: frozenset[str]
    pointing: frozenset[str]
    pointing_last: frozenset[str]
    instead: str

    @property
    def little(self) -> frozenset[str]:
        """Words that do not say what a text is about."""
        return (
            BY_LANGUAGE[self.language]
            | self.asking
            | self.leading
            | self.they
            | self.theirs
            | self.pointing
            | self.pointing_last
        )

    def is_courtesy(self, sentence: str) -> bool:
        """Whether it is only thanks, a greeting or an assent."""
        words = words_in(sentence)
        return bool(words) and "?" not in sentence and self.courtesy.issuperset(words)

    def asks(self, words: Sequence[str]) -> bool:
        """Whether a sentence with these words is a question or an order, by how it begins or ends."""
        begins = words[0] in self.asking | self.verbs_first | self.ordering
        return begins or words[-1] in self.asking


def speech_of(text: str, before: str = "") -> Speech | None:
    """The language of a text, where it clearly is one of the table; None for English, and where none is.

    before: what was said before it; a short text may be in several, of which that one is meant.
    """
    likely = _likely(text)
    if len(likely) > 1 and before:
        likely = [language for language in _likely(before) if language in likely] or likely
    return _table().get(likely[0]) if likely and "en" not in likely else None


def words_in(text: str) -> list[str]:
    """The words in lower case, with straight apostrophes."""
    return [word.translate(_TYPED) for word in _WORD.findall(text.casefold())]


def _likely(text: str) -> list[str]:
    """The languages whose little words a text has most of; English where it has none of any."""
    words = words_in(text)
    known = [word for word in words if any(word in little for little in _all_little().values())]
    return likely_languages(words, _all_little()) if known else ["en"]


@cache
def _all_little() -> dict[str, frozenset[str]]:
    return {
        **BY_LANGUAGE,
        **{name: speech.little | speech.courtesy | speech.ordering for name, speech in _table().items()},
    }


@cache
def _table() -> dict[str, Speech]:
    text = files("secondme.conversation").joinpath("speech.toml").read_text("utf-8")
    return {language: _speech(language, words) for language, words in tomllib.loads(text).items()}


def _speech(language: str, words: dict[str, str]) -> Speech:
    sets = {name: frozenset(some.split()) for name, some in words.items() if name != "instead"}
    return Speech(language, instead=words["instead"], **sets)
