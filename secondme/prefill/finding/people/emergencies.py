"""Emergencies: whom to call, where the line names them before it says so. Pure.

"Odile Mermet, ma sœur, 06 39 98 40 72: c'est elle qu'il faut prévenir", "Iván (avisar a él en emergencias)".
Where the name stands behind the words for it, `finding.relatives` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.prefill.finding.notes.capitals import CAPITALISED, FURTHER
from secondme.prefill.finding.notes.labels import MINE, is_neutral, read_label, words_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.shapes import shaped
from secondme.prefill.finding.people.kin_words import PHONE
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.people.relatives import BESIDE, Fact
from secondme.prefill.finding.telegrams.clauses import Row, rows_of

URGENT = "emergency contact"
_SAYS = re.compile(
    r"(?i)\b(?:in (?:an |case of )?emergenc\w+|emergency contact|if (?:any|some)thing happ?ens|next of kin|"
    r"im notfall|notfallkontakt|wenn mir (?:et)?was (?:passiert|zustößt)|"
    r"en cas d['\u2019]urgence|à prévenir|faut prévenir|"
    r"s['\u2019]il m['\u2019]arrive (?:quelque chose|malheur)|"
    r"en (?:caso de )?(?:emergencias?|urgencias?)|si me (?:pasa|ocurre) algo|hay que (?:llamar|avisar)|"
    r"in caso di (?:emergenza|urgenza|bisogno)|se mi succede qualcosa|da avvisare|"
    r"em (?:caso de )?(?:emergências?|urgências?)|se me acontecer|"
    r"(?:in|bij) (?:geval van )?nood\w*|als (?:mij|me) iets (?:overkomt|gebeurt))"
)
_ONLY_IF = re.compile(
    r"(?i)\b(?:if|when|unless|or else|wenn|falls|sinon|sauf si|si no|se não|als) (?!any|some|me |mir |mij )"
)
_ELSE_OTHERS = re.compile(
    r"(?i)\b(?:her|his|their|sein\w*|ihr\w*|sa|son|ses|su|suo|sua|zijn|haar) "
    r"(?:mum|mother|dad|son|fils|hijo|sohn)\b"
)
_WHO = rf"(?P<name>{CAPITALISED}{FURTHER}*)[^\d\n]{{0,30}}"
_NUMBER = r"(?P<number>\+?\(?\d[\d ()./-]{5,20}\d)"
_CALL = re.compile(
    r"(?i:^.{0,25}?\b(?:call|phone|ring|contact|notify|tell|anrufen|verständigen|benachrichtigen|appeler|prévenir|"
    r"contacter|joindre|llamar|avisar|chiamare|avvisare|contattare|ligar|contactar|bellen|waarschuwen))\W+"
    r"(?i:(?:an|bitte|à|a|para|met)\s+)?(?i:(?:my|mein\w*|mon|ma|mi|mio|mia|meu|minha|mijn)\s+\w+\W+)?"
    rf"{_WHO}{_NUMBER}?"
)
_NAMED = re.compile(
    rf"\s*(?:contact|person|kontakt|contacto|contatto|contato)?\s*[:=(,\u2013-]+\s*(?:(?i:{'|'.join(sorted(MINE))})\s+)?"
    rf"(?:(?i:{'|'.join(sorted(map(re.escape, RELATIONS)))})\W+)?"
    rf"{_WHO}{_NUMBER}"
)
""" "Next of kin: my mum Ann Reed 020 ..."."""
_NAME = re.compile(rf"(?<![\w'\u2019]){CAPITALISED}{FURTHER}+")


def emergencies_in(said: Said) -> Iterator[Fact]:
    """Whom to call by lines that name one person and then say so, with their number where it stands there."""
    for row in rows_of(said.text):
        says = _SAYS.search(row.text)
        if says is None or _ELSE_OTHERS.search(row.text):
            continue
        yield from _called(_CALL.search(row.text, says.end()), row)
        yield from _called(None if said.is_chat else _NAMED.match(row.text, says.end()), row)
        if said.is_chat or _ONLY_IF.search(row.text, says.end()):
            continue
        before = row.text[: says.start()]
        names = [one for one in _NAME.finditer(before) if _is_a_name(one[0])]
        if len(names) != 1 or read_label(before.split(":")[0]).attributes:
            continue
        yield Fact(names[0][0], URGENT, "full name", names[0][0], BESIDE, row.first, row.last)
        number = next(
            (one[0] for one in PHONE.finditer(row.text, names[0].end()) if shaped("phone", one[0])), None
        )
        if number is not None:
            yield Fact(names[0][0], URGENT, "phone", number.strip(" ("), BESIDE, row.first, row.last)


def _called(called: re.Match[str] | None, row: Row) -> Iterator[Fact]:
    """ "In an emergency please call my mother, Ann Reed, 020 ..."."""
    if called is None or not _is_a_name(called["name"]):
        return
    name, number = called["name"], called["number"]
    yield Fact(name, URGENT, "full name", name, BESIDE, row.first, row.last)
    if number and shaped("phone", number):
        yield Fact(name, URGENT, "phone", number.strip(), BESIDE, row.first, row.last)


def _is_a_name(name: str) -> bool:
    return not is_neutral(name) and not any(word in RELATIONS for word in words_in(name))
