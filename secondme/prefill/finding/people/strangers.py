"""Strangers: whether the words before a value speak of somebody else, known or not. Pure.

"Claire (née Morel), ma femme, née le 30.01.1977", "kirsty 12/05/1985, shes got wee isla born 3 march": a day
of birth in such a line is not the person's.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from secondme.prefill.finding.notes.capitals import FURTHER
from secondme.prefill.finding.notes.labels import MINE, is_neutral, read_label, words_in
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.kin_words import I_WORDS, KIN, THIRD, TITLES
from secondme.prefill.finding.people.relations import RELATIONS

_HE_OR_SHE = THIRD | frozenset(
    """
    he she hes shes who er elle lui ella lei ele ela hij zij ze
    baby bebe newborn neonato neonata accouche accouchee entbunden partorito bevallen petite
    """.split()  # noqa: SIM905
)
_MORE_KIN = frozenset(
    """
    wee aine ainee cadet cadette benjamin benjamine jumeau jumelle alteste altester jungste jungster mayor
    menor primogenita primogenito mais velho velha nova novo oudste jongste eldest youngest twin twins
    """.split()  # noqa: SIM905
)
"""Words for a child by its place among the others, beside those of `RELATIONS`."""
_NAME = re.compile(rf"(?<![\w'\u2019])[A-ZÀ-Þ][a-zß-ÿ'\u2019-]+{FURTHER}+")
_OPENS = re.compile(
    r"(?:^[\s*+\u2022>_-]*|:\s+)(?P<name>[A-ZÀ-Þ][a-zß-ÿ'\u2019-]+)(?= ?[,(:=]| \d| \u2013| -)"
)
_AT = re.compile(
    r"\b(?:in|at|to|à|a|en|au|aux|de|du|bei|zu|nach|aus|em|no|na|te|ad|from|of|von|the|le|la|el)\W*$|"
    r"(?<!\d)\d{1,4}[a-zA-Z]?,? $"
)
"""Before a name, what makes it a place, a firm or a street: "14 Tanner Row"."""


_MARRIED_TO = re.compile(
    r"(?i)\b(?:married|engaged|verheiratet|verlobt|mari\u00e9e?|pacs\u00e9e?|fianc\u00e9e?|casad[oa]|sposat[oa]|"
    r"getrouwd|verloofd) (?:to|mit|\u00e0|avec|con|com|met) $"
)


def tells_of_another(before: str, circle: Circle) -> bool:
    """Whether whoever is spoken of last in these words is not the person."""
    return _last_other(before, circle) > _last_self(before, circle)


def _last_self(text: str, circle: Circle) -> int:
    """Where the person is spoken of last; -1 where they are not."""
    firsts = {name.split()[0] for name in circle.own}
    said = list(re.finditer(r"[^\W\d_]+", text))
    words = [_plain(one[0]) for one in said]
    mine = {at for at, word in enumerate(words[:-1]) if word in MINE and not _is_kin(words[at + 1])}
    places = [one.start() for at, one in enumerate(said) if words[at] in I_WORDS | firsts or at in mine]
    return max(places, default=-1)


def _is_kin(word: str) -> bool:
    return word in RELATIONS or word in _MORE_KIN


def _last_other(text: str, circle: Circle) -> int:
    places = [-1]
    said = list(re.finditer(r"[^\W\d_]+", text))
    for at, one in enumerate(said):
        word = _plain(one[0])
        is_mine = at > 0 and _plain(said[at - 1][0]) in MINE
        is_kin = RELATIONS.get(word) in KIN and (is_mine or word not in TITLES)
        if is_kin or word in _HE_OR_SHE or (word in _MORE_KIN and is_mine):
            places.append(one.start())
    places += [
        opening.start("name") for opening in _OPENS.finditer(text) if _is_a_name(opening["name"], circle)
    ]
    places += [
        one.start()
        for one in _NAME.finditer(text)
        if _is_a_name(one[0], circle)
        and (not _AT.search(text[: one.start()]) or _MARRIED_TO.search(text[: one.start()]))
    ]
    return max(places)


def _is_a_name(name: str, circle: Circle) -> bool:
    """Whether it may be somebody else's name: not the person's, and no words that notes are filed under."""
    words = words_in(name)
    return (
        bool(words)
        and not any(map(str.isdigit, name))
        and not _is_own(words, circle)
        and not is_neutral(name)
        and not read_label(name).attributes
    )


def _is_own(words: Collection[str], circle: Circle) -> bool:
    """Whether a name begins or ends as the person's does: "Reed Noor", "Noor"."""
    return any(name.split()[0] in words for name in circle.own)


def _plain(word: str) -> str:
    return next(iter(words_in(word)), "")
