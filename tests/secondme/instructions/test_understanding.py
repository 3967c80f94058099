"""A command is understood as what it asks, in four languages, and nothing else is taken for a command."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.instructions.instruction import Act, Rule
from secondme.instructions.understanding import understand

ALL: tuple[Act, ...] = ("share", "fill", "draft")


@pytest.mark.parametrize(
    ("said", "attribute", "people"),
    [
        ("Never share my salary", "salary", ()),
        ("please never share my income.", "salary", ()),
        ("Never give my phone number to companies", "mobile", ("companies",)),
        ("Never tell Ben my age", "age", ("ben",)),
        ("Gib nie mein Gehalt weiter", "salary", ()),
        ("Gib mein Gehalt niemals an Firmen weiter", "salary", ("companies",)),
        ("Teile nie mein Geburtsdatum mit", "birthday", ()),
        ("Ne partage jamais mon salaire", "salary", ()),
        ("Ne donne jamais mon numéro de téléphone à des entreprises", "phone", ("companies",)),
        ("Nunca compartas mi salario", "salary", ()),
        ("No compartas nunca mi salario con empresas", "salary", ("companies",)),
    ],
)
def test_what_must_not_be_shared_is_not_filled_in_or_written_either(
    said: str, attribute: str, people: tuple[str, ...]
) -> None:
    rule = understand(said)
    assert rule is not None
    assert (rule.force, rule.acts, rule.people) == ("never", ALL, people)
    assert attribute in rule.attributes and rule.words == ()


@pytest.mark.parametrize(
    ("said", "manner", "people"),
    [
        ("Sign with my first name to friends", "sign: first name", ("friends",)),
        ('Always sign mails with "Yours, Sam"', "sign: Yours, Sam", ()),
        ("Unterschreibe bei Freunden immer mit meinem Vornamen", "sign: first name", ("friends",)),
        ("Signe toujours avec mon prénom", "sign: first name", ()),
        ("Firma siempre con mi nombre de pila a amigos", "sign: first name", ("friends",)),
        ("Always write dates as 4 March", "dates: 4 March", ()),
        ("Schreibe Daten immer als 4. März", "dates: 4. März", ()),
        ("Reply in German to my mother", "language: de", ("mother",)),
        ("Antworte meiner Mutter immer auf Deutsch", "language: de", ("mother",)),
        ("Réponds toujours en allemand à ma mère", "language: de", ("mother",)),
        ("Responde siempre en alemán a mi madre", "language: de", ("mother",)),
        ("Keep mails short", "length: short", ()),
        ("Write short mails to my boss", "length: short", ("boss",)),
        ("Be formal with my landlord", "tone: formal", ("landlord",)),
        ("Use du with Anna", "tone: informal", ("anna",)),
    ],
)
def test_how_to_write_is_understood(said: str, manner: str, people: tuple[str, ...]) -> None:
    rule = understand(said)
    assert rule is not None
    assert (rule.force, rule.manner, rule.people) == ("always", manner, people)
    assert "draft" in rule.acts and "share" not in rule.acts


def test_where_it_holds_narrows_what_is_forbidden() -> None:
    assert understand("Never fill in my passport number on forms") == Rule(
        "never", ("fill",), ("passport number", "passport expiry")
    )
    assert understand("Never share anything with apps") == Rule("never", ("share",))
    told = understand("Don't tell my mother about the divorce")
    assert told == Rule("never", ALL, (), ("divorce",), ("mother",))


@pytest.mark.parametrize(
    "said",
    [
        "I never eat fish",
        "We always sign with blue ink",
        "Never again!",
        "Never give up",
        "Never share a taxi with Ben",
        "Never put garlic in the soup",
        "Always bring a coat",
        "Do not forget the milk",
        "Don't mention it",
        "Never share this",
        "Nie wieder Mull",
        "The spare key is with Beathag.",
        "Did you never share my salary?",
        "The boiler is due. Never share my salary.",
        "Never share my salary. The boiler is due.",
        "Never share my salary\n\nThe boiler is due.",
        f"Never share my {'very ' * 60}secret salary",
        "",
    ],
)
def test_what_says_something_or_is_a_longer_text_is_no_instruction(said: str) -> None:
    assert understand(said) is None


@given(st.text(max_size=220))
def test_any_text_is_read_and_everything_is_never_forbidden_by_chance(text: str) -> None:
    rule = understand(text)
    assert rule is None or rule.manner or rule.attributes or rule.words or "any" in text.casefold()
