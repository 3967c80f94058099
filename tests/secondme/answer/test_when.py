"""When something was, read off the calendar without a language model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from secondme.answer.at_once import answer_when
from secondme.answer.ground import observe
from secondme.answer.when import dates_in, read_when
from secondme.recall.hit import Hit
from secondme.recall.question import understand

SAID = date(2025, 11, 7)


@pytest.mark.parametrize(
    ("sentence", "written", "text"),
    [
        ("I ran the race yesterday.", SAID, "6 November 2025"),
        ("I ran the race last Sunday.", SAID, "2 November 2025"),
        ("We moved last week.", SAID, "the week before 7 November 2025"),
        ("We were there last weekend.", SAID, "the weekend before 7 November 2025"),
        ("It starts on the 14th of June, I will be there.", date(2025, 2, 23), "14 June 2025"),
        ("I was there on the 14th of June.", date(2025, 2, 23), "14 June 2024"),
        ("starts jan 13", date(2024, 11, 30), "13 January 2025"),
        ("We hiked there last summer.", date(2023, 8, 11), "summer 2022"),
        ("We went there last year.", SAID, "2024"),
        ("It was in May 2023.", SAID, "May 2023"),
        ("It was on 3 May 2023.", SAID, "3 May 2023"),
        ("It was from 23 to 26 May 2023.", SAID, "23 to 26 May 2023"),
        ("It was from 28 April to 4 May 2023.", SAID, "28 April to 4 May 2023"),
        ("It was from 30 December 2023 to 5 January 2024.", SAID, "30 December 2023 to 5 January 2024"),
        ("Let's meet next weekend.", date(2025, 5, 20), "31 May and 1 June 2025"),
    ],
)
def test_the_date_of_a_sentence_follows_from_when_it_was_written(
    sentence: str, written: date, text: str
) -> None:
    assert [meaning for _, meaning in dates_in(sentence, written)] == [text]


@pytest.mark.parametrize(
    "sentence", ["I may march on, said Oscar.", "Last weeks for the puffins!", "Die letzten Wochen!"]
)
def test_a_sentence_without_a_date_names_none(sentence: str) -> None:
    assert dates_in(sentence, SAID) == []


def test_the_sentence_nearest_to_the_question_gives_the_date(said: Callable[..., Hit]) -> None:
    hits = [said("Ana", "Yesterday it rained. I ran the race on Sunday, it was great. Tomorrow I rest.")]
    found = read_when(hits, understand("When did Ana run the race?"))
    assert found is not None and (found.text, found.words) == ("2 November 2025", "on Sunday")


def test_a_passage_that_names_no_date_gives_the_day_it_was_written(said: Callable[..., Hit]) -> None:
    found = read_when([said("Ana", "I adopted a greyhound!")], understand("When did Ana adopt a greyhound?"))
    assert found is not None and (found.text, found.words) == ("7 November 2025", "")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When does the boat leave?", "The boat leaves at nine."),
        ("When did the boat leave yesterday?", "The boat left at 9:30."),
        ("When is the recital?", "The recital is in the hall."),
        ("When will Ana come?", "Ana will come."),
    ],
)
def test_hours_and_what_is_to_come_are_not_the_day_of_writing(
    said: Callable[..., Hit], question: str, text: str
) -> None:
    assert read_when([said("Ana", text)], understand(question)) is None


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("When does the boat leave?", "The boat leaves on 14 December, 9:30.", "14 December 2025, 9:30"),
        ("When is the exam?", "The exam is tomorrow at 4 pm.", "8 November 2025, 4 pm"),
        (
            "Wann habe ich den Zahnarzttermin?",
            "Zahnarzttermin am 9. Dezember um 8:15 Uhr bei Dr. Brandt.",
            "9 December 2025, 8:15 Uhr",
        ),
    ],
)
def test_an_hour_that_stands_with_a_date_is_told_with_it(
    said: Callable[..., Hit], question: str, text: str, told: str
) -> None:
    found = read_when([said(None, text)], understand(question))
    assert found is not None and found.text == told


def test_who_is_asked_about_comes_before_who_ranks_first(said: Callable[..., Hit]) -> None:
    hits = [
        said("Ben", "I moved yesterday.", day="2025-11-03", score=11),
        said("Ana", "I moved on 5 May 2025.", score=10),
    ]
    found = read_when(hits, understand("When did Ana move?"))
    assert found is not None and found.hit is hits[1]


def test_what_stands_beside_in_a_note_is_no_date_of_what_is_asked(said: Callable[..., Hit]) -> None:
    plan = said(None, "The exhibition opens on 29 May. We are there for the puffins.", day="2025-05-07")
    pier = said(None, "It is ours on 5 July. The puffin boat leaves from the pier.", day="2025-02-01")
    question = understand("When does the puffin boat leave?")
    assert read_when([plan, pier], question) is None
    letting = said(None, "They are off to sea by the end of the month.", day="2025-05-07")
    assert read_when([letting], understand("When does the lease end?")) is None
    tickets = said(None, "The puffin boat leaves on 10 July. Lunch is on 11 July.", day="2025-06-22")
    found = read_when([plan, pier, tickets], question)
    assert found is None  # The pier's sentence says as much of it, and comes first.
    found = read_when([plan, tickets], question)
    assert found is not None and (found.text, found.hit) == ("10 July 2025", tickets)


def test_without_any_day_there_is_no_date(said: Callable[..., Hit]) -> None:
    assert read_when([said("Ana", "I moved yesterday.", day=None)], understand("When did Ana move?")) is None


@pytest.mark.parametrize(
    "question", ["Where did Ana run?", "When did Ana run and what did she win?", "What did Ana do?"]
)
def test_other_questions_are_left_to_the_model(said: Callable[..., Hit], question: str) -> None:
    hits = [said("Ana", "I ran yesterday and won a cake.")]
    asked = understand(question)
    assert answer_when(hits, asked, observe(hits, asked)) is None


def test_the_answer_is_short_cites_its_passage_and_tells_what_it_rests_on(said: Callable[..., Hit]) -> None:
    hits = [said("Ana", "I ran the race yesterday.")]
    asked = understand("When did Ana run the race?")
    answer = answer_when(hits, asked, observe(hits, asked))
    assert answer is not None
    assert answer.text == "6 November 2025 [1]."
    assert [citation.hit for citation in answer.citations] == hits
    assert "yesterday" in answer.why and 0 < answer.confidence < 1


def test_a_time_in_the_question_leaves_only_dates_within_it(said: Callable[..., Hit]) -> None:
    hits = [
        said("Ana", "We went camping, it was great.", day="2025-07-20"),
        said("Ana", "We went camping last week.", day="2025-06-27"),
    ]
    question = understand("When did Ana go camping in June?", now=SAID)
    found = read_when(hits, question)
    assert found is not None and found.text == "the week before 27 June 2025"
    assert read_when(hits, understand("When did Ana go camping in March?", now=SAID)) is None


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("When did Ana go camping in June?", "the week before 27 June 2025"),
        ("When did Ana go camping last June?", None),
        ("When did Ana go camping in June 2028?", None),
        ("When did Ana go camping in August?", None),
    ],
)
def test_a_time_without_a_year_is_of_any_year_and_one_counted_from_today_is_not(
    said: Callable[..., Hit], question: str, wanted: str | None
) -> None:
    hits = [said("Ana", "We went camping last week.", day="2025-06-27")]
    found = read_when(hits, understand(question, now=date(2028, 11, 7)))
    assert (found and found.text) == wanted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I got this tattoo a few years ago.", "a few years ago, as told on 7 November 2025"),
        ("I got this tattoo years ago!", "years ago, as told on 7 November 2025"),
        ("I got this tattoo two years ago.", "around November 2023"),
    ],
)
def test_what_was_some_time_ago_is_not_dated_by_when_it_was_told(
    said: Callable[..., Hit], text: str, told: str
) -> None:
    found = read_when([said("Ana", text)], understand("When did Ana get her tattoo?"))
    assert found is not None and found.text == told


def test_the_weekday_before_a_date_is_no_date_of_its_own() -> None:
    written = date(2025, 9, 7)
    for words in ("18 October 2025", "18th of October 2025"):
        found = [text for _, text in dates_in(f"Mum is seventy on Saturday {words}.", written)]
        assert found == ["18 October 2025"]


def test_what_is_told_of_somebody_else_is_not_dated_by_when_it_was_told(
    said: Callable[..., Hit],
) -> None:
    about_her = said("Tavish", "she answered on the first ring. she's retired")
    assert read_when([about_her], understand("When did Tavish retire?")) is None
    about_me = said("Tavish", "I retired, and she did too")
    assert read_when([about_me], understand("When did Tavish retire?")) is not None
