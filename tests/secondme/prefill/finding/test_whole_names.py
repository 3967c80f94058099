"""Whole names: papers, cards, CVs and accounts have more of a name than people are called by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ingest import Locator
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.whole_names import further_names, whole_names_in

Call = Callable[..., Any]


def said(text: str, heading: str = "", kind: str = "markdown") -> Said:
    where = Locator("lines", 1, 1)
    return Said(1, text, heading, None, "self", None, where, "notes", "n.md", kind, None, False, text)


@pytest.mark.parametrize(
    ("paper", "called", "name", "family"),
    [
        ("DNI 1234 VIDAL SOLER, NURIA   Sexo: F", "nuria vidal", "Nuria Vidal Soler", "Vidal Soler"),
        ("COSTA DOS SANTOS, PAULO", "paulo costa", "Paulo Costa dos Santos", "Costa dos Santos"),
        ("  KEITA  Awa Binta    Sexe : F", "awa keita", "Awa Binta Keita", "Keita"),
        ("ID REED, TOM ALAN Sex M", "tom reed", "Tom Alan Reed", "Reed"),
        ("VAN DER MEER, Joost", "joost meer", "Joost van der Meer", "van der Meer"),
    ],
)
def test_a_paper_tells_the_whole_name_and_where_the_family_name_begins(
    paper: str, called: str, name: str, family: str
) -> None:
    [found] = whole_names_in(said(paper), [called])
    assert (found.name, found.family) == (name, family)


@pytest.mark.parametrize("text", ["IBAN Paulo Costa", "COSTA, MARIA", "VIDAL SOLER, PAULO", "BLOOD GROUP"])
def test_who_is_called_otherwise_is_somebody_else(text: str) -> None:
    assert not list(whole_names_in(said(text), ["paulo costa"]))


@pytest.mark.parametrize(
    "words", ["titular", "Kontoinhaber:", "titulaire", "intestato a", "op naam van", "account holder"]
)
def test_an_account_names_its_holder_whole(words: str) -> None:
    [found] = whole_names_in(said(f"IBAN ..., {words} Paulo Costa dos Santos"), ["paulo costa"])
    assert (found.name, found.family) == ("Paulo Costa dos Santos", "")


def test_a_cv_and_a_card_have_the_whole_name_over_them() -> None:
    cv = said("2019 to 2022 baker", "Paulo Costa dos Santos > Experience")
    card = said("Nuria Vidal, full name: Nuria Vidal Soler, family name: Vidal Soler", kind="contacts")
    assert further_names([cv, card], ["paulo costa"]) == ["Paulo Costa dos Santos"]
    assert further_names([cv, card], ["nuria vidal"]) == ["Nuria Vidal Soler"]


def test_forms_get_the_name_that_a_paper_has(take: Call, values: Call) -> None:
    take({"me.md": "Me: Nuria Vidal\nName: Nuria Vidal\n", "papers.txt": "DNI 5\nVIDAL SOLER, NURIA\n"})
    assert values("full name") == ["Nuria Vidal Soler"]
    assert values("family name") == ["Vidal Soler"]
