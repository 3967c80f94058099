"""Tongue: whether a sentence is English, by its little words, else by those around it, else by its letters.

Names and numbers say nothing of a language, so "Annecy, Théo" is in that of its note. What is not surely
another language is English: a message of three words need not show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from secondme.memories.hearing.words import FUNCTION_WORDS, SAME
from secondme.recall.stop_words import BY_LANGUAGE, STOP_WORDS

ENGLISH = "en"
CLEAR = 2
"""By so many little words one language is ahead of another for a sentence to be told by them alone."""
MOST_CHARACTERS = 2_000
"""Of what stands around a sentence."""
FEWEST_LETTERS = 10
"""Shorter texts tell nothing by their letters."""
AHEAD = 11.0
"""By so much, in natural log, another language must be likelier by its letters."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_ELIDED = re.compile(
    r"(?:[cdjlmnst]|qu|dell?|nell?|sull?|dall?|all|un|quest|dev)'(?!s\b|t\b|m\b|d\b|ll|re|ve|you|mon)"
)
"""What stands before a vowel: "j'y", "dell'anno"; not "d'you" and "c'mon"."""
_CONTRACTED = re.compile(r"(?:'(?:s|m|re|ve|ll|d)|n't)$")
_NO_SIGN = frozenset(
    """
    al ana ben dan des el ella era es leo lui mia sera sue una los las san
    ai bin chi com die dir dos du eh fu fur ha hat hem hun ma man met mes mi min non par pas per plus pour
    se si sin son sur te ti ton tot tu vi war word ci ne na nu es en
    """.split()  # noqa: SIM905
)
"""Little words elsewhere that are names or other words in English: "ben moved", "plus"."""
_ANYWHERE = frozenset({"i", "er", "um", "al"})
"""Little words of English that are as common in languages that have no list here."""
_MORE_ENGLISH = frozenset("met got with his her she he i'm ive who's that's".split())  # noqa: SIM905
_LOANED = frozenset(
    """
    café cafés fiancé fiancée née naïve cliché clichés crèche déjà façade jalapeño jalapeños sauté sautéed
    purée puréed résumé soufflé entrée entrées piñata über crème brûlée pâté rosé décor décolleté à la protégé
    touché flambé éclair éclairs smörgåsbord gruyère sommelière première tête-à-tête señor señora açaí
    """.split()  # noqa: SIM905
)
"""English words with an accent."""
_PARTICLES = frozenset(
    """
    de la le les des du del da do dos das di della dei van den der het von zu zum am an el los las y e et und
    en sur al a
    """.split()  # noqa: SIM905
)
"""Behind a capital these may be part of a name."""


def is_english(sentence: str, around: str = "") -> bool:
    """Whether a sentence is English, as far as it and the text around it tell. Apostrophes are plain."""
    ahead = _ahead(sentence)
    if abs(ahead) >= CLEAR:
        return ahead > 0
    beside = _ahead(around[:MOST_CHARACTERS])
    if ahead + beside <= -CLEAR:
        return False
    if ahead > 0:
        return True
    return not (_seems_foreign(sentence) or (ahead < 0 and _seems_foreign(around[:MOST_CHARACTERS])))


@lru_cache(maxsize=256)
def _ahead(text: str) -> int:
    """By how many little words English is ahead of whichever other language has most of them; or behind."""
    met = dict.fromkeys(_little(), 0)
    accents = 0
    for word in _words(text):
        small = word.casefold()
        for language, words in _little().items():
            met[language] += small in words
        if _CONTRACTED.search(small):
            met[ENGLISH] += 1
        elif _ELIDED.match(small) or (word == small and not word.isascii() and word not in _LOANED):
            accents += 1
    english = met.pop(ENGLISH)
    return english - max(met.values()) - accents


def _words(text: str) -> Iterator[str]:
    """The words of a text without names, which have a capital elsewhere than at a beginning."""
    plain = text.translate({0x2019: "'", 0x02BC: "'"})
    plain = plain.casefold() if plain.isupper() else plain
    named, last = False, 0
    for match in _WORD.finditer(plain):
        word = match.group()
        between = plain[last : match.start()]
        opens = not last or re.search(r"[.!?:;\n(>*#-]", between) is not None
        last = match.end()
        if word[0].isupper() and not opens and word != "I" and not word.startswith("I'"):
            named = True
        elif not (named and not opens and word in _PARTICLES):
            named = False
            yield word


@cache
def _little() -> Mapping[str, frozenset[str]]:
    """The little words of each language that are told apart by them."""
    others = {
        language: frozenset(word for word in words - _NO_SIGN if len(word) > 1 or not word.isascii())
        for language, words in BY_LANGUAGE.items()
        if language != ENGLISH
    }
    english = STOP_WORDS | FUNCTION_WORDS | _MORE_ENGLISH | set(SAME)
    return {ENGLISH: frozenset(english - _ANYWHERE), **others}


@lru_cache(maxsize=256)
def _seems_foreign(text: str) -> bool:
    """Whether its letters are clearly those of another language."""
    plain = " ".join(_words(text)).casefold()
    if len(plain) < FEWEST_LETTERS:
        return False
    from py3langid import langid  # Reads a model of its own, in most of a second.

    ranked = dict(langid.rank(plain))
    best = max(value for language, value in ranked.items() if language not in ("en", "pcm", "sco"))
    return bool(best - ranked[ENGLISH] > AHEAD)
