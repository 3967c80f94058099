"""Which claims are taken, and what statements they make."""

from __future__ import annotations

from datetime import date

import pytest

from models.generator import Generator
from secondme.memories.english.voice import Voice
from secondme.memories.extracting import reader
from secondme.memories.extracting.claims import claims_of
from secondme.memories.extracting.prompt import MOST_TOKENS, Proposal, noting, proposals_in, schema_of
from secondme.memories.extracting.reader import SURE, Checked, best_of, statement_of
from secondme.memories.extracting.window import Window, windows_of

NOOR = Voice("Noor", me=False)
WRITTEN = date(2025, 3, 20)


def window_of(text: str) -> Window:
    [window] = windows_of(text, NOOR, frozenset({"ben"}))
    return window


def checked(text: str, *proposed: tuple[str, str, str, str], margins: tuple[float, ...]) -> list[Checked]:
    window = window_of(text)
    found = [claim for one in proposed for claim in claims_of(window, Proposal(*one))]  # type: ignore[arg-type]
    return [Checked(claim, margin) for claim, margin in zip(found, margins, strict=True)]


def test_of_whom_it_may_be_said_the_surest_is_meant_if_sure_enough():
    text = "I sold Ben the boat, he drives a Vespa."
    both = checked(text, ("Noor", "drives", "Vespa", "holds"), margins=(1.9, 2.8))
    assert [one.claim.subject.name for one in best_of(both)] == ["Ben"]
    assert best_of([Checked(one.claim, SURE - 0.1) for one in both]) == []


def test_what_holds_does_not_end_in_the_same_breath():
    twice = checked(
        "I play the cello.",
        ("Noor", "plays", "cello", "holds"),
        ("Noor", "plays", "cello", "ended"),
        margins=(3.0, 1.5),
    )
    assert [one.claim.state for one in best_of(twice)] == ["holds"]


def test_a_statement_rests_on_its_sentence_and_bears_its_days():
    text = "Rain again. I gave up the cello in January 2024."
    [one] = checked(text, ("Noor", "plays", "cello", "ended"), margins=(2.0,))
    said = statement_of(one, NOOR, WRITTEN)
    assert (said.subject, said.predicate, said.value, said.polarity) == ("Noor", "plays", "cello", "ended")
    assert text[said.first : said.last] == "I gave up the cello in January 2024."
    assert (said.valid_from, said.valid_to) == (None, date(2024, 1, 31))
    assert 0 < said.confidence < 1


def test_a_plan_is_due_and_speaks_of_its_owner():
    [one] = checked(
        "I'm painting my boat tomorrow.", ("Noor", "plans", "painting my boat", "holds"), margins=(2.0,)
    )
    said = statement_of(one, NOOR, WRITTEN)
    assert (said.kind, said.valid_to) == ("plan", date(2025, 3, 21))
    assert "Noor's boat" in said.text


def test_a_hedge_makes_it_less_sure():
    [plain] = checked("Ben drives a Vespa.", ("Ben", "drives", "Vespa", "holds"), margins=(2.0,))
    [hedged] = checked("I think I drive a Vespa.", ("Noor", "drives", "Vespa", "holds"), margins=(2.0,))
    assert statement_of(hedged, NOOR, WRITTEN).confidence < statement_of(plain, NOOR, WRITTEN).confidence


@pytest.mark.model
@pytest.mark.slow
def test_a_model_can_only_answer_in_words_of_the_message(tiny: Generator):
    text = "Ben traded the \u201cold\u201d Golf in for a Tesla; my sister's cat (Keks!) hates it."
    window = window_of(text)
    stream = tiny.generate(noting(window), max_tokens=MOST_TOKENS, schema=schema_of(window))
    found = proposals_in("".join(token.text for token in stream))
    assert found
    meant = " ".join(" ".join(one.text for one in window.meant).split())
    for one in found:
        assert one.value in meant and one.value == one.value.strip(".,;:!?()\"'")
        assert one.label in {subject.label for subject in window.subjects}
        assert one.state in ("holds", "ended", "never") and 2 <= len(one.relation) <= 24


@pytest.mark.model
@pytest.mark.slow
def test_reading_tells_what_it_took_and_makes_only_sound_statements(tiny: Generator):
    reader.warm(tiny)
    text = "I play the cello at St Anne's and live with Ben."
    found, cost = reader.read(tiny, window_of(text), NOOR, written=WRITTEN)
    assert cost.windows == 1 and cost.output > 0
    assert 0 < cost.prompt < 200, "the common beginning is read once"
    for one in found:
        assert one.value in text and text[one.first : one.last] == text
