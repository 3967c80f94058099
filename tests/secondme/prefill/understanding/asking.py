"""Forms for tests, as short as the question they are about."""

from ingest.forms.form import Field, FieldType, Form
from secondme.prefill.asked import Asked
from secondme.prefill.understanding import understand


def form_of(*fields: Field, language: str = "en", title: str = "", intro: str = "") -> Form:
    return Form("pdf", title, language, fields, intro=intro)


def labelled(*labels: str, section: str = "", type: FieldType = "text") -> tuple[Field, ...]:
    return tuple(Field(f"k{at}", label, type, section=section) for at, label in enumerate(labels))


def asked_of(*fields: Field, language: str = "en", title: str = "", intro: str = "") -> tuple[Asked, ...]:
    return understand(form_of(*fields, language=language, title=title, intro=intro))


def attributes(asked: tuple[Asked, ...]) -> list[str]:
    return [f"{one.attribute}.{one.part}".rstrip(".") for one in asked]
