"""A bare list of questions, one a line; the filled form has each answer below its question."""

from __future__ import annotations

import re

from ingest.encoding import clean
from ingest.forms.form import Field, Form, Values
from ingest.forms.keys import Keys
from ingest.forms.language import language_of
from ingest.forms.text_source import open_source

_LISTED = re.compile(r"\s*(?:[-*+•]|\(?(?:\d{1,3}|[a-z])[.)])\s+")
_TITLE = re.compile(r"\s*#{1,6}\s+(?P<title>.+)")


def read(data: bytes, name: str) -> Form:
    """Every line that holds something is a question; a Markdown heading is the section of those below it."""
    lines = clean(open_source(data, name).text).split("\n")
    keys, fields, section = Keys(), [], ""
    for line in lines:
        heading = _TITLE.match(line)
        if heading is not None:
            section = heading["title"].strip()
        elif asked := _asked(line):
            fields.append(Field(keys.of(asked), asked, section=section))
    return Form("questions", "", language_of("", "\n".join(lines).lower()), tuple(fields))


def fill(data: bytes, form: Form, values: Values) -> bytes:
    """The questions with their answers below, an empty line after each; unanswered ones stand alone."""
    answered = [f"{field.label}\n{values.get(field.key, '')}".rstrip() for field in form.fields]
    return "".join(f"{one}\n\n" for one in answered).encode()


def _asked(line: str) -> str:
    """The question without its bullet or number, and without the blank behind it."""
    return re.sub(r"[\s_.…:]*(?:_{2,}|\.{4,}|…)[\s_.…]*$", "", _LISTED.sub("", line, count=1)).strip()
