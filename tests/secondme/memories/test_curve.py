"""The forgetting curve of a memory: it says of each moment what fading says of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from secondme.indexing.telling import keep_told
from secondme.memories.book import read_memory
from secondme.memories.correcting import correct
from secondme.memories.curve import Curve, read_curve, trace
from secondme.memories.fading import SLEEPS_BELOW, Use, fsrs
from secondme.store import Store

BEGUN = datetime(2025, 3, 1, tzinfo=UTC)
NOW = BEGUN + timedelta(days=200)
USES = [Use(BEGUN + timedelta(days=days), kind) for days, kind in ((40, "cited"), (90, "confirmed"))]  # type: ignore[arg-type]


def moments(curve: Curve) -> list[datetime]:
    step = (curve.ends - curve.begins) / (len(curve.levels) - 1)
    return [curve.begins + step * place for place in range(len(curve.levels))]


def test_each_level_is_what_fading_says_of_that_moment() -> None:
    curve = trace(BEGUN, USES, 20.0, now=NOW)
    for moment, level in zip(moments(curve), curve.levels, strict=True):
        assert level == pytest.approx(fsrs(BEGUN, USES, moment, 20.0))


def test_it_ends_a_little_after_the_memory_falls_asleep() -> None:
    curve = trace(BEGUN, [], 30.0, now=NOW)
    assert curve.sleeps_at is not None and NOW < curve.sleeps_at < curve.ends
    assert fsrs(BEGUN, [], curve.sleeps_at, 30.0) == pytest.approx(SLEEPS_BELOW)
    assert curve.levels[-1] < SLEEPS_BELOW


def test_what_has_been_is_never_squeezed_to_nothing_by_what_will_be() -> None:
    curve = trace(BEGUN, USES, 3000.0, now=NOW)
    assert curve.ends - NOW == 3 * (NOW - BEGUN)


def test_uses_that_a_clock_gone_wrong_put_into_the_future_do_not_count() -> None:
    wrong = Use(NOW + timedelta(days=1), "confirmed")
    assert trace(BEGUN, [*USES, wrong], 20.0, now=NOW) == trace(BEGUN, USES, 20.0, now=NOW)


def test_what_is_pinned_or_lasts_longer_than_one_can_see_never_falls_asleep() -> None:
    assert trace(BEGUN, [], 20.0, pinned=True, now=NOW).sleeps_at is None
    lasting = trace(BEGUN, [], 4000.0, now=NOW)
    assert lasting.sleeps_at is None


def test_a_plan_does_not_fade_before_its_day() -> None:
    curve = trace(NOW + timedelta(days=10), [], 3.0, now=NOW)
    assert curve.begins == NOW
    assert curve.levels[0] == 1.0
    assert curve.sleeps_at is not None and curve.sleeps_at > NOW + timedelta(days=30)


def test_the_curve_of_a_memory_has_the_uses_that_were_made_of_it(store: Store, now: datetime) -> None:
    key = f"m{keep_told(store, 'The key is with Noor.', embedder=None, now=now)}"
    correct(store, "confirm", [key], embedder=None, now=now + timedelta(days=9))
    later = now + timedelta(days=30)
    curve = read_curve(store.connection(), key, now=later)
    assert [(use.kind, use.at) for use in curve.uses] == [("confirmed", now + timedelta(days=9))]
    held = read_memory(store.connection(), key, now=later).retrievability
    nearest = min(zip(moments(curve), curve.levels, strict=True), key=lambda one: abs(one[0] - later))
    assert nearest[1] == pytest.approx(held, abs=0.01)
