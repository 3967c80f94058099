"""Who and what is connected, in a real store; and a picture of it that harms nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondme.memories.graph import Subject, Tie
from secondme.memories.picture import draw_picture
from secondme.memory import Memory

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Hear = Callable[..., None]


@pytest.fixture
def hear(wordless_memory: Memory, chat: WriteChat) -> Hear:
    def hear(*said: tuple[str, str]) -> None:
        messages = [
            {
                "conversation": "friends",
                "session": f"{number}",
                "id": f"{number}",
                "time": (datetime(2025, 1, 1, 9, tzinfo=UTC) + timedelta(days=10 * number)).isoformat(),
                "speaker": speaker,
                "text": text,
            }
            for number, (speaker, text) in enumerate(said)
        ]
        wordless_memory.import_chat("jsonl", chat(messages), me="Merrin", now=NOW)
        wordless_memory.consolidate(now=NOW)

    return hear


def drawn(subjects: Sequence[Subject]) -> dict[str, list[tuple[str, str]]]:
    return {one.name: [(tie.predicate, tie.value) for tie in one.ties] for one in subjects}


def test_those_of_whom_most_is_known_come_first(wordless_memory: Memory, hear: Hear):
    hear(
        ("Ana", "I live in Leith."),
        ("Ben", "I live in Graz."),
        ("Ben", "I play the cello."),
        ("Merrin", "I am vegetarian."),
    )
    assert drawn(wordless_memory.graph(now=NOW)) == {
        "Ben": [("lives in", "Graz"), ("plays", "cello")],
        "me": [("diet", "vegetarian")],
        "Ana": [("lives in", "Leith")],
    }
    assert [one.name for one in wordless_memory.graph(now=NOW)] == ["Ben", "me", "Ana"]


def test_a_name_of_whom_something_is_known_leads_to_them(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "My sister is Cleo."), ("Cleo Carter", "I live in Porto."))
    [ben, cleo] = wordless_memory.graph(now=NOW)
    if ben.name != "Ben":
        ben, cleo = cleo, ben
    assert ben.ties[0].person == cleo.key
    assert cleo.name == "Cleo Carter"


def test_a_relative_without_a_name_belongs_to_whose_they_are(wordless_memory: Memory, hear: Hear):
    hear(("Merrin", "My sister works at the ministry."))
    found = {one.name: one for one in wordless_memory.graph(now=NOW)}
    [tie] = found["me"].ties
    assert (tie.predicate, tie.value, tie.memory, tie.person) == (
        "sister",
        "my sister",
        "",
        found["my sister"].key,
    )


def test_what_held_before_comes_last_with_its_end(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I live in Graz."), ("Ben", "I've moved to Lisbon!"), ("Ben", "I work as a baker."))
    [ben] = wordless_memory.graph(now=NOW)
    assert [(tie.value, tie.state) for tie in ben.ties] == [
        ("Lisbon", "current"),
        ("baker", "current"),
        ("Graz", "past"),
    ]
    assert ben.ties[-1].until is not None and ben.known == 2


def test_what_contradicts_is_marked_on_both_sides(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I live in Graz."), ("Ana", "Ben lives in Oslo."))
    [ben] = wordless_memory.graph(now=NOW)
    assert [(tie.value, tie.conflict) for tie in ben.ties] == [("Graz", True), ("Oslo", True)]


def test_around_one_person_stand_those_they_are_connected_with(wordless_memory: Memory, hear: Hear):
    hear(
        ("Ben", "My sister is Cleo."),
        ("Ben", "I play the cello."),
        ("Cleo", "I live in Porto."),
        ("Ana", "I live in Leith."),
    )
    found = wordless_memory.graph("Cleo", now=NOW)
    assert drawn(found) == {"Cleo": [("lives in", "Porto")], "Ben": [("sister", "Cleo")]}
    assert wordless_memory.graph("Nobody", now=NOW) == []


class Page(HTMLParser):
    """What a browser makes of a page: its elements, and the words in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in {"meta", "rect", "circle", "path"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


ELEMENTS = {"html", "head", "meta", "title", "style", "body", "h1", "p", "b", "span"}
DRAWN = {"svg", "g", "rect", "circle", "path", "text", "a"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></svg><script src=//evil.example>",
    "' onmouseover='alert(1)",
    "&lt;script&gt;",
    "javascript:alert(1)",
    "\u202eevil\x1b[31m",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_remembered_is_words_in_the_picture_and_never_markup(text: str):
    tie = Tie("m1", text, text, text, conflict=True, person="ana")
    page = Page(draw_picture([Subject("me", "me", (tie,)), Subject("ana", text, (tie,))]))
    assert set(page.tags) <= ELEMENTS | DRAWN
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not [value for name, value in page.attributes if name in {"href", "src"} and value[:1] != "#"]
    assert page.open == []
    assert not {"\u202e", "\x1b"} & set("".join(page.words))


def test_a_hostile_memory_is_harmless_from_end_to_end(wordless_memory: Memory, hear: Hear):
    hear(("Esme", "I love the sea <script>alert(1)</script>"), ("Esme", "I live in <b>Falmouth</b>."))
    drawing = draw_picture(wordless_memory.graph(now=NOW))
    assert "script" not in Page(drawing).tags
    assert "<script" not in drawing and "&lt;script&gt;" in drawing


def test_the_picture_loads_nothing():
    drawing = draw_picture([Subject("me", "me", (Tie("m1", "likes", "tea", "I like tea."),))])
    assert "default-src 'none'" in drawing
    for way in ("http:", "https:", "url(", "@import", "<script", "<img", "<link", "src="):
        assert way not in drawing, way


ties = st.builds(
    Tie,
    st.just("m1"),
    st.text(max_size=40),
    st.text(max_size=200),
    st.text(max_size=60),
    st.sampled_from(["current", "asleep", "past"]),
    st.booleans(),
    st.sampled_from([None, "p0", "p1", "p7"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.lists(ties, max_size=12)), max_size=12))
def test_whatever_is_known_can_be_drawn_the_same_each_time(known: list[tuple[str, list[Tie]]]):
    subjects = [Subject(f"p{number}", name, tuple(own)) for number, (name, own) in enumerate(known)]
    drawing = draw_picture(subjects)
    assert Page(drawing).open == [] and drawing == draw_picture(subjects)
    assert drawing.count('class="card"') == len(subjects)
    drawing.encode("utf-8")
