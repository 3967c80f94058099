"""Subjects: whom the beginning of a clause is about: "Ich:", "Tom's", "my husband", "Mum and Dad". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondme.memories.kin import ME
from secondme.people.names import plain_name
from secondme.prefill.finding.notes.labels import MINE, is_neutral, read_label, words_in
from secondme.prefill.finding.notes.owners import NOBODY
from secondme.prefill.finding.people.called import is_short_for
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.relations import RELATIONS, covered_by
from secondme.prefill.finding.telegrams.lexicon import any_of, words

KIN = frozenset(
    (
        *("partner", "daughter", "son", "child", "mum", "dad", "parents", "sister", "brother", "grandmother"),
        *("grandfather", "aunt", "uncle", "cousin", "friend", "flatmate", "neighbour", "colleague", "boss"),
    )
)
"""Relations by which a clause can be about somebody; a doctor or a landlord is what one has."""
TITLES = frozenset(
    (
        *("frau", "mann", "femme", "mujer", "mulher", "vrouw", "man", "chef", "fille"),
        *("freund", "freundin", "ami", "amie"),
    )
)
"""Words that are a relation only behind "my"."""
OTHERS = ("he or she",)
"""In place of a key: somebody who was named before."""
_WORD = re.compile(r"[^\W_]+(?:[-\u2019'][^\W_]+)*")
_JOINS = re.compile(r"\s*(?:,|&|\+|/|\b(?:and|und|et|y|e|en)\b)\s*")
_LABEL = re.compile(r"[^:.;!?]{1,48}?:\s+")
_NAME_LIKE = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ'\u2019-]{1,11}(?: [A-ZÀ-Þ][\w'\u2019-]*)?")
_OWNED = re.compile(r"([A-ZÀ-Þ][\w-]+)['\u2019]s\s")
_CONTRACTED = frozenset(("It", "That", "What", "There", "Here", "Let", "He", "She", "Who", "Today", "Where"))
MOST_WORDS = 5
_BESIDE = re.compile(r"[^:()]{2,40}\(\s*(?P<name>[^()]{1,20}?)\s*\)")
"""Whose something is, behind its word: "IBAN (Tom): ..."."""
_ASIDE = re.compile(r"\s*\([^()]*\)")
_ARTICLE = re.compile(r"(?:o|a|il|la|der|die|el) (?=[A-ZÀ-Þ])")
"""Before a name: "o Tom", "die Mia"."""
_ARTICLES = frozenset(
    """
    the die der das le la les los las el il lo gli i o a os as de het our beide both
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom it is about. end: where the words for them end. is_label: they stand before a colon."""

    keys: tuple[str, ...]
    end: int
    is_label: bool = False


def subject_of(text: str, circle: Circle) -> Subject | None:
    """Whom the beginning of a text names; None where it names nobody."""
    label = _LABEL.match(text)
    if label is not None and (keys := people_in(label[0].rstrip(": "), circle)):
        return Subject(keys, label.end(), is_label=True)
    if label is not None and (keys := people_in(_ASIDE.sub("", label[0].rstrip(": ")), circle)):
        return Subject(keys, label.end(), is_label=True)
    if label is not None and (beside := _BESIDE.fullmatch(label[0].rstrip(": "))):
        keys = people_in(beside["name"], circle)
        if keys or may_be_a_name(beside["name"]):
            return Subject(keys or (NOBODY,), label.end(), is_label=True)
    if keys := _in_brackets(text, circle):
        return Subject(keys, 0)
    start = label.end() if label is not None else 0
    if found := _leading(text, start, circle):
        return found
    if label is not None and may_be_a_name(_ASIDE.sub("", label[0].rstrip(": "))):
        return Subject((NOBODY,), start, is_label=True)
    stranger = _OWNED.match(text)
    return Subject((NOBODY,), stranger.end()) if stranger and stranger[1] not in _CONTRACTED else None


def _leading(text: str, start: int, circle: Circle) -> Subject | None:
    """Whom the words from there on name."""
    places = [match.end() for match in _WORD.finditer(text, start, start + 70)][:MOST_WORDS]
    for end in reversed(places):
        if keys := people_in(text[start:end], circle):
            return Subject(keys, end)
    return None


def may_be_a_name(text: str) -> bool:
    """Whether a word before a colon may be the name of somebody unknown, of whom the rest then is."""
    said = words_in(text)
    return (
        _NAME_LIKE.fullmatch(text) is not None
        and not is_neutral(text)
        and not read_label(text).attributes
        and not any(word in RELATIONS for word in said)
    )


def people_in(text: str, circle: Circle) -> tuple[str, ...]:
    """Everybody whom a text names, which names nothing else; else nobody."""
    found: list[str] = []
    for part in _JOINS.split(text):
        keys = _person(part, circle)
        if not keys:
            return ()
        found += [key for key in keys if key not in found]
    return tuple(found)


def third_person(named: tuple[str, ...], around: str) -> tuple[str, ...]:
    """Who is "she" after these were named in a note about `around`."""
    return named or ((around,) if around != ME else (NOBODY,))


def _in_brackets(text: str, circle: Circle) -> tuple[str, ...]:
    """ "Passport (mine)": whose something is may stand behind it."""
    match = re.fullmatch(r"[^():]{2,40}\(([^()]{1,20})\)", text.strip())
    return people_in(match[1], circle) if match else ()


def _person(text: str, circle: Circle) -> tuple[str, ...]:
    bare = re.sub(r"['\u2019]s\b", "", text.strip())
    said = words_in(bare)
    if not said or len(said) > 4:
        return ()
    if re.fullmatch(any_of(words("subjects", "me")), bare.strip(), re.IGNORECASE):
        return (ME,)
    if bare.strip().casefold() in words("subjects", "others"):
        return OTHERS  # Accents count: "el" is no "él".
    mine = [word for word in said if word in MINE]
    rest = [word for word in said if word not in MINE and word not in _ARTICLES]
    if not rest:
        return (ME,) if mine and bare.casefold() in ("mine", "meins") else ()
    relation = RELATIONS.get(" ".join(rest)) or RELATIONS.get(" ".join(rest).removesuffix("s"))
    if relation in KIN and (mine or not TITLES & set(rest)):
        return _holders(relation, circle)
    if not _ARTICLE.sub("", bare)[:1].isupper() and not mine:
        return ()
    named = [word for word in rest if circle.is_named(word) or word in circle.own_words]
    if not named and len(rest) == 1 and rest[0] not in RELATIONS and (short := _short_form(rest[0], circle)):
        return (short,)
    if len(named) < len([word for word in rest if word not in RELATIONS]) or not named:
        return ()
    key = circle.key(named)
    return (key,) if key else ()


def _short_form(word: str, circle: Circle) -> str | None:
    """Who is called so for short ("Leo")."""
    key = circle.key((word,))
    if key is None or key == ME:
        return key
    first = key.split()[0]
    return key if is_short_for(word, first) or word == f"{first}s" else None


def _holders(relation: str, circle: Circle) -> tuple[str, ...]:
    people = circle.people(relation)
    named = tuple(dict.fromkeys(plain_name(bond.name) for bond in people))
    if relation == "parents":
        return named or ("my mum", "my dad")
    return named or tuple(f"my {one}" for one in covered_by(relation)[:1])
