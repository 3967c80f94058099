"""Whose something is: "Bram's phone number" is not answered by "Mum's new phone number: 0486"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.answer.attribution import stems_of
from secondme.recall.question import Question

PERHAPS_THEIRS = 0.5
"""What is left of the confidence where it is a relative's, who may have the name that was asked for."""
_NAME = r"[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)?"
_OWNED = re.compile(rf"(?P<owner>{_NAME}|\b[a-z]+)['\u2019]s? (?P<matter>(?:[\w-]+ ){{0,3}}[\w-]+)")
_OF = re.compile(
    rf"(?P<matter>(?:[\w-]+ ){{0,2}}[\w-]+) (?:von|de|di|do|da|van) (?P<owner>{_NAME}|[a-zà-ÿ]+)\b"
)
_KIN = frozenset(
    """
    mum mom mam mother mummy dad father daddy papa mama sister brother wife husband partner son daughter aunt
    uncle gran grandma granny grandpa grandad friend neighbour neighbor boss landlord doctor dentist cousin
    vater mutter bruder schwester frau mann oma opa tante onkel sohn tochter maman père mère frère soeur sœur
    mamá papá madre padre hermano hermana marido mujer mãe pai irmão irmã mamma babbo fratello sorella moeder
    vader broer zus
    """.split()  # noqa: SIM905
)


def told_of_another(question: Question, sentence: str) -> tuple[str, bool] | None:
    """Of whom a sentence tells what is asked of somebody else, and whether that is a relative; else None.

    Only where both say it with an owner: "Bram's number", "la dirección de Ana".
    """
    said = sentence.casefold()
    for owner, matter in _owned(question.plain):
        if owner.casefold() in said or owner.casefold() in _KIN or not owner[0].isupper():
            continue
        others = [other for other, theirs in _owned(sentence) if stems_of(theirs) & stems_of(matter)]
        whose = next((one for one in others if one[0].isupper() or one.casefold() in _KIN), None)
        if whose is not None:
            return whose, whose.casefold() in _KIN
    return None


def _owned(text: str) -> Iterator[tuple[str, str]]:
    for match in (*_OWNED.finditer(text), *_OF.finditer(text)):
        yield match["owner"], match["matter"]
