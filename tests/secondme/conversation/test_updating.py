"""The working state keeps what matters and never grows, however long a conversation lasts."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Locator
from ingest.passages import count_words
from secondme.answer.answer import Citation
from secondme.answer.evidence import Evidence, follow_on
from secondme.answer.prompt import build_prompt
from secondme.conversation.contextualising import reword
from secondme.conversation.state import (
    FOCUS_KEPT,
    NOTHING_SAID,
    SUMMARY_WORDS,
    WorkingState,
    size_of,
    state_as_json,
    state_from_json,
)
from secondme.conversation.thread import MOST_WORDS, NO_THREAD, context_of, go_on
from secondme.conversation.updating import Happened, ask_the_same, update
from secondme.recall.hit import Hit

MOST_CHARACTERS = 8_000
NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
NAMES = "Ajda Jurij Piran Morwenna Beathag Lowenna Merrin Hamish Ailsa Torquil".split()  # noqa: SIM905
THINGS = "boat tickets recital key roof bicycle ferry dentist garden piano library train".split()  # noqa: SIM905
FORMS = (
    "When does {n} bring the {t}?",
    "and the {t}?",
    "what about {n}?",
    "why?",
    "who has it?",
    "Where is {n}?",
)


def test_a_thread_keeps_answers_as_the_model_said_them() -> None:
    read = [evidence(1), evidence(2)]
    sources = [Citation(one.number, one.hit, one.quote) for one in read]
    thread = go_on(build_prompt("Who has it?", read, now=NOW), "Ana has the key [1][2].", sources)
    assert thread.messages[-1].content == "Ana has the key."
    assert thread.evidence == tuple(read)


def test_five_hundred_turns_neither_grow_the_state_nor_the_prompt() -> None:
    chance = random.Random(5)
    state, thread = NOTHING_SAID, NO_THREAD
    sizes, prompts = [], []
    for turn in range(500):
        question = chance.choice(FORMS).format(n=chance.choice(NAMES), t=chance.choice(THINGS))
        reworded = reword(question, state)
        context = context_of(thread, state, asked=question, measured=question, follows=reworded.follows)
        read = follow_on(context.evidence, [evidence(turn * 10 + place) for place in range(6)])
        known = len(context.evidence)
        head, *rest = build_prompt(reworded.text, read[known:], now=NOW)
        prompt = [*(context.messages or (head,)), *rest]
        prompts.append(sum(count_words(message.content) for message in prompt))
        answer = f"{chance.choice(NAMES)} has the {chance.choice(THINGS)} number {turn} [1]."
        thread = go_on(prompt, answer, [Citation(one.number, one.hit, one.quote) for one in read])
        statement = (
            f"I want to paint the {chance.choice(THINGS)} with {chance.choice(NAMES)}."
            if turn % 7 == 0
            else ""
        )
        state = update(
            state,
            Happened(statement, question, reworded.text, answer, turn % 3 > 0, tuple(range(turn, turn + 9))),
        )
        sizes.append(size_of(state))
    assert max(sizes) < MOST_CHARACTERS
    assert max(prompts) < MOST_WORDS + 400
    late, early = sorted(sizes[400:])[50], sorted(sizes[50:150])[50]
    assert late < 1.2 * early
    assert max(prompts[400:]) <= 1.2 * max(prompts[:100])


def evidence(number: int) -> Evidence:
    text = f"Note {number} says that the ferry goes at nine and the library is closed on Mondays in winter."
    hit = Hit(
        f"p{number}", "passage", number, 1, text, "Notes", "", "/notes", None, Locator.lines(1, 1), None,
        NOW, "self", 1.0, 0.5, {},
    )  # fmt: skip
    return Evidence(number, hit, text)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.builds(
            Happened,
            statement=st.text(max_size=400),
            question=st.text(max_size=400),
            meant=st.text(max_size=2_000),
            answer=st.text(max_size=2_000),
            answered=st.booleans(),
            cited=st.lists(st.integers(0, 10**9), max_size=30).map(tuple),
            known=st.lists(st.text(max_size=40), max_size=8).map(tuple),
        ),
        max_size=12,
    )
)
def test_whatever_is_said_the_state_is_bounded_and_survives_being_kept(said: list[Happened]) -> None:
    state = NOTHING_SAID
    for one in said:
        state = update(state, one)
        assert size_of(state) < MOST_CHARACTERS
        assert len(state.focus) <= FOCUS_KEPT
        assert sum(map(count_words, state.summary)) <= SUMMARY_WORDS
    kept = json.loads(json.dumps(state_as_json(state)))
    assert state_from_json(kept) == state


def test_what_was_named_last_weighs_most_and_what_is_long_past_falls_out() -> None:
    state = asked(NOTHING_SAID, "When is Ajda's recital?", "On Friday.")
    state = asked(state, "Where does Piran live?", "In Truro.")
    weights = {one.text: one.weight for one in state.names}
    assert state.names[0].text == "Piran" and 0 < weights["Ajda"] < weights["Piran"]
    for _ in range(6):
        state = asked(state, "Where is the bicycle pump?", "In the shed.")
    assert state.names == []


def test_a_question_without_an_answer_stays_open_until_it_has_one() -> None:
    state = asked(NOTHING_SAID, "What does the new roof cost?", "")
    state = asked(state, "Where is the bicycle pump?", "In the shed.")
    assert state.open_questions == ("What does the new roof cost?",)
    state = asked(state, "What will the new roof cost?", "Nine thousand pounds.")
    assert state.open_questions == ()


def test_aims_are_kept_and_only_the_last_few() -> None:
    state = NOTHING_SAID
    for number in range(9):
        state = update(state, Happened(statement=f"I want to learn song number {number}."))
    assert state.goals[-1] == "I want to learn song number 8." and len(state.goals) == 5


def test_an_answer_that_was_not_given_says_nothing() -> None:
    happened = Happened(question="Who?", meant="Who?", answer="I don't know. Zennor.", answered=False)
    state = update(NOTHING_SAID, happened)
    assert state.answer == "" and "Zennor" not in json.dumps(state_as_json(state))


def test_two_ways_to_ask_the_same_are_told_from_two_questions() -> None:
    assert ask_the_same("What does the roof cost?", "what will the roof cost")
    assert not ask_the_same("What does the roof cost?", "What does the boat cost?")


def asked(state: WorkingState, question: str, answer: str) -> WorkingState:
    return update(state, Happened("", question, question, answer, bool(answer)))
