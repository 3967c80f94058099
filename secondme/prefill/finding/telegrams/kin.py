"""Kin: who is named beside "my husband", and what stands beside the name of somebody of the family. Pure.

"Tom Hartley, my husband", "Miriam (geborene Vogel, Logopädin)". Whom lines name behind a word for what they
are, with all that is told of them, is for `finding.relatives`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secondme.prefill.finding.notes.days import full_day
from secondme.prefill.finding.notes.labels import MINE, words_in
from secondme.prefill.finding.people.kin_words import BORN_AS_TOO
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.telegrams.clauses import rows_of, sentences_of
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, words
from secondme.prefill.finding.telegrams.subjects import TITLES

_WORD = r"[A-ZÀ-Þ][\w'\u2019-]+"
NAME = rf"{_WORD}(?: (?:(?:de|da|do|dos|van|von|der|den|di|del|la|el) )*{_WORD}){{0,3}}"
PLACE = rf"{_WORD}(?:[ -](?:(?:de|do|da|am|an der|di|la|le|sur|upon) )*{_WORD}){{0,2}}"
_IS = r"is|ist|heißt|s'appelle|est|se llama|es|si chiama|è|chama-se|é|heet"
_MINE = "|".join(sorted(MINE))
_SIZED = "little|big|older|younger|elder|kleine|große|ältere|jüngere"
_BESIDE = re.compile(
    rf"(?P<name>{NAME})(?: \((?P<within>(?:(?i:{_MINE}) )?[^\W\d_]+)\)"
    rf"|(?:,| (?:{_IS})) (?P<mine>(?i:{_MINE})) (?:(?:{_SIZED}) )?(?P<relation>[^\W\d_]+))"
)
_WITH_ME = re.compile(rf"(?P<name>{NAME})(?: \([^()]*\))? (?:and|und|et|y|e|en) (?:I|ich|moi|yo|io|eu|ik)\b")
_CLOSE = frozenset(("partner", "daughter", "son", "child", "mum", "dad", "parents", "sister", "brother"))
"""Relations of which lines about the family tell more than the name."""


@dataclass(frozen=True, slots=True)
class Told:
    """What stands beside a name; empty where it is not told. birthday: ISO 8601. sex: "female", "male"."""

    sex: str = ""
    birthday: str = ""
    birthplace: str = ""
    birth_name: str = ""


def beside_in(text: str) -> Iterator[tuple[str, str]]:
    """Relation and name of whom a text calls "Tom Hartley, my husband", "Tom (husband)", "Ada is my sister";
    and the partner, of "Tom and I got married".
    """
    for match in _BESIDE.finditer(text):
        relation = _relation_in(match["within"] or f"{match['mine']} {match['relation']}")
        if relation and relation != "parents":
            yield relation, match["name"]
    for sentence in (one for row in rows_of(text) for one in sentences_of(row.text)):
        wed = _WITH_ME.match(sentence)
        if wed is not None and pattern("married").search(sentence) and not pattern("not so").search(sentence):
            yield "partner", wed["name"]


def _relation_in(text: str) -> str:
    """The relation that these words name, and nothing else; else nothing."""
    said = words_in(text)
    articles = ("the", "la", "le", "el", "il", "a", "o", "de", "our")
    bare = [word for word in said if word not in MINE and word not in articles]
    word = " ".join(bare)
    relation = RELATIONS.get(word, "")
    is_title = word in TITLES and len(bare) == len(said)
    return relation if relation in _CLOSE and not is_title else ""


def told_in(rest: str) -> Told:
    """The birthday, the place, the birth name and the sex that stand behind a name."""
    day = full_day(rest)
    family = rf"(?P<name>(?:(?:de|da|von|van|di) )?{_WORD}(?:[- ]{_WORD})?)(?=\s*(?:[,;.)(]|$|\d))"
    named = re.search(rf"(?<!\w)(?:{any_of(words('birth name'))})\s+{family}", rest)
    named = named or BORN_AS_TOO.search(rest)
    birth_name = named["name"] if named and not _is_place_after(rest, named.start("name")) else ""
    return Told(
        _sex_told(rest),
        day.first.isoformat() if day else "",
        birthplace_in(rest, birth_name, bool(day)),
        birth_name,
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
    from secondme.prefill.countries import country_of

    more = re.match(rf",? \(?(?P<country>{PLACE})", text[place.end() :])
    return f"{place['place']}, {more['country']}" if more and country_of(more["country"]) else place["place"]


def _sex_told(rest: str) -> str:
    """ "née le", "nato a": what a word for being born says."""
    born = re.search(r"(?<!\w)(née|nacida|nata|nascida)(?!\w)|(?<!\w)(né|nacido|nato|nascido)(?!\w)", rest)
    return "" if born is None else "female" if born[1] else "male"
