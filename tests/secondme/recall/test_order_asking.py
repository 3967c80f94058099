"""Questions about order are recognised in seven languages, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondme.recall.order.asking import OrderQuestion, read_order

WHICH = {
    "What happened first, the leak or the recital?": ("the leak", "the recital", False),
    "What came first: the leak or the recital": ("the leak", "the recital", False),
    "which came later, the leak or the recital?": ("the leak", "the recital", True),
    "The leak or the recital: which happened last?": ("The leak", "the recital", True),
    "So, where did we go first, Mull or Lisbon?": ("Mull", "Lisbon", False),
    "Do you remember what came earlier - the leak or the recital?": ("the leak", "the recital", False),
    "Was geschah zuerst: der Umzug oder die Geburt?": ("der Umzug", "die Geburt", False),
    "Was war später, der Umzug oder die Geburt?": ("der Umzug", "die Geburt", True),
    "Qu'est-ce qui est arrivé en premier, le déménagement ou la naissance ?": (
        "le déménagement",
        "la naissance",
        False,
    ),
    "¿Qué pasó primero, la mudanza o el nacimiento?": ("la mudanza", "el nacimiento", False),
    "Cosa è successo prima, il trasloco o la nascita?": ("il trasloco", "la nascita", False),
    "O que aconteceu depois, a mudança ou o nascimento?": ("a mudança", "o nascimento", True),
    "Wat gebeurde het eerst, de verhuizing of de geboorte?": ("de verhuizing", "de geboorte", False),
}
CLAIMS = {
    "Did we move before Lowenna was born?": ("we move", "Lowenna was born", False),
    "Did the leak happen after Ajda's recital?": ("the leak", "Ajda's recital", True),
    "Was the recital just after the leak?": ("the recital", "the leak", True),
    "Kam der Umzug vor der Geburt?": ("der Umzug", "der Geburt", False),
    "Est-ce que le déménagement est arrivé avant la naissance ?": ("déménagement", "la naissance", False),
    "¿Fue la mudanza antes del nacimiento?": ("la mudanza", "nacimiento", False),
    "È successo il trasloco prima della nascita?": ("il trasloco", "nascita", False),
    "Aconteceu a mudança depois do nascimento?": ("a mudança", "nascimento", True),
    "Kwam de verhuizing voor de geboorte?": ("de verhuizing", "de geboorte", False),
}
BESIDE = {
    "What came right after the move?": ("the move", "", True, True),
    "what happened after the leak in store B": ("the leak in store B", "", True, False),
    "What was said just before the boat?": ("the boat", "", False, True),
    "What did Ana say before she mentioned the boat?": ("the boat", "Ana", False, False),
    "What did Ana Kovač say right after the boat?": ("the boat", "Ana Kovač", True, True),
    "What did I say after the birth?": ("the birth", "I", True, False),
    "What did we talk about after the birth?": ("the birth", "", True, False),
    "Was kam direkt nach dem Umzug?": ("dem Umzug", "", True, True),
    "Was hat Ana vor dem Boot gesagt?": ("dem Boot", "Ana", False, False),
    "Qu\N{RIGHT SINGLE QUOTATION MARK}a dit Ana juste avant le bateau ?": ("le bateau", "Ana", False, True),
    "¿Qué dijo Ana justo antes del barco?": ("barco", "Ana", False, True),
    "Cosa ha detto Ana subito prima della barca?": ("barca", "Ana", False, True),
    "O que a Ana disse logo antes do barco?": ("barco", "Ana", False, True),
    "Wat zei Ana vlak na de boot?": ("de boot", "Ana", True, True),
}
EXTREMES = {
    "What was the first time we talked about Mull?": ("Mull", "", False),
    "When did Piran first mention the puffin boat?": ("the puffin boat", "Piran", False),
    "What was the last thing Piran said about Lowenna?": ("Lowenna", "Piran", True),
    "When did we last talk about the car?": ("the car", "", True),
    "When was the car first mentioned?": ("the car", "", False),
    "Wann haben wir zum letzten Mal über Mull gesprochen?": ("Mull", "", True),
    "Quand avons-nous parlé pour la première fois de Mull ?": ("Mull", "", False),
    "¿Cuándo hablamos por primera vez de Mull?": ("Mull", "", False),
    "Quando abbiamo parlato per l'ultima volta di Mull?": ("Mull", "", True),
    "Quando falamos pela primeira vez de Mull?": ("Mull", "", False),
    "Wanneer spraken we voor het eerst over Mull?": ("Mull", "", False),
}
OTHERS = (
    "",
    "first",
    "before or after",
    "puffin boat",
    "When is Ajda's recital?",
    "What is my first name?",
    "What was my last job?",
    "What is the last day of the lease?",
    "Who lived here before us?",
    "Who moved first, Nuala or us?",
    "What do I need to do before the trip?",
    "What should I pack before Mull?",
    "Where were we before the ferry?",
    "Who follows me?",
    "What did we eat before the concert?",
    "Did Ana say anything before the trip?",
    "Did I pay the rent before May 2024?",
    "What happened before 12 March?",
    "What happened after Friday?",
    "What time is dinner after the show?",
    "Tea or coffee?",
    "Wer hat unseren Schlüssel?",
)
HOSTILE = {
    "lines": "\n" * 100_000,
    "quotes": '"' * 100_000,
    "joints": 'which came first: "a" or ' + '"x" or ' * 15_000 + '"b"?',
    "labels": "A: x\n" * 20_000 + "B: y\nWhich came first?",
    "apostrophes": "'s " * 30_000,
    "alternatives": "what came first " + "a or b " * 80,
    "befores": "did a before " * 45,
    "months": "what happened after " + "jan" * 150 + "!",
    "heads": "what first " * 50,
    "syntax": 'Which came first: "text : NEAR(a, 3) AND *" or "\'; DROP TABLE passages; --"?',
}


def read(text: str, kind: str) -> OrderQuestion:
    question = read_order(text)
    assert question is not None and question.kind == kind, text
    return question


@pytest.mark.parametrize("text", WHICH)
def test_which_of_two_came_first_or_last(text: str) -> None:
    question = read(text, "which")
    assert (question.parts[0].text, question.parts[1].text, question.later) == WHICH[text]
    assert not question.claim and not question.telling


@pytest.mark.parametrize("text", CLAIMS)
def test_whether_one_came_before_the_other(text: str) -> None:
    question = read(text, "which")
    assert (question.parts[0].text, question.parts[1].text, question.later) == CLAIMS[text]
    assert question.claim


@pytest.mark.parametrize("text", BESIDE)
def test_what_stands_beside_something(text: str) -> None:
    question = read(text, "beside")
    assert (question.parts[0].text, question.who, question.later, question.near) == BESIDE[text]
    assert not question.previous


@pytest.mark.parametrize("text", EXTREMES)
def test_the_first_and_the_last_time(text: str) -> None:
    question = read(text, "extreme")
    assert (question.parts[0].text, question.who, question.later) == EXTREMES[text]


@pytest.mark.parametrize("text", OTHERS)
def test_other_questions_are_left_alone(text: str) -> None:
    assert read_order(text) is None


def test_just_before_that_means_what_was_found_last() -> None:
    question = read("What did Ana say just before that?", "beside")
    assert question.previous and question.near and question.who == "Ana" and not question.later


@pytest.mark.parametrize(
    "text",
    [
        'Which comes first in the book: "Yes, or no" or "the end"?',
        "Which comes first in the book, “Yes, or no” or “the end”?",
        "Which comes first: «Yes, or no» or «the end»?",
        "Was kommt zuerst: „Yes, or no“ oder „the end“?",
        "Did 'Yes, or no' come before 'the end'?",
        '"Yes, or no" or "the end": which of them comes first?',
        "Segment A: Yes, or no\n\nSegment B: the end\n\nWhich segment came first in the book?",
        "Which text came first?\nA) Yes, or no\nB) the end",
        'Which came first?\n1. "Yes, or no"\n2. "the end"',
    ],
)
def test_quotations_are_taken_as_they_are(text: str) -> None:
    question = read(text, "which")
    assert [part.text for part in question.parts] == ["Yes, or no", "the end"]
    assert all(part.quoted for part in question.parts) and question.telling


def test_quotations_may_hold_quotation_marks() -> None:
    a, b = 'she said "no" or "yes," and\nleft', 'it was "late"'
    question = read(f'Which comes first in the book: "{a}" or "{b}"?', "which")
    assert [part.text for part in question.parts] == [" ".join(a.split()), b]


def test_a_quoted_segment_may_be_as_long_as_a_chapter() -> None:
    a, b = "word " * 20_000 + "end", "other " * 20_000 + "end"
    question = read(f'Which comes first: "{a}" or "{b}"?', "which")
    assert [len(part.text.split()) for part in question.parts] == [20_001, 20_001]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_that_is_asked_breaks_it(text: str) -> None:
    read_order(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"\"'“”⟦⟧0,:?\n", "which ", "first ", "or ", "before ", "what ", "A: "]), max_size=40
    )
)
def test_any_question_can_be_read(pieces: list[str]) -> None:
    question = read_order("".join(pieces))
    assert question is None or all(part.text.strip() for part in question.parts)
