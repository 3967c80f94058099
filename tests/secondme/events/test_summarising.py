"""Which sentences are chosen: verbatim, few, without repeating, in the order of time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondme.events.summarising import Quote, Told, summarise
from secondme.events.wrapping import whole_sentences

words = st.sampled_from(
    ["ferry", "bread", "flour", "leaves", "at", "nine", "the", "boiler", "7", "Ben?", "sink."]
)
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)
passages = st.lists(st.tuples(texts, st.floats(0, 1), st.integers(0, 3)), max_size=12)


def told(*texts: str, event: int = 1, weight: float = 1.0) -> list[Told]:
    return [Told(at, event, text, "self", weight, order=at) for at, text in enumerate(texts, 1)]


@given(passages, st.integers(1, 6))
def test_each_sentence_stands_in_its_passage_and_they_are_few_and_in_order(
    found: list[tuple[str, float, int]], most: int
):
    given_ = [
        Told(at, event, text, "self", weight, order=at) for at, (text, weight, event) in enumerate(found)
    ]
    quotes = summarise(given_, most)
    assert len(quotes) <= most and (bool(quotes) or not found)
    assert all(one.text in whole_sentences(found[one.passage][0]) for one in quotes)
    assert [one.passage for one in quotes] == sorted(one.passage for one in quotes)
    assert len({one.text for one in quotes}) == len(quotes)


def test_what_was_told_already_is_not_told_again():
    boat, again = "The puffin boat leaves the pier at nine.", "At nine the puffin boat leaves the pier!"
    quotes = summarise(told(boat, again, "Rye flour makes the starter livelier."), 2)
    assert [one.passage for one in quotes] == [1, 3]


def test_what_says_something_comes_before_what_does_not():
    quotes = summarise(told("ok", "yes so it is", "The boiler was mended on 7 May by Ruaridh.", "who?"), 1)
    assert quotes == [Quote(3, "The boiler was mended on 7 May by Ruaridh.")]


def test_several_events_have_a_say():
    texts = [
        f"Ben paid {number} pounds for the {thing}." for number, thing in enumerate(("van", "sink", "oven"))
    ]
    one = [Told(at, 1, text, "self", 1.0, order=at) for at, text in enumerate(texts)]
    other = Told(9, 2, "Cleo sold the piano in May.", "self", 0.7, order=9)
    assert [quote.passage for quote in summarise([*one, other], 2)][-1] == 9


def test_sentences_with_the_words_that_are_asked_for_come_first():
    asked = [
        Told(1, 1, "The piano was tuned by Mr Orr. Rye flour makes the starter livelier.", "self", 1.0,
             asked=frozenset({"piano"}))
    ]  # fmt: skip
    assert [one.text for one in summarise(asked, 1)] == ["The piano was tuned by Mr Orr."]


def test_a_sentence_that_goes_on_in_the_next_line_is_whole():
    wrapped = (
        "The silver car failed its test on the fifteenth of May: rear\nsubframe, both sills. We sold it."
    )
    assert whole_sentences(wrapped) == [
        "The silver car failed its test on the fifteenth of May: rear subframe, both sills.",
        "We sold it.",
    ]


def test_lines_of_their_own_stay_so():
    items = "- a kettle that is older than the two of us together, and a lamp\n- a sofa\nshort line\nanother"
    assert whole_sentences(items) == items.split("\n")


@given(st.text(st.sampled_from("ab. -\n|"), max_size=300))
def test_no_word_is_lost_or_made_in_making_sentences_whole(text: str):
    assert "".join("".join(whole_sentences(text)).split()) == "".join(text.split())
