"""Word forms: controls, form fields, placeholders, blanks, boxes and empty cells, filled where they stand.

Macros, field codes and links are carried along and never run or followed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from ingest.errors import UnreadableError
from ingest.formats import FormatError
from ingest.formats.package import broken_is_damaged, local
from ingest.formats.word import paragraph_styles
from ingest.forms.form import Form, Values
from ingest.forms.language import is_prose, language_of
from ingest.forms.word_lines import Lines
from ingest.forms.word_package import WordFile
from ingest.forms.word_places import Place, Spot
from ingest.forms.word_spots import Reader

_INTRO = 600
_LONGEST_TITLE = 90


def read(data: bytes, name: str) -> Form:
    """What a Word document asks. Raises UnreadableError: damaged, encrypted, too large, an old .doc."""
    file, lines, spots = _opened(data, name)
    fields = tuple(spot.field for spot in spots)
    language = language_of("", "\n".join(lines.said)) or _declared(file)
    notes = []
    if not fields:
        notes.append("The document has no fields, blanks or empty cells to fill in.")
    if any(part.startswith("_xmlsignatures/") for part in file.package.names):
        notes.append("The document is digitally signed, and a copy that is filled in is not.")
    return Form("word", _title(file, lines), language, fields, _intro(lines), notes=tuple(notes))


def fill(data: bytes, form: Form, values: Values) -> bytes:
    """The same document with these values in it. Raises UnreadableError for what `read` would not read."""
    wanted = {key: value for key, value in values.items() if value}
    file, _, spots = _opened(data, form.title)
    jobs = [
        (place, wanted[spot.field.key])
        for spot in spots
        if spot.field.key in wanted and not spot.field.locked
        for place in spot.places
    ]
    if not jobs:
        return data
    written = {_part(file, place) for place, _ in jobs}
    for place, value in sorted(jobs, key=lambda job: job[0].order, reverse=True):
        place.put(value)
        _drop_older_copies(place)
    return file.written(written)


def _opened(data: bytes, name: str) -> tuple[WordFile, Lines, list[Spot]]:
    try:
        with broken_is_damaged():
            file = WordFile(data)
            reader = Reader(paragraph_styles(file.package), file.bind)
            for part in file.parts:
                reader.read(file.tree(part))
            return file, reader.lines, _keyed(_shared(reader.lines.spots))
    except FormatError as error:
        raise UnreadableError(Path(name), str(error)) from error


def _shared(spots: list[Spot]) -> list[Spot]:
    """Placeholders of one name as one field, in the order of their first places."""
    found: list[Spot] = []
    by_name: dict[str, Spot] = {}
    for spot in sorted(spots, key=lambda one: one.places[0].order):
        name = spot.field.name.lower()
        if spot.shared and name in by_name:
            by_name[name].places.extend(spot.places)
            continue
        if spot.shared:
            by_name[name] = spot
        found.append(spot)
    return found


def _keyed(spots: list[Spot]) -> list[Spot]:
    """Each field with a key of its own, made of its name or label, and with some label."""
    taken: dict[str, int] = defaultdict(int)
    for at, spot in enumerate(spots):
        label = spot.field.label or spot.title or spot.field.section.rpartition(" > ")[2]
        row = f"{spot.field.group} {spot.field.row + 1}: " if spot.field.row is not None else ""
        key = row + (spot.field.name or label or f"field {at + 1}")
        if key in taken and spot.field.section:
            key = f"{spot.field.section.rpartition(' > ')[2]}: {key}"
        taken[key] += 1
        key = key if taken[key] == 1 else f"{key} ({taken[key]})"
        spot.field = replace(spot.field, key=key, label=label)
    return spots


def _part(file: WordFile, place: Place) -> str:
    root = place.element.getroottree().getroot()
    return next(name for name in file.parts if file.tree(name) is root)


def _drop_older_copies(place: Place) -> None:
    """A text box stands in the file twice, the second time for old programs; it must not say otherwise."""
    for above in place.element.iterancestors():
        if local(above) == "AlternateContent":
            for old in [one for one in above if local(one) == "Fallback"]:
                above.remove(old)


def _declared(file: WordFile) -> str:
    """The language that the document's styles are set in, by the first letters of its tag."""
    for name in file.package.related(file.package.main, "styles"):
        for element in file.package.xml(name).iter():
            if local(element) == "lang":
                return language_of(next(iter(element.values()), ""), "")
    return ""


def _title(file: WordFile, lines: Lines) -> str:
    first = next((line for line in lines.said if len(line) <= _LONGEST_TITLE), "")
    return lines.title or lines.first_heading or file.package.about.title or first


def _intro(lines: Lines) -> str:
    sentences = [line for line in lines.said if is_prose(line)]
    return " ".join(sentences)[:_INTRO]
