"""A conversation in the app: asked on, kept, found again, gone on with, deleted; answers saved and judged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import TextArea

import secondme
from secondme.answer import Answer, Citation
from secondme.conversation.turn import Exchange
from tui.ask.conversations import Conversations
from tui.ask.deeds import correction_in
from tui.ask.own_words import OwnWords
from tui.ask.question_input import QuestionInput
from tui.ask.screen import AskScreen
from tui.ask.spoken import correcting, of_exchange, of_turns
from tui.ask.talk import Talk
from tui.passages.signals import NOT_KEPT, write_signals


async def say(pilot, words):
    """Says it and waits until it was answered or noted."""
    screen = pilot.app.screen
    screen.query_one(QuestionInput).value = words
    await pilot.press("enter")


def is_answered(pilot, exchanges=1):
    talk = pilot.app.screen.query_one(Talk)
    answered = [view for view in talk._views if view.spoken.answer is not None]
    return len(answered) >= exchanges and pilot.app.screen._asking is None


def turns_of(home, conversation="c1"):
    with secondme.open(home) as memory:
        return memory.turns(conversation)


def memories_of(home):
    with secondme.open(home) as memory:
        return [one.text for one in memory.memories()]


@pytest.fixture
def spoken(remembered):
    """The home of a memory with two conversations that needed no model."""
    with secondme.open(remembered) as memory:
        memory.converse("We moved the launch to 19 June.")
        memory.converse("I gave the spare key to Noor.")
    return remembered


async def test_what_is_stated_is_noted_and_the_conversation_goes_on(remembered, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await say(pilot, "We moved the launch to 19 June.")
        await until(pilot, lambda: "Noted." in seen(pilot))
        await say(pilot, "I told Noor about it yesterday.")
        await until(pilot, lambda: is_answered(pilot, 2))
        assert "We moved the launch to 19 June." in seen(pilot), "what was said before is still there"
    assert len(turns_of(remembered)) == 4, "both are one conversation"


async def test_a_conversation_is_found_by_its_words_and_gone_on_with(spoken, app_on, seen, until):
    async with app_on(spoken) as pilot:
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "I gave the spare key to Noor." in seen(pilot))
        assert "We moved the launch to 19 June." in seen(pilot)
        await pilot.press(*"launch")
        await until(pilot, lambda: "Noor" not in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen) and is_answered(pilot))
        assert pilot.app.screen.conversation == "c1"
        await say(pilot, "We bake the cake on 18 June.")
        await until(pilot, lambda: is_answered(pilot, 2))
        await pilot.press("up", "up")
        assert pilot.app.screen.query_one(QuestionInput).value == "We moved the launch to 19 June."
    assert len(turns_of(spoken)) == 4


async def test_a_new_conversation_leaves_the_one_before(spoken, app_on, until):
    async with app_on(spoken) as pilot:
        await say(pilot, "We painted the oars red.")
        await until(pilot, lambda: is_answered(pilot))
        await pilot.press("ctrl+n")
        assert not pilot.app.screen.query_one(Talk).display
        await say(pilot, "We bought two life jackets.")
        await until(pilot, lambda: is_answered(pilot))
        assert pilot.app.screen.conversation == "c4"
    assert turns_of(spoken, "c3")[0].text == "We painted the oars red."


async def test_a_conversation_is_deleted_once_it_was_seen_what_hangs_on_it(spoken, app_on, seen, until):
    async with app_on(spoken) as pilot:
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "I gave the spare key to Noor." in seen(pilot))
        await pilot.press("delete")
        await until(pilot, lambda: "This would go" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, Conversations))
        assert len(turns_of(spoken, "c2")) == 2
        await pilot.press("delete")
        await until(pilot, lambda: "This would go" in seen(pilot))
        await pilot.press("right", "enter")
        await until(pilot, lambda: "Close" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "I gave the spare key to Noor." not in seen(pilot))
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, Conversations)
    with secondme.open(spoken) as memory:
        assert [one.id for one in memory.conversations()] == ["c1"]


async def test_what_is_forgotten_is_gone_from_the_answer_and_its_sources(remembered, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await say(pilot, "We keep the whistle in the porch.")
        await until(pilot, lambda: is_answered(pilot))
        await pilot.press(*"whistle")
        await until(pilot, lambda: "1 found" in seen(pilot))
        await pilot.press("down", "delete")
        await until(pilot, lambda: "This would go" in seen(pilot))
        await pilot.press("right", "enter")
        await until(pilot, lambda: "Close" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Nothing found" in seen(pilot))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: "(forgotten with what it rested on)" in seen(pilot))
        assert "porch" not in seen(pilot)


async def test_without_a_conversation_the_sheet_says_so(remembered, app_on, seen, until):
    async with app_on(remembered, size=(80, 24)) as pilot:
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Nothing was said yet." in seen(pilot))
        assert "Del deletes" in seen(pilot), "it looks like the other dialogs, with its keys below"
        await pilot.press("enter", "delete", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))


async def test_a_question_that_failed_is_kept_and_asked_on_in_the_same_conversation(
    remembered, app_on, seen, until
):
    async with app_on(remembered) as pilot:
        await say(pilot, "Why is the hull green?")
        await until(pilot, lambda: "No language model" in seen(pilot) and pilot.app.screen.conversation)
        await say(pilot, "We like green.")
        await until(pilot, lambda: "Noted." in seen(pilot))
    with secondme.open(remembered) as memory:
        assert len(memory.conversations()) == 1


async def test_the_answer_is_copied_without_what_acts(spoken, app_on, until):
    async with app_on(spoken) as pilot:
        await pilot.press("ctrl+y")
        assert pilot.app.clipboard == ""
        await say(pilot, "We painted the oars red.")
        await until(pilot, lambda: is_answered(pilot))
        await pilot.press("ctrl+y")
        assert pilot.app.clipboard == "Noted."


async def test_what_was_stated_is_remembered_as_it_is_put_and_taken_back(remembered, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await say(pilot, "We painted the oars red.")
        await until(pilot, lambda: is_answered(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, OwnWords))
        assert pilot.app.screen.query_one(TextArea).text == "We painted the oars red."
        pilot.app.screen.query_one(TextArea).text = "The oars are red now."
        await pilot.press("enter")
        await until(pilot, lambda: "Remembered as m" in seen(pilot))
        assert "The oars are red now." in memories_of(remembered)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "is forgotten again" in seen(pilot))
    assert "The oars are red now." not in memories_of(remembered)


async def answered(pilot, home, until, citing="spare key"):
    """An answer that rests on what `citing` finds, as if a model had given it in the conversation."""
    screen = pilot.app.screen
    await say(pilot, "We keep a spare key somewhere.")
    await until(pilot, lambda: is_answered(pilot))
    with secondme.open(home) as memory:
        hit = memory.recall(citing, 1, log=False)[0]
        turn = memory.turns("c1")[-1].id
    answer = Answer("It hangs behind the plate [1].", (Citation(1, hit, hit.text),), 0.9, False, "It says so")
    asked = "Where is the spare key?"
    exchange = Exchange("c1", turn, asked, asked, answer, "answered", answer.citations)
    screen.query_one(Talk).last.finish(of_exchange(exchange))
    await pilot.pause()


async def test_a_good_answer_is_called_good_and_that_is_taken_back(remembered, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await answered(pilot, remembered, until)
        await until(pilot, lambda: "wrong, it is …" in seen(pilot))
        pilot.app.screen.set_focus(pilot.app.screen.query_one(Talk))
        await pilot.press("+")
        await until(pilot, lambda: "You called it good." in seen(pilot))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "You called it good." not in seen(pilot))


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_why_shows_all_that_was_read_and_what_spoke_for_it(remembered, app_on, seen, until, size):
    async with app_on(remembered, size=size) as pilot:
        screen = pilot.app.screen
        await answered(pilot, remembered, until)
        screen.set_focus(screen.query_one(Talk))
        await pilot.press("x")
        await until(pilot, lambda: "1 read for it, cited: [1]" in seen(pilot))
        await until(pilot, lambda: "Why this one" in seen(pilot) and "lexical" in seen(pilot))
        await pilot.press("x")
        await until(pilot, lambda: "Why this one" not in seen(pilot))
        assert "read for it" not in seen(pilot)


def test_what_spoke_for_a_passage_is_told_or_said_not_to_be_kept(remembered):
    with secondme.open(remembered) as memory:
        hit = memory.recall("spare key", 1, log=False)[0]
    drawn = write_signals(hit, {"lexical": 1.5}, 20).plain
    assert "lexical" in drawn
    assert "nothing by:" in drawn
    assert NOT_KEPT in write_signals(replace(hit, signals={}), {}, 20).plain


@pytest.mark.parametrize("said", ["Wrong, it is with Noor.", "that's not true - it is with Noor"])
async def test_wrong_it_is_becomes_a_correction_that_can_be_taken_back(remembered, app_on, seen, until, said):
    async with app_on(remembered) as pilot:
        await answered(pilot, remembered, until)
        await say(pilot, said)
        await until(pilot, lambda: isinstance(pilot.app.screen, OwnWords))
        offered = pilot.app.screen.query_one(TextArea).text
        assert offered.startswith("Where is the spare key? It is with Noor")
        assert "It hangs behind the plate" in seen(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Put right: remembered as m" in seen(pilot))
        await until(pilot, lambda: "You called it wrong." in seen(pilot))
        assert offered in memories_of(remembered)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "The correction is taken back." in seen(pilot))
    assert offered not in memories_of(remembered)


async def test_a_correction_takes_the_place_of_the_memory_the_answer_rests_on(
    remembered, app_on, seen, until
):
    with secondme.open(remembered) as memory:
        told = memory.remember("The lifeboat whistle hangs in the porch.")
    async with app_on(remembered) as pilot:
        await answered(pilot, remembered, until, "lifeboat whistle")
        pilot.app.screen.action_correct("it hangs in the shed")
        await until(pilot, lambda: f"in place of {told}" in seen(pilot))
        pilot.app.screen.query_one(TextArea).text = "The lifeboat whistle hangs in the shed."
        await pilot.press("enter")
        await until(pilot, lambda: f"takes the place of {told}" in seen(pilot))
        assert "The lifeboat whistle hangs in the porch." not in memories_of(remembered)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "The correction is taken back." in seen(pilot))
    assert "The lifeboat whistle hangs in the porch." in memories_of(remembered)


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("wrong", ""),
        ("Wrong, it is on Saturday.", "it is on Saturday."),
        ("No, that's wrong: two coats", "two coats"),
        ("What is wrong with the boat?", None),
        ("wrong way round the quay", None),
        ("That is not right", ""),
    ],
)
def test_what_puts_an_answer_right_is_told_from_what_asks(said, how):
    assert correction_in(said) == how


def test_what_is_kept_reads_as_what_was_said(spoken):
    (exchange,) = of_turns(turns_of(spoken, "c2"))
    assert exchange.question == "I gave the spare key to Noor."
    assert exchange.answer is not None
    assert exchange.answer.text == "Noted."
    assert not exchange.can_be_judged
    assert correcting(exchange, "it is red").endswith(" It is red")
