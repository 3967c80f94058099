"""How well questions about order are answered: which of two segments of a book, or two messages, came first.

    python benchmarks/order.py [--quick] [--embed] [--pairs N] [--json]

The Sequence Order Recall Task (Pink et al., 2024, "Assessing Episodic Memory in LLMs with Sequence Order
Recall Tasks") shows two segments of a book that was read and asks which came first; chance is one half. Here
the books are in memory, read in through the ordinary reader, and the questions are asked through
`Memory.ask` in plain language. The books are in the public domain and come from the test suite of the
package Brotli on the Python package index, by hash: Alice's Adventures in Wonderland, As You Like It,
Paradise Lost, and the proceedings of a workshop at the Library of Congress. The chats are the invented ones
of docs/demo.

quoted      both segments stand in the question, of 20 and of 50 words
described   only the five rarest words of each segment stand in it
misquoted   as quoted, but every eighth word has got lost
near, far   less than 1,000 words apart, or more; close: less than 100, so often in one passage
chat        two messages of one conversation, quoted; told apart by when they were sent

Both orders are asked equally often, and equally often which came first and which came last. An answer counts
when it names the right one; "I don't know" counts as wrong. Beside it, on the same questions: BM25 over the
same passages, whose best passage for each segment is taken as its place (a tie is decided by a coin), and a
guess by likeness, which takes the segment that BM25 scores higher and does not know of places: chance.

--embed adds the vectors of the embedder in use; without it, words alone find the segments.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tarfile
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import platformdirs

import secondme
from benchmarks.locomo import share_models
from benchmarks.real_files import Package, fetch_into
from secondme.memory import Memory

PACKAGE = Package("brotli-1.2.1.tar.gz", "02b2f7b5a83485efe448a44ddf7983def05c3bb1dcf917d4f7154070260e13de")
BOOKS = ("alice29.txt", "asyoulik.txt", "plrabn12.txt", "lcet10.txt")
CHAT = Path(__file__).parent.parent / "docs" / "demo" / "chat.jsonl"
ME = "Merrin"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SEED = 11
SIZES = (20, 50)
REACHES = (range(0, 1_000), range(1_000, sys.maxsize), range(0, 100), range(1_000, sys.maxsize))
DISTANCES = {REACHES[0]: ("near",), REACHES[1]: ("far",), REACHES[2]: ("near", "close")}
SLIP = 8
RAREST = 5
SHORTEST_MESSAGE = 4

Figures = dict[str, float]


@dataclass(frozen=True)
class Asked:
    """A question about two segments. answer: which part is right, 0 or 1. tags: what it counts for."""

    text: str
    parts: tuple[str, str]
    answer: int
    later: bool
    tags: tuple[str, ...]


FORMS: tuple[tuple[str, str], ...] = (
    ('Which comes {side} in the book: "{a}" or "{b}"?', "comes"),
    ("What came {side}, “{a}” or “{b}”?", "came"),
    ("Segment A: {a}\n\nSegment B: {b}\n\nWhich segment came {side} in the book?", "segments"),
    ('"{a}" or "{b}": which of them stands {side} in the text?', "named first"),
)
DESCRIBED = "Which comes {side} in the book, the part about {a} or the part about {b}?"
SAID = 'What was said {side}: "{a}" or "{b}"?'


def main() -> None:
    arguments = _arguments()
    share_models()
    pairs = 12 if arguments.quick else arguments.pairs
    texts = fetch_texts(platformdirs.user_cache_path("secondme") / "real-files")
    if arguments.quick:
        texts = {name: texts[name] for name in BOOKS[:2]}
    with tempfile.TemporaryDirectory() as folder, remembering(Path(folder), texts, arguments.embed) as memory:
        asked = [
            *(one for name, text in texts.items() for one in book_questions(name, text, pairs)),
            *chat_questions(pairs),
        ]
        figures = measure(memory, asked)
    _print_table(figures)
    if arguments.json:
        print(json.dumps(figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--embed", action="store_true", help="find by meaning too; minutes for whole books")
    parser.add_argument(
        "--pairs", type=int, default=240, help="of segments from each book and kind of question"
    )
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def fetch_texts(folder: Path) -> dict[str, str]:
    """The books by file name, fetched where they are not there yet."""
    found = {}
    with tarfile.open(fetch_into(folder / "packages", PACKAGE)) as tar:
        for member in tar:
            name = Path(member.name).name
            stream = tar.extractfile(member) if name in BOOKS and member.isfile() else None
            if stream is not None:
                found[name] = stream.read().decode("cp1252").replace("\r\n", "\n")
    return {name: found[name] for name in BOOKS}


def remembering(folder: Path, texts: Mapping[str, str], embed: bool) -> Memory:
    """A memory of the books and the chats, through the ordinary way in."""
    books = folder / "books"
    books.mkdir()
    for name, text in texts.items():
        (books / name).write_text(text, "utf-8")
    shutil.copy(CHAT, folder / "chat.jsonl")
    memory = secondme.open(folder / "home")
    if not embed:
        from models.shelf import Shelf

        memory.engines.shelf = Shelf(folder / "no-models")
    memory.add(books, now=NOW)
    memory.import_chat("jsonl", folder / "chat.jsonl", me=ME, now=NOW)
    return memory


# Questions


def book_questions(name: str, text: str, pairs: int) -> Iterator[Asked]:
    """Pairs of segments, half of them near each other, each asked quoted and described."""
    chance = random.Random(f"{SEED} {name}")
    words = text.split()
    counts = Counter(map(_bare, words))
    for number in range(pairs):
        size, reach = SIZES[number % 2], REACHES[number // 2 % len(REACHES)]
        first, second = _two_starts(chance, len(words), size, reach)
        segments = [" ".join(words[start : start + size]) for start in (first, second)]
        tags = (name.removesuffix(".txt"), *DISTANCES[reach], f"{size}_words")
        form, _ = FORMS[number // 4 % len(FORMS)]
        yield _asked(chance, form, segments, (*tags, "quoted"))
        slipped = [" ".join(_with_slips(words[start : start + size])) for start in (first, second)]
        yield _asked(chance, form, slipped, (*tags, "misquoted"))
        rare = [_rarest(words[start : start + size], counts) for start in (first, second)]
        if rare[0] and rare[1] and rare[0] != rare[1]:
            yield _asked(chance, DESCRIBED, rare, (*tags, "described"))


def _two_starts(chance: random.Random, length: int, size: int, reach: range) -> tuple[int, int]:
    """Where two segments begin that do not overlap, and that lie so far apart."""
    while True:
        first = chance.randrange(length - size)
        second = first + chance.randrange(max(size, reach.start), min(reach.stop, length))
        if second + size <= length:
            return first, second


def _with_slips(words: Sequence[str]) -> list[str]:
    """The words as somebody remembers them who leaves some out."""
    return [word for place, word in enumerate(words, 1) if place % SLIP]


def _rarest(words: Sequence[str], counts: Mapping[str, int]) -> str:
    """The rarest words of a segment, as somebody would name them who remembers what it was about."""
    known = dict.fromkeys(bare for word in words if len(bare := _bare(word)) > 3)
    return ", ".join(sorted(known, key=lambda word: counts[word])[:RAREST])


def _bare(word: str) -> str:
    return re.sub(r"^\W+|\W+$|_", "", word).casefold()


def chat_questions(pairs: int) -> Iterator[Asked]:
    """Two messages of one conversation; whether they are near is not asked of chats."""
    chance = random.Random(f"{SEED} chat")
    talks: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in CHAT.read_text("utf-8").splitlines():
        message = json.loads(line)
        if len(message["text"].split()) >= SHORTEST_MESSAGE:
            talks[message["conversation"]].append(message)
    for _ in range(pairs):
        talk = sorted(talks[chance.choice(sorted(talks))], key=lambda message: message["time"])
        first, second = sorted(chance.sample(range(len(talk)), 2))
        texts = [talk[first]["text"], talk[second]["text"]]
        yield _asked(chance, SAID, texts, ("chat",))


def _asked(chance: random.Random, form: str, segments: Sequence[str], tags: tuple[str, ...]) -> Asked:
    """The question with the segments, given in their order, in either order, about the first or the last."""
    swapped, later = chance.random() < 0.5, chance.random() < 0.5
    a, b = segments[::-1] if swapped else segments
    text = form.format(a=a, b=b, side="last" if later else "first")
    return Asked(text, (a, b), int(swapped != later), later, tags)


# Measuring


def measure(memory: Memory, asked: Sequence[Asked]) -> Figures:
    """The share of right answers, by kind; of ours, of BM25's places, and of a guess by likeness."""
    peer, likeness = peers(memory)
    right: dict[str, list[bool]] = defaultdict(list)
    took = []
    for one in asked:
        began = time.perf_counter()
        ours = answered(memory, one) == one.answer
        took.append(time.perf_counter() - began)
        for name, own in (
            ("", ours),
            ("peer_", peer(one) == one.answer),
            ("guess_", likeness(one) == one.answer),
        ):
            for key in keys(one):
                right[name + key].append(own)
    figures = {name: round(sum(own) / len(own), 4) for name, own in right.items()}
    return {
        **figures,
        "ratio": round(figures["accuracy"] / figures["peer_accuracy"], 3),
        "ratio_quoted": round(figures["accuracy_quoted"] / figures["peer_accuracy_quoted"], 3),
        "questions": len(asked),
        "ms_p50": round(1000 * median(took), 2),
        "ms_max": round(1000 * max(took), 2),
    }


def keys(one: Asked) -> Iterator[str]:
    """What a question counts for: `accuracy`, `accuracy_near`, `accuracy_quoted_near` …"""
    yield "accuracy"
    for tag in one.tags:
        yield f"accuracy_{tag}"
        if one.tags[-1] != tag:
            yield f"accuracy_{one.tags[-1]}_{tag}"


def answered(memory: Memory, one: Asked) -> int | None:
    """Which part the answer names as the one asked for; None where it names none."""
    from models.errors import ModelMissingError

    try:
        answer = memory.ask(one.text, now=NOW)
    except ModelMissingError:  # It was not understood as a question about order.
        return None
    if answer.abstained:
        return None
    named = answer.text.split("“", 1)[1] if "“" in answer.text else ""
    starts = [" ".join(part.split()[:4]) for part in one.parts]
    matching = [place for place, start in enumerate(starts) if named.startswith(start)]
    return matching[0] if len(matching) == 1 else None


def peers(memory: Memory) -> tuple[Callable[[Asked], int], Callable[[Asked], int]]:
    """BM25 with the place of its best passage, and BM25 as a guess by likeness."""
    import apsw

    from secondme.recall.question import understand

    stored = memory.store.connection().execute(
        "SELECT p.id, p.text, ifnull(p.time, 0), p.document_id, p.position FROM passages p"
    )
    passages = [(int(str(row[0])), str(row[1]), (row[2], row[3], row[4])) for row in stored]
    db = apsw.Connection(":memory:")
    db.execute("CREATE VIRTUAL TABLE plain USING fts5(text, tokenize = 'porter unicode61')")
    db.executemany("INSERT INTO plain (rowid, text) VALUES (?, ?)", ((row[0], row[1]) for row in passages))
    places = {row[0]: row[2] for row in passages}
    coin = random.Random(SEED)

    def best(text: str) -> tuple[int, float]:
        terms = " OR ".join(f'"{term}"' for term in understand(text).terms)
        sql = "SELECT rowid, -rank FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 1"
        found = db.execute(sql, (terms,)).fetchone() if terms else None
        return (int(str(found[0])), float(str(found[1]))) if found else (0, 0.0)

    def by_place(one: Asked) -> int:
        a, b = (best(part)[0] for part in one.parts)
        if a == b or not (a and b):
            return coin.randrange(2)
        return int((places[a] > places[b]) != one.later)  # type: ignore[operator]

    def by_likeness(one: Asked) -> int:
        a, b = (best(part)[1] for part in one.parts)
        return int(b > a)

    return by_place, by_likeness


def _print_table(figures: Figures) -> None:
    print(f"{'':36}{'secondme':>10}{'BM25 place':>12}{'likeness':>10}")
    for name, value in figures.items():
        if name.startswith("accuracy"):
            print(f"{name:36}{value:10.3f}{figures['peer_' + name]:12.3f}{figures['guess_' + name]:10.3f}")
    print(
        f"{figures['questions']} questions, {figures['ms_p50']} ms each (median), {figures['ms_max']} at most"
    )


if __name__ == "__main__":
    main()
