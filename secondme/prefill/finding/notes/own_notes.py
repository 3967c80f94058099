"""The person's own notes: what their lines and sentences name, and of whom. A line about somebody else is
theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from secondme.memories.kin import ME
from secondme.people.names import plain_name
from secondme.prefill.finding.homes.addresses import address_in
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.days import stretch_in
from secondme.prefill.finding.notes.entries import Entry, entries_of
from secondme.prefill.finding.notes.headings import HOME_HEADS
from secondme.prefill.finding.notes.labels import (
    NOTHING,
    Label,
    read_beginning,
    read_label,
    words_in,
)
from secondme.prefill.finding.notes.letterheads import details_in
from secondme.prefill.finding.notes.lines import Line, lines_of, parts_of
from secondme.prefill.finding.notes.nobody import is_about_nobody
from secondme.prefill.finding.notes.owners import (
    NOBODY,
    OFFICES,
    OWN_NOTES,
    is_about_me,
    owner_around,
    owner_named,
    owner_of,
)
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.sayings import sayings_in
from secondme.prefill.finding.notes.shapes import has_telling_shape, shaped
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.named import Named
from secondme.prefill.finding.people.named_of_others import of_the_patient, without_others
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.telegrams import facts_in
from secondme.prefill.finding.telegrams.fact import Fact
from secondme.prefill.finding.work.values import job_in
from secondme.prefill.understanding.context import CONTACT
from secondme.recall.time_tokens import fold

_TRAIL = " > "
_BORN_AT = re.compile(
    r"\d{4},? +(?:(?:in|à|a|ad|en|em|te|À|A) ?:? )?"
    r"(?P<place>[A-ZÀ-Þ][^\d,;.()]{1,40}(?:, [A-Z][^\d,;.()]{2,30})?)"
)
_BORN_IN_SMALL = re.compile(
    r"\b(?:born|geboren|geb\.?|née?|nacid[oa]|nat[oa]|nascid[oa])\b[^.;\n]{4,40}\d{4},? "
    r"(?:in|à|a|en|em|te) (?P<place>[a-zß-ÿ][a-zß-ÿ'-]{2,20}(?: [a-zß-ÿ'-]{3,20})?)(?= ?(?:[.,;(\n]|$))"
)
_COPULA = re.compile(r"(?i)^\s*(?:is|are|ist|sind|lautet|est|es|è|é)\s+(?=\S)")
_VAGUE = frozenset(
    """
    name nom nombre nome naam title city town ort ville plaats country land phone email mail age job work
    job
    """.split()  # noqa: SIM905
)
"""Labels that stand in notes about anything; alone in a note they say little."""
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d")
"""What stands behind the name of a child: "Mia (03/05/2015)"."""
_REACHED = {
    "phone": re.compile(r"\+?\(?\d[\d ()./-]{5,20}\d"),
    "email": re.compile(r"[^\s,@]+@[^\s,@]+\.\w+"),
}
"""What needs no label below somebody's name."""
_PERSON = re.compile(
    r"(?:persona di riferimento|referente|contact person|(?:kontakt|ansprech)(?:person|partner)\w*|"
    r"personne (?:de contact|referente)|(?:persona|pessoa) de contact?o|applicant|antragsteller\w*|"
    r"bewerber\w*|"
    r"candidat\w*|patient\w*|paziente|paciente|alumn[oa]|eleve|schuler\w*|pupil|student\w*|child|kind|enfant|"
    r"inquilin[oa]|mieter\w*|tenant|locataire|versicherte\w*|insured|assure\w*|beneficiar\w*)\b[^:]{0,20}$"
)
"""What a form calls whoever it is about, whose name follows."""
COMPANY = 2
"""So many other attributes beside such a line make it a note about a person."""
IN_A_NOTE, IN_A_SENTENCE, ENTERED, IN_PASSING, BELOW, ALONE = 0.95, 0.95, 0.9, 0.88, 0.88, 0.55
LISTED = frozenset({"languages", "allergies", "medication", "conditions", "hobbies", "address"})
"""What people list below its name, a line each."""


def noted(attribute: str, whose: str, said: Said, named: Sequence[Named]) -> Iterator[Noted]:
    """The values of an attribute that a passage names of somebody."""
    for one in named:
        if one.whose != whose or attribute not in one.attributes:
            continue
        if one.is_bare and not has_telling_shape(attribute):
            continue
        if attribute == "given name" and _is_whole_name(one, named):
            continue
        found = shaped(attribute, one.text)
        if found is not None:
            stretch = stretch_in(one.text) if attribute not in ("birthday", "passport expiry") else None
            begins, ends = (stretch.first, stretch.last) if stretch else (None, None)
            value = _without(found.value, one.text[stretch.start : stretch.end]) if stretch else found.value
            yield Noted(
                *(value, said.proof(one.first, one.last), one.sure * found.sure, one.past, begins, ends),
                order=(said.passage, one.first),
            )


def _is_whole_name(one: Named, named: Sequence[Named]) -> bool:
    """Whether "Nome: Ana Prado" tells the whole name: it has more words, and no label asks for the rest."""
    if "full name" not in one.attributes or len(one.text.split()) < 2:
        return False
    return not any("family name" in other.attributes and other.whose == one.whose for other in named)


def named_in(said: Said, circle: Circle) -> list[Named]:
    """All that a passage names, and of whom."""
    if is_about_nobody(said, circle.own_words):
        return []
    around = owner_around(said, circle)
    told_of = ME if around in OFFICES else around
    read = [] if said.is_chat else facts_in(said, circle, told_of)
    facts = [fact for fact in read if shaped(fact.attribute, fact.value)]
    lines = [of_the_patient(one) for one in _of_lines(said, circle, around)]
    found = [*lines, *_of_sayings(said, around), *_of_letterheads(said, circle)]
    found += [one for fact in facts for one in _born_in(fact, facts, said.text)]
    found = [*map(_of_fact, facts), *(one for one in found if not _is_better_told(one, facts))]
    if around not in OWN_NOTES:
        found = [one for one in found if one.whose not in OFFICES]  # The doctor of whom the note is about.
    found = without_others(found, said, circle)
    kinds = {attribute for one in found for attribute in one.attributes}
    return [one if len(kinds) > COMPANY or not _is_vague(one, said) else _doubted(one) for one in found]


def _of_fact(fact: Fact) -> Named:
    value = _COPULA.sub("", fact.value)
    attributes = frozenset({fact.attribute})
    return Named(attributes, fact.whose, value, fact.sure, fact.past, fact.first, fact.last)


def _born_in(fact: Fact, facts: Sequence[Fact], text: str) -> Iterator[Named]:
    """The town behind a birthday in notes without capitals: "born 3 may 1971 in cork"."""
    told = any(other.attribute == "birthplace" and other.whose == fact.whose for other in facts)
    place = _BORN_IN_SMALL.search(text[fact.first : fact.last]) if fact.attribute == "birthday" else None
    if place is not None and not told:
        where = frozenset({"birthplace"})
        yield Named(where, fact.whose, place["place"].title(), IN_PASSING, False, fact.first, fact.last)


def _is_better_told(one: Named, facts: Sequence[Fact]) -> bool:
    """Whether a reader of telegrams has cut the same words better, or knows whose they are."""
    return any(
        fact.attribute in one.attributes
        and one.first < fact.last
        and fact.first < one.last
        and (fact.whose == one.whose or fact.value in one.text)
        for fact in facts
    )


def _of_lines(said: Said, circle: Circle, around: str) -> Iterator[Named]:
    name_above: str | None = None
    for line in lines_of(said.text):
        label = read_label(line.label) if line.label else NOTHING
        if not label.attributes and not line.is_sentence:
            yield from _below_its_name(line, said, circle, name_above or around)
        if "full name" in label.attributes and not (label.owner or line.is_sentence or is_about_me(said)):
            name_above = owner_named(line.value, circle, around) or name_above
        if line.label and _PERSON.match(fold(line.label)) and not is_about_me(said):
            name_above = owner_named(line.value, circle, NOBODY) or name_above
        named = any(circle.is_named(word) for word in label.rest)
        entries = [] if said.is_chat or named else list(entries_of(line))
        if label.attributes and not entries:
            yield from _labelled(line, label, said, circle, name_above or around)
        yield from _entered(line, entries, circle, name_above or around)
        if not line.is_sentence:
            yield from _unlabelled(line, said, circle, name_above or around)


def _labelled(line: Line, label: Label, said: Said, circle: Circle, around: str) -> Iterator[Named]:
    whose = owner_of(line, label, circle, around)
    if line.is_sentence and not (label.mine or label.owner):
        return
    if line.is_below and label.owner and whose == ME:
        return  # "Surname REED" has its value already.
    if line.is_sentence and not all(word in RELATIONS or circle.is_named(word) for word in label.owner):
        return
    if said.is_chat and not label.mine and not label.owner:
        sure = IN_PASSING
    else:
        sure = IN_A_SENTENCE if line.is_sentence else IN_A_NOTE
    if "employer" in label.attributes and (job := job_in(line.value)):
        for attribute, value in job.items():
            yield Named(frozenset({attribute}), whose, value, sure, label.past, line.first, line.last)
        return
    attributes = _without_strangers(_of_a_home(label, line), line, said)
    if attributes:
        yield Named(attributes, whose, line.value, sure, label.past, line.first, line.last)
    yield from _born_at(attributes, whose, line.value, sure, line)


def _of_a_home(label: Label, line: Line) -> frozenset[str]:
    """What a label means where a whole address follows: "Old flat: 2 Mill Lane, Telford TF1 1AA"."""
    is_home = not HOME_HEADS.isdisjoint(words_in(line.label)) and address_in(line.value) is not None
    return frozenset({"address"}) if is_home else label.attributes


def _entered(line: Line, entries: Sequence[Entry], circle: Circle, around: str) -> Iterator[Named]:
    """What a line says as a form does, whatever its language calls it."""
    for entry in entries:
        if entry.whose == ME:
            whose = owner_of(line, NOTHING, circle, around)
        elif around != ME or len(keys := circle.keys_of(entry.whose)) != 1:
            continue
        else:
            whose = keys[0]
        attributes, value = frozenset({entry.attribute}), _COPULA.sub("", entry.value)
        yield Named(attributes, whose, value, ENTERED, False, line.first, line.last)
        yield from _born_at(attributes, whose, value, ENTERED, line)


def _below_its_name(line: Line, said: Said, circle: Circle, around: str) -> Iterator[Named]:
    """What stands below the name of an attribute, as a line of its own or with the time for which it held."""
    dated = stretch_in(line.label) is not None
    head = line.above[-1] if line.above else said.heading.split(_TRAIL)[-1]
    label = read_label(head)
    if said.is_chat or not (dated or not line.label) or label.owner:
        return
    attributes = label.attributes & (LISTED if not dated else label.attributes)
    text = f"{line.value} ({line.label})" if dated else line.value
    if attributes:
        whose = owner_of(replace(line, above=line.above[:-1]), NOTHING, circle, around)
        yield Named(attributes, whose, text, BELOW, label.past, line.first, line.last)


def _unlabelled(line: Line, said: Said, circle: Circle, around: str) -> Iterator[Named]:
    """What begins with the word for it: "Blood type O+", "Tom: passport C01X00T47, born 4 March 1987"."""
    if said.is_chat:
        return
    parts = list(parts_of(line))
    yield from _mail_beside(line, parts, circle, around)
    for part in parts:
        for attribute, shape in _REACHED.items():
            if part.above and shape.fullmatch(part.value.strip()):
                whose = owner_of(part, NOTHING, circle, NOBODY)
                if whose not in (ME, NOBODY):
                    yield Named(
                        frozenset({attribute}), whose, part.value, IN_PASSING, False, line.first, line.last
                    )
        if part.above and _DAY.fullmatch(part.value.strip()):
            whose = owner_of(part, NOTHING, circle, NOBODY)
            if whose in {plain_name(bond.name) for bond in circle.people("child")}:
                born = frozenset({"birthday"})
                yield Named(born, whose, part.value, IN_PASSING, False, line.first, line.last)
        label, end = read_beginning(part.value)
        if label.attributes and part.value[end:].strip(" .:#"):
            whose = owner_of(part, label, circle, around)
            attributes = _without_strangers(label.attributes, line, said)
            text = _COPULA.sub("", part.value[end:]).strip(" .:#")
            yield Named(attributes, whose, text, IN_PASSING, False, line.first, line.last, is_bare=True)
            yield from _born_at(attributes, whose, text, IN_PASSING, line)


def _mail_beside(line: Line, parts: Sequence[Line], circle: Circle, around: str) -> Iterator[Named]:
    """A mail address behind the person's own number: "mob 07700 900555 / jo@example.com"."""
    for before, part in pairwise([replace(line, value=f"{line.label} {line.value}"), *parts]):
        label, _ = read_beginning(before.value)
        is_mine = not label.attributes.isdisjoint(CONTACT) and owner_of(line, label, circle, around) == ME
        if is_mine and _REACHED["email"].fullmatch(part.value.strip()):
            yield Named(
                frozenset({"email"}), ME, part.value.strip(), IN_PASSING, False, line.first, line.last
            )


def _born_at(attributes: frozenset[str], whose: str, text: str, sure: float, line: Line) -> Iterator[Named]:
    """The place that stands behind a birthday."""
    if "birthday" in attributes and (place := _BORN_AT.search(text)):
        yield Named(frozenset({"birthplace"}), whose, place["place"], sure, False, line.first, line.last)


def _of_sayings(said: Said, around: str) -> Iterator[Named]:
    """Who says "I" in their own note or message is the person, whatever it is about."""
    for saying in sayings_in(said.text):
        attributes = frozenset({saying.attribute})
        edges = (saying.first, saying.last)
        yield Named(attributes, ME, saying.value, IN_A_SENTENCE, False, *edges, is_saying=True)


def _of_letterheads(said: Said, circle: Circle) -> Iterator[Named]:
    """What stands below the person's own name."""
    for one in () if said.is_chat else details_in(said.text, circle, said.heading.split(_TRAIL)[-1]):
        yield Named(frozenset({one.attribute}), ME, one.value, IN_PASSING, False, one.first, one.last)


def _without_strangers(attributes: frozenset[str], line: Line, said: Said) -> frozenset[str]:
    """Without the expiry of a passport where something else expires."""
    if "passport expiry" not in attributes:
        return attributes
    context = " ".join(
        (line.label, line.value, *line.above, said.heading.split(_TRAIL)[-1], said.text[: line.first][-90:])
    )
    about = not PASSPORT_WORDS.isdisjoint(words_in(context))
    return attributes if about else attributes - {"passport expiry"}


PASSPORT_WORDS = frozenset(
    """
    passport reisepass pass passeport pasaporte passaporto passaporte paspoort
    """.split()  # noqa: SIM905
)


def _is_vague(one: Named, said: Said) -> bool:
    label = words_in(said.text[one.first : one.last])[:1]
    if said.memory is not None or one.whose != ME or one.sure != IN_A_NOTE or _VAGUE.isdisjoint(label):
        return False
    return not is_about_me(said)


def _doubted(one: Named) -> Named:
    return Named(one.attributes, one.whose, one.text, ALONE, one.past, one.first, one.last, one.is_bare)


def _without(value: str, stretch: str) -> str:
    """A value without the stretch of time that stands in it."""
    return re.sub(r"[\s,;(]+$|^[\s,;)]+", "", value.replace(stretch, "")) or value
