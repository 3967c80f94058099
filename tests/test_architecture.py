"""The house: four packages from one place, and a wheel that has all they need."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("secondme", "ingest", "models", "tui")
DATA = {".py", ".sql", ".toml", ".tcss", ".typed"}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the working tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    [built] = folder.glob("secondme-*.whl")
    return built


def test_the_four_packages_come_from_one_place() -> None:
    places = {Path(str(importlib.import_module(name).__file__)).parent.parent for name in PACKAGES}
    assert places == {ROOT}


def test_nothing_beside_the_packages_can_shadow_a_library() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_the_app_knows_the_time_from_one_clock_alone() -> None:
    """What asks the machine itself cannot be drawn as it is on another day."""
    asking = re.compile(r"\b(datetime|date)\.(now|today|utcnow)\(|\btime\.time\(|\bpresent\(\)")
    files = [path for path in (ROOT / "tui").rglob("*.py") if asking.search(path.read_text(encoding="utf-8"))]
    assert files == []


@pytest.mark.slow
def test_the_wheel_has_every_file_that_the_packages_need(wheel: Path) -> None:
    needed = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in DATA or path.name == "py.typed"
    }
    shipped = set(zipfile.ZipFile(wheel).namelist())
    assert {f"{package}/py.typed" for package in PACKAGES} <= shipped
    assert needed <= shipped
    assert {Path(name).suffix for name in needed} >= {".py", ".sql", ".toml", ".tcss"}


@pytest.mark.slow
def test_the_wheel_has_nothing_but_the_packages(wheel: Path) -> None:
    shipped = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in shipped} == set(PACKAGES)
    assert not [name for name in shipped if "__pycache__" in name or name.endswith(".gguf")]


@pytest.mark.slow
def test_the_command_and_the_app_are_entry_points_of_the_wheel(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    [entries] = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
    text = archive.read(entries).decode()
    assert "secondme = secondme.cli:main" in text
    assert "tui = tui.command:open_app" in text
