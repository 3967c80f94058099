"""A wrong, an empty, a missing and a damaged key: each is told, ends with 4, and changes no byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import secondme
from secondme.errors import KeyMissingError
from secondme.home import find_home
from secondme.key import find_key
from secondme.key.finding import open_for_recovery, open_with_passphrase
from secondme.key.recovery import keep_recovery, new_recovery
from secondme.key.ways import keep

Run = Callable[..., Any]
KEYS = {
    "another": "ab" * 32 + "\n",
    "empty": "",
    "short": "ab" * 31 + "\n",
    "not hexadecimal": "zz" * 32 + "\n",
    "zeros": "\0" * 65,
    "missing": None,
}


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_key_that_is_none_ends_with_four_and_leaves_the_memory_as_it_is(
    home: Path, run: Run, key: str | None
) -> None:
    with secondme.open(home) as memory:
        memory.remember("The spare key is with Beathag.")
    right, before = (home / "key").read_text(), (home / "memory.db").read_bytes()
    if key is None:
        (home / "key").unlink()
    else:
        (home / "key").write_text(key)
    for command in (["recall", "spare"], ["remember", "x"], ["forget", "m1", "--yes"], ["rekey"]):
        ended = run(*command)
        assert ended.code == 4, (command, ended.err)
        assert "Traceback" not in ended.err and "ntouched" in ended.err
    assert (home / "memory.db").read_bytes() == before
    (home / "key").write_text(right)
    assert run("recall", "spare").code == 0


@pytest.mark.parametrize(
    "content", [b"", bytes(range(128, 256)), b"[]", None], ids=["empty", "noise", "list", "folder"]
)
def test_a_sealed_key_that_is_damaged_is_told_and_the_other_way_still_opens(
    home: Path, content: bytes | None
) -> None:
    with secondme.open(home) as memory:
        memory.remember("The spare key is with Beathag.")
    place = find_home(home)
    key = find_key(place)
    assert key is not None
    recovery = new_recovery()
    keep_recovery(place.recovery, key.secret, recovery)
    keep(place, key.secret, "passphrase", "four grey herons waiting")
    put(place.passphrase, content)
    with pytest.raises(KeyMissingError, match="untouched"):
        open_with_passphrase(place, "four grey herons waiting")
    assert open_for_recovery(place, recovery).secret == key.secret
    put(place.recovery, content)
    with pytest.raises(KeyMissingError, match="untouched"):
        open_for_recovery(place, recovery)


def put(path: Path, content: bytes | None) -> None:
    path.unlink()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
