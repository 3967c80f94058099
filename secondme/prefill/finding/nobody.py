"""Notes about nobody: templates, samples, stories. What they say of "me", or of a husband, is not so.
Pure.
"""

from __future__ import annotations

import re

from secondme.prefill.finding.labels import words_in
from secondme.prefill.finding.passages import Said

_WORDS = frozenset(
    """
    template templates sample specimen muster vorlage vorlagen mustertext musterbrief beispiel modele modelli
    plantilla plantillas ejemplo esempio facsimile exemplo voorbeeld sjabloon exemple dummy placeholder
    novel novella chapter fiction fanfiction story stories screenplay kapitel kurzgeschichte drehbuch chapitre
    novela novelas capitulo cuento relato romanzo capitolo racconto sceneggiatura romance hoofdstuk verhaal
    """.split()  # noqa: SIM905
)
_TITLES = frozenset({"roman"})
"""Words that mean so in the name of a note only; a heading of one may be somebody's name."""
_STEM = re.compile(r"([^/\\]*?)(?:\.\w{1,5})*$")


def is_about_nobody(said: Said) -> bool:
    """Whether the headings, the title or the file's name say that it is a template or a story."""
    if said.is_chat or said.memory is not None:
        return False
    stem = _STEM.search(said.key)
    title = words_in(f"{said.title} {stem[1] if stem else ''}")
    return not _WORDS.isdisjoint((*words_in(said.heading), *title)) or not _TITLES.isdisjoint(title)
