"""How fast files become memory, and what following them costs, each figure beside its limit in the same run.

    python benchmarks/ingest.py [--quick] [--json] [--files N] [--idle MINUTES]

text     Markdown files a second from the folder to complete full text, beside `rg --files | xargs cat`
         (reading the bytes) and beside plain SQLite FTS5 inserts of the same texts into an unencrypted file
vectors  passages a second from the queue to stored vectors, beside the embedder alone on the same texts
idle     with --idle: the daemon's share of one core and its resident memory while it follows 50,000 files

The notes are the sentences of docs/demo put together anew, always in the same way: a heading or two, dates,
lists, 200 words in the median, some of 1,000. Each part is measured in turns and told as medians.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from statistics import median

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

from benchmarks.speed import Figures, in_turns, opened, sentences, timed
from models.shelf import Shelf
from secondme.home import MODELS_VARIABLE, find_home
from secondme.key import KEYRING_VARIABLE
from secondme.memory import Memory

SEED = 11
FILES_A_FOLDER = 40
IDLE_FILES = 50_000
SETTLING_S = 60.0


def main() -> None:
    arguments = _arguments()
    os.environ.setdefault(MODELS_VARIABLE, str(find_home().models))
    os.environ[KEYRING_VARIABLE] = "off"  # throw-away homes leave nothing in the person's keyring
    count = arguments.files or (100 if arguments.quick else 10_000)
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "notes"
        write_notes(notes, count)
        print(f"measuring full text of {count:,} files …", file=sys.stderr)
        figures |= measure_text(notes, Path(folder), rounds=1 if arguments.quick else 3)
        print("measuring vectors …", file=sys.stderr)
        figures |= measure_vectors(Path(folder), 12 if arguments.quick else 150)
    if arguments.idle:
        with tempfile.TemporaryDirectory() as folder:
            figures |= measure_idle(Path(folder), arguments.idle, 500 if arguments.quick else IDLE_FILES)
    for name, figure in figures.items():
        print(f"{name:32}{figure:14,.3f}")
    if arguments.json:
        print(json.dumps({name: round(figure, 4) for name, figure in figures.items()}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    parser.add_argument("--files", type=int, help="how many Markdown files (10,000)")
    parser.add_argument("--idle", type=float, default=0.0, metavar="MINUTES", help="watch the daemon idle")
    return parser.parse_args()


def write_notes(folder: Path, count: int) -> None:
    """Markdown files as people have them: a heading, some text, sometimes a section or a list."""
    pick = random.Random(SEED)
    pool = sentences()
    for number in range(count):
        day = f"{2020 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}"
        below = folder / f"{2020 + number % 6}" / f"{number // FILES_A_FOLDER:04}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{day}-{number}.md").write_text(_note(pick, pool, number, day), "utf-8")


def _note(pick: random.Random, pool: list[str], number: int, day: str) -> str:
    words, length = 0, min(1_000, max(30, round(pick.lognormvariate(5.3, 0.8))))
    parts = [f"# Note {number}: {pick.choice(pool)[:40]}", day]
    while words < length:
        text = " ".join(pick.sample(pool, pick.randint(1, 5)))
        words += len(text.split())
        parts.append(pick.choice(("", "", "", "- ", f"## {pick.choice(pool)[:30]}\n\n")) + text)
    return "\n\n".join(parts) + "\n"


# Full text


def measure_text(notes: Path, folder: Path, *, rounds: int) -> Figures:
    """Files a second to complete full text, and how near that is to reading and to plain FTS5."""
    files = sorted(notes.rglob("*.md"))
    made = iter(range(1_000))
    ways: dict[str, Callable[[], float]] = {
        "secondme": lambda: _add(folder / f"home-{next(made)}", notes),
        "fts5": lambda: timed(partial(_plain_fts, folder / f"plain-{next(made)}.db", files)),
    }
    if shutil.which("rg"):
        ways["cat"] = lambda: timed(partial(_cat, notes))
    took = in_turns(ways, rounds=rounds)
    seconds = {name: median(values) for name, values in took.items()}
    figures = {
        "text_files": float(len(files)),
        "text_words_per_file": sum(len(file.read_text("utf-8").split()) for file in files) / len(files),
        "text_files_per_s": len(files) / seconds["secondme"],
        "fts5_files_per_s": len(files) / seconds["fts5"],
        "text_over_fts5": seconds["fts5"] / seconds["secondme"],
    }
    if "cat" in seconds:
        figures["cat_files_per_s"] = len(files) / seconds["cat"]
        figures["text_over_cat"] = seconds["cat"] / seconds["secondme"]
    return figures


def _add(home: Path, notes: Path) -> float:
    """Seconds from a new home to complete full text, without a model; the home is removed again."""
    with opened(home, home / "no-models") as memory:
        took = timed(lambda: memory.add(notes))
    shutil.rmtree(home)
    return took


def _plain_fts(path: Path, files: list[Path]) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE VIRTUAL TABLE notes USING fts5(path, text)")
        db.executemany(
            "INSERT INTO notes VALUES (?, ?)", ((str(file), file.read_text("utf-8")) for file in files)
        )
    db.close()
    path.unlink()


def _cat(notes: Path) -> None:
    command = 'rg --files --null "$1" | xargs -0 cat >/dev/null'
    subprocess.run(["sh", "-c", command, "sh", str(notes)], check=True)


# Vectors


def measure_vectors(folder: Path, count: int) -> Figures:
    """Passages a second from queued documents to stored vectors, as a share of the embedder alone."""
    if Shelf(Path(os.environ[MODELS_VARIABLE])).chosen("embedder") is None:
        print("no embedding model here, so no vectors: secondme models pull minilm", file=sys.stderr)
        return {}
    notes = folder / "few-notes"
    write_notes(notes, count)
    shares, ours = [], []
    for number in range(3):
        with opened(folder / f"vectors-{number}") as memory:
            embedder = memory.engines.embedder()
            assert embedder is not None
            texts = _texts_of(memory, notes)
            embedder.embed_passages(texts[:64])  # opens the lanes
            raw = timed(partial(embedder.embed_passages, texts))
            own = timed(memory.index)
            again = timed(partial(embedder.embed_passages, texts))
        shares.append((raw + again) / 2 / own)
        ours.append(len(texts) / own)
    return {
        "vectors_per_s": median(ours),
        "raw_vectors_per_s": median(ours) / median(shares),
        "vectors_over_raw": median(shares),
    }


def _texts_of(memory: Memory, notes: Path) -> list[str]:
    """What would be embedded of the notes: read, queued, and not embedded yet."""
    from secondme.indexing.embedding import embedding_text
    from secondme.indexing.progress import Progress, Stopped

    def stop_before_vectors(progress: Progress) -> None:
        if progress.stage == "embedding":
            raise Stopped

    with suppress(Stopped):
        memory.add(notes, on_progress=stop_before_vectors)
    found = memory.store.connection().execute(
        "SELECT p.text, p.heading, d.title, p.speaker FROM passages p JOIN documents d "
        "ON d.id = p.document_id LEFT JOIN vectors_1_rowids v ON v.rowid = p.id WHERE v.rowid IS NULL"
    )
    return [embedding_text(*row) for row in found]


# Idle


def measure_idle(folder: Path, minutes: float, count: int) -> Figures:
    """CPU and memory of the daemon with its children while it follows `count` files that do not change."""
    import psutil

    notes, home = folder / "notes", folder / "home"
    write_notes(notes, count)
    models = folder / "no-models"
    print(f"indexing {count:,} files …", file=sys.stderr)
    with opened(home, models) as memory:
        memory.add(notes)
    environment = {**os.environ, MODELS_VARIABLE: str(models), "SECONDME_HOME": str(home)}
    daemon = subprocess.Popen([sys.executable, "-m", "secondme", "daemon", "run"], env=environment)
    try:
        time.sleep(SETTLING_S)
        watched = psutil.Process(daemon.pid)
        before, began = _cpu_seconds(watched), time.monotonic()
        resident = []
        while time.monotonic() - began < minutes * 60:
            time.sleep(5)
            resident.append(sum(one.memory_info().rss for one in _family(watched)))
        used, elapsed = _cpu_seconds(watched) - before, time.monotonic() - began
    finally:
        daemon.terminate()
        daemon.wait(10)
    return {
        "idle_files": float(count),
        "idle_minutes": elapsed / 60,
        "idle_cpu_percent": 100 * used / elapsed,
        "idle_resident_mb": median(resident) / 1e6,
        "idle_resident_mb_most": max(resident) / 1e6,
    }


def _family(process: object) -> list[object]:
    return [process, *process.children(recursive=True)]  # type: ignore[attr-defined]


def _cpu_seconds(process: object) -> float:
    times = process.cpu_times()  # type: ignore[attr-defined]
    return float(times.user + times.system + times.children_user + times.children_system)


if __name__ == "__main__":
    main()
