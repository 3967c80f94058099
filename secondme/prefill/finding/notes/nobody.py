"""Notes about nobody: templates, samples, stories. What they say of "me", or of a husband, is not so.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from secondme.people.names import plain_name
from secondme.prefill.finding.notes.labels import words_in
from secondme.prefill.finding.notes.passages import Said

_WORDS = frozenset(
    """
    template templates sample specimen muster vorlage vorlagen mustertext musterbrief beispiel modele modelli
    plantilla plantillas ejemplo esempio facsimile exemplo voorbeeld sjabloon exemple dummy placeholder
    novel novella chapter fiction fanfiction story stories screenplay kapitel kurzgeschichte drehbuch chapitre
    novela novelas capitulo cuento relato romanzo capitolo racconto sceneggiatura romance hoofdstuk verhaal
    """.split()  # noqa: SIM905
)
_DRAFT = re.compile(
    r"\b(?:minuta|modelo|rascunho|borrador|brouillon|entwurf|bozza|draft|concept)\W+"
    r"(?:(?:de|do|da|d|di|del|of|for|a|um|un|una|van|een|einer|eines|fur) )?"
    r"(?:\w+ )?(?:contrat\w*|contract|arrendamento|aluguel|alquiler|mietvertrag|vertrag|kaufvertrag|bail|"
    r"lease|"
    r"tenancy|agreement|contratto|locazione|huurcontract|huurovereenkomst|carta|lettre|lettera|letter|brief)\b"
)
"""A text to be copied: "Minuta de contrato", "modelo-contrato.md"."""
_TITLES = frozenset({"roman"})
"""Words that mean so in the name of a note only; a heading of one may be somebody's name."""
_NAME = r"[A-ZÀ-Þ][\w'\u2019-]+(?: (?:(?:de|da|do|dos|del|van|von|der|di|el|al) ){0,2}[A-ZÀ-Þ][\w'\u2019-]+)"
_I_AM_CALLED = re.compile(
    r"\b(?i:my name is|i am called|ich hei(?:ß|ss)e|mein name ist|je m['\u2019]appelle|mon nom est|me llamo|"
    r"mi nombre es|mi chiamo|il mio nome è|(?:eu )?me chamo|chamo-me|o meu nome é|ik heet|mijn naam is) "
    rf"(?P<name>{_NAME}{{0,3}})"
)
"""Who says "I" gives a name; where it is not the person's, it is a story, or a letter to be copied."""
_STEM = re.compile(r"([^/\\]*?)(?:\.\w{1,5})*$")


def is_about_nobody(said: Said, own_words: Collection[str] = ()) -> bool:
    """Whether the headings, the title or the file's name say that it is a template or a story.

    own_words: those of the person's names, as `plain_name` gives them: who says "I" under another name is
    somebody else, of the same family or not.
    """
    if said.is_chat or said.memory is not None:
        return False
    named = (plain_name(match["name"]).split() for match in _I_AM_CALLED.finditer(said.text))
    if own_words and any(one and one[0] not in own_words for one in named):
        return True
    stem = _STEM.search(said.key)
    title = words_in(f"{said.title} {stem[1] if stem else ''}")
    if any(
        _DRAFT.search(" ".join(words_in(head)))
        for head in (said.heading, said.title, stem[1] if stem else "")
    ):
        return True
    return not _WORDS.isdisjoint((*words_in(said.heading), *title)) or not _TITLES.isdisjoint(title)
