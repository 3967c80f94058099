"""Reads the sentences of a passage that are German, French or Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from secondme.memories.english.reading import Passage, Reading
from secondme.memories.english.spoken import Sentence, plainly
from secondme.memories.english.voice import ME
from secondme.memories.predicates import YEARLY
from secondme.memories.statement import Statement
from secondme.memories.tongues.facts import facts_in, named_kin
from secondme.memories.tongues.matching import matcher_of
from secondme.memories.tongues.plans import plans_in
from secondme.memories.tongues.told import Told
from secondme.memories.tongues.whom import named_first
from secondme.recall.stop_words import BY_LANGUAGE

CODES = ("de", "fr", "es")
_WORD = re.compile(r"[^\W\d_]+")
_MORE = {
    "de": "gestern heute morgen wohne wohnt arbeite fahre fahren gehe jetzt seit bin habe mag am beim kommt",
    "fr": "hier demain suis vais chez depuis notre habite travaille aime avec aujourd lundi mardi jeudi "
    "samedi",
    "es": "ayer hoy mañana soy voy vamos tengo tenemos vi fui estoy nuestra nuestro hemos gusta vivo "
    "trabajo lunes",
}
_LITTLE = {code: little | set(_MORE.get(code, "").split()) for code, little in BY_LANGUAGE.items()}
_CALLED = re.compile(r"(?:(?:Sie|Er|Es) heißt|(?:Elle|Il) s'appelle|Se llama) \w+[.!]?(?=\s|$)")
_NAMING = {
    "de": frozenset(
        """
        montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so januar februar märz
        mai juni juli oktober dezember morgen übermorgen woche termin uhr wohne arbeite bin habe nummer
        adresse handynummer
        """.split()  # noqa: SIM905
    ),
    "fr": frozenset(
        """
        lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août
        septembre octobre novembre décembre demain semaine rdv rendez dentiste numéro adresse portable
        """.split()  # noqa: SIM905
    ),
    "es": frozenset(
        """
        lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio
        agosto septiembre octubre noviembre diciembre mañana semana cita dentista número dirección móvil
        correo vivo trabajo
        """.split()  # noqa: SIM905
    ),
}
"""Words of days and things that English has not."""
MOST_AROUND = 2_000
"""Characters around a sentence that tell its language."""


def statements_abroad(passage: Passage, sentences: Sequence[Sentence]) -> list[Statement]:
    """What the sentences of a passage state that are in one of these languages, in its order."""
    plain = plainly(passage.text)
    around = _met(plain[:MOST_AROUND])
    found: list[Statement] = []
    carried: str | None = None
    for place, one in enumerate(sentences):
        sentence = Sentence(plain[one.start : one.start + len(one.text)], one.start)
        if place + 1 < len(sentences):
            sentence = _with_a_name(sentence, sentences[place + 1], plain)
        made: list[Statement] = []
        named: str | None = None
        for code in tongues_of(sentence.text, around):
            named = named or named_first(matcher_of(code), sentence.text, passage.voice)
            made = list(_stated(Reading(passage, sentence), Told(sentence.text, matcher_of(code)), carried))
            if made:
                break
        carried = _spoken_of(made) or named
        found += made
    return list(dict.fromkeys(found))


def _with_a_name(sentence: Sentence, then: Sentence, plain: str) -> Sentence:
    """The sentence with the next one where that is a name: "Wir haben eine Katze. Sie heißt Minka."."""
    if not _CALLED.match(plain, then.start) or sentence.text[-1:] not in ".!":
        return sentence
    between = plain[sentence.start + len(sentence.text) : then.start].replace("\n", " ")
    text = f"{sentence.text[:-1]},{between}{plain[then.start : then.start + len(then.text)]}"
    return Sentence(text, sentence.start)


def _stated(reading: Reading, told: Told, carried: str | None) -> Iterator[Statement]:
    if not told.is_meant:
        return
    facts = [*named_kin(reading, told), *facts_in(reading, told, carried)]
    yield from _surest([*facts, *(one for one in plans_in(reading, told) if not _is_told(one, facts))])


def _is_told(plan: Statement, facts: Iterable[Statement]) -> bool:
    """Whether a fact says the same day of the same."""
    return any(one.first < plan.last and plan.first < one.last and one.predicate in YEARLY for one in facts)


def tongues_of(sentence: str, around: dict[str, int]) -> list[str]:
    """Which of the languages a sentence may be in, as far as its little words and those around it tell.

    Of another language it must have more by two to be none of these: the patterns know their own words.
    """
    met = _met(sentence)
    most, other = max(met[code] for code in CODES), max(met[code] for code in met if code not in CODES)
    if most == 0:
        its = max(around, key=around.__getitem__)
        return [its] if around[its] > 0 and its in CODES else _by_what_they_name(sentence)
    if other > most + 1 or met["en"] > most:
        return []
    likely = [code for code in CODES if met[code] == most]
    beside = max(around[code] for code in likely)
    return [code for code in likely if around[code] == beside]


def _by_what_they_name(sentence: str) -> list[str]:
    """The languages of which a day or a thing stands in a line without little words: "Dienstag Zahnarzt"."""
    words = set(_WORD.findall(sentence.casefold()))
    return [code for code in CODES if not _NAMING[code].isdisjoint(words)]


def _met(text: str) -> dict[str, int]:
    words = _WORD.findall(text.casefold())
    return {code: sum(word in little for word in words) for code, little in _LITTLE.items()}


def _spoken_of(made: Iterable[Statement]) -> str | None:
    """Whom "she" means after these statements."""
    others = {one.subject for one in made} - {ME}
    named = {one.value for one in made if one.subject == ME}
    others |= {one for one in named if one in others}
    return others.pop() if len(others) == 1 else None


def _surest(made: Iterable[Statement]) -> list[Statement]:
    """Each once."""
    best: dict[tuple[str, str, str, str], Statement] = {}
    for one in made:
        best.setdefault((one.subject, one.predicate, one.value, one.polarity), one)
    return list(best.values())
