"""Words that are a value by themselves: "Nichtraucher", "verheiratet", "vegetarian". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.kin import ME
from secondme.prefill.countries import country_of
from secondme.prefill.finding.homes.in_turn import SAYS_BEFORE
from secondme.prefill.finding.telegrams.clauses import Clause
from secondme.prefill.finding.telegrams.fact import IMPLIED, KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, values, words
from secondme.prefill.finding.telegrams.subjects import subject_of
from secondme.prefill.finding.telegrams.telegram import Telegram

IN_ONE_WORD = frozenset({"smoker", "housing"})
"""What is said by its words wherever they stand, and given as one of few values."""
_DIVORCED = re.compile(
    r"(?i)\b(?:divorce|divorcio|divórcio|divorzio|scheidung|scheiding)\W+(?:\w+\W+){0,2}"
    r"(?:firmad|final|signed|through|rechtskräftig|durch|prononcé|definitiv|assinad|rond|uitgesproken)"
)
_SMOKES = re.compile(
    r"(?i)(?:smoking|smoke|smoker|rauchen|raucher|tabac|fumeur|fumer|fumar|fumador|fumas?|fumo|fumatore|roken|roker)\s*[:?]\s*"
    r"(?:(?P<no>no|nee|nein|non|não|never|nie|jamais|nunca|mai|nooit)|yes|ja|oui|sí|sì|sim)\b"
)
_I_AM = re.compile(r"(?i)(?P<am>soy|sou|sono|je suis) (?P<word>[^\W\d_]{4,})")
_EITHER_SEX = frozenset(
    (
        *("belga", "croata", "israelita", "vietnamita"),
        *("belge", "suisse", "russe", "tchèque", "serbe", "slovaque", "arabe", "bulgare"),
    )
)
_TAIL = re.compile(r"\s*(?:[.!,;:(]|$|since|seit|depuis|desde|dal|sinds|and|und|et|y|e|en)")

_TO_WHOM = re.compile(r" (?:to|mit|à|avec|a|con|com|met) (?=[A-ZÀ-Þ])")
"""Behind "married", before whom."""


def bare(telegram: Telegram) -> Iterator[Fact]:
    """What single words of clauses say of whom they are about."""
    for clause in telegram.clauses:
        if pattern("not so").search(clause.sentence):
            continue
        former = SAYS_BEFORE.search(clause.sentence) is not None
        for attribute in ("marital status", "smoker", "diet", "religion", "housing"):
            facts = _worded(telegram, clause, attribute)
            yield from (fact for fact in facts if not former or fact.value != "tenant")
        yield from _avoided(telegram, clause)
        if (smokes := _SMOKES.match(clause.text)) is not None:
            says = "no" if smokes["no"] else "yes"
            yield from telegram.facts(clause, "smoker", says, KEYED)
        if clause.begins and _DIVORCED.search(clause.sentence):
            yield Fact("marital status", ME, "divorced", KEYED, clause.first, clause.last)
        yield from _sex(telegram, clause)


def _worded(telegram: Telegram, clause: Clause, attribute: str) -> Iterator[Fact]:
    taken: list[tuple[int, int]] = []
    found = [
        (match, value)
        for value, phrases in values(attribute).items()
        for match in re.finditer(rf"(?<!\w)(?:{any_of(phrases)})(?!\w)", clause.text, re.IGNORECASE)
    ]
    for match, value in sorted(found, key=lambda one: -len(one[0][0])):
        if any(first < match.end() and match.start() < last for first, last in taken):
            continue
        taken.append(match.span())
        before = clause.text[: match.start()]
        if attribute in IN_ONE_WORD:
            says = not pattern("negations").search(before)
        else:
            is_ended = _TAIL.match(clause.text, match.end()) or (
                attribute == "marital status" and _TO_WHOM.match(clause.text, match.end())
            )
            says = is_all(before, telegram) and is_ended is not None
        if says:
            said = value if attribute in IN_ONE_WORD else match[0]
            yield from telegram.facts(clause, attribute, said, WORDED)


def is_all(before: str, telegram: Telegram) -> bool:
    """Whether before a word stands nothing but whom it is said of, and "is"."""
    subject = subject_of(before, telegram.circle)
    rest = before[subject.end :] if subject else before
    rest = re.sub(
        rf"(?<!\w)(?:{any_of(words('copulas') + words('subjects', 'me'))})(?!\w)", " ", rest, flags=re.I
    )
    return not re.search(r"\w", rest)


_OF_WHICH = re.compile(r" (?:de|d['\u2019]|di|do|da|van) ?[^\W\d_]+")


def _avoided(telegram: Telegram, clause: Clause) -> Iterator[Fact]:
    """ "ich esse kein Schweinefleisch": what somebody does not eat, in their words."""
    eats = rf"(?P<not>{any_of(words('does not eat'))}) ?(?P<food>{any_of(words('foods'))})(?!\w)"
    match = re.search(eats, clause.text, re.IGNORECASE)
    if match is None:
        return
    no = (
        "sem"
        if match["not"].casefold().startswith("não ")
        else match["not"].split()[-1]
        if " " in match["not"]
        else match["not"]
    )
    negation = {"eat": "no", "como": "no", "come": "no", "mange": "pas de"}.get(no.casefold(), no)
    of_which = _OF_WHICH.match(clause.text, match.end())
    food = f"{match['food']}{of_which[0] if of_which else ''}"
    yield from telegram.facts(clause, "diet", f"{negation} {food}", WORDED)


def _said_of_oneself(text: str) -> str:
    """The sex by the ending of the people that somebody says to be of: "soy español", "je suis française"."""
    said = _I_AM.match(text)
    word = said["word"] if said else ""
    if not country_of(word, people=True) or country_of(word) or word.casefold() in _EITHER_SEX:
        return ""
    if said and said["am"].casefold() == "je suis":
        return "female" if word.endswith("e") else "male"
    if re.search(r"(?:a|ã)$", word):
        return "female"
    return "male" if re.search(r"(?:o|ol|és|ês|án|ão)$", word) else ""


def _sex(telegram: Telegram, clause: Clause) -> Iterator[Fact]:
    """What gendered words say of the person, who says them of themselves."""
    if clause.whose != (ME,) and len(clause.whose) != 1:
        return
    for value, phrases in values("sex").items():
        match = re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", clause.text)
        either = match is not None and clause.text[match.end() :].startswith(("(", "/"))
        if value == "female" and (said := _said_of_oneself(clause.text)):
            yield Fact("sex", ME, said, IMPLIED, clause.first, clause.last)
        if match is not None and not either and is_all(clause.text[: match.start()], telegram):
            yield from telegram.facts(clause, "sex", value, IMPLIED)
