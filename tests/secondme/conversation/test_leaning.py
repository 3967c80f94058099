"""What was read for the question before does not answer the next one unless it is about that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from ingest import Locator
from secondme.answer.answer import Answer, Citation, unknown
from secondme.answer.context import Context
from secondme.answer.evidence import Evidence
from secondme.conversation.conversing import leans_on_before
from secondme.recall.hit import Hit

GARDEN = Hit(
    id="p1",
    kind="passage",
    passage=1,
    document=1,
    text="We planted beans in the garden.",
    title="Garden",
    heading="",
    source="/notes",
    path=None,
    locator=Locator("lines", start=1, end=1),
    speaker=None,
    time=datetime(2025, 5, 1, tzinfo=UTC),
    trust="self",
    score=10.0,
    similarity=0.5,
    signals={},
)
SPADE = replace(GARDEN, id="p2", passage=2, text="Noor sold the old spade.")
BEFORE = Context(evidence=(Evidence(1, GARDEN, GARDEN.text),))


def said(hit: Hit, confidence: float) -> Answer:
    return Answer("beans [1].", (Citation(1, hit, hit.text),), confidence, False, "")


def test_what_is_not_sure_and_cites_only_what_was_read_before_is_asked_once_more_without() -> None:
    assert leans_on_before(said(GARDEN, 0.5), BEFORE)


def test_a_sure_answer_and_one_from_what_is_new_stand() -> None:
    assert not leans_on_before(said(GARDEN, 0.9), BEFORE)
    assert not leans_on_before(said(SPADE, 0.5), BEFORE)
    assert not leans_on_before(unknown("What I found does not say it.", [GARDEN]), BEFORE)
    assert not leans_on_before(replace(said(GARDEN, 0.5), cancelled=True), BEFORE)
