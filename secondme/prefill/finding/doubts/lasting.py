"""Lasting: whether what a place says still holds. Pure."""

from __future__ import annotations

import re
from datetime import date

from secondme.prefill.finding.doubts.place import Place
from secondme.prefill.finding.notes.days import times_in
from secondme.prefill.finding.notes.labels import read_label, words_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.cards import KIND

_BY_NOW = frozenset(
    """
    old former formerly previously previous ex expired cancelled closed sold outdated obsolete used was were
    alt alte alter altes alten ehemalige ehemaliger bisherige fruher fruhere vorher damals gekundigt
    aufgelost verkauft abgelaufen ungultig andern aktualisieren gewesen war waren wohnte
    ancien ancienne anciennement autrefois quitte vendu perime resilie etait
    antes antiguo antigua anterior anteriormente vieja viejo vendido caducado cancelada cerrada era
    vecchio vecchia precedente scaduto venduto chiuso cambiare
    antigo antiga velho velha vencido encerrada atualizar
    vroeger oude oud vorige verlopen verkocht opgezegd
    worked retired gearbeitet arbeitete rente rentner rentnerin travaille travaillais retraite retraitee
    trabaje trabajaba jubilado jubilada lavorato lavoravo pensionato pensionata trabalhei trabalhava reformado
    reformada gewerkt werkte gepensioneerd
    """.split()  # noqa: SIM905
)
_NOT_YET = frozenset(
    """
    would going plan plans planned maybe perhaps might could soon next nearly almost applied applying
    interview vacancy offered
    vielleicht falls bald nachste nachsten nachster fast beinahe bewerbung beworben zusage wurde
    serait peut bientot prochain prochaine presque failli candidature
    seria quizas quiza pronto proximo proxima casi
    sarebbe forse presto prossimo prossima quasi
    talvez breve
    zou misschien binnenkort volgende bijna
    """.split()  # noqa: SIM905
)
_ASIDE = re.compile(r"\([^()]*\w\W+\w+\W+\w[^()]*\)?")
_FROM_BEFORE = frozenset("before vor davor avant prima dantes voor todo stale".split())  # noqa: SIM905
"""Words in what is noted on a card: "address is from before, todo"."""
_NEXT_OF_KIN = re.compile(r"(?i)\bnext of kin\b")
_NO_LONGER = re.compile(
    r"(?i)\b(?:out of date|needs? (?:updating|changing)|to be (?:updated|changed)|"
    r"no longer (?:valid|true|right)|"
    r"(?:gilt|stimmt|gelten|stimmen)(?: \w+){0,2} nicht mehr|veraltet|"
    r"n['\u2019]est plus (?:valable|à jour|bon)|plus (?:valable|à jour)|à mettre à jour|"
    r"(?:tout cela|tout ça|all of (?:this|it)|all (?:this|that)|das alles|alles|todo esto|tutto questo|"
    r"tudo isto|dit alles) "
    r"(?:est|is|ist|es|è|é) (?:bien |très |long |very |sehr |muy |molto |muito |lang |all )?"
    r"(?:vieux|old|alt|viejo|vecchio|velho|oud|outdated|überholt)|gilt alles nicht|"
    r"ya no (?:vale|sirve|es)|sin actualizar|(?:vale|è) più|da aggiornare|"
    r"já não (?:vale|é)|por atualizar|klopt niet meer)\b"
)
_HOME = frozenset({"address", "street address", "postcode", "city", "region", "country"})
MOVING = frozenset(
    (
        *("address", "street address", "postcode", "city", "region", "phone", "mobile", "landline", "email"),
        *("employer", "occupation", "employment status", "start date", "weekly hours", "salary"),
        *("clothing size", "car", "number plate", "diet", "doctor", "iban", "bank"),
    )
)
"""What changes in the course of a life without anybody writing down that it did."""
_YEARS = {
    **dict.fromkeys(("address", "street address", "postcode", "city", "region"), 2.5),
    **dict.fromkeys(("phone", "mobile", "landline", "email", "relationship", "clothing size", "diet"), 3.0),
    **dict.fromkeys(("employer", "occupation", "employment status"), 2.25),
    **dict.fromkeys(("passport number", "id card number", "passport expiry", "id card expiry"), 5.0),
    **dict.fromkeys(("passport issued", "id card issued", "allergies", "conditions", "doctor"), 4.0),
    **dict.fromkeys(("iban", "bank", "bic", "car", "number plate", "health insurance"), 4.0),
    **{"medication": 1.5, "marital status": 4.0, "smoker": 4.0, "number of children": 4.0},
}
"""For how long what a note says is taken to hold unasked."""


def is_over(place: Place) -> bool:
    """Whether the words beside a value speak of another time than now."""
    words = set(words_in(_NEXT_OF_KIN.sub("", _without_asides(place))))
    return place.said.kind != KIND and not words.isdisjoint(_BY_NOW | _NOT_YET)


def _without_asides(place: Place) -> str:
    """The sentence of a value without what stands in brackets behind it in more than two words."""
    behind = place.sentence[len(place.before) :]
    return place.before + _ASIDE.sub(" ", behind)


def is_of_an_old_card(place: Place, attribute: str) -> bool:
    """Whether what is noted on an address card says that it, or this of it, is not so any more."""
    if place.said.kind != KIND:
        return False
    told = place.text.rpartition(", ")[2]
    named = read_label(told).attributes | {
        one for word in words_in(told) for one in read_label(word).attributes
    }
    is_meant = not named or attribute in named or (attribute in _HOME and not named.isdisjoint(_HOME))
    return not set(words_in(told)).isdisjoint(_BY_NOW | _FROM_BEFORE) and is_meant


def has_an_end(place: Place) -> bool:
    """Whether its sentence has two days, of which the later one may be the end."""
    return sum(1 for _ in times_in(place.sentence)) > 1


def is_taken_back(place: Place) -> bool:
    """Whether its passage says of itself that it does not hold any more."""
    return says_it_is_over(place.said)


def says_it_is_over(said: Said) -> bool:
    """Whether a passage says of itself that it does not hold any more."""
    return _NO_LONGER.search(said.written or said.text) is not None


def is_old(attribute: str, said: date | None, as_of: date) -> bool:
    """Whether it was last said so long ago that it may well have changed."""
    years = _YEARS.get(attribute)
    return years is not None and said is not None and (as_of - said).days / 365.25 > years
