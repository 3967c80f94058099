"""Understanding a form: what each of its fields asks, of whom, as of when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ingest.forms.form import Field, Form
from secondme.prefill.asked import Asked
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.understanding.children import about_a_child, as_a_parent
from secondme.prefill.understanding.context import context_of, in_context
from secondme.prefill.understanding.days import carried_on, dated
from secondme.prefill.understanding.documents import others_that_do
from secondme.prefill.understanding.evidence import evidence_of
from secondme.prefill.understanding.narrowing import narrowed
from secondme.prefill.understanding.neighbours import Line, settled
from secondme.prefill.understanding.questions import question_of
from secondme.prefill.understanding.reading import LEAST
from secondme.prefill.understanding.repeats import counted
from secondme.prefill.understanding.rows import without_false_rows
from secondme.prefill.understanding.ticks import ticked
from secondme.prefill.understanding.vocabulary import LANGUAGES, Vocabulary, vocabulary
from secondme.prefill.understanding.wording import read_words

_ENOUGH = 60
"""So many labels are enough to tell in which languages a form is."""
_LONGEST = 400
"""Of a label, a heading and the words around a blank, so many characters are read."""
_NOBODY = frozenset({"today", "place of signing"})


def understand(form: Form, *, known: Mapping[str, Asked] | None = None) -> tuple[Asked, ...]:
    """What each field asks, in their order.

    known: by the key of a field, what was remembered of this layout; it is taken as it stands. A field that
    is not understood keeps its question and has no attribute; one that asks nothing of a life has no `whose`.
    """
    remembered = known or {}
    words = vocabularies_of(form)
    fields = without_false_rows([_clipped(field) for field in form.fields])
    lines = [_read(field, words) for field in fields]
    named = [dated(one.label, words).day or dated(one.section, words).day for one in fields]
    days = carried_on(named, lines, words[0])
    lines = counted(narrowed(settled(lines, _document_of(form, words))))
    lines = as_a_parent(lines) if about_a_child(lines) else lines
    whole = dated(f"{form.title}\n{form.intro}", words, days_alone=True).day
    return tuple(
        replace(remembered[line.field.key], key=line.field.key)
        if line.field.key in remembered
        else _asked(line, words, day or whole, others_that_do(lines, at))
        for at, (line, day) in enumerate(zip(lines, days, strict=True))
    )


def vocabularies_of(form: Form) -> tuple[Vocabulary, ...]:
    """The words of all languages: the form's own first, then by how many of its labels they explain."""
    labels = [one.label[:_LONGEST] for one in form.fields if one.label][:_ENOUGH]
    explained = {
        language: sum(read_words(label, vocabulary(language)).cover for label in labels)
        for language in LANGUAGES
    }
    ranked = sorted(LANGUAGES, key=lambda one: (one != form.language, -explained[one]))
    return tuple(vocabulary(language) for language in ranked)


def _read(field: Field, words: Sequence[Vocabulary]) -> Line:
    field = replace(field, label=dated(field.label, words).text)
    context = context_of(field, words)
    reading = ticked(evidence_of(field, words), field, context, words)
    return Line(field, context, reading if reading.nothing else in_context(reading, field, context, words))


def _clipped(field: Field) -> Field:
    """A field whose words are no longer than people read."""
    return replace(
        field,
        label=field.label[:_LONGEST],
        name=field.name[-_LONGEST:],
        section=field.section[-_LONGEST:],
        before=field.before[-_LONGEST:],
        help=field.help[:_LONGEST],
    )


def _document_of(form: Form, words: Sequence[Vocabulary]) -> str:
    told = [read_words(form.title, one).first("document") for one in words[:2]]
    return next((one for one in told if one), "")


def _asked(line: Line, words: Sequence[Vocabulary], day: date | None, either: tuple[str, ...] = ()) -> Asked:
    field, reading = line.field, line.reading
    if reading.nothing:
        return Asked(field.key, whose="", confidence=reading.confidence, why=reading.why)
    is_sure = reading.attribute in ATTRIBUTES and reading.confidence >= LEAST
    attribute = reading.attribute if is_sure else ""
    return Asked(
        key=field.key,
        whose="" if attribute in _NOBODY else reading.whose or "me",
        attribute=attribute,
        part=reading.part if attribute else "",
        nth=reading.nth or 0,
        tense=reading.tense or "current",
        as_of=day,
        ticks=reading.ticks,
        question=question_of(field, reading, words[0]),
        either=either if attribute else (),
        confidence=round(reading.confidence if attribute else min(reading.confidence, 0.3), 2),
        why=reading.why or "nothing says what it asks",
    )
