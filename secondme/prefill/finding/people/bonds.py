"""Bonds in notes: who is what to the person, by lines and sentences: "Partner: Tom Reed", "Meine Tochter
heißt Mia". Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.kin import ME
from secondme.prefill.finding.notes.entries import asked_by
from secondme.prefill.finding.notes.labels import MINE, is_neutral, read_label, words_in
from secondme.prefill.finding.notes.lines import LONGEST_LABEL, Line, lines_of
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Bond
from secondme.prefill.finding.people.kin_words import OURS
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.telegrams.kin import beside_in

_NAMES = frozenset({"full name", "given name"})
_TITLE = re.compile(r"(?:M|Mme|Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Sr|Sra|Sig|Dhr|Mevr)\.? ")
PEOPLE = ("partner", "daughter", "son", "child", "mum", "dad", "sister", "brother", "emergency contact")
_WORD = r"[A-ZÀ-ÞĀ-ž][\w'\u2019-]+"
_NAME = rf"(?P<name>{_WORD}(?: (?:(?:de|da|do|van|von|der|di|del|la) )*{_WORD}){{0,3}})"
_ONE_NAME = re.compile(rf"{_NAME}(?=\s*(?:$|[,;:(\u2013\u2014|-]|\*|born|geb|né|nac|nat[oa]|nasc))")
_MY = r"\b(?:[Mm]y|[Mm]eine?[rmn]?|[Mm]on|[Mm]a|[Mm]i|[Mm]ia|[Mm]io|[Mm]eu|[Mm]inha|[Mm]ijn)"
_CALLED = (
    r"(?:is(?: called)?|heißt|ist|s['\u2019]appelle|est|se llama|es|si chiama|è|chama-se|se chama|é|heet)"
)
_SENTENCE = re.compile(
    rf"{_MY} (?P<relation>[^\W\d_]+(?:[- ](?:in-law|"
    rf"contact))?),? (?:{_CALLED} )?{_NAME}(?![\w'\u2019-])(?!, {_MY} )"
)
_MARRIED = re.compile(
    r"\b(?:[Mm]arried to|[Ee]ngaged to|[Vv]erheiratet mit|[Vv]erlobt mit|[Mm]ariée? (?:à|avec)|"
    r"[Cc]asad[oa] co[nm]|[Ss]posat[oa] con|[Gg]etrouwd met) "
    rf"{_NAME}"
)
_BESIDE = re.compile(
    r"(?P<one>[^()\u2013\u2014:]+?)\s*(?:\((?P<in>[^()]+)\)|\s[\u2013\u2014-]\s(?P<other>.+)|: (?P<after>.+))"
)
_JOINS = re.compile(r"\s*(?:,|;|&|/|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b)\s*")
WORDS_BEFORE = 3
"""Before "married to" so many may stand without saying who is."""
_SINGLE = frozenset({"emergency contact", "partner", "mum", "dad"})


def bonds_in(said: Said) -> Iterator[Bond]:
    """Who is what to the person, as a passage says."""
    yield from (Bond(relation, name, said.passage) for relation, name in beside_in(said.text))
    heads = said.heading.split(" > ")
    for match in (*_SENTENCE.finditer(heads[-1]), *_SENTENCE.finditer(said.text)):
        relation = RELATIONS.get(" ".join(words_in(match["relation"])))
        is_list = relation == "child" and "," in match[0][: -len(match["name"])]
        if relation is not None and relation != "parents" and not is_list:
            yield Bond(relation, match["name"], said.passage)
    for match in _MARRIED.finditer(said.text):
        before = said.text[said.text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if len(before.split()) <= WORDS_BEFORE or OURS.search(before):
            yield Bond("partner", match["name"], said.passage)
    if said.is_chat:
        return
    yield from _beside(heads[-1], said)
    for line in lines_of(said.text):
        if not line.is_sentence:
            yield from _of_line(line, heads[-1], said)


def _of_line(line: Line, head: str, said: Said) -> Iterator[Bond]:
    relation = _relation_only(line.label) or _relation_asked(line.label)
    if relation is not None:
        yield from _named(relation, line.value, said)
        yield from _beside(line.value.split(",")[0], said)
    elif line.label:
        yield from _beside(line.label, said)
        above = line.above[-1] if line.above else head
        if (over := _relation_only(above)) in PEOPLE:
            is_name = not _NAMES.isdisjoint(read_label(line.label).attributes)
            yield from _first_name(over, line.value if is_name else line.label, said)
    else:
        yield from _beside(line.value, said)
        above = line.above[-1] if line.above else head
        if (over := _relation_only(above)) is not None:
            yield from _first_name(over, line.value, said)


def _relation_asked(label: str) -> str | None:
    """The relation whose name a label asks for as forms do: "Person to be told in an emergency"."""
    whose, attribute, _ = asked_by(label) if 2 <= len(label) <= LONGEST_LABEL else (ME, "", "")
    return whose if whose in PEOPLE and attribute == "full name" else None


def _relation_only(text: str) -> str | None:
    """The relation that a label names and nothing else: "My daughter", "Kinder"."""
    words = [
        word
        for word in words_in(text)
        if word not in MINE and not word.isdigit() and word not in ("name", "s")
    ]
    return RELATIONS.get(" ".join(words))


def _named(relation: str, value: str, said: Said) -> Iterator[Bond]:
    """Who is named behind the relation: one, or each of several."""
    if relation in _SINGLE:
        yield from _first_name(relation, value, said)
        return
    is_told = re.search(r"\d", value) is not None
    for at, part in enumerate(_JOINS.split(value)):
        if at == 0 or not is_told or re.search(r"\d", part):  # "Mia, 3 May 2015, York" names one.
            yield from _first_name(relation, part, said)


def _first_name(relation: str, text: str, said: Said) -> Iterator[Bond]:
    title = _TITLE.match(text.strip())
    found = _ONE_NAME.match(text.strip(), title.end() if title else 0)
    if found is not None and not is_neutral(found["name"]):
        yield Bond(relation, f"{title[0] if title else ''}{found['name']}", said.passage)


def _beside(text: str, said: Said) -> Iterator[Bond]:
    """ "Tom Reed (partner)", "Mum - Ana Kovac"."""
    match = _BESIDE.fullmatch(text.strip())
    if match is None:
        return
    other = match["in"] or match["other"] or match["after"]
    for relation, name in ((match["one"], other), (other.split(",")[0], match["one"])):
        if (named := _relation_only(relation)) is not None:
            yield from _first_name(named, name, said)
