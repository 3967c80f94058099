"""What a field asks, as a question in the form's language."""

from __future__ import annotations

from ingest.forms.form import Field
from secondme.prefill.understanding.reading import Reading
from secondme.prefill.understanding.tokens import cleaned, words_of_name
from secondme.prefill.understanding.vocabulary import Vocabulary


def question_of(field: Field, reading: Reading, own: Vocabulary, *, relation_said: bool) -> str:
    """As somebody would ask the person. own: the words of the form's language. relation_said: the label
    itself says of whom ("Father's name")."""
    label = cleaned(field.label)
    if not label and (field.before or field.after):
        return f"{cleaned(field.before)} ___ {field.after.strip()}".strip()
    if label.endswith("?") or label.endswith("."):
        return label
    if not label:
        label = words_of_name(field.name)[-1] if words_of_name(field.name) else field.help.strip()
    if not label:
        return ""
    if reading.alone and reading.attribute in own.names:
        label = own.names[reading.attribute]
        relation_said = False
    if own.language != "de" and not label[:2].isupper():
        label = label[:1].lower() + label[1:]
    if reading.whose in ("", "me"):
        return _capital(own.mine.format(label=label))
    relation = own.names.get(reading.whose, reading.whose)
    if relation_said:
        return cleaned(field.label).rstrip("?") + "?"
    return _capital(own.others.format(label=label, relation=relation))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
