"""Forms: read field by field, and filled in so that all else in them stays as it was.

form = read_form(data, "application.pdf")
filled = fill_form(data, form, {"applicant.name": "Noor Aziz"})

Each kind of file has a module with two functions: `read(data, name) -> Form` and `fill(data, form, values) ->
bytes`. They open no other file and fetch nothing.
"""

from ingest.forms.form import YES, Field, FieldType, Form, FormKind, Option, Values
from ingest.forms.kinds import KINDS, fill_form, form_kind, read_form

__all__ = [
    "KINDS",
    "YES",
    "Field",
    "FieldType",
    "Form",
    "FormKind",
    "Option",
    "Values",
    "fill_form",
    "form_kind",
    "read_form",
]
