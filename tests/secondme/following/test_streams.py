"""Events as a Mac tells them: one stream for all below a folder, here on this system's own observer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from secondme.following.streams import StreamedEvents

SOME = [
    "a save as vim does it",
    "a file moved to another folder",
    "a renamed folder",
    "a deleted folder",
    "a folder moved in",
    "new folders within each other",
    "a rule that shuts a folder out",
]


@pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")
@pytest.mark.parametrize("change", SOME, indirect=True)
def test_what_changes_is_found_by_looking_where_the_hints_say(change, notes, source, begin, eventually):
    _, happen = change
    followed = source(notes)
    mirror = begin(followed, open_events=StreamedEvents, settle_seconds=0.2)
    happen(notes)
    eventually(lambda: len(mirror.hints) > 1 and mirror.knows_all(followed))
    for folder, _, _ in os.walk(notes):
        (Path(folder) / "later.md").write_text(f"written later in {folder}")
    eventually(lambda: mirror.knows_all(followed))


def test_a_root_that_goes_away_is_followed_when_it_is_back(notes, source, begin, eventually):
    followed = source(notes)
    mirror = begin(followed, open_events=StreamedEvents)
    notes.rename(notes.parent / "away")
    eventually(lambda: mirror.how(followed) == "absent")
    assert len(mirror.hints) == 1
    (notes.parent / "away").rename(notes)
    eventually(lambda: mirror.how(followed) == "events" and len(mirror.hints) > 1)
    (notes / "sub/deep/later.md").write_text("written later")
    eventually(lambda: mirror.knows_all(followed))


def test_more_events_than_anybody_takes_are_told_as_lost(notes, monkeypatch, eventually):
    monkeypatch.setattr("secondme.following.streams.WAITING_AT_MOST", 5)
    events = StreamedEvents()
    try:
        events.add(str(notes))
        for number in range(100):
            (notes / f"{number}.md").touch()
        told = []
        eventually(lambda: told.extend(event.what for event in events.wait(0.1)) or "overflow" in told)
    finally:
        events.close()
