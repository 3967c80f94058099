"""Real model files for the tests, fetched once and kept between runs.

The folder is a shelf: $SECONDME_MODELS, else `models` in the platform's cache folder for secondme.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from models.fetch import pull
from models.shelf import Shelf


def _folder() -> Path:
    named = os.environ.get("SECONDME_MODELS")
    return Path(named) if named else platformdirs.user_cache_path("secondme") / "models"


@pytest.fixture(scope="session")
def model_file() -> Callable[[str], Path]:
    """The file of a catalogue name, pulled when it is not there yet."""
    shelf = Shelf(_folder())
    return lambda name: pull(name, shelf)


@pytest.fixture(scope="session")
def minilm(model_file: Callable[[str], Path]) -> Path:
    """all-MiniLM-L6-v2, the default embedder."""
    return model_file("minilm")


@pytest.fixture(scope="session")
def smollm(model_file: Callable[[str], Path]) -> Path:
    """SmolLM2-135M-Instruct, the smallest generator."""
    return model_file("smollm2")
