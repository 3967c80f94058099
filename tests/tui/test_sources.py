"""The place of the sources: what comes in, how it is, and how it goes."""

from __future__ import annotations

import json

from textual.widgets import Button, Input

import secondme
from tui.dialogs.confirm import Confirm
from tui.dialogs.pick import Pick
from tui.sources.add_chat import AddChat
from tui.sources.who_am_i import WhoAmI

CHAT = [
    {"conversation": "c", "session": "s", "id": str(number), "time": "2025-03-01T10:00:00Z"}
    | {"speaker": speaker, "text": text}
    for number, (speaker, text) in enumerate(
        [("Merrin", "The boat is ready."), ("Piran", "Then we sail on Sunday."), ("Merrin", "Good.")]
    )
]


async def go(pilot, until, seen):
    await pilot.press("ctrl+g", "s")
    await until(pilot, lambda: "source" in seen(pilot) or "Nothing is remembered" in seen(pilot))


def is_open(pilot, dialog):
    return lambda: isinstance(pilot.app.screen, dialog)


def write_chat(folder):
    path = folder / "chat.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in CHAT), encoding="utf-8")
    return path


def trust_at(home, place):
    with secondme.open(home) as memory:
        return next(one.source.trust for one in memory.sources() if one.source.place == str(place))


async def test_the_empty_place_says_what_to_do(home, app_on, seen, until):
    async with app_on(home, (80, 24)) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "a  remembers a folder" in seen(pilot))


async def test_what_was_not_read_is_shown_with_what_can_be_done(home, notes, app_on, seen, until):
    (notes / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
    (notes / "evil\x1b[31m[red].pdf").write_bytes(b"%PDF-1.4 torn")
    with secondme.open(home) as memory:
        memory.add(notes)
    async with app_on(home) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "2 not read" in seen(pilot))
        assert "torn.pdf" in seen(pilot) and "save it anew" in seen(pilot).lower()
        assert "\x1b" not in seen(pilot) and "[red]" in seen(pilot)


async def test_a_chat_is_recognised_taken_in_and_asked_who_i_am_in(home, tmp_path, app_on, seen, until):
    path = write_chat(tmp_path)
    async with app_on(home) as pilot:
        await go(pilot, until, seen)
        await pilot.press("i")
        await until(pilot, is_open(pilot, AddChat))
        pilot.app.screen.query_one("#path", Input).value = str(path)
        await until(pilot, lambda: "Taken for jsonl" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, is_open(pilot, WhoAmI))
        assert "Piran" in seen(pilot) and "2 messages" in seen(pilot)
        await pilot.press("space", "ctrl+s")
        await until(pilot, lambda: "you are      Merrin" in seen(pilot))
        with secondme.open(home) as memory:
            mine = {hit.speaker for hit in memory.recall("boat sail trust:self", log=False)}
            assert mine == {"Merrin"}
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "you are      nobody" in seen(pilot))


async def test_what_is_no_chat_cannot_be_taken_in_unless_a_kind_is_said(home, notes, app_on, seen, until):
    async with app_on(home) as pilot:
        await go(pilot, until, seen)
        await pilot.press("i")
        await until(pilot, is_open(pilot, AddChat))
        pilot.app.screen.query_one("#path", Input).value = str(notes / "keys.txt")
        await until(pilot, lambda: "looks like no export" in seen(pilot))
        remember = pilot.app.screen.query_one("#remember", Button)
        assert remember.disabled
        await pilot.click("#kind")
        await until(pilot, is_open(pilot, Pick))
        await pilot.press("enter")
        await until(pilot, lambda: is_open(pilot, AddChat)() and not remember.disabled)


async def test_trust_is_changed_and_taken_back(remembered, notes, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "your own words" in seen(pilot))
        await pilot.press("t")
        await until(pilot, is_open(pilot, Pick))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: "strangers" in seen(pilot) and "foreign" in seen(pilot))
        assert trust_at(remembered, notes) == "foreign"
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "your own words" in seen(pilot))
        assert trust_at(remembered, notes) == "self"


def told(pilot):
    """What is said in the corner, however it is broken into lines there."""
    return [one.message for one in pilot.app._notifications]


async def test_a_source_is_forgotten_after_showing_what_hangs_on_it(remembered, notes, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "3 documents" in seen(pilot))
        await pilot.press("x")
        await until(pilot, is_open(pilot, Confirm))
        assert "This would go for good" in seen(pilot) and "3 documents" in seen(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: not is_open(pilot, Confirm)())
        with secondme.open(remembered) as memory:
            assert memory.sources(), "Enter alone must not forget"
        await pilot.press("x")
        await until(pilot, is_open(pilot, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: any("Nothing is left of it" in said for said in told(pilot)))
        await until(pilot, lambda: "a  remembers a folder" in seen(pilot))
        with secondme.open(remembered) as memory:
            assert memory.sources() == []
        assert (notes / "boat.md").exists()


async def test_a_folder_that_is_gone_is_said_to_be(remembered, notes, app_on, seen, until):
    notes.rename(notes.parent / "elsewhere")
    async with app_on(remembered) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "not there" in seen(pilot) and "unplugged" in seen(pilot))
        with secondme.open(remembered) as memory:
            assert memory.status().documents == 3


async def test_what_was_said_here_is_no_file_that_is_missing(home, app_on, seen, until):
    with secondme.open(home) as memory:
        memory.converse("Who has the spare key?")  # Nothing to be read: that needs no model.
        memory.remember("The spare key is with Noor.")
    async with app_on(home) as pilot:
        pilot.app.go_to("sources")
        await until(pilot, lambda: "Your conversations" in seen(pilot) and "What you told me" in seen(pilot))
        assert "not there" not in seen(pilot) and "unplugged" not in seen(pilot)
