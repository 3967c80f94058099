"""secondme config: what is shown is what is used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from secondme.config.settings import BY_NAME

Run = Callable[..., Any]


def test_a_setting_is_shown_set_and_shown_again(run: Run, home: Path) -> None:
    assert run("config", "get", "daemon.work").out == "normal\n"
    assert run("config", "set", "daemon.work", "gentle").out == "daemon.work is now gentle.\n"
    assert run("config", "get", "daemon.work", "--json").json == "gentle"
    assert set(run("config", "get", "--json").json) == set(BY_NAME)
    for name in BY_NAME:
        assert name in run("config", "get").out
    path = Path(run("config", "path").out.strip())
    assert path == home / "config.toml" and path.stat().st_mode & 0o077 == 0
    assert run("config", "set", "daemon.work", "never").code == 2
    assert run("config", "get", "daemon.wrk").code == 2


def test_a_broken_file_is_told_with_its_line_and_stops_no_reading(
    run: Run, home: Path, tree: Callable[..., Path]
) -> None:
    run("remember", "The spare key is with Beathag.")
    (home / "config.toml").write_text("[files]\nexclude = 3\n")
    shown = run("config", "get", "files.exclude")
    assert (shown.code, shown.out) == (2, "[]\n")
    assert "config.toml, line 2: files.exclude must be" in shown.err
    assert run("recall", "spare key").code == 0
    assert run("status").code == 0
    for words in (["add", tree({"a.md": "x"})], ["index"]):
        ended = run(*words)
        assert ended.code == 2 and "line 2" in ended.err and "secondme config edit" in ended.err
    assert [one["kind"] for one in run("sources", "--json").json] == ["told"]


def test_editing_checks_the_file_and_keeps_what_was_written(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "hidden = maybe" >> "$1"\n')
    editor.chmod(0o700)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    ended = run("config", "edit")
    assert ended.code == 2 and "config.toml, line" in ended.err and "kept as you wrote it" in ended.err
    assert (home / "config.toml").read_text().endswith("hidden = maybe\n")
    monkeypatch.setenv("EDITOR", f"cp {tmp_path / 'good.toml'}")
    (tmp_path / "good.toml").write_text("[files]\nhidden = true\n")
    assert run("config", "edit").out == "The settings are in order.\n"
    monkeypatch.setenv("EDITOR", "false")
    assert run("config", "edit").code != 0
    assert run("config", "get", "files.hidden").out == "true\n"


def test_the_settings_reach_the_reading(run: Run, tree: Callable[..., Path]) -> None:
    folder = tree({"a.md": "The puffin boat.", "drafts/b.md": "The puffin nest."})
    run("config", "set", "files.exclude", "drafts/")
    assert run("add", folder, "--json").json["documents"] == 1
