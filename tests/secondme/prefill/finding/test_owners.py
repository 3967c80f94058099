"""Notes in which somebody else says "I", or whose papers they hold: nothing in them is the person's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.forms import Field, Form
from secondme.memory import Memory
from secondme.prefill.asked import Asked
from secondme.prefill.finding.finder import Finder

WriteTree = Callable[[Mapping[str, str]], Path]
NOW = datetime(2026, 3, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Je m'appelle Solange Petit, je suis née le 3 juin 1944 à Rouen. Téléphone : 0123 456789",
        "My name is Edwin Moss and I was born in Wakefield. Phone: 0123 456789",
        "Ich heiße Max Mustermann. Telefon: 0123 456789",
        "Ibrahima Diallo, né le 3 mai 1999 à Dakar, passeport 20AB11223.\nTéléphone : 0123 456789",
        "Pilar Gómez, nacida el 3 de mayo de 1999.\nTeléfono: 0123 456789",
        "# Dossier de mon frère\n\nTéléphone : 0123 456789",
    ],
)
def test_who_says_another_name_is_another(wordless_memory: Memory, tree: WriteTree, text: str) -> None:
    memory = wordless_memory
    memory.add(tree({"me.md": "# Me\n\nFull name: Aminata Diallo\n\nPhone: 0999 888777\n"}))
    other = tree({"other.md": f"# Notes\n\n{text}\n"})
    memory.add(other)
    finder = Finder(memory, now=NOW)
    field = Field("k", "Phone")
    found = finder.candidates(
        Asked("k", attribute="phone", question="What is your phone number?", confidence=1.0),
        Form("text", "", "en", (field,)),
        field,
        model=False,
    )
    assert [one.value for one in found][:1] == ["0999 888777"]
    assert all("456789" not in one.value for one in found)


@pytest.mark.parametrize(
    "line",
    [
        "Grand frère Ibrahima, né le 3 mai 1999, à Montréal.",
        "My older brother Ibrahima, born 3 May 1999, in Montréal.",
        "Großer Bruder Ibrahima, geboren am 3. Mai 1999 in Montréal.",
        "Hermano mayor Ibrahima, nacido el 3 de mayo de 1999 en Montréal.",
    ],
)
def test_a_siblings_birth_is_not_mine(wordless_memory: Memory, tree: WriteTree, line: str) -> None:
    memory = wordless_memory
    memory.add(tree({"family.md": f"# Family\n\n{line}\n"}))
    finder = Finder(memory, now=NOW)
    field = Field("k", "Date of birth")
    form = Form("text", "", "en", (field,))
    for attribute in ("birthday", "birthplace", "sex"):
        asked = Asked("k", attribute=attribute, question="?", confidence=1.0)
        assert finder.candidates(asked, form, field, model=False) == [], attribute
