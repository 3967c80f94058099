"""The home: where everything has its place."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

import secondme
from secondme.home import find_home


def test_the_argument_goes_before_the_variable_and_the_variable_before_the_platform(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_home(tmp_path).root == tmp_path
    assert find_home().root == home
    monkeypatch.delenv("SECONDME_HOME")
    assert find_home().root.name == "secondme"
    assert find_home().root.is_relative_to(home.parent)


def test_models_are_in_the_home_unless_a_shared_folder_is_named(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_home().models == home / "models"
    monkeypatch.setenv("SECONDME_MODELS", str(tmp_path))
    assert find_home().models == tmp_path


def test_looking_for_a_home_makes_nothing(home: Path) -> None:
    find_home()
    assert not home.exists()


def test_opening_makes_a_home_for_its_owner_alone(home: Path) -> None:
    secondme.open().close()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir() if path.is_file()}
    assert set(modes.values()) == {0o600}, modes


def test_a_tilde_and_a_relative_path_are_understood(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_home("~/mine").root == home.parent / "mine"
    assert find_home("mine").root == tmp_path / "mine"


def test_a_folder_that_was_there_keeps_its_permissions_and_the_files_in_it_are_private(home: Path) -> None:
    home.mkdir()
    home.chmod(0o755)
    with secondme.open() as memory:
        memory.remember("The puffin boat.")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir() if path.is_file()}
    assert stat.S_IMODE(home.stat().st_mode) == 0o755
    assert set(modes.values()) == {0o600} and len(modes) >= 3, modes
