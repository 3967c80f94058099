"""Labels: what stands before a value in a note, and of what and of whom it speaks. Pure.

"Tom's old passport no." is of the passport number, of Tom, and of one that does not hold any more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.finding.notes.headings import HEADINGS, HOME_HEADS
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.work.words import JOB_HEADS, STUDY_HEADS
from secondme.recall.time_tokens import fold
from secondme.recall.time_words import MONTHS

Words = tuple[str, ...]
MINE = frozenset(
    """
    my mine our mein meine meiner meines unser unsere unserer notre nuestro nuestra nostro nostra nosso nossa
    onze mon ma mes mi mis mio mia miei meu minha meus mijn
    """.split()  # noqa: SIM905
)
_FILLING = MINE | frozenset(
    """
    the a an of is no nr num number numero numbers nummer n s private privat personal persoonlijk prive
    current currently new aktuell aktuelle aktueller neu neue neuer nouveau nouvelle actuel actuelle nuevo
    nueva actual nuovo nuova attuale novo nova atual nieuw nieuwe huidige der die das den dem des le la les
    l el los il lo gli o os as de del della dello di do da dos das du d het een und and y e et en main
    primary home also
    """.split()  # noqa: SIM905
)  # fmt: skip
"""Words of a label that change nothing."""
_PAST = frozenset(
    """
    old former previous ex earlier prior alt alte alter altes ehemalig ehemalige ehemaliger fruher fruhere
    fruherer vorherige vorheriger ancien ancienne precedent precedente anterior antiguo antigua vecchio
    vecchia antigo antiga oud oude vorige voormalige expired abgelaufen
    """.split()  # noqa: SIM905
)  # fmt: skip
_EITHER = re.compile(r"\((?:e|es|r|n|s|a|o|in)\)|(?<=[a-z])[/\u00b7.][aeo](?= )")
"""An ending for another sex: "N\u00e9(e) le", "nacido/a el"."""
_SINCE = re.compile(
    r"(?i)[\s,(]+(?:since|from|as of|seit|ab|depuis|\u00e0 partir de|desde|dal|da|a partire da|"
    r"sinds|vanaf)\b.*$"
)
""""My address since August": from when it holds is no part of what it is of."""
_FAR = frozenset(
    """
    not never example sample beispiel exemple ejemplo esempio exemplo voorbeeld dummy test
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says. attributes: those it may mean. owner: the words that name somebody else; empty where
    nobody is named. mine: it says "my". past: it speaks of what was. rest: all its other words, with those
    that mean nothing ("the") unless they are somebody's name ("Mia").
    """

    attributes: frozenset[str]
    owner: Words = ()
    mine: bool = False
    past: bool = False
    rest: Words = ()


NOTHING = Label(frozenset())


def words_in(text: str) -> Words:
    """The words of a text as they are compared: in small letters, without accents and marks."""
    return tuple(re.findall(r"[^\W_]+", fold(text)))


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label:
    """What a label says; of the longest words in it that name an attribute."""
    return _read(words_in(_EITHER.sub("", _since_when(text))))


def _since_when(text: str) -> str:
    """A label without the time that it ends with."""
    since = _SINCE.search(text)
    if since is None or not since.start():
        return text
    is_time = any(word.isdigit() or word in MONTHS for word in words_in(since[0]))
    return text[: since.start()] if is_time else text


def read_beginning(text: str) -> tuple[Label, int]:
    """What the first words of "passport C01X00T47" say, and where in the text they end; NOTHING and 0."""
    places = [match.span() for match in re.finditer(r"[^\W_]+", text)][: _longest() + 1]
    for count in range(min(len(places), _longest()), 0, -1):
        end = places[count - 1][1]
        attributes = _named().get(words_in(text[:end]))
        if attributes:
            return Label(frozenset(attributes)), end
    return NOTHING, 0


def is_filling(word: str) -> bool:
    """Whether a word says nothing by itself: "the", "mes"."""
    return fold(word) in _FILLING


def is_neutral(text: str) -> bool:
    """Whether a heading names nobody: every word of it is one of what notes are filed under, or a number.

    Words that mean nothing by themselves do not make a heading: "Mia" is somebody.
    """
    words = words_in(text)
    if all(word.endswith(_endings()) for word in words):
        return bool(words)
    telling = [word for word in words if word in HEADINGS or word not in _FILLING | _PAST]
    return bool(telling or not words) and all(
        word in _neutral() or any(map(str.isdigit, word)) for word in telling
    )


def _read(words: Words) -> Label:
    if not words or len(words) > 9 or not _FAR.isdisjoint(words):
        return NOTHING
    for count in range(min(len(words), _longest()), 0, -1):
        starts = [at for at in range(len(words) - count + 1) if words[at : at + count] in _named()]
        if starts:
            start = max(starts, key=lambda at: (not _is_relation(words[at : at + count]), at))
            rest = (*words[:start], *words[start + count :])
            return _label(_named()[words[start : start + count]], rest)
    return NOTHING


def _label(attributes: Sequence[str], rest: Words) -> Label:
    owner = tuple(word for word in rest if word not in _FILLING and word not in _PAST and not word.isdigit())
    past, mine = not _PAST.isdisjoint(rest), not MINE.isdisjoint(rest)
    return Label(frozenset(attributes), owner, mine, past, rest)


def _is_relation(words: Words) -> bool:
    """Whether it names somebody, as in "employer address"."""
    return " ".join(words) in RELATIONS


@cache
def _named() -> dict[Words, list[str]]:
    """The attributes that words name."""
    found: dict[Words, list[str]] = defaultdict(list)
    for attribute in ATTRIBUTES.values():
        for word in attribute.words:
            for form in {
                words_in(word),
                words_in(word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")),
            }:
                if attribute.name not in found[form]:
                    found[form].append(attribute.name)
    return found


@cache
def _longest() -> int:
    return max(map(len, _named()))


@cache
def _endings() -> tuple[str, ...]:
    """Long words of headings, which other words are put together with: "Girokonto"."""
    return tuple(word for word in HEADINGS if len(word) >= 5)


@cache
def _neutral() -> frozenset[str]:
    return HEADINGS | HOME_HEADS | JOB_HEADS | STUDY_HEADS | {word for words in _named() for word in words}
