"""Statements, questions and follow-ups are told apart in German, French, Spanish and Portuguese too."""

from __future__ import annotations

import pytest

from secondme.conversation.contextualising import Reworded, reword
from secondme.conversation.kinds import Said, take_apart
from secondme.conversation.speech import speech_of
from secondme.conversation.state import NOTHING_SAID
from secondme.conversation.updating import Happened, update


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wann ist das Konzert von Ajda?", "de"),
        ("Où est la clé de la maison ?", "fr"),
        ("¿Dónde está la llave de la casa?", "es"),
        ("Onde está a chave da casa?", "pt"),
        ("When is the recital?", None),
        ("puffin boat tickets", None),
        ("Was Ana in Truro?", None),
    ],
)
def test_the_language_of_a_turn_is_known_by_its_little_words(text: str, language: str | None) -> None:
    speech = speech_of(text)
    assert (speech.language if speech else None) == language


def test_a_short_turn_is_in_the_language_of_what_was_said_before() -> None:
    before = speech_of("E quando?", "Onde está a chave da casa?")
    assert before is not None and before.language == "pt"


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin gegen Penicillin allergisch.",
        "meine Schwester wohnt in Truro",
        "Und der Schlüssel ist jetzt bei Beathag.",
        "Ma sœur habite à Truro.",
        "je suis allergique à la pénicilline",
        "Mi hermana vive en Truro.",
        "soy alérgico a la penicilina",
        "A minha irmã mora em Truro.",
        "eu sou alérgica à penicilina",
    ],
)
def test_what_is_stated_in_another_language_is_kept(text: str) -> None:
    assert take_apart(text) == Said(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "Wann ist das Konzert von Ajda?",
        "wann ist das Konzert von Ajda",
        "Erzähl mir von der Reise nach Mull.",
        "Hast du den Schlüssel für die Wohnung?",
        "Dis-moi où est la clé de la maison.",
        "quand est le concert de la petite",
        "Dime dónde está la llave de la casa.",
        "cuándo es el concierto de la niña",
        "Diz-me onde está a chave da casa.",
        "quando é o concerto da menina",
    ],
)
def test_what_is_asked_in_another_language_is_never_kept(text: str) -> None:
    assert take_apart(text) == Said("", text)


@pytest.mark.parametrize("text", ["Vielen Dank!", "Merci beaucoup.", "Muchas gracias.", "Muito obrigada!"])
def test_courtesy_in_another_language_is_neither(text: str) -> None:
    assert take_apart(text) == Said("", "")


CONCERT = ("Wann ist das Konzert von Ajda?", "Am 14. November [1].")
KEY = ("Wer hat den Schlüssel für die Wohnung?", "Beathag hat ihn [1].")
HOUSE = ("Où habite Nuala maintenant ?", "À Gand [1].")
LEASE = ("¿Cuándo empieza el contrato de la casa?", "En agosto [1].")
BOAT = ("Quando parte o barco de Piran?", "Na quinta-feira [1].")


@pytest.mark.parametrize(
    ("before", "question", "meant"),
    [
        (CONCERT, "Und wo?", "Und wo? (about: Ajda, Konzert)"),
        (CONCERT, "Warum ist das so?", "Warum ist das so? (about: Ajda, Konzert)"),
        (CONCERT, "und Jurij?", "Wann ist das Konzert von Jurij?"),
        (CONCERT, "Was ist mit Jurij?", "Wann ist das Konzert von Jurij?"),
        (CONCERT, "Wo wohnt sie?", "Wo wohnt Ajda?"),
        (KEY, "Wo wohnt sie?", "Wo wohnt Beathag?"),
        (HOUSE, "Et depuis quand ?", "Et depuis quand ? (about: Nuala, habite, maintenant)"),
        (HOUSE, "et Piran ?", "Où habite Piran maintenant ?"),
        (HOUSE, "Que fait-elle dans la vie ?", "Que fait Nuala dans la vie ?"),
        (LEASE, "¿Y dónde está?", "¿Y dónde está? (about: empieza, contrato, casa)"),
        (LEASE, "¿por qué?", "¿por qué? (about: empieza, contrato, casa)"),
        (BOAT, "e quanto custa?", "e quanto custa? (about: Piran, parte, barco)"),
        (BOAT, "e no sábado?", "Quando parte o barco de Piran no sábado?"),
    ],
)
def test_a_follow_up_in_another_language_stands_by_itself(
    before: tuple[str, str], question: str, meant: str
) -> None:
    asked, answer = before
    state = update(NOTHING_SAID, Happened(question=asked, meant=asked, answer=answer, answered=True))
    assert reword(question, state).text == meant
    assert reword(question, state).follows


@pytest.mark.parametrize(
    "question",
    [
        "Wie heißt das Passwort für das Netz in der Wohnung?",
        "Wann wurde Lowenna geboren?",
        "Quel est le mot de passe de la maison de Piran ?",
        "¿Cuándo nació Lowenna en el hospital?",
        "Onde mora a irmã de Esme agora?",
    ],
)
def test_a_question_that_stands_in_another_language_is_left_alone(question: str) -> None:
    state = update(NOTHING_SAID, Happened(question=KEY[0], meant=KEY[0], answer=KEY[1], answered=True))
    assert reword(question, state) == Reworded(question)
