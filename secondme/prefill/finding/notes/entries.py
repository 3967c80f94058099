"""Entries: lines of a note that say what they hold as a form does: "Nome da mãe: Sônia Prado". Pure.

Whatever forms ask, in nine languages, `prefill.understanding` knows; so a label of a note is read as that of
a field, and with it of whom it asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.forms import Field, Form
from secondme.memories.kin import ME
from secondme.prefill.addresses import CONTINENTAL, POSTCODES
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.finding.notes.labels import read_label, words_in
from secondme.prefill.finding.notes.lines import LONGEST_LABEL, Line
from secondme.prefill.finding.people.relations import RELATIONS, relation_named

SURE_ENOUGH = 0.8
"""From here on the words of a label say all of what it asks."""
_PARTS = frozenset({"postcode and city", "city and postcode", "city and region"})
_OF_SOMEBODY = re.compile(r"\(\s*[A-ZÀ-Þ][a-zß-ÿ]")
"""Whose it is, in brackets: "Passport (Tom)"."""
_REGION = re.compile(r"(?P<city>[^\d/,()]{2,40}?)\s*(?:[/,-]\s*|\()(?P<region>[A-Z]{2})\)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """That a line asks for an attribute. whose: "me", or a relation."""

    whose: str
    attribute: str
    value: str


def entries_of(line: Line) -> Iterator[Entry]:
    """What a line with a label holds, where its label is one of forms and of no other reader here."""
    if line.is_sentence or not 2 <= len(line.label) <= LONGEST_LABEL or _OF_SOMEBODY.search(line.label):
        return
    whose, attribute, part = asked_by(line.label)
    if part:
        yield from (Entry(whose, name, value) for name, value in _parts(line.value))
        return
    label = read_label(line.label)
    is_known = label.attributes and (not label.owner or any(word in RELATIONS for word in label.owner))
    if attribute and not is_known and (whose, attribute) != (ME, "full name"):
        yield Entry(whose, attribute, line.value)


@lru_cache(maxsize=4096)
def asked_by(label: str) -> tuple[str, str, str]:
    """Of whom, for which attribute and for which parts of it a label asks; the last two may be empty."""
    from secondme.prefill.understanding import understand

    if " ".join(words_in(label)) in RELATIONS:
        return ME, "", ""
    form = Form(kind="text", title="", language="", fields=(Field("1", label.strip(" *:")),))
    [asked] = understand(form)
    whose = ME if asked.whose == ME else relation_named(asked.whose)
    if whose is None or asked.confidence < SURE_ENOUGH or asked.tense != "current" or asked.ticks:
        return ME, "", ""
    if asked.part:
        return whose, "", asked.part if asked.part in _PARTS else ""
    return whose, asked.attribute if asked.attribute in ATTRIBUTES else "", ""


def _parts(value: str) -> Iterator[tuple[str, str]]:
    """The town of "8010 Graz" or "Curitiba - PR", with its postcode or its region."""
    town = CONTINENTAL.fullmatch(value.strip(" ."))
    if town is not None:
        yield "postcode", town["postcode"]
        yield "city", town["city"]
    elif (beside := _REGION.fullmatch(value.strip())) is not None:
        yield "city", beside["city"]
        yield "region", beside["region"]
    elif (code := next((m for one in POSTCODES if (m := one.search(value))), None)) is not None:
        yield "postcode", code[0]
        if rest := value.replace(code[0], " ").strip(" ,-"):
            yield "city", rest
