"""docs/protocol.md tells the truth: what it shows being said is said, and so is the answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import secondme
from secondme.daemon.address import connect, read_address
from secondme.daemon.api import VERBS
from secondme.daemon.client import RemoteMemory
from secondme.daemon.place import Place
from secondme.home import Home

PAGE = (Path(__file__).parents[3] / "docs" / "protocol.md").read_text("utf-8")
WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]


def test_the_transcript_can_be_replayed(remote: RemoteMemory, place: Home, tree: WriteTree) -> None:
    address = read_address(Place(place).address)
    assert address is not None
    folder = tree({"mull.md": "The puffin boat."})
    with connect(address, 60.0) as link, link.makefile("rb") as lines:
        for side, said in re.findall(r"^([<>]) (\{.*\})$", PAGE, re.MULTILINE):
            said = said.replace("/the/notes", str(folder)).replace('"0.1.0"', f'"{secondme.__version__}"')
            if side == ">":
                link.sendall(said.encode() + b"\n")
                continue
            wanted = json.loads(said)
            heard = next(reply for reply in map(json.loads, lines) if not is_other_event(reply, wanted))
            assert matches(wanted, heard), heard


def test_every_verb_is_on_the_page() -> None:
    assert [verb for verb in VERBS if f"`{verb}`" not in PAGE] == []


def is_other_event(heard: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether this is one of the events that the page leaves out."""
    return "event" in heard and not matches(wanted, heard)


def matches(wanted: Any, heard: Any) -> bool:
    """Equal, but for what the page shortens to "…"."""
    if wanted == "…":
        return True
    if isinstance(wanted, dict):
        same_names = isinstance(heard, dict) and set(wanted) == set(heard)
        return same_names and all(matches(one, heard[name]) for name, one in wanted.items())
    return bool(wanted == heard)
