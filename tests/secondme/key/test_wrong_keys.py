"""A wrong, an empty, a missing and a damaged key: each is told, ends with 4, and changes no byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import secondme

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
