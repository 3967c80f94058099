"""The place of people and things: pages, the ways between them, and who is who, in the real app."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

import secondme
from tui.app import SecondmeApp
from tui.memories.detail import MemoryDetail
from tui.memories.screen import MemoriesScreen
from tui.passages.reading import PassageDialog
from tui.people.page import PersonPage
from tui.people.screen import PeopleScreen
from tui.people.splitting import NamePerson, SplitPerson
from tui.people.table import Roll

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Ana Kovac
EMAIL:ana@example.org
EMAIL:ana@work.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Annie K
EMAIL:annie@example.org
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:[b]Bo[/b] שלום
EMAIL:bo@example.org
END:VCARD
"""
SAID = ("Hello, the boat is ready.", "I live in Lisbon.", "I will bring the sails on 3 December 2031.")


@pytest.fixture
def acquainted(home: Path, tmp_path: Path) -> Path:
    """The home of a memory with an address book, a chat, and a few things that were told."""
    (tmp_path / "cards.vcf").write_text(CARDS, encoding="utf-8")
    lines = [
        {"chat": "c", "time": f"2025-03-0{day}T10:00:00Z", "speaker": "Ana Kovac", "text": text}
        for day, text in enumerate(SAID, 1)
    ]
    (tmp_path / "chat.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with secondme.open(home) as memory:
        memory.add(tmp_path / "cards.vcf")
        memory.import_chat("jsonl", tmp_path / "chat.jsonl")
        memory.remember("Ana Kovac works at the Harbour Office.")
        memory.remember("Noor works at the Harbour Office.")
        memory.remember("Ana Kovac is married to Noor.")
        memory.consolidate(model=False)
    return home


def names(app: SecondmeApp) -> list[str]:
    return [one.name for one in app.get_screen_stack("people")[0].query_one(Roll).rows]


async def enter(pilot: Any, until: Any, seen: Any, words: str) -> SecondmeApp:
    app: SecondmeApp = pilot.app
    await pilot.press("ctrl+g", "p")
    await until(pilot, lambda: isinstance(app.screen, PeopleScreen) and words in seen(pilot))
    return app


async def turn_to(pilot: Any, until: Any, seen: Any, name: str, words: str) -> None:
    table = pilot.app.screen.query_one(Roll)
    table.choose(next(one.key for one in table.rows if one.name == name))
    await until(pilot, lambda: words in seen(pilot))


async def test_an_empty_memory_says_where_people_come_from(home, app_on, until, seen):
    async with app_on(home) as pilot:
        await enter(pilot, until, seen, "Nobody is known yet")


async def test_a_page_tells_who_somebody_is_and_what_is_open(acquainted, app_on, until, seen):
    async with app_on(acquainted) as pilot:
        await enter(pilot, until, seen, "Ana Kovac")
        await turn_to(pilot, until, seen, "Ana Kovac", "ana@work.example")
        await until(pilot, lambda: "bring the sails" in seen(pilot) and "Said" in seen(pilot))
        shown = seen(pilot)
        assert "Open" in shown and "Known" in shown and "Lisbon" in shown and "Said" in shown


async def test_typing_finds_people_by_name_or_account(acquainted, app_on, until, seen):
    async with app_on(acquainted) as pilot:
        app = await enter(pilot, until, seen, "Ana Kovac")
        await pilot.press("slash", *"WORK.ex")
        await until(pilot, lambda: names(app) == ["Ana Kovac"])
        await pilot.press("escape", "slash", *"nobody")
        await until(pilot, lambda: "of that name" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: len(names(app)) > 3 and app.screen.query_one(Input).value == "")


async def test_pages_lead_to_each_other_and_back(acquainted, app_on, until, seen):
    async with app_on(acquainted) as pilot:
        await enter(pilot, until, seen, "Ana Kovac")
        await turn_to(pilot, until, seen, "Noor", "Connected with")
        page = pilot.app.screen.query_one(PersonPage)
        await pilot.press("enter")
        words = [str(one.prompt) for one in page.options]
        page.highlighted = words.index(next(one for one in words if one.startswith(" works at")))
        await pilot.press("enter")
        await until(pilot, lambda: "Backspace goes back" in seen(pilot) and "thing" in seen(pilot))
        await pilot.press("backspace")
        await until(pilot, lambda: "Backspace goes back" not in seen(pilot) and "Noor" in seen(pilot))


async def test_a_memory_is_shown_in_its_place_and_a_passage_where_it_stands(acquainted, app_on, until, seen):
    async with app_on(acquainted) as pilot:
        app = await enter(pilot, until, seen, "Ana Kovac")
        await turn_to(pilot, until, seen, "Ana Kovac", "bring the sails")
        page = app.screen.query_one(PersonPage)
        page.focus()
        page.highlighted = next(at for at, one in enumerate(page.options) if "“" in str(one.prompt))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PassageDialog))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, PeopleScreen))
        page.highlighted = next(at for at, one in enumerate(page.options) if "▰" in str(one.prompt))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MemoriesScreen))
        await until(pilot, lambda: app.screen.query_one(MemoryDetail).look is not None)


async def test_two_who_are_one_are_merged_and_that_is_taken_back(acquainted, app_on, until, seen):
    async with app_on(acquainted) as pilot:
        app = await enter(pilot, until, seen, "Annie K")
        await pilot.press("m")
        await until(pilot, lambda: "Mark people" in seen(pilot))
        table = app.screen.query_one(Roll)
        for name in ("Ana Kovac", "Annie K"):
            table.choose(next(one.key for one in table.rows if one.name == name))
            await pilot.press("space")
        await pilot.press("m")
        await until(pilot, lambda: "Annie K" not in names(app))
        await turn_to(pilot, until, seen, "Ana Kovac", "annie@example.org")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "Annie K" in names(app))


async def test_an_account_that_is_somebody_else_is_taken_off(acquainted, app_on, until, seen):
    async with app_on(acquainted) as pilot:
        app = await enter(pilot, until, seen, "Ana Kovac")
        await turn_to(pilot, until, seen, "Ana Kovac", "ana@work.example")
        before = len(names(app))
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, SplitPerson))
        await pilot.press("down", "space")
        assert "☑ email:ana@work.example" in seen(pilot)
        await pilot.click("#split")
        await until(pilot, lambda: isinstance(app.screen, PeopleScreen) and len(names(app)) > before)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(names(app)) == before)


async def test_somebody_is_named_and_somebody_is_oneself(acquainted, app_on, until, seen):
    async with app_on(acquainted) as pilot:
        app = await enter(pilot, until, seen, "Annie K")
        await turn_to(pilot, until, seen, "Annie K", "annie@example.org")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NamePerson))
        app.screen.query_one(Input).value = "Annie Kemp"
        await pilot.press("enter")
        await until(pilot, lambda: "Annie Kemp" in names(app))
        await turn_to(pilot, until, seen, "Annie Kemp", "annie@example.org")
        await pilot.press("i")
        await until(pilot, lambda: names(app)[0] == "Annie Kemp" and "(you)" in seen(pilot))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "(you)" not in seen(pilot))


async def test_it_fits_a_small_terminal_and_obeys_no_name(acquainted, app_on, until, seen):
    async with app_on(acquainted, (80, 24)) as pilot:
        await enter(pilot, until, seen, "[b]Bo[/b]")
        await pilot.press("down", "enter")
        await until(pilot, lambda: pilot.app.screen.query_one(PersonPage).has_focus)
        await until(pilot, lambda: "known" not in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "[b]Bo[/b]" in seen(pilot))
