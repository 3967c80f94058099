"""Titles: which person a note is about, by the headings above it and by its title. Pure."""

from __future__ import annotations

import re

from secondme.memories.english.shapes import PERSON
from secondme.memories.english.titled import Title
from secondme.memories.english.turns import TOPICS
from secondme.memories.hearing.families import is_ordinary
from secondme.memories.kin import ME
from secondme.prefill.countries import country_of
from secondme.prefill.finding.notes.labels import is_filling, is_neutral, read_label, words_in
from secondme.prefill.finding.notes.owners import PEOPLE_FOLDER
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.relations import RELATIONS

_NAME = re.compile(PERSON)
_TRAIL = " > "


def title_of(said: Said, circle: Circle) -> Title | None:
    """The person a passage of a note is about; None where it is the writer's, or about something else."""
    if said.is_chat or said.memory is not None:
        return None
    for head in (*reversed([one for one in said.heading.split(_TRAIL) if one]), said.title):
        if (name := _name_in(head, said)) is not None:
            key = circle.key(words_in(name))
            if key == ME:
                return None
            is_known = key is not None or PEOPLE_FOLDER.search(said.key) is not None
            return Title(name, True) if is_known else Title(name, False) if _may_be_a_name(name) else None
        if not _is_a_part(head):
            return None
    return None


def _is_a_part(head: str) -> bool:
    """Whether a heading may stand within a note about anybody: "Food", "Notes"."""
    return is_neutral(head) or not TOPICS.isdisjoint(words_in(head))


def _name_in(head: str, said: Said) -> str | None:
    """The words of a heading that have the shape of a name and stand for nothing else."""
    words = [
        word for word in re.findall(r"[\w'\u2019.-]+", head) if not (is_neutral(word) or is_filling(word))
    ]
    name = " ".join(words)
    if name.islower() and PEOPLE_FOLDER.search(said.key):
        name = name.title()
    has_meaning = any(word in RELATIONS for word in words_in(name)) or read_label(name).attributes
    if not _NAME.fullmatch(name) or has_meaning or country_of(name) is not None:
        return None
    return name if TOPICS.isdisjoint(words_in(name)) else None


def _may_be_a_name(name: str) -> bool:
    return not any(is_ordinary(word) for word in words_in(name))
