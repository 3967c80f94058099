"""Which value of an attribute ticks a checkbox: "☐ Female", "☐ married", "☐ Are you employed?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.forms.form import Field
from secondme.prefill.understanding.context import Context
from secondme.prefill.understanding.evidence import by_label, option_values
from secondme.prefill.understanding.reading import Reading
from secondme.prefill.understanding.tokens import cleaned, tokens_of
from secondme.prefill.understanding.vocabulary import Vocabulary

_SHORTEST = 3
"""A shorter word within a longer label says nothing ("m", "no")."""


def ticked(reading: Reading, field: Field, context: Context, known: Sequence[Vocabulary]) -> Reading:
    """A checkbox read with the value that ticks it."""
    if field.type != "checkbox" or reading.nothing:
        return reading
    label = cleaned(field.label)
    whole = option_values(label, known)
    if whole:
        return _of_option(whole, reading, field, context, known)
    within = _within(label, known)
    if within is not None and (not reading.attribute or reading.attribute == within[0]):
        return replace(
            reading, attribute=within[0], ticks=within[1], confidence=0.8, why=f"its label {label!r}"
        )
    return replace(reading, ticks="yes") if reading.attribute else reading


def _of_option(
    values: tuple[tuple[str, str], ...],
    reading: Reading,
    field: Field,
    context: Context,
    known: Sequence[Vocabulary],
) -> Reading:
    why = f"the option {field.label!r}"
    attribute, value = next((one for one in values if one[0] in context.attributes), values[0])
    if attribute != "yes or no":
        return replace(reading, attribute=attribute, ticks=value, confidence=0.9, nothing=False, why=why)
    asked = [field.before, *reversed(field.section.split(" > ")), field.help]
    for text in asked:
        found = by_label(text, known[:2]) if text.strip() else None
        if found is not None and found.attribute:
            return replace(
                found, ticks=value, confidence=0.85 * found.confidence, whose=reading.whose, why=why
            )
        within = _within(text, known)
        if within is not None and value == "yes":
            return replace(reading, attribute=within[0], ticks=within[1], confidence=0.7, why=why)
    return replace(reading, attribute="", ticks=value, confidence=0.3, why=why)


def _within(label: str, known: Sequence[Vocabulary]) -> tuple[str, str] | None:
    """A value that a longer label names: "Are you married?"."""
    tokens = tokens_of(label)
    for vocabulary in known[:2]:
        for length in range(len(tokens), 0, -1):
            for start in range(len(tokens) - length + 1):
                phrase = tokens[start : start + length]
                found = vocabulary.options.get(phrase, ())
                if found and found[0][0] != "yes or no" and len("".join(phrase)) > _SHORTEST:
                    return found[0]
    return None
