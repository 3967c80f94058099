"""The tiny generator: what it understands is little, but it keeps to a grammar like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.generator import Generator


@pytest.fixture(scope="module")
def tiny(model_file: Callable[[str], Path]) -> Iterator[Generator]:
    with Generator(model_file("smollm2")) as generator:
        yield generator
