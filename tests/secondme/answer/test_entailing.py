"""Whether the cited passages give an answer, by the probabilities of a real model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.generator import Generator
from secondme.answer.entailing import USUAL, WEIGHT, entailed
from secondme.answer.evidence import Evidence
from secondme.recall.hit import Hit

pytestmark = [pytest.mark.model, pytest.mark.slow]


def test_it_is_the_lead_of_yes_over_no_and_the_same_each_time(
    said: Callable[..., Hit], smollm_speaking: Callable[[], Generator]
) -> None:
    hit = said("Ana", "I bought a red bicycle.")
    read = [Evidence(4, hit, hit.text)]
    asked = ("What did Ana buy?", "a red bicycle", read, smollm_speaking())
    first = entailed(*asked)
    assert first == pytest.approx(entailed(*asked), abs=0.3)  # Read in other batches
    assert abs(first / WEIGHT + USUAL) < 20  # Log-odds of two words that the model may well say.
    assert entailed("What did Ana buy?", "a submarine of gold", read, smollm_speaking()) != first


def test_a_model_that_tells_no_probabilities_leaves_it_at_the_ground(
    said: Callable[..., Hit], smollm_speaking: Callable[[], Generator], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Generator, "score_next", lambda *arguments, **options: None)
    hit = said("Ana", "I bought a red bicycle.")
    assert (
        entailed("What did Ana buy?", "a red bicycle", [Evidence(4, hit, hit.text)], smollm_speaking()) == 0.0
    )
