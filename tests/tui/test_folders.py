from __future__ import annotations

import contextlib
from pathlib import Path

from textual.widgets import Button, Input, OptionList

import secondme
from tui.sources.add_folder import AddFolder
from tui.sources.folder_listing import complete, count_files, list_folders


async def choose(pilot, path):
    pilot.app.screen.query_one("#path", Input).value = str(path)
    await pilot.pause()


async def test_a_folder_is_added_and_then_found(home, notes, app_on, seen, until):
    async with app_on(home) as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, AddFolder))
        await choose(pilot, notes)
        await until(pilot, lambda: "3 files to read: 2 .md, 1 .txt" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "3 documents" in seen(pilot))
        await pilot.press(*"quince")
        await until(pilot, lambda: "The quince tree" in seen(pilot))


async def test_what_is_added_is_found_by_meaning_too(stocked_home, notes, app_on, until):
    async with app_on(stocked_home) as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, AddFolder))
        await choose(pilot, notes)
        remember = pilot.app.screen.query_one("#remember", Button)
        await until(pilot, lambda: not remember.disabled)
        await pilot.click("#remember")
        with secondme.open(stocked_home) as memory:
            await until(pilot, lambda: memory.status().vectors == memory.status().passages > 0)


async def test_a_path_that_is_not_there_cannot_be_added(home, tmp_path, app_on, seen, until):
    async with app_on(home) as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, AddFolder))
        await choose(pilot, tmp_path / "nowhere" / "at-all")
        await until(pilot, lambda: "There is nothing there." in seen(pilot))
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, AddFolder)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, AddFolder))


async def test_tab_completes_and_the_list_can_be_walked(home, tmp_path, app_on, until):
    (tmp_path / "albums" / "summer").mkdir(parents=True)
    (tmp_path / "albums" / "winter").mkdir()
    async with app_on(home) as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, AddFolder))
        path, folders = (
            pilot.app.screen.query_one("#path", Input),
            pilot.app.screen.query_one("#folders", OptionList),
        )
        await choose(pilot, tmp_path / "alb")
        await until(pilot, lambda: folders.option_count == 1)
        await pilot.press("tab")
        await until(pilot, lambda: path.value == f"{tmp_path / 'albums'}/" and folders.option_count == 2)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: path.value == f"{tmp_path / 'albums' / 'winter'}/")


async def test_quitting_while_indexing_loses_nothing(stocked_home, tmp_path, app_on, until, monkeypatch):
    root = tmp_path / "many"
    root.mkdir()
    for number in range(300):
        (root / f"{number}.txt").write_text(
            f"Note number {number} is about word{number}.\n", encoding="utf-8"
        )
    async with app_on(stocked_home) as pilot:
        pilot.app.indexing.add(root)
        with secondme.open(stocked_home) as memory:
            await until(pilot, lambda: memory.status().documents > 0)
        await pilot.press("ctrl+q")
    with secondme.open(stocked_home) as memory:
        halfway = memory.status()
        assert halfway.documents + halfway.waiting_reading == 300
        with memory.store.write() as db:  # The app would be a process of its own, gone with what it had.
            db.execute("UPDATE jobs SET owner = NULL")
        memory.index()
        assert memory.status().documents == 300
        assert memory.status().vectors == memory.status().passages
        assert memory.recall("word299", log=False)[0].title == "299"


async def test_what_was_queued_goes_on_when_the_app_opens(stocked_home, notes, app_on, until):
    def stop(progress):
        if progress.stage == "embedding":
            raise Stopped

    from secondme.indexing.progress import Stopped

    with secondme.open(stocked_home) as memory, contextlib.suppress(Stopped):
        memory.add(notes, on_progress=stop)
    (notes / "new.md").write_text("# New\n\nSomething written meanwhile.\n", encoding="utf-8")
    async with app_on(stocked_home) as pilot:
        with secondme.open(stocked_home) as memory:
            await until(pilot, lambda: memory.status().vectors == memory.status().passages > 0)
            await until(pilot, lambda: memory.status().documents == 4)
        assert pilot.app.is_running


def test_a_listing_completes_as_far_as_all_agree(tmp_path: Path):
    for name in ("holidays-2024", "holidays-2025", "house", ".hidden"):
        (tmp_path / name).mkdir()
    assert complete(list_folders(f"{tmp_path}/h")) == f"{tmp_path}/ho"
    assert complete(list_folders(f"{tmp_path}/hol")) == f"{tmp_path}/holidays-202"
    assert complete(list_folders(f"{tmp_path}/hou")) == f"{tmp_path}/house/"
    assert complete(list_folders(f"{tmp_path}/zzz")) is None
    assert complete(list_folders(f"~/{tmp_path}/hol")) == f"{tmp_path}/holidays-202"
    assert [path.name for path in list_folders(f"{tmp_path}/").folders] == [
        "holidays-2024",
        "holidays-2025",
        "house",
    ]
    assert [path.name for path in list_folders(f"{tmp_path}/.").folders][:1] != ["house"]


def test_a_home_written_with_a_tilde_stays_short(person: Path):
    (person / "notes").mkdir()
    assert complete(list_folders("~/no")) == "~/notes/"


def test_files_of_other_kinds_are_refused_with_a_reason(tmp_path: Path):
    (tmp_path / "chat.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "film.mp4").write_bytes(b"")
    assert "secondme import PATH" in list_folders(str(tmp_path / "chat.jsonl")).remark
    assert list_folders(str(tmp_path / "film.mp4")).path is None


def test_counting_stops_when_it_is_no_longer_wanted(notes: Path):
    assert count_files(notes, lambda: True) is None
    assert count_files(notes, lambda: False) == "3 files to read: 2 .md, 1 .txt"


def test_a_link_that_leads_to_itself_does_not_keep_the_rest_from_being_offered(tmp_path):
    (tmp_path / "album").mkdir()
    (tmp_path / "round").symlink_to("round")
    listing = list_folders(f"{tmp_path}/")
    assert listing.folders == (tmp_path / "album",)
    assert listing.path is not None and not listing.is_problem
