"""What the tests of prefill share: fields, candidates, and forms made of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.forms import Field, Form
from ingest.forms.kinds import layout_of
from secondme.prefill.candidate import Candidate, Proof

MakeCandidate = Callable[..., Candidate]
MakeForm = Callable[..., Form]


@pytest.fixture
def candidate() -> MakeCandidate:
    """A value that stands in a passage; by default the person's own words, and sure."""

    def make(
        value: str, confidence: float = 0.9, *, passage: int = 1, trust: str = "self", **rest: Any
    ) -> Candidate:
        said = datetime(2025, 3, 4, tzinfo=UTC)
        proof = Proof(passage, f"p{passage}", f"It is {value}.", "notes/me.md, line 3", said, trust)
        return Candidate(value, "note", (proof,), confidence, **rest)

    return make


@pytest.fixture
def form() -> MakeForm:
    """A form with these fields."""

    def make(*fields: Field, title: str = "Library card") -> Form:
        made = Form("text", title, "en", fields)
        return Form("text", title, "en", fields, layout=layout_of(made))

    return make
