"""Kin: the people whom lines about the family name, with what they say of each. Pure.

"Tochter Ida, 2. Dezember 2015", "Mum: Ngozi Okafor, born Eze, Onitsha, 2 July 1958".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from secondme.prefill.finding.days import full_day
from secondme.prefill.finding.labels import MINE, words_in
from secondme.prefill.finding.relations import RELATIONS
from secondme.prefill.finding.telegrams.clauses import Row, rows_of, sentences_of
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, words
from secondme.prefill.finding.telegrams.subjects import TITLES

_WORD = r"[A-ZÀ-Þ][\w'\u2019-]+"
NAME = rf"{_WORD}(?: (?:(?:de|da|do|dos|van|von|der|den|di|del|la|el) )*{_WORD}){{0,3}}"
PLACE = rf"{_WORD}(?:[ -](?:(?:de|do|da|am|an der|di|la|le|sur|upon) )*{_WORD}){{0,2}}"
_IS = r"is|ist|heißt|s'appelle|est|se llama|es|si chiama|è|chama-se|é|heet"
_THEN = (
    r"\s*(?:[,;:.()\u2013\u2014*-]|$|\d|(?:born|geb|né|nac|nat[oa]|nasc|und|and|et|y|e|en|am|le|el|il|op))"
)
_AFTER = re.compile(rf"\s*(?:[:,(\u2013\u2014-]|\b(?:{_IS})\b)?\s*(?P<name>{NAME})(?={_THEN})")
_BEFORE = re.compile(rf"(?P<name>{NAME})\s*[(,\u2013\u2014-]\s*(?P<relation>[^(),;:.]{{2,30}})[),.;:]?")
_ALONE = re.compile(rf"(?P<name>{NAME})(?=\s*(?:[,(\u2013\u2014:*-]|$))")
_MINE = "|".join(sorted(MINE))
_SIZED = "little|big|older|younger|elder|kleine|große|ältere|jüngere"
_BESIDE = re.compile(
    rf"(?P<name>{NAME})(?: \((?P<within>(?:(?i:{_MINE}) )?[^\W\d_]+)\)"
    rf"|(?:,| (?:{_IS})) (?P<mine>(?i:{_MINE})) (?:(?:{_SIZED}) )?(?P<relation>[^\W\d_]+))"
)
_WITH_ME = re.compile(rf"(?P<name>{NAME})(?: \([^()]*\))? (?:and|und|et|y|e|en) (?:I|ich|moi|yo|io|eu|ik)\b")
CLOSE = frozenset(("partner", "daughter", "son", "child", "mum", "dad", "parents", "sister", "brother"))
"""Relations of which lines about the family tell more than the name."""
SEXES: Mapping[str, str] = {
    **dict.fromkeys(("daughter", "mum", "sister", "grandmother", "aunt"), "female"),
    **dict.fromkeys(("son", "dad", "brother", "grandfather", "uncle"), "male"),
}
_PLURALS = {"parents": "parents", "child": "child"}


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the person's family. sex: "female", "male" or empty, as all the rest where it is not told.

    birthday: ISO 8601. first, last: characters of the passage.
    """

    relation: str
    name: str
    first: int
    last: int
    sex: str = ""
    birthday: str = ""
    birthplace: str = ""
    birth_name: str = ""


def relatives_in(text: str, heading: str = "") -> Iterator[Relative]:
    """Those whom lines of a note name with what they are to the person."""
    found: list[Relative] = []
    for row in rows_of(text):
        over = _plural((*row.heads, heading)[0] if not row.heads else row.heads[-1])
        for sentence in sentences_of(row.text):
            one = _introduced(sentence, row, over)
            if one is not None:
                found.append(one)
                over = over or _plural(sentence.split(":")[0])
    yield from _told_apart(found)


def beside_in(text: str) -> Iterator[tuple[str, str]]:
    """Relation and name of whom a text calls "Tom Hartley, my husband", "Tom (husband)", "Ada is my sister";
    and the partner, of "Tom and I got married".
    """
    for match in _BESIDE.finditer(text):
        relation, _ = relation_in(match["within"] or f"{match['mine']} {match['relation']}")
        if relation and relation != "parents":
            yield relation, match["name"]
    for sentence in (one for row in rows_of(text) for one in sentences_of(row.text)):
        wed = _WITH_ME.match(sentence)
        if wed is not None and pattern("married").search(sentence) and not pattern("not so").search(sentence):
            yield "partner", wed["name"]


def _introduced(sentence: str, row: Row, over: str) -> Relative | None:
    """Whom a sentence begins with, and what it goes on to say of them."""
    for end in [match.end() for match in re.finditer(r"[^\W_]+(?:[-'\u2019][^\W_]+)*", sentence[:40])][:4]:
        relation, sex = relation_in(sentence[:end])
        after = _AFTER.match(sentence, end) if relation else None
        if after is not None and not (relation in _PLURALS and sentence[end : end + 1] == ","):
            return detailed(
                Relative(relation, after["name"], row.first, row.last, sex), sentence[after.end() :]
            )
    before = _BEFORE.match(sentence)
    if before is not None and (named := relation_in(before["relation"])) and named[0]:
        return detailed(
            Relative(named[0], before["name"], row.first, row.last, named[1]), sentence[before.end("name") :]
        )
    alone = _ALONE.match(sentence)
    if alone is not None and over:
        return detailed(Relative(over, alone["name"], row.first, row.last), sentence[alone.end() :])
    return None


def relation_in(text: str) -> tuple[str, str]:
    """The relation that these words name, and nothing else, with the sex that they tell; else nothing."""
    said = words_in(text)
    bare = [
        word
        for word in said
        if word not in MINE and word not in ("the", "la", "le", "el", "il", "a", "o", "de", "our")
    ]
    word = " ".join(bare)
    relation = RELATIONS.get(word, "")
    if relation not in CLOSE or (word in TITLES and len(bare) == len(said)):
        return "", ""
    return relation, SEXES.get(relation) or _sex_of_partner(word)


def _sex_of_partner(word: str) -> str:
    return next((sex for sex in ("female", "male") if word in words("partners", sex)), "")


def _plural(head: str) -> str:
    """Of whom a heading lists several: parents, children; empty where it does not."""
    for word in words_in(head):
        relation = RELATIONS.get(word, "")
        if relation in _PLURALS:
            return relation
    return ""


def detailed(one: Relative, rest: str) -> Relative:
    """With the birthday, the place and the birth name that follow."""
    day = full_day(rest)
    family = rf"(?P<name>(?:(?:de|da|von|van|di) )?{_WORD}(?:[- ]{_WORD})?)(?=\s*(?:[,;.)(]|$|\d))"
    named = re.search(rf"(?<!\w)(?:{any_of(words('birth name'))})\s+{family}", rest)
    birth_name = named["name"] if named and not _is_place_after(rest, named.start("name")) else ""
    return replace(
        one,
        birthday=day.first.isoformat() if day else "",
        birthplace=birthplace_in(rest, birth_name, bool(day)),
        birth_name=birth_name,
        sex=one.sex or _sex_told(rest),
    )


def _is_place_after(text: str, at: int) -> bool:
    return bool(re.search(rf"(?:{any_of(words('in a place'))})\s+$", text[:at]))


def birthplace_in(text: str, birth_name: str, has_day: bool) -> str:
    """Where somebody was born, by the words behind their name."""
    born = re.search(
        rf"(?<!\w)(?:{any_of(words('born'))})\b[^;:]{{0,40}}?\s(?:in|à|a|ad|en|em|no|na|te|at)\s+(?P<place>{PLACE})",
        text,
    )
    if born is None and has_day:
        born = re.search(rf"\d{{4}},? (?:in|à|a|ad|en|em|no|na|te) (?P<place>{PLACE})", text)
    if born is not None:
        return _with_country(text, born)
    if not has_day:
        return ""
    day = full_day(text)
    for piece in re.split(r",\s*", text[: day.start] if day else text):
        bare = piece.strip(" ().,:")
        if bare and bare not in birth_name and re.fullmatch(PLACE, bare) and not pattern("born").match(bare):
            return bare
    return ""


def _with_country(text: str, place: re.Match[str]) -> str:
    """With the country behind a comma: "Enugu, Nigeria"."""
    from secondme.prefill.finding.countries import country_of

    more = re.match(rf",? \(?(?P<country>{PLACE})", text[place.end() :])
    return f"{place['place']}, {more['country']}" if more and country_of(more["country"]) else place["place"]


def _sex_told(rest: str) -> str:
    """ "née le", "nato a": what a word for being born says."""
    born = re.search(r"(?<!\w)(née|nacida|nata|nascida)(?!\w)|(?<!\w)(né|nacido|nato|nascido)(?!\w)", rest)
    return "" if born is None else "female" if born[1] else "male"


def _told_apart(found: list[Relative]) -> Iterator[Relative]:
    """Of two parents the one with a birth name is the mother."""
    parents = [one for one in found if one.relation == "parents"]
    for one in found:
        if one.relation != "parents":
            yield one
        elif one.sex:
            yield replace(one, relation="mum" if one.sex == "female" else "dad")
        elif len(parents) == 2 and sum(bool(other.birth_name) for other in parents) == 1:
            relation = "mum" if one.birth_name else "dad"
            yield replace(one, relation=relation, sex=SEXES[relation])
