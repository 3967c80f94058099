"""Health: what somebody has, takes, and does not bear; their doctor and insurer. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.prefill.finding.telegrams.clauses import Clause
from secondme.prefill.finding.telegrams.fact import KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, words
from secondme.prefill.finding.telegrams.subjects import subject_of
from secondme.prefill.finding.telegrams.telegram import Telegram

_BLOOD = re.compile(
    r"(?<!\w)(?P<value>(?:AB|A|B|O|0)\s?(?:[+\u2212\u2013-](?!\w)|Rh\s?[+-]|(?:Rh\s?)?(?:pos|neg|pós)\w*\.?))",
    re.IGNORECASE,
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
    r"insulin|cetamol|codein|anticoncep|contracep|kortison|cortison)[^\W\d_]{0,5}(?: \d+(?:[.,]\d+)?)?)(?!\w)"
)
"""Names of substances by their endings, as the World Health Organization gives them, and two of groups."""
_QUALIFIERS = r"(?:mild |slight |severe |light |leichtes? |schweres? |léger |légère |leve |lieve |licht )?"


def health(telegram: Telegram) -> Iterator[Fact]:
    """What clauses say of somebody's health."""
    for clause in telegram.clauses:
        blood = _BLOOD.search(clause.text)
        if blood is not None and (_names_blood(clause) or _is_list_of_health(telegram)):
            yield from telegram.facts(clause, "blood type", blood["value"], KEYED)
        yield from _allergies(telegram, clause)
        yield from _conditions(telegram, clause)
        yield from _medication(telegram, clause)


def _names_blood(clause: Clause) -> bool:
    return bool(re.search(r"(?i)blood|blut|sanguin|sangu|sangue|sangre|bloed", clause.text))


def _is_list_of_health(telegram: Telegram) -> bool:
    over = f"{telegram.said.title} {telegram.said.heading}"
    return bool(
        re.search(
            r"(?i)health|gesundheit|santé|sante|salud|salute|saúde|saude|gezondheid|medic|médic|medizin",
            over,
        )
    )


def _allergies(telegram: Telegram, clause: Clause) -> Iterator[Fact]:
    said = pattern("keys", "allergies").search(clause.text)
    if said is None or pattern("negations").search(clause.text[: said.start()]):
        return
    around = clause.sentence[clause.sentence.find(clause.text) + said.end() :]
    rest = _REST.match(_ASIDE.sub("", around))
    if rest is None or pattern("no words").match(rest["value"]) or pattern("negations").match(rest["value"]):
        return
    for value in _listed(rest["value"], telegram):
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
    if len(clause.text.split()) <= 12:
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
    if value and len(value.split()) <= 3 and not pattern("negations").search(value):
        yield from telegram.facts(clause, "medication", value, WORDED)


def _taken(telegram: Telegram, clause: Clause) -> Iterator[Fact]:
    """A medicine by its name's ending, as the names of substances have them, where it is said to be taken."""
    takes = _TAKES.search(clause.text)
    named = _SUBSTANCE.search(clause.text, takes.end()) if takes else None
    if named is not None and not pattern("negations").search(clause.text[: named.start()]):
        yield from telegram.facts(clause, "medication", named["name"], WORDED)
