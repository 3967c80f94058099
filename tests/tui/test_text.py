"""The pure parts: what is shown of a text, who said it, and how a file is opened."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from ingest import Locator
from secondme.indexing.progress import Progress
from secondme.recall.hit import Hit
from tui.passages.byline import show_moment, when, where, write_byline
from tui.passages.excerpt import find_matches, take_excerpt
from tui.passages.opening import Opening, find_line, plan_opening
from tui.passages.result_row import Result, write_result
from tui.plain_text import one_line, unwrap, visible
from tui.sources.folder_listing import meant_path
from tui.status_line import Part, fit, write_progress


def hit(**changed) -> Hit:
    fields = dict.fromkeys(field.name for field in dataclasses.fields(Hit)) | {
        "id": "p1",
        "kind": "passage",
        "passage": 1,
        "document": 1,
        "text": "boat's booked",
        "title": "Piran and Merrin, 22 June 2025",
        "heading": "",
        "source": "/life/chat.jsonl",
        "path": Path("/life/chat.jsonl"),
        "locator": Locator.of_message("piran-046"),
        "speaker": "Piran",
        "time": datetime(2025, 6, 22, 19, 40, tzinfo=UTC),
        "trust": "known",
        "score": 1.0,
        "signals": {},
    }
    return Hit(**(fields | changed))


NOTE = hit(
    title="Mull, the plan",
    speaker=None,
    source="/life/notes",
    path=Path("/life/notes/trips/mull.md"),
    locator=Locator.lines(5, 12),
    time=datetime(2025, 2, 1, tzinfo=UTC),
)


def words(text, query):
    return [text[start:end] for start, end in find_matches(text, query)]


def test_matches_are_found_in_other_forms_accents_and_beginnings():
    assert words("Boats and a boat, booked by the boatman", "boats") == ["Boats", "boat"]
    assert words("Boats and a boat, booked by the boatman", "boat") == ["Boats", "boat", "boatman"]
    assert words("a café in Škofja Loka", "cafe skofja") == ["café", "Škofja"]
    assert words("painting the hull, painted twice", "who paints") == ["painting", "painted"]
    assert words("the and of", "what is the") == ["the"]
    assert words("anything", "") == []


@given(st.text(max_size=400), st.text(max_size=30), st.integers(10, 200))
def test_an_excerpt_is_never_longer_than_asked_and_its_marks_lie_within(text, query, limit):
    excerpt = take_excerpt(one_line(text), query, limit)
    assert len(excerpt.text) <= limit
    assert all(0 <= start < end <= len(excerpt.text) for start, end in excerpt.matches)


def test_an_excerpt_is_taken_where_the_matches_stand():
    text = "filler " * 60 + "the puffin boat leaves from Ulva Ferry " + "filler " * 60
    excerpt = take_excerpt(text, "puffin boat", 80)
    assert "puffin boat" in excerpt.text
    assert [excerpt.text[start:end] for start, end in excerpt.matches] == ["puffin", "boat"]
    assert excerpt.text.startswith("…")
    assert excerpt.text.endswith("…")


@given(st.text())
def test_what_is_shown_holds_nothing_a_terminal_obeys(text):
    shown = visible(text)
    assert not any(ord(c) < 0x20 and c != "\n" for c in shown)
    assert not any(0x7F <= ord(c) <= 0x9F or 0xD800 <= ord(c) <= 0xDFFF for c in shown)
    assert "\n" not in one_line(text)


def test_an_escape_code_is_seen_as_text():
    assert visible("\x1b[31mred\x07 \u202eabc\r\n\tx") == "␛[31mred␇ abc\n    x"


def test_lines_that_were_only_long_are_joined_and_others_kept():
    long = "a line that goes on for so long that whoever wrote it had to end it"
    assert unwrap(f"{long}\nand go on") == f"{long} and go on"
    for kept in (
        f"{long}\n- an item",
        f"{long}\n\nanother",
        f"{long}\n2. second",
        f"{long}\n| cell |",
        "short\nline",
    ):
        assert unwrap(kept) == kept


def test_a_byline_says_who_when_and_where():
    assert write_byline(hit()).plain == "Piran · 22 Jun 2025, 19:40 · Piran and Merrin"
    assert write_byline(NOTE).plain == "Mull, the plan · 1 Feb 2025 · trips/mull.md, lines 5-12"
    assert write_byline(hit(kind="memory", speaker=None)).plain == "You told me · 22 Jun 2025, 19:40"


def test_a_single_file_is_named_by_its_name():
    assert (
        where(hit(speaker=None, locator=Locator.page(2), source="/a/b.pdf", path=Path("/a/b.pdf")))
        == "b.pdf, page 2"
    )
    assert when(hit(time=None)) == ""
    assert show_moment(datetime(2025, 1, 4, 9, 5, tzinfo=UTC)) == "4 Jan 2025, 09:05"


@pytest.mark.parametrize("width", [20, 40, 76])
@pytest.mark.parametrize("text", ["x" * 500, "word " * 200, "漢字" * 200, "a", "👩‍👩‍👧 " * 80])
def test_a_result_keeps_to_its_lines_and_its_width(width, text):
    lines = write_result(Result(hit(text=text), 3), "word", width, 2).split("\n")
    assert len(lines) <= 4
    assert all(line.cell_length <= width for line in lines)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"EDITOR": "vim"}, Opening(("vim", "+5", "/life/notes/trips/mull.md"), True)),
        (
            {"EDITOR": "vi", "VISUAL": "code -w"},
            Opening(("code", "-w", "--goto", "/life/notes/trips/mull.md:5"), False),
        ),
        ({"EDITOR": "/opt/hx"}, Opening(("/opt/hx", "/life/notes/trips/mull.md:5"), True)),
        ({"EDITOR": "unheard-of"}, Opening(("unheard-of", "/life/notes/trips/mull.md"), True)),
        ({}, Opening(("xdg-open", "/life/notes/trips/mull.md"), False)),
    ],
)
def test_a_note_opens_at_its_line_in_the_persons_editor(environment, expected):
    assert plan_opening(NOTE.path, find_line(NOTE), environment, "linux") == expected


def test_a_pdf_opens_on_the_desktop_even_with_an_editor():
    assert plan_opening(Path("/a.pdf"), None, {"EDITOR": "vim"}, "darwin") == Opening(
        ("open", "/a.pdf"), False
    )


def test_a_message_is_found_in_its_export(tmp_path: Path):
    export = tmp_path / "chat.jsonl"
    export.write_text('{"id": "piran-045"}\n{"id": "piran-046"}\n', encoding="utf-8")
    assert find_line(hit(path=export)) == 2
    assert find_line(hit(path=export, locator=Locator.of_message("other"))) is None


def test_progress_is_said_in_counts():
    assert write_progress(Progress("reading", 120, 340)) == "reading 120 of 340"
    assert write_progress(Progress("embedding", 900, 2100)) == "vectors 900 of 2,100"
    assert write_progress(Progress("looking", 1200, 0)) == "looking at 1,200 files"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("~//srv/notes", "/srv/notes"),
        ("/a/b//c", "/c"),
        ("~/~/x", "~/x"),
        ("~/x", "~/x"),
        ("", "~"),
        ("/", "/"),
    ],
)
def test_a_path_that_is_pasted_behind_another_is_the_one_that_is_meant(typed: str, meant: str) -> None:
    assert meant_path(typed) == Path(meant).expanduser()


def test_the_status_line_leaves_out_what_matters_least_where_there_is_no_room():
    texts = {"reading 3 of 9": 0, "4 documents": 2, "no answers": 1}
    parts = [Part(rank, Content(text)) for text, rank in texts.items()]
    assert fit(parts, 0).plain == fit(parts, 80).plain == "reading 3 of 9 · 4 documents · no answers"
    assert fit(parts, 30).plain == "reading 3 of 9 · no answers"
    assert fit(parts, 20).plain == "reading 3 of 9"
    assert fit(parts, 5).plain == "reading 3 of 9"
