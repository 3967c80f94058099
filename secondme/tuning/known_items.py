"""Known-item questions: passages spread over a memory's sources and times, each with a question it answers.

Made from a passage's own words (a few that are neither its rarest nor its commonest, some inflected, as
people half remember a thing) or, where a language model is there, by asking it for a question in other words.
The first kind favours search by words and is used to see that nothing broke; decisions rest on the second.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

import apsw

from secondme.recall.excerpt import stem
from secondme.recall.learning import Lesson, lesson_of
from secondme.recall.pipeline import Examined
from secondme.recall.question import name_words, understand
from secondme.store.query import rows, rows_among, value
from secondme.store.suspicion import NOT_QUARANTINED
from secondme.store.times import to_moment

if TYPE_CHECKING:
    from models.generator import Generator

One = TypeVar("One")
Made = Literal["words", "model"]

SEED = 20250101
MOST_ITEMS = 120
OVERSAMPLED = 6
"""Many messages say too little to ask about: so many more are looked at."""
LEAST_WORDS = 5
KEPT_WORDS = 3
COUNTED = 5_000
"""A word in more passages than this is common, however many more there are."""
MOST_QUESTION_TOKENS = 40

HEAD = """\
You write one short question that the note answers, in other words than the note's.

Note: Ana: the dentist moved it to Thursday at ten
Question: When is the appointment for Ana's teeth?"""
"""Read once and kept: every question starts behind it. The note is data, whatever it says."""

_PLACES = (
    "SELECT p.id FROM passages p JOIN documents d ON d.id = p.document_id WHERE d.source_id = ? "
    f"AND p.trust <> 'assistant' AND {NOT_QUARANTINED} "
    "ORDER BY coalesce(p.time, d.time, 0), p.id"
)
_TEXTS = (
    "SELECT p.id, p.document_id, p.text, p.speaker, coalesce(p.time, d.time) FROM passages p "
    "JOIN documents d ON d.id = p.document_id WHERE p.id IN {}"
)
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM passages_text WHERE passages_text MATCH ? LIMIT ?)"


@dataclass(frozen=True, slots=True)
class Item:
    """A passage worth asking for. day: on which it was written; its document where nobody knows."""

    passage: int
    document: int
    text: str
    speaker: str | None
    day: str


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A question with the passage that it was made from, and how it was made."""

    question: str
    item: Item
    made: Made


def choose_items(db: apsw.Connection, count: int = MOST_ITEMS, *, seed: int = SEED) -> list[Item]:
    """Passages with something to ask about, spread over sources and times; the same for the same memory."""
    sources = [number for (number,) in rows(db, "SELECT id FROM sources ORDER BY id")]
    per_source = [[number for (number,) in rows(db, _PLACES, source)] for source in sources]
    filled = [numbers for numbers in per_source if numbers]
    if not filled:
        return []
    # A large source counts for more than a small one, but does not drown it.
    shares = [len(numbers) ** 0.5 for numbers in filled]
    draw = random.Random(seed)
    chosen: list[Item] = []
    for numbers, share in zip(filled, shares, strict=True):
        wanted = max(1, round(count * share / sum(shares)))
        found = _worth_asking(db, _spread(numbers, wanted * OVERSAMPLED, draw))
        chosen += _spread(found, wanted, draw)
    return chosen[:count]


def _spread(all_of_them: Sequence[One], count: int, draw: random.Random) -> list[One]:
    """So many of them, one from each stretch of equal length."""
    if len(all_of_them) <= count:
        return list(all_of_them)
    step = len(all_of_them) / count
    places = dict.fromkeys(int((place + draw.random()) * step) for place in range(count))
    return [all_of_them[place] for place in places]


def _worth_asking(db: apsw.Connection, numbers: Sequence[int]) -> list[Item]:
    found = {
        number: Item(number, document, text, speaker, _day(written, document))
        for number, document, text, speaker, written in rows_among(db, _TEXTS, numbers)
        if len(understand(text).terms) >= LEAST_WORDS
    }
    return [found[number] for number in numbers if number in found]


def _day(written: int | None, document: int) -> str:
    return f"document {document}" if written is None else to_moment(written).date().isoformat()


def ask_by_words(db: apsw.Connection, items: Sequence[Item], *, seed: int = SEED) -> Iterator[KnownItem]:
    """A question from a few of each passage's words; of every third with a speaker, who said it too."""
    draw = random.Random(seed)
    for number, item in enumerate(items):
        words = _half_remembered(db, item, draw)
        names = name_words(item.speaker)
        asked = " ".join(words)
        if names and number % 3 == 0:
            asked = f"what did {names[0].title()} say about {asked}"
        yield KnownItem(asked, item, "words")


def _half_remembered(db: apsw.Connection, item: Item, draw: random.Random) -> list[str]:
    names = set(name_words(item.speaker))
    words = [word for word in understand(item.text).terms if not word.isdigit() and word not in names]
    rare = sorted(words, key=lambda word: (_frequency(db, word), word))
    forgotten = len(rare) // 3
    kept = set(rare[forgotten : forgotten + KEPT_WORDS])
    return [_inflected(word, draw) for word in words if word in kept]


def _frequency(db: apsw.Connection, word: str) -> int:
    return int(value(db, _COUNT, f'"{word}"', COUNTED))


def _inflected(word: str, draw: random.Random) -> str:
    """The word, or one time in three another form of it."""
    if draw.randrange(3) or not word.isalpha() or len(word) < 5:
        return word
    return stem(word) + draw.choice(("", "s", "ed", "ing"))


def ask_by_model(
    generator: Generator, items: Sequence[Item], *, until: float, clock: Callable[[], float] = time.monotonic
) -> Iterator[KnownItem]:
    """A question that the language model asks about each passage, until the clock says `until`."""
    from models.protocol import Message

    for item in items:
        if clock() >= until:
            return
        said = f"{item.speaker}: {item.text}" if item.speaker else item.text
        prompt = [Message("system", HEAD), Message("user", f"Note: {said[:800]}\nQuestion:")]
        text = generator.generate(prompt, max_tokens=MOST_QUESTION_TOKENS, stop=["\n"]).text()
        asked = re.sub(r"\s+", " ", text).strip()
        if understand(asked).terms and asked.endswith("?"):
            yield KnownItem(asked, item, "model")


def lesson_for(known: KnownItem, found: Examined) -> Lesson:
    """The lesson of a known item: its passage is right, and whatever else is found is not."""
    gain = [float(candidate.passage == known.item.passage) for candidate in found.candidates]
    return lesson_of(found.signals, gain, missed=int(not any(gain)), group=known.item.day)
