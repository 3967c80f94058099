"""Forms in the app: chosen, filled in, gone through, written with their receipt."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

import secondme
from tui.forms.field_list import FieldList
from tui.forms.save_form import SaveForm

FORM = """\
# Membership of the rowing club

Full name: ____________________

Date of birth: ____________________

E-mail: ____________________

Favourite boat: ____________________
"""
LIFE = """\
My name is Odile Marchetti. I was born on 4 July 1985.
My e-mail address is odile@marchetti.example.
"""


@pytest.fixture
def lived(home: Path, tmp_path: Path) -> Path:
    """A memory that knows some of what the form asks."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "about-me.md").write_text(LIFE, encoding="utf-8")
    with secondme.open(home) as memory:
        memory.add(notes)
        memory.consolidate()
    return home


@pytest.fixture
def form(person: Path) -> Path:
    """A form where downloads lie."""
    folder = person / "Downloads"
    folder.mkdir()
    file = folder / "club.md"
    file.write_text(FORM, encoding="utf-8")
    return file


async def open_forms(pilot, until):
    await pilot.press("ctrl+g", "f")
    await until(pilot, lambda: pilot.app.screen.query("#form-path"))


async def fill(pilot, until):
    await open_forms(pilot, until)
    await until(pilot, lambda: pilot.app.screen.query_one("#form-files", OptionList).option_count == 1)
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen.has_class("-reviewing"))


async def decide(pilot, until, seen):
    """Agrees to what is sure, and types the one thing that nobody knows; the list of the fields."""
    fields = pilot.app.screen.query_one(FieldList)
    await pilot.press("Y")
    fields.choose(3)
    await until(pilot, lambda: fields.chosen is not None and fields.chosen.label == "Favourite boat")
    await pilot.press("enter", *"Skiff", "enter")
    await until(pilot, lambda: "Skiff" in seen(pilot))
    return fields


async def test_a_form_is_filled_in_gone_through_and_written(lived, form, app_on, seen, until):
    async with app_on(lived) as pilot:
        await fill(pilot, until)
        assert "Odile Marchetti" in seen(pilot)
        await decide(pilot, until, seen)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SaveForm))
        await pilot.press("enter")
        written = form.with_name("club.filled.md")
        await until(pilot, written.exists)
        await until(pilot, lambda: not isinstance(pilot.app.screen, SaveForm))
    text = written.read_text(encoding="utf-8")
    assert "Odile Marchetti" in text and "Skiff" in text and "odile@marchetti.example" in text
    assert "about me" in form.with_name("club.filled.receipt.md").read_text(encoding="utf-8")


async def test_a_value_shows_what_it_rests_on(lived, form, app_on, seen, until):
    async with app_on(lived) as pilot:
        await fill(pilot, until)
        pilot.app.screen.query_one(FieldList).choose(0)
        await until(pilot, lambda: "My name is Odile Marchetti." in seen(pilot))
        assert "about me" in seen(pilot)


async def test_a_decision_can_be_taken_back(lived, form, app_on, until):
    async with app_on(lived) as pilot:
        await fill(pilot, until)
        fields = pilot.app.screen.query_one(FieldList)
        fields.choose(0)
        await pilot.pause()
        review = pilot.app.screen._review
        await pilot.press("n")
        assert review.standing(review.fields[0]) == "left"
        await pilot.press("ctrl+z")
        assert review.standing(review.fields[0]) == "taken"


async def test_what_was_decided_is_kept_at_once_and_taken_up_again(lived, form, app_on, seen, until):
    def kept():
        with secondme.open(lived) as memory:  # As another program finds it, however this one ends.
            return [(set(one.typed.values()), len(one.accepted)) for one in memory.unfinished_forms()]

    async with app_on(lived) as pilot:
        await fill(pilot, until)
        fields = await decide(pilot, until, seen)
        key, accepted = fields.chosen.field.key, set(pilot.app.screen._review.accepted)
        await until(pilot, lambda: kept() == [({"Skiff"}, len(accepted))])
        assert b"Skiff" not in b"".join(path.read_bytes() for path in lived.rglob("*") if path.is_file())
        await pilot.press("escape")
        await until(pilot, lambda: "goes on where you left" in seen(pilot))
        await pilot.press("ctrl+g", "a")
    async with app_on(lived) as pilot:
        await open_forms(pilot, until)
        await until(pilot, lambda: "goes on where you left" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.has_class("-reviewing"))
        review = pilot.app.screen._review
        assert (review.accepted, review.typed[key]) == (accepted, "Skiff")
        pilot.app.screen.action_begin_anew()
        await until(pilot, lambda: kept() == [])
        await pilot.press("ctrl+z", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SaveForm))
        await pilot.press("enter")
        await until(pilot, form.with_name("club.filled.md").exists)
        await until(pilot, lambda: kept() == [])


async def test_a_file_that_is_there_is_only_written_over_after_a_yes(lived, form, app_on, seen, until):
    there = form.with_name("club.filled.md")
    there.write_text("mine", encoding="utf-8")
    async with app_on(lived) as pilot:
        await fill(pilot, until)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SaveForm))
        await pilot.press("enter")
        await until(pilot, lambda: "is there already" in seen(pilot))
        assert there.read_text(encoding="utf-8") == "mine"
        await until(pilot, lambda: isinstance(pilot.app.screen, SaveForm))
        await pilot.press("enter")
        await until(pilot, lambda: "Odile" in there.read_text(encoding="utf-8"))


async def test_what_is_no_form_is_told_and_another_can_be_named(lived, tmp_path, app_on, seen, until):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 this is none")
    async with app_on(lived, size=(80, 24)) as pilot:
        await open_forms(pilot, until)
        pilot.app.screen.query_one("#form-path", Input).value = str(broken)
        await pilot.press("enter")
        await until(pilot, lambda: "broken.pdf" in seen(pilot) and "Reading" not in seen(pilot))
        assert not pilot.app.screen.has_class("-reviewing")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen.query("#question"))


async def test_it_fits_a_small_terminal(lived, form, app_on, seen, until):
    async with app_on(lived, size=(80, 24)) as pilot:
        await fill(pilot, until)
        assert "Full name" in seen(pilot) and "Favourite boat" in seen(pilot)
        assert pilot.app.screen.query_one(FieldList).size.height >= 4
