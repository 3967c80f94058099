"""What the tests of finding share: notes taken into a memory without models, and asking what is known."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.forms import Field, Form
from secondme.memory import Memory
from secondme.prefill.asked import Asked
from secondme.prefill.candidate import Candidate
from secondme.prefill.finding.finder import Finder

NOW = datetime(2025, 11, 7, 12, tzinfo=UTC)
Find = Callable[..., list[Candidate]]
Values = Callable[..., list[str]]
Take = Callable[..., None]


@pytest.fixture
def take(wordless_memory: Memory, tmp_path: Path) -> Take:
    """Takes files in, all written at `written`: take({"me.md": "Passport no: ..."}, trust="foreign")."""

    def put(files: Mapping[str, str], trust: Any = None, written: datetime = NOW) -> None:
        root = tmp_path / f"notes-{trust}-{written:%Y%m%d}"
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
            os.utime(path, (written.timestamp(), written.timestamp()))
        wordless_memory.add(root, trust=trust, now=NOW)

    return put


@pytest.fixture
def find(wordless_memory: Memory) -> Find:
    """The candidates for an attribute: find("passport number", whose="partner")."""

    def ask(attribute: str, field: Field | None = None, **how: Any) -> list[Candidate]:
        finder = Finder(wordless_memory, now=NOW)
        asked = Asked("f", attribute=attribute, **how)
        form = Form("text", "Application", "en", ())
        return finder.candidates(asked, form, field or Field("f", attribute), model=False)

    return ask


@pytest.fixture
def values(find: Find) -> Values:
    """Their values alone, best first."""
    return lambda attribute, field=None, **how: [one.value for one in find(attribute, field, **how)]
