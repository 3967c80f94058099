from __future__ import annotations

from pathlib import Path

import pytest

from tui.paths import shorten_paths

HOME = Path("/home/kit")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/home/kit", "~"),
        ("/home/kit/notes", "~/notes"),
        ("/home/kitten/notes", "/home/kitten/notes"),
        ("/home/kit.old", "/home/kit.old"),
        ("/mnt/home/kit/notes", "/mnt/home/kit/notes"),
        (
            "The key is in /home/kit/key, and chmod go= /home/kit/a b",
            "The key is in ~/key, and chmod go= ~/a b",
        ),
        ("It lies in /home/kit.", "It lies in ~."),
    ],
)
def test_a_path_below_the_home_is_written_with_a_tilde(text, shown):
    assert shorten_paths(text, HOME) == shown


def test_where_the_home_is_the_whole_disk_nothing_is_shortened():
    assert shorten_paths("/etc/notes", Path("/")) == "/etc/notes"
