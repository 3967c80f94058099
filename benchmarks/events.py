"""How well talk and prose are cut into events, beside TextTiling and even cuts over the same texts.

    python benchmarks/events.py [--quick] [--json] [--chats FILE]

Texts are joined from ten pieces each of different documents, so that it is known where one ends (Choi, 2000):
sentences of the documentation in packages on the Python package index and of two public-domain texts, all
fetched by hash; and messages of the invented talks in benchmarks/training, in "talk" of two groups of people
in turn, in "same_people" of one. None of them tells a time, so only meaning and words can tell. Printed are
Pk and WindowDiff (0 is perfect, about .5 is chance), and how many cuts are made for one that should be. The
ratio is ours to the better TextTiling, by words or by the same vectors.

--chats: also the sessions of a conversation file in the form of LoCoMo, joined in their order without times.
The cutter's constants were chosen on another package (Django) and the other two talks of training.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if __name__ == "__main__":  # A script of this folder has the name of a package; it must not stand before it.
    sys.path[0] = str(Path(__file__).parent.parent)

import platformdirs

import secondme
from benchmarks.corpora.documentation import gather_passage_vectors
from benchmarks.locomo import share_models
from benchmarks.segmenting.figures import pk, window_diff
from benchmarks.segmenting.mixed import JUDGED_TALKS, Mixed, mixed_chats, mixed_prose, mixed_talk
from benchmarks.segmenting.peers import even, texttiling, texttiling_by_vectors
from models.shelf import Shelf
from secondme.engines import Engines, NamedEmbedder
from secondme.events.cutting import cut
from secondme.events.likeness import content_stems
from secondme.home import find_home
from secondme.recall.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from secondme.events.likeness import Matrix

FOLDER = platformdirs.user_cache_path("secondme") / "real-files"
SEED = 7
MESSAGES, QUICK_MESSAGES = 20_000, 400
SESSION = 15
BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
COLUMNS = ("pk", "wd", "cuts")


def main() -> None:
    arguments = _arguments()
    share_models()
    embedder = Engines(Shelf(find_home().models)).embedder()
    if embedder is None:
        raise SystemExit("No embedder is here. Get one: secondme models pull minilm")
    sets = gather_sets(arguments.quick, arguments.chats)
    figures: dict[str, float] = {}
    for name, texts in sets.items():
        rows = measure(texts, embedder)
        _print_table(name, texts, rows)
        figures |= {
            f"{name}_{row}_{column}": values[column] for row, values in rows.items() for column in COLUMNS
        }
        for column in ("pk", "wd"):
            peer = min(rows["texttiling"][column], rows["texttiling_vectors"][column])
            figures[f"{name}_{column}_over_texttiling"] = round(rows["ours"][column] / peer, 3)
            figures[f"{name}_{column}_over_even"] = round(rows["ours"][column] / rows["even"][column], 3)
            words = rows["ours_words"][column] / rows["texttiling"][column]
            figures[f"{name}_words_{column}_over_texttiling"] = round(words, 3)
    figures["cut_per_s"] = speed(sets, embedder)
    figures |= gathering(sets, QUICK_MESSAGES if arguments.quick else MESSAGES)
    print(f"\ncutting alone, vectors given: {figures['cut_per_s']:,.0f} passages a second")
    print(
        f"gathering {figures['gathered']:,} messages: {figures['gathered_per_s']:,.0f} a second, "
        f"the longest of {figures['writes']} writes {figures['longest_write_s']:.3f} s"
    )
    if arguments.json:
        print(json.dumps(figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a few short texts, to see that it runs")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    parser.add_argument("--chats", type=Path, help="a file in the form of LoCoMo")
    return parser.parse_args()


def gather_sets(quick: bool, chats: Path | None) -> dict[str, list[Mixed]]:
    """The texts by the kind and size of their pieces."""
    if quick:
        return {"talk": mixed_talk(2, 6, 12, seed=SEED, files=JUDGED_TALKS)}
    sets = {
        "short": mixed_prose(FOLDER, 20, 3, 11, seed=SEED),
        "long": mixed_prose(FOLDER, 10, 8, 30, seed=SEED + 1),
        "talk": mixed_talk(15, 6, 20, seed=SEED + 2, files=JUDGED_TALKS),
        "same_people": [
            text for name in JUDGED_TALKS for text in mixed_talk(8, 6, 20, seed=SEED + 3, files=(name,))
        ],
    }
    return sets | ({"chats": mixed_chats(chats)} if chats else {})


def measure(texts: Sequence[Mixed], embedder: NamedEmbedder) -> dict[str, dict[str, float]]:
    """The mean figures of each way to cut."""
    vectors = [gather_passage_vectors(FOLDER, text.embedded, embedder) for text in texts]
    ways: Mapping[str, Callable[[int], list[int]]] = {
        "ours": lambda at: ours(texts[at].texts, vectors[at]),
        "ours_words": lambda at: ours(texts[at].texts),
        "texttiling": lambda at: texttiling(texts[at].texts, STOP_WORDS),
        "texttiling_vectors": lambda at: texttiling_by_vectors(vectors[at]),
        "even": lambda at: even(len(texts[at].texts), len(texts[at].ends)),
    }
    return {
        name: _mean([(way(at), text.ends) for at, text in enumerate(texts)]) for name, way in ways.items()
    }


def speed(sets: Mapping[str, Sequence[Mixed]], embedder: NamedEmbedder) -> float:
    """Passages that are cut in a second, all texts as one run."""
    import numpy as np

    texts = [one for some in sets.values() for one in some]
    vectors = np.concatenate([gather_passage_vectors(FOLDER, one.embedded, embedder) for one in texts])
    run = [text for one in texts for text in one.texts]
    begun = time.perf_counter()
    ours(run, vectors)
    return round(len(run) / (time.perf_counter() - begun), 1)


def ours(texts: Sequence[str], vectors: Matrix | None = None) -> list[int]:
    """Where the events end that secondme cuts, without any times."""
    return [last for _, last in cut([content_stems(text) for text in texts], [None] * len(texts), vectors)]


def gathering(sets: Mapping[str, Sequence[Mixed]], count: int) -> dict[str, float]:
    """How fast so many messages, half of them in one session, become events in a store, without vectors."""
    texts = [text for some in sets.values() for one in some for text in one.texts]
    with tempfile.TemporaryDirectory() as folder, secondme.open(Path(folder) / "home") as memory:
        chat = Path(folder) / "chat.jsonl"
        chat.write_text("".join(_messages(texts, count)), "utf-8")
        with patch.object(type(memory.engines), "embedder", return_value=None):
            memory.import_chat("jsonl", chat, me="Ana")
        writes: list[float] = []
        memory.store.write = _timed(memory.store.write, writes)  # type: ignore[method-assign]
        begun = time.perf_counter()
        done = memory.gather_events(seconds=3_600)
        seconds = time.perf_counter() - begun
    return {
        "gathered": count,
        "gathered_per_s": round(count / seconds, 1),
        "gathered_events": done.events,
        "writes": len(writes),
        "longest_write_s": round(max(writes), 4),
    }


def _messages(texts: Sequence[str], count: int) -> Iterator[str]:
    for at in range(count):
        message = {
            "session": "long" if at < count // 2 else f"{at // SESSION}",
            "time": (BEGAN + timedelta(minutes=2 * at)).isoformat(),
            "speaker": ("Ana", "Ben")[at % 2],
            "text": texts[at % len(texts)],
        }
        yield json.dumps(message) + "\n"


def _timed(write: Callable[..., Any], writes: list[float]) -> Callable[..., Any]:
    """The same, and how long each took."""

    @contextmanager
    def timed(**options: Any) -> Iterator[Any]:
        begun = time.perf_counter()
        with write(**options) as db:
            yield db
        writes.append(time.perf_counter() - begun)

    return timed


def _mean(found: Sequence[tuple[Sequence[int], Sequence[int]]]) -> dict[str, float]:
    return {
        "pk": round(fmean(pk(ends, wanted) for ends, wanted in found), 4),
        "wd": round(fmean(window_diff(ends, wanted) for ends, wanted in found), 4),
        "cuts": round(fmean(len(ends) / len(wanted) for ends, wanted in found), 3),
    }


def _print_table(name: str, texts: Sequence[Mixed], rows: Mapping[str, Mapping[str, float]]) -> None:
    passages = sum(len(one.texts) for one in texts)
    print(f"\n{name}: {len(texts)} texts, {passages:,} passages")
    print(f"{'':22}" + "".join(f"{re.sub('wd', 'WindowDiff', column):>12}" for column in COLUMNS))
    for row, values in rows.items():
        print(f"{row:22}" + "".join(f"{values[column]:12.3f}" for column in COLUMNS))


if __name__ == "__main__":
    main()
