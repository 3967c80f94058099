"""What opens over the places, and a talk that was kept, look as they did: small and dark, large and light."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from textual.screen import ModalScreen
from textual.widgets import OptionList

import secondme
from secondme.store.conversations import NewAnswer, begin_conversation, put_answer, put_words_of_person
from tui.ask.talk import Talk
from tui.ledger.ledger import Ledger
from tui.places.screen import PlaceScreen
from tui.settings.appearance import read_wishes
from tui.tables.long_table import LongTable

from .conftest import NOW
from .drawing import KEPT, SIZES, THEMES, Album, Pilot, Until, come_to_rest

ASKED = "When is the launch, and who comes?"
ANSWER = "The launch is on **20 June** at nine, at Custom House Quay [1].\n\n- Ajda comes, from Lisbon [2]"


@dataclass(frozen=True)
class Over:
    """Something that opens in a place by keys. row: of its list or table, gone to before."""

    name: str
    place: str
    keys: Sequence[str]
    row: int | None = None

    async def open(self, pilot: Pilot, until: Until) -> None:
        app = pilot.app
        app.go_to(self.place)
        await until(pilot, lambda: isinstance(app.screen, PlaceScreen) and self.place == app.screen.PLACE)
        await come_to_rest(pilot)
        if self.row is not None:
            await choose(pilot, until, self.row)
        await pilot.press(*self.keys)
        await until(pilot, lambda: isinstance(app.screen, ModalScreen))


async def choose(pilot: Pilot, until: Until, row: int) -> None:
    screen = pilot.app.screen
    if ledgers := screen.query(Ledger):
        ledger = ledgers.first()
        await until(pilot, lambda: len(ledger._rows) > row)
        ledger.choose(ledger._rows[row].key)
    else:
        table = screen.query_one(LongTable)
        await until(pilot, lambda: len(table.rows) > row)
        table.choose(table.name_of(table.rows[row]))
    await come_to_rest(pilot)


OVER = (
    Over("help", "ask", ["f1"]),
    Over("going", "ask", ["ctrl+g"]),
    Over("conversations", "ask", ["ctrl+r"]),
    Over("folder", "sources", ["a"]),
    Over("chat", "sources", ["i"]),
    Over("rules", "sources", ["e"], row=1),
    Over("source", "sources", ["x"], row=1),
    Over("edit", "memories", ["e"], row=5),
    Over("forget", "memories", ["x"], row=5),
    Over("conflicts", "memories", ["c"]),
    Over("theme", "settings", ["T"]),
    Over("entry", "settings", ["enter"], row=4),
    Over("restore", "backups", ["r"]),
)


@pytest.fixture
def talked(life):
    """That life with a conversation, as a model would have had it."""
    when = NOW - timedelta(hours=1)
    with secondme.open(life, now=when) as memory:
        read = [
            memory.recall(words, log=False)[0] for words in ("launch at Custom House Quay", "sister Ajda")
        ]
        sources = [(number, hit.passage, hit.text, True) for number, hit in enumerate(read, 1)]
        with memory.store.write() as db:
            talk = begin_conversation(db, now=when)
            put_words_of_person(db, talk, ASKED, "", now=when)
            answer = NewAnswer(ANSWER, ASKED, "answered", 0.9, "2 passages agree", None, sources)
            put_answer(db, talk, answer, None, now=when)
    return life


async def test_dialogs_and_a_kept_talk_look_as_they_did(talked, app_of_that_day, until, album: Album):
    app = app_of_that_day(talked)
    async with app.run_test(size=SIZES[0]) as pilot:
        await until(pilot, lambda: app.gateway.is_open and app.is_prepared)
        for size, theme in zip(SIZES, THEMES, strict=True):
            await pilot.resize_terminal(*size)
            app.theme = theme
            await until(
                pilot, lambda theme=theme: read_wishes(app.gateway.home).get("theme", THEMES[0]) == theme
            )
            for over in OVER:
                await over.open(pilot, until)
                album.drawn[named(over.name, size, theme)] = await come_to_rest(pilot)
                await pilot.press("escape")
                await until(pilot, lambda: isinstance(app.screen, PlaceScreen))
            album.drawn[named("talk", size, theme)] = await take_up_talk(pilot, until)
    app.gateway.close()
    album.close()


async def take_up_talk(pilot: Pilot, until: Until) -> str:
    app = pilot.app
    await next(over for over in OVER if over.name == "conversations").open(pilot, until)
    await until(pilot, lambda: app.screen.query_one("#conversations", OptionList).option_count)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, PlaceScreen) and app.screen.query_one(Talk).last)
    await until(pilot, lambda: app.screen.query_one("#citation").hit)
    drawing = await come_to_rest(pilot)
    await pilot.press("escape")
    await until(pilot, lambda: app.screen.query_one(Talk).last is None)
    return drawing


def named(name, size, theme):
    return f"over-{name}-{size[0]}x{size[1]}-{theme}"


def test_each_is_drawn_and_nothing_that_is_gone():
    names = [*(over.name for over in OVER), "talk"]
    meant = {f"{named(name, *both)}.txt" for name in names for both in zip(SIZES, THEMES, strict=True)}
    assert {file.name for file in KEPT.iterdir() if file.name.startswith("over-")} == meant
