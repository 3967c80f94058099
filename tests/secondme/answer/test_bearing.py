"""An answer is called sure only where what it cites is about what was asked, in the relation asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from secondme.answer.answer import Answer, Citation
from secondme.answer.attribution import cast_of
from secondme.answer.bearing import alone, unnamed, weigh_bearing, worth_reading
from secondme.answer.names import names_asked
from secondme.answer.relation import contradicts, other_way, relations_asked
from secondme.recall.hit import Hit
from secondme.recall.question import understand

SaidHit = Callable[..., Hit]
SURE = 0.86
LICENCE = "Licensed under the MIT License."


@pytest.fixture
def noted(said: SaidHit) -> Callable[..., Hit]:
    """A passage of a file: noted("captions/README.md", "Licensed …", title="captions")."""

    def make(path: str, text: str, title: str, heading: str = "") -> Hit:
        hit = said(None, text, trust="self")
        return replace(hit, title=title, heading=heading, source="/docs", path=Path("/docs") / path)

    return make


def weighed(question: str, text: str, hit: Hit, around: str = "") -> Answer:
    """What is left of a sure answer that cites this hit."""
    answer = Answer(f"{text} [1].", (Citation(1, hit, hit.text),), SURE, False, "")
    asked = understand(question)
    return weigh_bearing(answer, asked, [hit], (lambda _: around) if around else alone)


def test_the_licence_of_one_program_is_no_answer_for_another(noted: Callable[..., Hit]) -> None:
    readme = noted("captions/README.md", LICENCE, title="captions", heading="captions > License")
    assert weighed("What licence has captions?", "MIT", readme).confidence == SURE
    other = weighed("What licence has git?", "MIT", readme)
    assert other.abstained
    assert other.why == "What comes closest is not about git but about captions."
    assert other.nearest == (readme,)


def test_a_licence_file_is_about_what_its_folder_is_named_after(noted: Callable[..., Hit]) -> None:
    licence = noted("khard/LICENSE", "GNU General Public License, version 3", title="LICENSE")
    assert not weighed("What licence has khard?", "GNU", licence).abstained
    assert weighed("What licence has khal?", "GNU", licence).abstained


def test_a_name_elsewhere_in_a_passage_about_something_else_does_not_make_it_about_that(
    noted: Callable[..., Hit],
) -> None:
    text = "Khard was started by Eric.\n\nRelated projects\n\nIf you need a calendar too, try out khal."
    readme = noted("khard/README.md", text, title="khard")
    assert not weighed("Who started khard?", "Eric", readme).abstained
    assert weighed("Who started khal?", "Eric", readme).abstained


def test_a_name_a_few_messages_away_is_enough_for_an_answer_and_not_for_a_sure_one(said: SaidHit) -> None:
    hit = said("Ana", "It was in a red coat, by the harbour.")
    near = weighed("What did Oliver wear?", "a red coat", hit, around="Ana: I saw Oliver today.")
    assert not near.abstained and near.confidence_word == "fairly sure"
    assert weighed("What did Oliver wear?", "a red coat", hit, around="Ana: I saw Tom today.").abstained


def test_a_note_ties_a_name_to_what_a_message_does_not_name(said: SaidHit, noted: Callable[..., Hit]) -> None:
    message = said("Jurij", "The recital is next Friday, at six.")
    note = noted("people/ajda.md", "For the November recital she will play a waltz.", title="Ajda")
    answer = Answer("14 November 2025 [1].", (Citation(1, message, message.text),), SURE, False, "")
    asked = understand("When is Ajda's recital?")
    assert weigh_bearing(answer, asked, [message, note], alone).confidence_word == "fairly sure"
    assert weigh_bearing(answer, asked, [message], alone).abstained


def test_the_documents_of_other_programs_are_not_read_and_messages_are(
    said: SaidHit, noted: Callable[..., Hit]
) -> None:
    own = noted("khard/LICENSE", "GNU General Public License, version 3", title="LICENSE")
    other = noted("captions/LICENSE", LICENCE, title="LICENSE")
    message = said("Ana", "It has some free licence or other.")
    asked = understand("What licence has khard?")
    assert worth_reading(asked, [other, message, own], alone) == [message, own]
    assert worth_reading(understand("What licence is free?"), [other, own], alone) == [other, own]


def test_names_are_told_apart_from_common_words() -> None:
    def names(text: str) -> list[str]:
        return [name.text for name in names_asked(understand(text), [])]

    assert names("What is the code of the safe at An Cala?") == ["Cala"]
    assert names("When did Anselm Quarrie move to San Diego?") == ["Anselm Quarrie", "San Diego"]
    assert names("Where was Ana on New Year's Eve in New Orleans?") == ["Ana", "New Orleans"]
    assert names("Who is Ana's sister in Piran?") == ["Ana", "Piran"]
    assert names("When does the lease end?") == []
    assert names("When is breakfast served?") == []
    assert names("What did Mum say in May?") == []
    assert names("Wann beginnt der Mietvertrag für die Wohnung?") == []
    assert names("¿Cuándo nació Lowenna?") == ["Lowenna"]


def test_a_hyphen_makes_no_other_name(noted: Callable[..., Hit]) -> None:
    hit = noted("home/net.md", "The wifi password is on the fridge.", title="How the flat works")
    assert unnamed(understand("Where is the Wi-Fi password?"), [hit], alone) is None
    hit = noted("home/net.md", "The Wi-Fi password is on the fridge.", title="How the flat works")
    assert unnamed(understand("Where is the Wifi password?"), [hit], alone) is None


def test_who_is_called_by_half_a_name_is_meant(said: SaidHit) -> None:
    hits = [said("Melanie", "We painted a sunset."), said("Ben", "I painted the fence.")]
    question = understand("What did Mel paint?")
    assert cast_of(hits, question).subjects == {"Melanie"}
    assert unnamed(question, hits, alone) is None


def test_a_name_that_nothing_found_has_needs_no_model(said: SaidHit) -> None:
    hits = [said("Ana", "We planted beans in the garden."), said("Ben", "I sold the old spade.")]
    missing = unnamed(understand("What did Noor sell?"), hits, alone)
    assert missing is not None and missing.text == "Noor"
    assert unnamed(understand("What did Ben sell?"), hits, alone) is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When does the lease end?", "The lease begins on 29 August 2025, open-ended."),
        ("When did the show begin?", "The show runs until Saturday 23 August."),
        ("How much did we sell the Zoe for?", "We bought the blue Zoe for £7,650."),
        ("When did the chart arrive?", "The chart left yesterday at 2."),
        ("When was he born?", "He died in 2017."),
        ("Wann endet der Vertrag für die Wohnung?", "Der Vertrag beginnt am 1. Mai und ist für die Wohnung."),
        ("Quand est-ce que le bail se termine?", "Le bail commence le 3 mai, pour la maison."),
        ("¿Cuándo termina el contrato de la casa?", "El contrato de la casa empieza en mayo."),
        ("Quando termina o contrato da casa?", "O contrato da casa começa em maio."),
    ],
)
def test_the_opposite_of_what_is_asked_is_no_answer(
    question: str, sentence: str, noted: Callable[..., Hit]
) -> None:
    hit = noted("home/lease.md", sentence, title="What was agreed upon")
    found = weighed(question, "29 August", hit)
    assert found.abstained and found.why.startswith("What comes closest says the opposite")


def test_what_says_both_sides_or_swaps_who_does_it_is_no_opposite() -> None:
    (ends,) = relations_asked(understand("When does the lease end?"))
    assert not contradicts(ends, "It begins in May and ends in June.", "")
    (bought,) = relations_asked(understand("When did we buy the Zoe?"))
    assert not contradicts(bought, "The dealer sold it to us on Saturday.", "")
    (sister,) = relations_asked(understand("Who is my sister?"))
    assert not contradicts(
        sister, "She lives with my brother.", "My sister is Odile. She lives with my brother."
    )
    assert relations_asked(understand("Was it sold?")) == []
    assert relations_asked(understand("Does it open before it closes?")) == []


def test_from_a_place_is_not_to_it() -> None:
    asked = understand("When does the ferry from Craignure leave?")
    assert other_way(asked, "The ferry from Oban to Craignure leaves at ten.") == "Craignure"
    assert other_way(asked, "The ferry from Craignure leaves at noon.") is None


def test_what_is_not_said_in_so_many_words_is_not_called_sure(noted: Callable[..., Hit]) -> None:
    hit = noted("car.md", "We picked up the blue Zoe in Dalkeith, £7,650.", title="What we drive these days")
    assert weighed("How much did we sell the Zoe for?", "£7,650", hit).confidence_word == "unsure"
