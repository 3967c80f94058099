"""Family: birthdays, places and names of those around the person, and of the person as they tell it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.kin import ME
from secondme.people.names import plain_name
from secondme.prefill.countries import country_of
from secondme.prefill.finding.notes.days import full_day
from secondme.prefill.finding.notes.labels import is_neutral, words_in
from secondme.prefill.finding.telegrams.clauses import rows_of
from secondme.prefill.finding.telegrams.fact import KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.kin import NAME, PLACE, Told, birthplace_in, told_in
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, words
from secondme.prefill.finding.telegrams.subjects import people_in
from secondme.prefill.finding.telegrams.telegram import Telegram
from secondme.prefill.finding.work.words import work_in

_PERSON_ROW = re.compile(
    rf"(?P<name>(?:{NAME}|"
    rf"[^\W\d_]{{3,}}))(?:, "
    rf"[^,\d]{{3,20}})?,?\s*(?:[-\u2013:*]\s*)?(?P<day>\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}})"
    rf"(?:,? (?:also |auch |aussi |también |anche |também |ook )?(?P<place>{PLACE})(?= ?(?:[-,.(]|$))|"
    rf" \((?P<within>{PLACE})\))?"
)
_BEFORE_MARRIAGE = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w'\u2019-]+) (?i:before (?:i|we) (?:got )?marr?ied|vor (?:der|"
    r"meiner) (?:heirat|hochzeit)|"
    r"avant (?:mon|le) mariage|antes de casarme|prima di sposarmi|antes de (?:me )?casar|"
    r"voor mijn (?:huwelijk|trouwen))\b"
)
_CHILDLESS = re.compile(
    r"(?i)(?:(?:I have |I've |we have )?no (?:children|kids)|childless|(?:ich habe |"
    r"wir haben )?keine kinder|kinderlos|"
    r"(?:je n['\u2019]ai |nous n['\u2019]avons )?pas d['\u2019]enfants?|sans enfants?|(?:no tengo|"
    r"no tenemos|sin) hijos|"
    r"(?:non ho|non abbiamo|senza|niente) figli|(?:não tenho|não temos|sem) filhos|(?:ik heb |"
    r"we hebben )?geen kinderen)"
)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_INDEFINITE = re.compile(r"^(?:an?|eine?|une?|una|um|uma|een) ", re.IGNORECASE)
_IS_OF = re.compile(r"(?i)(?:is|ist|est|es|è|é) (?:from|van|vom|du|del|de) (?:the )?(?P<day>\d.{5,20})")
""" "is van 30-12-1989": when somebody was born."""


def family(telegram: Telegram) -> Iterator[Fact]:
    """What lines say of those around the person, beside what `finding.relatives` reads."""
    yield from _in_brackets(telegram)
    yield from _rows_of_people(telegram)
    yield from _called_before(telegram)
    yield from _born(telegram)
    yield from _count(telegram)
    yield from _works(telegram)


def _rows_of_people(telegram: Telegram) -> Iterator[Fact]:
    """ "Kim Reed 12/05/1985 Leeds", "Mum - 3/9/1964 (Ourinhos)": a row for each of the family."""
    for row in rows_of(telegram.said.text):
        match = _PERSON_ROW.match(row.text)
        keys = people_in(match["name"].strip(), telegram.circle) if match else ()
        day = full_day(match["day"]) if match else None
        if match is None or day is None or len(keys) != 1 or keys[0] == ME:
            continue
        yield Fact("birthday", keys[0], day.first.isoformat(), KEYED, row.first, row.last)
        if place := match["place"] or match["within"]:
            yield Fact("birthplace", keys[0], place, WORDED, row.first, row.last)


def _called_before(telegram: Telegram) -> Iterator[Fact]:
    """ "Reed before I married": the person's name by birth."""
    for row in rows_of(telegram.said.text) if telegram.around == ME else ():
        if (named := _BEFORE_MARRIAGE.search(row.text)) is not None:
            yield Fact("birth name", ME, named["name"], KEYED, row.first, row.last)


def _in_brackets(telegram: Telegram) -> Iterator[Fact]:
    """ "Miriam (geborene Vogel, Logopädin)": what is said beside the name of somebody who is known."""
    for row in rows_of(telegram.said.text):
        for match in re.finditer(rf"(?P<name>{NAME}) \((?P<said>[^()]+)\)", row.text):
            key = telegram.circle.key(words_in(match["name"]))
            if key not in (None, ME) and telegram.circle.is_named(words_in(match["name"])[0]):
                for attribute, value in _attributes(told_in(f" {match['said']}")):
                    sure = WORDED if attribute == "sex" else KEYED
                    yield Fact(attribute, key or "", value, sure, row.first, row.last)


def _attributes(told: Told) -> Iterator[tuple[str, str]]:
    said = {
        "birthday": told.birthday,
        "birthplace": told.birthplace,
        "birth name": told.birth_name,
        "sex": told.sex,
    }
    return ((attribute, value) for attribute, value in said.items() if value)


def _born(telegram: Telegram) -> Iterator[Fact]:
    """ "geboren am 17. April 1984 in Ulm", "He was born in Wakefield": of whom the clause is about."""
    for at, clause in enumerate(telegram.clauses):
        if (of_day := _IS_OF.fullmatch(clause.text.strip(" ."))) and (day := full_day(of_day["day"])):
            yield from telegram.facts(clause, "birthday", day.first.isoformat(), WORDED)
        born = pattern("born").search(clause.text)
        before = clause.sentence[: max(clause.sentence.find(clause.text), 0)]
        if born is not None and _of_somebody_else(before + clause.text[: born.start()], telegram):
            continue
        if born is None or len(clause.whose) != 1:
            continue
        following = [one.text for one in telegram.clauses[at + 1 : at + 3] if one.sentence == clause.sentence]
        text = ", ".join((clause.text[born.start() :], *following[:1]))
        country = (
            following[1].strip(" .") if len(following) > 1 and country_of(following[1].strip(" .")) else ""
        )
        day = full_day(text)
        if day is not None and day.start <= 30:
            yield from telegram.facts(clause, "birthday", day.first.isoformat(), KEYED)
        if place := birthplace_in(text, "", day is not None) or _behind(text):
            whole = f"{place}, {country}" if country and following[0].strip() == place else place
            yield from telegram.facts(clause, "birthplace", whole, KEYED)


def _of_somebody_else(before: str, telegram: Telegram) -> bool:
    """Whether a name that is not known stands right before "born": "she's got wee Isla, born 3 March"."""
    named = re.search(r"(?<=\s)([A-ZÀ-Þ][a-zß-ÿ]+),?\s$", before)
    return named is not None and telegram.circle.key(words_in(named[1])) is None and not is_neutral(named[1])


def _behind(text: str) -> str:
    """ "geb. 17.04.1984 Ulm", "Born 04 MAR 1987, Enugu": the place right behind the day."""
    day = full_day(text)
    if day is None:
        return ""
    place = re.match(rf",?\s+(?P<place>{PLACE})(?=\s*(?:[,;.()]|$|\s\s))", text[day.end :])
    return place["place"] if place else ""


def _works(telegram: Telegram) -> Iterator[Fact]:
    """ "She is Portuguese, a vet nurse": what one of the family works as, told in a piece of its own."""
    family = {plain_name(bond.name) for one in ("partner", "parents") for bond in telegram.circle.people(one)}
    for clause in telegram.clauses:
        if len(clause.whose) == 1 and clause.whose[0] in family:
            work = work_in(_INDEFINITE.sub("", clause.text.strip(" .")))
            if work is not None:
                yield Fact("occupation", clause.whose[0], work, WORDED, clause.first, clause.last)


def _count(telegram: Telegram) -> Iterator[Fact]:
    """ "zwei Kinder", "our two": how many children the person has."""
    children = any_of(words("children"))
    for clause in telegram.clauses:
        if ME in clause.whose and _CHILDLESS.fullmatch(_ASIDE.sub("", clause.text).strip(" .")):
            yield Fact("number of children", ME, "0", WORDED, clause.first, clause.last)
    for clause in telegram.clauses:
        if ME not in clause.whose or pattern("not so").search(clause.sentence):
            continue
        for number in map(str, range(1, 7)):
            many = any_of(words("small numbers", number))
            if re.search(rf"(?i)(?<!\w)(?:{many})(?: \w+)? (?:{children})(?!\w)", clause.text):
                yield Fact("number of children", ME, number, WORDED, clause.first, clause.last)
