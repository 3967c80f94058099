"""What is counted of a simulated month, and what it changes to ask everything several times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any

from benchmarks.days.verdicts import JUNK, VERDICTS, Verdict
from benchmarks.year.script import Year
from secondme.memories.book import Remembered


@dataclass(frozen=True)
class Night:
    """How a day ended. seconds: of consolidating; bytes: of the store, of the texts, of plain FTS5."""

    seconds: float
    memories: int
    passages: int
    store: int
    texts: int
    fts5: int


@dataclass
class Lived:
    """A month that was lived. verdicts: by memory; asked: the hits of every question, by their texts."""

    nights: list[Night] = field(default_factory=list)
    memories: list[Remembered] = field(default_factory=list)
    rests_on: dict[str, tuple[str, ...]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)
    cards: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    trust: dict[str, int] = field(default_factory=dict)
    uses: int = 0
    counted: int = 0

    @property
    def keys(self) -> dict[tuple[str, ...], Remembered]:
        """The memories by what they say and rest on: their numbers may differ from month to month."""
        return {(one.text, *sorted(self.rests_on[one.id])): one for one in self.memories}


def figures_of(year: Year, once: Lived, often: Lived, times: int) -> dict[str, Any]:
    """The figures by plain keys: of the month lived once, and what living it with repetitions changed."""
    nights = once.nights
    last = nights[-1]
    counts = Counter(once.verdicts.values())
    junk = sum(counts[one] for one in JUNK)
    seconds = [night.seconds for night in nights]
    return {
        "days": len(nights),
        "messages": len(year.messages),
        "passages": last.passages,
        "memories": len(once.memories),
        **{name: counts[name] for name in VERDICTS},
        "junk": junk,
        "junk_share": round(junk / max(len(once.memories), 1), 4),
        "junk_per_1000_messages": round(1000 * junk / max(len(year.messages), 1), 2),
        "memories_per_day": round(last.memories / len(nights), 2),
        "recalls": len(once.asked),
        "used": dict(once.used),
        "cards": dict(once.cards),
        "answers": dict(once.answers),
        "passages_by_trust": once.trust,
        **_growth(nights),
        "consolidate_s_per_day": round(fmean(seconds), 3),
        "consolidate_s_worst": round(max(seconds), 3),
        "consolidate_s_first_third": round(median(seconds[: max(len(seconds) // 3, 1)]), 3),
        "consolidate_s_last_third": round(median(seconds[-max(len(seconds) // 3, 1) :]), 3),
        **_repetition(once, often, times),
    }


def _growth(nights: Sequence[Night]) -> dict[str, float]:
    """Bytes a day from the first night to the last, so that what an empty store has does not count."""
    first, last = nights[0], nights[-1]
    days, passages = max(len(nights) - 1, 1), max(last.passages - first.passages, 1)
    store, fts5, texts = last.store - first.store, last.fts5 - first.fts5, last.texts - first.texts
    return {
        "store_bytes": last.store,
        "store_bytes_per_day": round(store / days),
        "store_bytes_per_passage": round(store / passages),
        "texts_bytes_per_day": round(texts / days),
        "fts5_bytes_per_day": round(fts5 / days),
        "store_over_fts5": round(store / max(fts5, 1), 2),
        "store_over_texts": round(store / max(texts, 1), 2),
    }


def _repetition(once: Lived, often: Lived, times: int) -> dict[str, float]:
    """What asking and using everything several times in a row changed."""
    one, other = once.keys, often.keys
    both = [key for key in one if key in other]
    ratios = [
        max(other[key].stability / one[key].stability, one[key].stability / other[key].stability)
        for key in both
    ]
    more = often.nights[-1].store - once.nights[-1].store
    recalls = (times - 1) * len(once.asked)
    return {
        "times": times,
        "memories_differing": len(one.keys() ^ other.keys()),
        "uses": once.uses,
        "uses_repeated": often.uses,
        "uses_counted": once.counted,
        "uses_counted_repeated": often.counted,
        "stability_ratio_most": round(max(ratios, default=1.0), 4),
        "pairs_swapped": round(
            swapped([(one[key].retrievability, other[key].retrievability) for key in both]), 4
        ),
        "hits_differing": round(
            sum(first != second for first, second in zip(once.asked, often.asked, strict=True))
            / max(len(once.asked), 1),
            4,
        ),
        "bytes_per_recall": round(more / max(recalls, 1)),
    }


def swapped(pairs: Sequence[tuple[float, float]]) -> float:
    """The share of all pairs whose order differs between the two sides; a tie differs from no order."""
    found = total = 0
    for place, (left, right) in enumerate(pairs):
        for other_left, other_right in pairs[place + 1 :]:
            total += 1
            found += (left - other_left) * (right - other_right) < 0
    return found / max(total, 1)
