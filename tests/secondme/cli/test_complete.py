"""secondme complete prints what belongs at the cursor, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_it_reads_standard_input_and_prints_no_line_break(
    run: Run, tree: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", tree({"boiler.md": "The boiler is a Vaillant from 2009.\n"}))
    monkeypatch.setattr("sys.stdin", io.StringIO("The boiler is a "))
    found = run("complete")
    assert (found.code, found.out, found.err) == (0, "Vaillant from 2009.", "")
    monkeypatch.setattr("sys.stdin", io.StringIO("The xylophone is a "))
    nothing = run("complete")
    assert (nothing.code, nothing.out, nothing.err) == (3, "", "")
    monkeypatch.setattr("sys.stdin", io.StringIO("The boiler is a "))
    assert run("complete", "--json").json["way"] == "quoted"
    monkeypatch.setattr("sys.stdin", io.StringIO("The boiler is a "))
    assert run("complete", "--budget", "0").code == 2
