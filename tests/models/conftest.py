"""Real model files for the tests of the engines; tests/conftest.py says where they are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def minilm(model_file: Callable[[str], Path]) -> Path:
    """all-MiniLM-L6-v2, the default embedder."""
    return model_file("minilm")


@pytest.fixture(scope="session")
def smollm(model_file: Callable[[str], Path]) -> Path:
    """SmolLM2-135M-Instruct, the smallest generator."""
    return model_file("smollm2")
