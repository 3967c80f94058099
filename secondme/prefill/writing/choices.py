"""Choices: which option of a field a value is. What is not clearly one of them is none of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ingest.forms import Option
from secondme.prefill.folding import folded
from secondme.prefill.writing.letters import sexes_of
from secondme.prefill.writing.manner import Manner
from secondme.prefill.writing.synonyms import BROADER, groups_of, meaning

Spell = Callable[[str], Iterable[str]]
_BETWEEN = re.compile(r"\s*(?:[,;\n]|\s(?:and|und|et|y|e|en)\s)\s*")
_SIDES = re.compile(r"[/|()]|:\s|\s[-\u2013\u2014]\s")


def chosen(spellings: Iterable[str], manner: Manner) -> str | None:
    """The value of the one option that a spelling is, the best spelling first; None where none or several
    are."""
    options = [one for one in manner.field.options if one.value or one.label]
    texts = [_without_letters(text, manner) for text in spellings if text]
    for same in (_exactly, _alike, _by_one_side):
        for text in texts:
            found = [option for option in options if same(text, option)]
            if len(found) == 1:
                return found[0].value
    return _by_meaning(texts, options, manner)


def several_chosen(value: str, manner: Manner, spell: Spell) -> str | None:
    """The values of all options that a list names, a line each; None where one of them is no option.

    spell: what may be written for one entry of the list.
    """
    whole = chosen(spell(value), manner)
    if whole is not None:
        return whole
    entries = [one for one in _BETWEEN.split(value) if one.strip()]
    found = [chosen(spell(one), manner) for one in entries[: len(manner.field.options) + 1]]
    known = [one for one in found if one is not None]
    return "\n".join(dict.fromkeys(known)) if known and len(known) == len(entries) else None


def ticked(value: str, ticks: str, manner: Manner) -> bool:
    """Whether a value is the one that ticks a checkbox."""
    if folded(value) == folded(ticks):
        return bool(folded(value))
    meanings = [
        (meaning(value, group, manner.language), meaning(ticks, group, manner.language))
        for group in groups_of(manner.attribute)
    ]
    return any(left is not None and left == right for left, right in meanings)


def _without_letters(text: str, manner: Manner) -> str:
    """The word for a sex that a note tells by its letter: the M of a note is no M of a form."""
    said = meaning(text, "sex", "") if manner.attribute == "sex" and len(folded(text)) == 1 else None
    return said or text


def _exactly(text: str, option: Option) -> bool:
    return text in (option.value, option.label)


def _alike(text: str, option: Option) -> bool:
    return bool(folded(text)) and folded(text) in (folded(option.value), folded(option.label))


def _by_one_side(text: str, option: Option) -> bool:
    """ "Germany (DE)", "F - Female", "Divorced / dissolved": the text is one side of the label."""
    return bool(folded(text)) and folded(text) in {folded(side) for side in sides_of(option.label)}


def _by_meaning(texts: Sequence[str], options: Sequence[Option], manner: Manner) -> str | None:
    for group in groups_of(manner.attribute):
        for text in texts:
            said = meaning(text, group, manner.language)
            if said is None:
                continue
            for wanted in (said, BROADER.get(said, said)):
                found = [one for one in options if _says(one, wanted, group, manner)]
                if len(found) == 1:
                    return found[0].value
    return None


def _says(option: Option, said: str, group: str, manner: Manner) -> bool:
    """The label decides; the file's own value only where the label says nothing ("1", "f")."""
    if group == "sex" and len(folded(option.label)) == 1:
        sexes = sexes_of((one.label for one in manner.field.options), manner.language)
        return sexes.get(folded(option.label)) == said
    by_label = _meanings(option.label, group, manner.language)
    return said in (by_label or _meanings(option.value, group, manner.language))


def _meanings(text: str, group: str, language: str) -> set[str]:
    """What a label means as a whole, else by its sides: "Sr./Sra." is both."""
    whole = meaning(text, group, language)
    found = [whole] if whole else [meaning(side, group, language) for side in sides_of(text)]
    return {one for one in found if one is not None}


def sides_of(label: str) -> list[str]:
    """The parts of a label that strokes, dashes, colons and brackets set apart."""
    return [side.strip() for side in _SIDES.split(label) if side.strip()]
