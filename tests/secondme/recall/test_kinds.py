"""What sort of answer a question wants, and in which language its little words are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.recall.kinds import QuestionKind, kind_of
from secondme.recall.question import understand
from secondme.recall.stop_words import language_of

KINDS = {
    QuestionKind.WHEN: "When was Lowenna born? | Since when do I live here? | What time is it? | "
    "Wann war das? | "
    "Quand est-il né ? | ¿Cuándo fue? | Quando è nato? | Wanneer was dat? | What year did we marry?",
    QuestionKind.WHERE: "Where is the key? | Wo ist der Schlüssel? | Où est la clé ? | ¿Dónde está? | "
    "Dov'è la chiave? | "
    "Onde está? | Waar is het? | From where did she come?",
    QuestionKind.WHO: "Who has our spare key? | Whose boat is it? | With whom did I go? | Wer war das? | "
    "Qui a la clé ? | ¿Quién lo tiene? | Chi ce l'ha? | Quem tem? | Wie heeft de sleutel?",
    QuestionKind.HOW_MANY: "How many boats are there? | How often did I run? | Wie viele Boote? | "
    "Combien de bateaux ? | "
    "¿Cuántos barcos? | Quanti libri? | Quantos livros? | Hoeveel boten zijn er?",
    QuestionKind.HOW_MUCH: "How much did it cost? | How long is the boat? | How old is Ana? | "
    "Wie viel kostet es? | "
    "Combien ça coûte ? | ¿Cuánto cuesta? | Quanto costa? | Hoe oud is Ana?",
    QuestionKind.WHY: "Why did we leave? | Warum? | Pourquoi est-il parti ? | ¿Por qué? | Perché? | "
    "Porquê? | Waarom?",
    QuestionKind.YES_NO: "Did Ana come? | Is the boat booked? | Have I been to Mull? | Hat Ana angerufen? | "
    "Est-ce que Ana est venue ? | Heeft Ana gebeld?",
    QuestionKind.LIST: "Which books did I read? | What are all my allergies? | List the boats | "
    "What are the clubs I applied for? | "
    "What instruments have I played? | What books has Ana read? | Welche Bücher habe ich gelesen? | "
    "Quels livres ? | "
    "¿Cuáles son? | Quali libri? | Quais livros? | Welke boeken?",
    QuestionKind.ORDER: "Which came first, the boat or the key? | "
    "What happened first, the move or the wedding? | "
    "In what order did I read them? | Was it before or after the move? | "
    "Was war zuerst, Umzug oder Hochzeit? | "
    "Dans quel ordre ?",
    QuestionKind.WHAT: "What did Ana say? | puffin boat | What is my job? | Was hat Ana gesagt? | | "
    "tell me more | "
    "What are the new boots used for? | What are the tablets for? | What are her books about? | "
    "What is the first name of Ana?",
}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text.strip()) for kind, texts in KINDS.items() for text in texts.split("|")]
)
def test_the_first_words_tell_what_is_wanted(kind: QuestionKind, text: str) -> None:
    assert kind_of(text) is kind
    assert understand(text, now=date(2026, 11, 9)).kind is kind


@given(st.text(max_size=400))
def test_every_text_is_of_some_kind(text: str) -> None:
    assert kind_of(text) in QuestionKind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where is the key that we had", "en"),
        ("wo ist der Schlüssel, den wir hatten", "de"),
        ("où est la clé que nous avons", "fr"),
        ("dónde está la llave que tengo", "es"),
        ("dov è la chiave che ho", "it"),
        ("onde está a chave que eu tinha", "pt"),
        ("waar is de sleutel die wij hadden", "nl"),
        ("Ana Dove Mull", "en"),
        ("", "en"),
    ],
)
def test_little_words_tell_the_language_and_doubt_means_english(text: str, language: str) -> None:
    assert language_of(text.casefold().split()) == language


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Wann war ich mit der Ana in Berlin?", ("ana", "berlin")),
        ("Où est la clé de la maison ?", ("clé", "maison")),
        ("¿Dónde está la llave de mi casa?", ("llave", "casa")),
        ("Waar is de sleutel van het huis?", ("sleutel", "huis")),
        ("What did Will say about Die Hard?", ("will", "say", "die", "hard")),
        ("What will Ana say?", ("ana", "say")),
        ("did Will and Ana meet Dove", ("will", "ana", "meet", "dove")),
        ("What did I do last week?", ()),
        ("What did we eat at Christmas 2021?", ("eat", "christmas", "2021")),
    ],
)
def test_little_words_of_the_question_s_language_go_and_names_stay(text: str, terms: tuple[str, ...]) -> None:
    assert understand(text, now=date(2026, 11, 9)).terms == terms
