"""How fast a memory is exported and imported, beside SQLite's own dump of the same rows and a copied file.

    python benchmarks/export.py [--passages 10000] [--runs 3] [--quick] [--json]

The memory is made of invented notes, twenty passages of sixty words to a document, without vectors,
which exports leave out. Each form is written by `secondme export` and, where it comes back, read by
`secondme import` into a home of its own; each is a process of its own, told with its start. Beside it:
`iterdump` of Python's sqlite3 over the exported tables (as `sqlite3 .dump` does), that dump read back without
full text, and a copy of the encrypted store, made durable. Medians of --runs rounds.

seconds    of the whole process; in brackets of all processor cores, which other load changes less
memory     the most that the process held, in megabytes
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)
os.environ["SECONDME_KEYRING"] = "off"  # throw-away homes leave nothing in the person's keyring
os.environ["SECONDME_DAEMON"] = "off"

import secondme
from ingest import Document, Locator, Passage
from secondme.store.documents import NewDocument, put_documents
from secondme.store.sources import put_source

SEED = 7
A_DOCUMENT = 20
WORDS = 60
A_WRITE = 200
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FORMS = ("jsonl", "sqlite", "markdown", "html")
BACK = ("jsonl", "sqlite")
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "fi",
    "ga",
    "go",
    "ha",
    "he",
    "ka",
    "ki",
    "la",
    "lo",
    "ma",
    "mi",
    "na",
    "no",
    "pa",
    "pe",
    "ra",
    "ro",
    "sa",
    "si",
    "ta",
    "to",
    "va",
    "vo",
]
DUMP = """
import sqlite3, sys
with open(sys.argv[2], "w") as file:
    file.writelines(f"{line}\\n" for line in sqlite3.connect(sys.argv[1]).iterdump())
"""
LOAD = "import sqlite3, sys; sqlite3.connect(sys.argv[2]).executescript(open(sys.argv[1]).read())"
COPY = """
import os, sys, shutil
shutil.copy(sys.argv[1], sys.argv[2])
os.fsync(os.open(sys.argv[2], os.O_RDONLY))
"""
MEASURE = (
    "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL); "
    "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
    "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1e3); sys.exit(code)"
)
"""Tells processor seconds and the most memory of one command; ru_maxrss is in kilobytes here."""

Figures = dict[str, float]


def main() -> None:
    arguments = _arguments()
    passages, runs = (400, 1) if arguments.quick else (arguments.passages, arguments.runs)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        size = build(home, passages)
        rounds = [measure(home, Path(folder) / str(number)) for number in range(runs)]
    figures = {name: round(median(one[name] for one in rounds), 3) for name in rounds[0]}
    figures |= _ratios(figures) | {"passages": passages, "memory_mb": round(size / 1e6, 1)}
    _print_table(figures, passages)
    if arguments.json:
        print(json.dumps({"runs": runs, **figures}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--passages", type=int, default=10_000, help="how large the memory is")
    parser.add_argument("--runs", type=int, default=3, help="so many rounds of all")
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def build(home: Path, passages: int) -> int:
    """Writes the memory through the store's own functions; the bytes of its file."""
    with secondme.open(home) as memory:
        with memory.store.write() as db:
            source = put_source(db, "folder", "/nowhere", now=NOW)
        documents = list(_documents(source.id, passages))
        for start in range(0, len(documents), A_WRITE):
            with memory.store.write() as db:
                put_documents(db, documents[start : start + A_WRITE], now=NOW)
        memory.store.checkpoint()
        return memory.home.store.stat().st_size


def _documents(source: int, passages: int) -> Iterator[NewDocument]:
    dice = random.Random(SEED)
    words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(20_000)]
    for number in range(passages // A_DOCUMENT):
        texts = (" ".join(dice.choices(words, k=WORDS)) for _ in range(A_DOCUMENT))
        own = tuple(Passage(text, Locator.lines(at, at)) for at, text in enumerate(texts, 1))
        when = NOW - timedelta(hours=number)
        document = Document(f"{number}.md", f"Note {number}", "markdown", str(number), when, own)
        yield NewDocument(source, document, lambda passage: "self")


def measure(home: Path, folder: Path) -> Figures:
    """One round: every form there and back, and the peers."""
    folder.mkdir()
    run = [sys.executable, "-m", "secondme", "--home"]
    figures: Figures = {}
    for form in FORMS:
        written = folder / form
        figures |= _step(f"export_{form}", [*run, str(home), "export", str(written), "--format", form])
        figures[f"export_{form}_mb"] = _size(written) / 1e6
    for form in BACK:
        new = folder / f"back-{form}"
        figures |= _step(f"import_{form}", [*run, str(new), "import", "secondme", str(folder / form)])
    return figures | _peers(home, folder)


def _peers(home: Path, folder: Path) -> Figures:
    database, dump = str(folder / "sqlite" / "memory.sqlite"), str(folder / "dump.sql")
    python = [sys.executable, "-c"]
    figures = _step("dump", [*python, DUMP, database, dump])
    figures |= _step("load", [*python, LOAD, dump, str(folder / "loaded.sqlite")])
    figures |= _step("copy", [*python, COPY, str(home / "memory.db"), str(folder / "copy.db")])
    figures["dump_mb"] = Path(dump).stat().st_size / 1e6
    shutil.rmtree(folder)
    return figures


def _step(name: str, command: Sequence[str]) -> Figures:
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", MEASURE, *command], capture_output=True, text=True)
    took = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"{name} failed: {done.stderr}")
    worked, held = done.stdout.split()
    return {f"{name}_s": took, f"{name}_processor_s": float(worked), f"{name}_peak_mb": float(held)}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _ratios(figures: Figures) -> Figures:
    """Ours over theirs, in seconds and in seconds of the processor: below one is better."""
    pairs = [(f"export_{form}", "dump") for form in FORMS] + [(f"import_{form}", "load") for form in BACK]
    ratios = {}
    for ours, theirs in [*pairs, ("export_jsonl", "copy")]:
        ratios[f"{ours}_over_{theirs}"] = figures[f"{ours}_s"] / figures[f"{theirs}_s"]
        worked = figures[f"{ours}_processor_s"] / figures[f"{theirs}_processor_s"]
        ratios[f"{ours}_processor_over_{theirs}"] = worked
    return {name: round(ratio, 2) for name, ratio in ratios.items()}


def _print_table(figures: Figures, passages: int) -> None:
    from rich.console import Console
    from rich.table import Table

    title = f"{passages:,} passages, {figures['memory_mb']:,} MB"
    table = Table("", "seconds", "passages a second", "memory", "size", title=title)
    ours = [*(f"export_{form}" for form in FORMS), *(f"import_{form}" for form in BACK)]
    for step in (*ours, "dump", "load", "copy"):
        seconds = figures[f"{step}_s"]
        shown = f"{seconds:.2f} ({figures[f'{step}_processor_s']:.2f})"
        size = f"{figures[f'{step}_mb']:,.1f} MB" if f"{step}_mb" in figures else ""
        held = f"{figures[f'{step}_peak_mb']:,.0f} MB"
        table.add_row(step.replace("_", " "), shown, f"{passages / seconds:,.0f}", held, size)
    Console().print(table)


if __name__ == "__main__":
    main()
