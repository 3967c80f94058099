"""What a field's own scripts and words say of how its value is written. The scripts are read, never run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.forms.form import FieldType
from ingest.forms.pdf_fields import AcroField, dictionary_of, text_of

if TYPE_CHECKING:
    from pikepdf import Dictionary

LONGEST_SCRIPT = 2_000
_CALL = re.compile(
    r"AF(Date|Number|Percent|Special|Range|Time)_(?:Format(?:Ex)?|Keystroke(?:Ex)?|Validate)\s*\(([^)]*)\)"
)
_QUOTED = re.compile(r"""["']([^"']*)["']""")
_DATES = (
    "m/d",
    "m/d/yy",
    "mm/dd/yy",
    "mm/yy",
    "d-mmm",
    "d-mmm-yy",
    "dd-mmm-yy",
    "yy-mm-dd",
    "mmm-yy",
    "mmmm-yy",
    "mmm d, yyyy",
    "mmmm d, yyyy",
    "m/d/yy h:MM tt",
    "m/d/yy HH:MM",
)
"""What the numbers of AFDate_Format mean."""
_SPECIAL: dict[str, tuple[FieldType, str]] = {
    "0": ("text", "99999"),
    "1": ("text", "99999-9999"),
    "2": ("phone", ""),
    "3": ("text", "999-99-9999"),
}
"""What those of AFSpecial_Format mean: postcodes, telephones and social security numbers of the USA."""
_GAP = r"[\s./\-]{0,3}"
_DAY, _MONTH, _YEAR = "([dtjg]{1,2})", "(m{1,4})", "([yjag]{4}|[yjag]{2})"
_ORDERS = (("dmy", _DAY, _MONTH, _YEAR), ("mdy", _MONTH, "([dtg]{1,2})", _YEAR), ("ymd", _YEAR, _MONTH, _DAY))
_WRITTEN = tuple(
    (letters, re.compile(rf"(?<![^\W\d_]){one}({_GAP}){two}({_GAP}){three}(?![^\W\d_])", re.IGNORECASE))
    for letters, one, two, three in _ORDERS
)
"""Dates as forms abbreviate them: day and year are T and J in German, J and A in French, D and A in Spanish
and Portuguese, G and A in Italian, D and J in Dutch."""
_MONTH_AND_YEAR = re.compile(r"(?<![^\W\d_])(m{2})([\s./\-]{1,3})([yja]{2,4})(?![^\W\d_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Writing:
    """How a value is written. least, most: its bounds, as the script has them."""

    type: FieldType | None = None
    format: str = ""
    least: str = ""
    most: str = ""


def writing_of(field: AcroField) -> Writing:
    """What the scripts of a field say: a date's format, a number, a telephone number, bounds."""
    found = Writing()
    for name in ("/F", "/K", "/V"):
        for call, arguments in _CALL.findall(_script(field, name)):
            found = _with(found, call, [part.strip() for part in arguments.split(",")], arguments)
    return found


def date_format(words: str) -> str:
    """The date format that words name, in English letters: "TT.MM.JJJJ" is "dd.mm.yyyy". "" without one."""
    for letters, form in (*_WRITTEN, ("my", _MONTH_AND_YEAR)):
        found = form.search(words)
        if found is not None:
            parts, gaps = found.groups()[::2], found.groups()[1::2]
            named = [letter * len(part) for letter, part in zip(letters, parts, strict=True)]
            return named[0] + "".join(gap + part for gap, part in zip(gaps, named[1:], strict=True))
    return ""


def _with(found: Writing, call: str, parts: list[str], arguments: str) -> Writing:
    match call:
        case "Date":
            quoted = _QUOTED.search(arguments)
            number = int(parts[0]) if parts[0].isdigit() else -1
            named = _DATES[number] if 0 <= number < len(_DATES) else ""
            return Writing("date", quoted[1] if quoted else named)
        case "Number" | "Percent":
            return Writing("number", "", found.least, found.most)
        case "Special":
            kind, form = _SPECIAL.get(parts[0], (None, ""))
            return Writing(kind, form)
        case "Range" if len(parts) == 4:
            least = parts[1].strip("\"'") if parts[0] == "true" else ""
            most = parts[3].strip("\"'") if parts[2] == "true" else ""
            return Writing(found.type, found.format, least, most)
        case _:
            return found


def _script(field: AcroField, name: str) -> str:
    """The text of one of a field's scripts, cut at `LONGEST_SCRIPT` characters."""
    from pikepdf import Stream

    for node in (*field.chain, *(widget.annotation for widget in field.widgets[:1])):
        action = _entry(_entry(node, "/AA"), name)
        script = action.get("/JS") if action is not None else None
        if isinstance(script, Stream):
            return script.read_bytes()[:LONGEST_SCRIPT].decode("latin-1")
        if script is not None:
            return text_of(script)[:LONGEST_SCRIPT]
    return ""


def _entry(node: Dictionary | None, name: str) -> Dictionary | None:
    return dictionary_of(node.get(name)) if node is not None else None
