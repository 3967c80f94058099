"""Health: what somebody has, takes, and does not bear; their doctor and insurer. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.kin import ME
from secondme.prefill.finding.telegrams.clauses import Clause
from secondme.prefill.finding.telegrams.fact import KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, words
from secondme.prefill.finding.telegrams.subjects import subject_of
from secondme.prefill.finding.telegrams.telegram import Telegram

_BLOOD = re.compile(
    r"(?<!\w)(?P<value>(?:AB|A|B|O|0)\s?(?:[+\u2212\u2013-](?!\w)|Rh\s?[+-]|(?:Rh\s?)?(?:pos|neg|pós)\w*\.?))",
    re.IGNORECASE,
)
_DOCTOR = re.compile(
    r"(?P<name>(?i:dr|dra|dott|dott\.ssa|dottor|"
    r"dottoressa)\.? [A-ZÀ-Þ][\w'\u2019-]+(?: [A-ZÀ-Þ][\w'\u2019-]+){0,2}) \((?i:my )?"
    r"(?i:gp|family doctor|hausarzt|hausärztin|allgemeinmedizin\w*|médecin traitant|généraliste|"
    r"médic[oa] de cabecera|"
    r"medicina general|medico di base|medico di famiglia|clínic[oa] gerale?|médic[oa] de família|huisarts)\)"
)
_BLOOD_WORD = re.compile(r"(?i)blood|blut|sanguin|sangu|sangue|sangre|bloed")
_OF_MINE = re.compile(
    r"(?i)(?:^|\b)(?:mine|meine?s?|la mienne|le mien|la mía|el mío|il mio|o meu|het mijne|die van mij|"
    r"i['\u2019]?m|i am|"
    r"bin|ich bin|je suis|soy|sono|sou|ik ben)(?: (?:is|ist|est|es|è|é))?(?: \w{1,4})?\s+$"
)
"""What stands before a blood type that is one's own."""
_STILL = re.compile(
    r"(?i)^(?:[:\s]+)?(?:(?:still|only|just|nach wie vor|immer noch|weiterhin|nur|toujours|encore|"
    r"seulement|uniquement|"
    r"solo|sólo|solamente|sigue siendo|ancora|sempre|soltanto|só|apenas|ainda|continua|alleen|"
    r"nog steeds)\s+)+"
)
"""What may stand between "allergy" and to what."""
_NOT_TO = re.compile(
    r"(?i)(?:\b(?:no|kein(?:e[nrms]?)?|(?:pas|plus|jamais) (?:de |d['\u2019])|sin|nada de|niente|senza|"
    r"sem|geen) ?)"
    r"(?P<thing>[^\W\d_]{4,}(?: [^\W\d_]{3,})?) (?:for me|für mich|pour moi|para mí|per me|para mim|"
    r"voor mij)\b"
    r"|(?<!\w)(?P<sick>[^\W\d_]{4,}) (?:makes me (?:ill|sick)|macht mich krank|me rend malade|"
    r"me sienta mal|mi fa male|"
    r"me faz mal|maakt me ziek)"
)
"""What somebody is told to be allergic to before the word: "no penicillin for me, I'm allergic to it"."""
_TO_IT = re.compile(
    r"(?i)\b(?:allergic to (?:it|that)|(?:darauf|dagegen) (?:bin ich )?allergisch|"
    r"j['\u2019]y suis allergique|"
    r"alérgic[oa] a (?:ella|ello|eso|él)|ne sono allergic[oa]|ci sono allergic[oa]|"
    r"alérgic[oa] a (?:isso|ela|ele)|"
    r"daar (?:ben ik )?allergisch voor)"
)
_POSSESSED = re.compile(
    r"(?i)\b(?:my|mein(?:e[rnm]?)?|mon|ma|mes|mi|mis|mio|mia|meu|minha|mijn)\s+(?:\w+\s+)?$"
)
_ONLY = re.compile(
    r"(?i)\b(?:only|except|just|nur|außer|seulement|sauf|que|solo|sólo|salvo|excepto|soltanto|tranne|só|exceto|alleen|behalve)\b"
)
_REST = re.compile(r"\s*:?\s*(?P<value>[^.;:!?\n]{2,90})")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_JOINS = re.compile(r",\s*|\s(?:and|und|et|y|e|en)\s")
_DOSE = re.compile(
    r"(?<!\w)\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|\u03bcg|g|ml|micrograms|milligrams|Mikrogramm|microgrammes|microgramos|microgrammi|microgramas|microgram)\b",
    re.I,
)
_TAKES = re.compile(
    r"(?i)\b(?:takes?|taking|i['\u2019]m on|nehmen?|nehm|nimmt|einnehmen|prends?|continue|prendo|prende|"
    r"assumo|tomo|toma|tomando|para eso|só o|slikt?|gebruik|neem|daarvoor|dafür|dagegen|rem[eé]dio)\b"
)
_SUBSTANCE = re.compile(
    r"(?i)(?<!\w)(?P<name>[^\W\d_]*(?:tript[aá]n|statin|pril|sartan|[ln]olol|dipin|prazol|oxetin|zepam|zolam|formin|"
    r"gliptin|cilin|cillin|floxacin|profen|thyrox|thyroxin|tiroxin|terol|lukast|xaban|triptylin|setron|semid|"
    r"insulin|cetamol|codein|anticoncep|contracep|kortison|cortison)[^\W\d_]{0,8}(?: \d+(?:[.,]\d+)?)?)(?!\w)"
)
"""Names of substances by their endings, as the World Health Organization gives them, and two of groups."""
_QUALIFIERS = r"(?:mild |slight |severe |light |leichtes? |schweres? |léger |légère |leve |lieve |licht )?"


def health(telegram: Telegram) -> Iterator[Fact]:
    """What clauses say of somebody's health."""
    for clause in telegram.clauses:
        blood = _BLOOD.search(clause.text)
        if blood is not None and (_names_blood(clause) or _is_list_of_health(telegram)):
            yield from telegram.facts(clause, "blood type", blood["value"], KEYED)
        elif blood is not None and _BLOOD_WORD.search(telegram.said.text[clause.first : clause.last]):
            yield from _own_blood(clause, blood)
        if (named := _DOCTOR.search(clause.text)) is not None:
            yield from telegram.facts(clause, "doctor", named["name"], KEYED)
        yield from _allergies(telegram, clause)
        yield from _conditions(telegram, clause)
        yield from _medication(telegram, clause)


def _own_blood(clause: Clause, blood: re.Match[str]) -> Iterator[Fact]:
    """ "Gave blood! I'm O positive", "Mine is A-": said of oneself in a line that speaks of blood."""
    if _OF_MINE.search(clause.text[: blood.start()]):
        yield Fact("blood type", ME, blood["value"], KEYED, clause.first, clause.last)


def _names_blood(clause: Clause) -> bool:
    return _BLOOD_WORD.search(clause.text) is not None


def _is_list_of_health(telegram: Telegram) -> bool:
    over = f"{telegram.said.title} {telegram.said.heading}"
    return bool(
        re.search(
            r"(?i)health|gesundheit|santé|sante|salud|salute|saúde|saude|gezondheid|medic|médic|medizin",
            over,
        )
    )


def _allergies(telegram: Telegram, clause: Clause) -> Iterator[Fact]:
    if _TO_IT.search(clause.sentence) and clause.begins:
        for thing in _NOT_TO.finditer(clause.sentence):
            yield Fact("allergies", ME, thing["thing"] or thing["sick"], WORDED, clause.first, clause.last)
    said = pattern("keys", "allergies").search(clause.text)
    if (
        said is None
        or _TO_IT.search(clause.sentence)
        or pattern("negations").search(clause.text[: said.start()])
    ):
        return
    around = clause.sentence[clause.sentence.find(clause.text) + said.end() :]
    rest = _REST.match(_ASIDE.sub("", around))
    if rest is None or pattern("no words").match(rest["value"]) or pattern("negations").match(rest["value"]):
        return
    for value in _listed(_STILL.sub("", rest["value"]), telegram):
        yield from telegram.facts(clause, "allergies", value, KEYED)


def _listed(text: str, telegram: Telegram) -> Iterator[str]:
    """The things of a list, up to where it goes on with something else."""
    for piece in _JOINS.split(text):
        bare = re.sub(
            r"^(?:to|gegen|auf|la|le|les|l['\u2019]|al|a|à|aux?|ao|el|los|las|il|i|voor)\s+",
            "",
            piece.strip(" ."),
        )
        if not bare or len(bare.split()) > 3 or subject_of(bare, telegram.circle) or re.search(r"\d", bare):
            return
        yield bare


def _conditions(telegram: Telegram, clause: Clause) -> Iterator[Fact]:
    said = re.search(
        rf"(?<!\w)(?P<value>{_QUALIFIERS}(?:{any_of(words('is a condition'))}))(?!\w)",
        clause.text,
        re.IGNORECASE,
    )
    if said is None or pattern("negations").search(clause.text[: said.start()]):
        return
    if _POSSESSED.search(clause.text[: said.start()]):
        yield Fact("conditions", ME, said["value"], WORDED, clause.first, clause.last)
    elif len(clause.text.split()) <= 12:
        yield from telegram.facts(clause, "conditions", said["value"], WORDED)


def _medication(telegram: Telegram, clause: Clause) -> Iterator[Fact]:
    dose, marks = _DOSE.search(clause.text), pattern("is a medicine").search(clause.text)
    if dose is None:
        yield from _taken(telegram, clause)
    takes = pattern("keys", "medication").search(clause.text)
    if dose is None and marks is None and takes is None:
        return
    text = (
        clause.text[takes.end() :].lstrip(" :") if takes and takes.end() < len(clause.text) else clause.text
    )
    subject = subject_of(text, telegram.circle)
    text = text[subject.end :].lstrip(" :") if subject else text
    named = re.match(r"(?P<name>[^\W\d_][\w-]{3,}(?: [^\W\d_][\w-]{3,})?)", text)
    if named is None or not (dose or marks) or pattern("is a condition").search(named["name"]):
        return
    until = min(
        (found.start() for found in (_DOSE.search(text), pattern("is a medicine").search(text)) if found),
        default=0,
    )
    value = text[:until].strip(" ,(-") if 3 < until <= 40 else named["name"]
    if value and ":" not in value and len(value.split()) <= 3 and not pattern("negations").search(value):
        yield from telegram.facts(clause, "medication", value, WORDED)


def _taken(telegram: Telegram, clause: Clause) -> Iterator[Fact]:
    """A medicine by its name's ending, as the names of substances have them, where it is said to be taken."""
    takes = _TAKES.search(clause.text)
    named = _SUBSTANCE.search(clause.text, takes.end()) if takes else None
    before = clause.sentence[: clause.sentence.find(named[0])] if named else ""
    negated = [found.end() for found in pattern("negations").finditer(before)]
    if named is not None and (not negated or _ONLY.search(before, negated[-1])):
        yield from telegram.facts(clause, "medication", named["name"], WORDED)
