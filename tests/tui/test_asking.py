from __future__ import annotations

import threading

import pytest

import secondme
from models.generator import Stream
from secondme.answer import Answer, Citation
from secondme.conversation.turn import Exchange
from secondme.store.query import rows
from tui.ask.messages import Answered, AnswerGrew, AskingEnded, SourcesChosen
from tui.ask.question_input import QuestionInput
from tui.ask.talk import Talk
from tui.passages.citation_panel import CitationPanel


@pytest.fixture
def heard(monkeypatch):
    """The messages about answers that reached the screen, in order."""
    messages = []
    for kind in (SourcesChosen, AnswerGrew, Answered, AskingEnded):
        name = f"on_{kind.handler_name.removeprefix('on_')}"
        original = getattr(secondme_screen(), name)

        def hear(screen, message, original=original):
            messages.append(message)
            original(screen, message)

        monkeypatch.setattr(secondme_screen(), name, hear)
    return messages


def secondme_screen():
    from tui.ask.screen import AskScreen

    return AskScreen


async def ask(pilot, question):
    pilot.app.screen.query_one(QuestionInput).value = question
    await pilot.press("enter")


@pytest.mark.model
async def test_enter_asks_and_the_answer_streams_with_its_sources(answering, app_on, seen, until, heard):
    async with app_on(answering) as pilot:
        await ask(pilot, "When is the launch?")
        await until(pilot, lambda: any(isinstance(message, Answered) for message in heard))
        kinds = [type(message) for message in heard]
        assert kinds[0] is SourcesChosen
        assert kinds.count(AnswerGrew) >= 2, "it came in pieces"
        assert kinds[-1] is Answered
        assert heard[-1].exchange.answer.text.split()[0] in seen(pilot)
        assert "When is the launch?" in seen(pilot)
        assert pilot.app.screen.query_one(QuestionInput).value == "", "ready for the next question"


@pytest.mark.model
async def test_an_answer_rests_on_numbered_sources_that_open(answering, app_on, seen, until):
    with secondme.open(answering) as memory:
        hits = memory.recall("launch", 2, log=False)
    answer = Answer(
        "At Custom House Quay [1], then cake [2].",
        tuple(Citation(number, hit, hit.text) for number, hit in enumerate(hits, 1)),
        0.9,
        False,
        "2 of 2 passages read support it",
    )
    exchange = Exchange("c1", 2, "Where is the launch?", "Where is the launch?", answer, "answered")
    async with app_on(answering) as pilot:
        screen = pilot.app.screen
        await ask(pilot, "Where is the launch?")
        screen.post_message(Answered(screen._asking, exchange))
        await until(pilot, lambda: "● sure" in seen(pilot))
        assert "[1] " in seen(pilot)
        await pilot.press("down", "2")
        panel = screen.query_one(CitationPanel)
        await until(pilot, lambda: panel.hit == hits[1])
        said = screen.query_one(".said")
        await pilot.click(".said", offset=(answer.text.index("[1]") + 1, 0))
        await until(pilot, lambda: panel.hit == hits[0])
        assert said.display


async def test_a_source_that_is_opened_is_noted_in_the_recall_log(answering, app_on, until, monkeypatch):
    monkeypatch.setenv("EDITOR", "true")
    uses = "SELECT used FROM recall_hits ORDER BY rank"
    async with app_on(answering) as pilot:
        await ask(pilot, "Where is the launch?")
        await until(pilot, lambda: pilot.app.screen.query_one(Talk).last.spoken.answer)
        with secondme.open(answering) as memory:
            log = memory.store.connection()
            [unused] = rows(log, "SELECT passage_id FROM recall_hits WHERE used = 'shown' LIMIT 1")
            hits = memory.recall("Where is the launch?", log=False)
            pilot.app.screen.requests.mark_opened(next(hit for hit in hits if (hit.passage,) == unused))
            await until(pilot, lambda: ("opened",) in rows(log, uses))


async def test_not_knowing_says_why_and_shows_what_came_nearest(remembered, app_on, seen, until):
    with secondme.open(remembered) as memory:
        nearest = tuple(memory.recall("quince", 1, log=False))
    async with app_on(remembered) as pilot:
        screen = pilot.app.screen
        screen._asked, screen._asking = "When do quinces ripen?", 1
        screen.query_one(Talk).begin(screen._asked)
        answer = Answer("I don't know.", (), 0.0, True, "What I found does not say it.", nearest=nearest)
        screen.post_message(Answered(1, Exchange("c1", 2, screen._asked, "", answer, "unknown")))
        await until(pilot, lambda: "What I found does not say it." in seen(pilot))
        assert "Nearest, but no answer" in seen(pilot)
        assert "The quince tree" in seen(pilot)


@pytest.mark.model
async def test_escape_stops_the_answer_and_keeps_what_was_written(
    answering, app_on, seen, until, heard, monkeypatch
):
    first_words, go_on = threading.Event(), threading.Event()
    monkeypatch.setattr("secondme.answer.writing.MOST_TOKENS", 2_000)
    original = Stream.__next__

    def held_back(stream):
        """The real model, held back after its first word until Escape was pressed."""
        if first_words.is_set():
            go_on.wait(60)
        token = original(stream)
        first_words.set()
        return token

    monkeypatch.setattr(Stream, "__next__", held_back)
    async with app_on(answering) as pilot:
        await ask(pilot, "When is the launch?")
        await until(pilot, lambda: first_words.is_set() and any(isinstance(one, AnswerGrew) for one in heard))
        await pilot.press("escape")
        go_on.set()
        await until(pilot, lambda: "Stopped." in seen(pilot))
        written = [one for one in heard if isinstance(one, AnswerGrew)]
        assert len(written) <= 2
        assert written[0].text.strip() in seen(pilot)
        assert pilot.app.screen.query_one(QuestionInput).has_focus


@pytest.mark.model
async def test_escape_stops_the_model_before_its_first_word(answering, app_on, seen, until):
    async with app_on(answering) as pilot:
        await ask(pilot, "When is the launch?")
        await pilot.press("escape")
        await until(pilot, lambda: "Stopped." in seen(pilot))


async def test_a_question_that_makes_way_for_the_next_does_not_go_on_for_ever(
    remembered, app_on, seen, until
):
    async with app_on(remembered) as pilot:
        talk = pilot.app.screen.query_one(Talk)
        talk.begin("When is the launch?")
        await until(pilot, lambda: "Looking through your memory" in seen(pilot))
        talk.begin("Why is the hull green?").end("")
        await until(pilot, lambda: seen(pilot).count("Stopped.") == 2)
        assert "Looking through your memory" not in seen(pilot)


async def test_without_a_model_it_says_how_to_get_one_and_shows_what_it_found(
    remembered, app_on, seen, until
):
    async with app_on(remembered) as pilot:
        await ask(pilot, "quince")
        await until(pilot, lambda: "No language model" in seen(pilot) and "1 found" in seen(pilot))
        assert "The quince tree" in seen(pilot)
        assert "no answers" in seen(pilot)


async def test_typing_hides_the_answer_and_clearing_brings_it_back(remembered, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await ask(pilot, "quince")
        await until(pilot, lambda: "1 found" in seen(pilot))
        await pilot.press(*"key")
        await until(pilot, lambda: "blue plate" in seen(pilot) and "quince tree" not in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "The quince tree" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "What would you like to know?" in seen(pilot))


async def test_up_brings_back_the_question_before(remembered, app_on, until):
    async with app_on(remembered) as pilot:
        question = pilot.app.screen.query_one(QuestionInput)
        await ask(pilot, "quince")
        await ask(pilot, "key")
        await pilot.press("up")
        await until(pilot, lambda: question.value == "key")
        await pilot.press("up", "up")
        await until(pilot, lambda: question.value == "quince")
