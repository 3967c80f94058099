"""How well recall finds the place in long documents that answers a question, and which passage size is best.

    python benchmarks/documents.py [--sizes 60,120,240] [--json]

Two texts in the public domain, shipped in the test suite of the package Brotli on the Python package index
and fetched from there by hash: "Alice's Adventures in Wonderland" (1865) and the proceedings of a workshop at
the Library of Congress (1992). The questions (document_questions.json) were written for them by hand, each
with the words that answer it; a question is answered by a passage that holds these words. Printed for each
size, in words: recall at 1, 5 and 10 passages, and recall within the first 800 words of the passages in their
order, which is what a small language model can read and so what sizes are compared by; beside it plain BM25
over the same passages.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import platformdirs

import secondme
from benchmarks.locomo import plain_bm25, share_models
from benchmarks.real_files import Package, fetch_into
from ingest import passages
from ingest.passages import count_words
from secondme.memory import Memory

QUESTIONS = Path(__file__).with_name("document_questions.json")
PACKAGE = Package("brotli-1.2.1.tar.gz", "02b2f7b5a83485efe448a44ddf7983def05c3bb1dcf917d4f7154070260e13de")
FILES = ("alice29.txt", "lcet10.txt")
READ_WORDS = 800
DEPTH = 40
CUTS = (1, 5, 10)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """A question with the words that answer it."""

    question: str
    evidence: str


def main() -> None:
    arguments = _arguments()
    share_models()
    texts = fetch_texts(platformdirs.user_cache_path("secondme") / "real-files")
    asked = [Asked(one["question"], one["evidence"]) for one in json.loads(QUESTIONS.read_text("utf-8"))]
    figures = {}
    for size in arguments.sizes:
        with _of_size(size), tempfile.TemporaryDirectory() as folder, _remembering(folder, texts) as memory:
            figures[size] = measure(memory, asked)
        print(f"{size} words: {figures[size]}", file=sys.stderr)
    _print_table(figures)
    if arguments.json:
        used = figures.get(passages.TARGET_WORDS) or next(iter(figures.values()))
        print(json.dumps({**used, "by_size": {str(size): row for size, row in figures.items()}}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(size) for size in text.split(",")],
        default=[passages.TARGET_WORDS],
        help="target sizes of passages in words, such as 60,120,240",
    )
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def fetch_texts(folder: Path) -> dict[str, str]:
    """The texts by name, fetched where they are not there yet."""
    archive = fetch_into(folder / "packages", PACKAGE)
    with tarfile.open(archive) as tar:
        found = {}
        for member in tar:
            name = Path(member.name).name
            stream = tar.extractfile(member) if name in FILES and member.isfile() else None
            if stream is not None:
                found[name] = stream.read().decode("cp1252")
    return found


@contextmanager
def _of_size(words: int) -> Iterator[None]:
    """Passages of another size: all sizes keep their proportions."""
    share = words / passages.TARGET_WORDS
    sizes = {
        name: round(share * getattr(passages, name))
        for name in ("TARGET_WORDS", "TAIL_WORDS", "LONGEST_WORDS")
    }
    with patch.multiple(passages, **sizes):
        yield


def _remembering(folder: str, texts: dict[str, str]) -> Memory:
    """A memory of the texts, read in this process, so that the size of its passages can be set."""
    from ingest import Document
    from ingest.formats.text import read_text
    from secondme.indexing.catching_up import catch_up
    from secondme.store.documents import NewDocument, put_documents
    from secondme.store.sources import put_source

    memory = secondme.open(Path(folder) / "home")
    with memory.store.write() as db:
        source = put_source(db, "folder", folder, now=NOW)
        read = {name: read_text(text.replace("\r\n", "\n").split("\n")) for name, text in texts.items()}
        documents = [Document(name, name, "text", name, NOW, one.passages) for name, one in read.items()]
        put_documents(db, [NewDocument(source.id, one, lambda passage: "self") for one in documents], now=NOW)
    catch_up(memory.store, memory.engines, now=NOW)
    return memory


def measure(memory: Memory, asked: Sequence[Asked]) -> dict[str, float]:
    """Recall of our ranking and of plain BM25, and the passages' mean size in words."""
    stored = [str(text) for (text,) in memory.store.connection().execute("SELECT text FROM passages")]
    numbered = [{"id": str(place), "text": text} for place, text in enumerate(stored)]
    bm25 = plain_bm25(numbered)
    ours = recalls(asked, lambda text: [hit.text for hit in memory.recall(text, DEPTH, log=False)])
    plain = recalls(asked, lambda text: [stored[int(place)] for place in bm25(text)[:DEPTH]])
    return {
        **ours,
        **{f"bm25_{name}": figure for name, figure in plain.items()},
        "r800_over_bm25": round(ours["r800"] / plain["r800"], 3),
        "passages": len(stored),
        "words_per_passage": round(sum(map(count_words, stored)) / len(stored), 1),
    }


def recalls(asked: Sequence[Asked], rank: Callable[[str], list[str]]) -> dict[str, float]:
    """The share of questions answered within so many passages, and within READ_WORDS words."""
    sums = dict.fromkeys([*(f"r{cut}" for cut in CUTS), f"r{READ_WORDS}"], 0)
    for one in asked:
        found = rank(one.question)
        place = next((at for at, text in enumerate(found) if _holds(text, one.evidence)), None)
        if place is None:
            continue
        for cut in CUTS:
            sums[f"r{cut}"] += place < cut
        sums[f"r{READ_WORDS}"] += sum(map(count_words, found[: place + 1])) <= READ_WORDS
    return {name: round(total / len(asked), 4) for name, total in sums.items()}


def _holds(text: str, evidence: str) -> bool:
    return evidence in re.sub(r"\s+", " ", text)


def _print_table(figures: dict[int, dict[str, float]]) -> None:
    columns = ["r1", "r5", "r10", "r800", "bm25_r10", "bm25_r800", "passages", "words_per_passage"]
    print(f"{'size':>6}" + "".join(f"{column:>18}" for column in columns))
    for size, row in figures.items():
        print(f"{size:6}" + "".join(f"{row[column]:18.3f}" for column in columns))


if __name__ == "__main__":
    main()
