"""What all tests share: surroundings of their own, real models kept between runs, and memories to work on.

The models lie in a shelf at $SECONDME_TEST_MODELS, else in `test-models` of the platform's cache folder for
secondme. The first run pulls them there; later runs only check that they are there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import platformdirs
import pytest

import secondme
from models.fetch import pull
from models.shelf import Shelf
from secondme.memory import Memory

SURROUNDINGS = dict(os.environ)
"""As they were before any test redirected them: pulling needs the person's own pip settings and proxy."""
KEPT = Path(
    os.environ.get("SECONDME_TEST_MODELS") or platformdirs.user_cache_path("secondme") / "test-models"
)
STOCK = ("minilm", "smollm2")

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]


@pytest.fixture(autouse=True)
def person(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person of the test's own: no test reads or writes what belongs to whoever runs it."""
    folder = tmp_path_factory.mktemp("person")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("SECONDME_HOME", str(folder / "memory"))
    monkeypatch.setenv("SECONDME_KEYRING", "off")
    monkeypatch.delenv("SECONDME_MODELS", raising=False)
    for name in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    return folder


@pytest.fixture(scope="session")
def models_folder() -> Path:
    """The shelf that is kept between runs."""
    return KEPT


@pytest.fixture(scope="session")
def model_file(models_folder: Path) -> Callable[[str], Path]:
    """The file of a catalogue name, pulled when it is not there yet."""
    shelf = Shelf(models_folder)
    return lambda name: pull(name, shelf, environment=SURROUNDINGS)


@pytest.fixture(scope="session")
def stock(model_file: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shelf with the default embedder and the tiny generator and nothing else; copy it, never change it."""
    folder = tmp_path_factory.mktemp("stock")
    for name in STOCK:
        file = model_file(name)
        (folder / file.name).symlink_to(file)
        pull(name, Shelf(folder))
    return folder


@pytest.fixture
def home(person: Path) -> Path:
    """The home of a memory that was never opened, without models."""
    return person / "memory"


@pytest.fixture
def stocked_home(home: Path, stock: Path) -> Path:
    """The home of a memory that was never opened, with the default embedder and the tiny generator."""
    home.mkdir(mode=0o700)
    shutil.copytree(stock, home / "models", symlinks=True)
    return home


@pytest.fixture
def memory(stocked_home: Path) -> Iterator[Memory]:
    """An empty memory with models."""
    with secondme.open(stocked_home) as opened:
        yield opened


@pytest.fixture
def wordless_memory(home: Path) -> Iterator[Memory]:
    """An empty memory without models: it searches by words alone and cannot answer."""
    with secondme.open(home) as opened:
        yield opened


@pytest.fixture
def tree(tmp_path: Path) -> WriteTree:
    """Writes files into a folder of notes and returns it; None as content deletes a file."""
    root = tmp_path / "notes"

    def write(files: Mapping[str, str | bytes | None]) -> Path:
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write
