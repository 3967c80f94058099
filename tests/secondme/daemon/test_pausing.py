"""A pause: nothing new is read, questions are answered, and afterwards it goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from secondme.daemon.client import RemoteMemory
from secondme.daemon.control import daemon_state
from secondme.home import Home

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WaitFor = Callable[[Callable[[], object]], None]


def test_paused_it_reads_nothing_new_answers_all_the_same_and_goes_on_after(
    remote: RemoteMemory, place: Home, tree: WriteTree, wait_for: WaitFor, run: Any
) -> None:
    remote.add(tree({"mull.md": "The puffin boat.\n"}))
    run("daemon", "pause")
    remote.control("reload")
    tree({"skye.md": "The ferry leaves Mallaig at noon.\n"})

    def why() -> str:
        about = daemon_state(place).about
        return str(about["work"]["why"]) if about else ""

    wait_for(lambda: "secondme daemon resume" in why())
    assert remote.recall("ferry Mallaig", log=False) == []
    assert remote.recall("puffin", log=False)
    run("daemon", "resume")
    wait_for(lambda: remote.recall("ferry Mallaig", log=False))
