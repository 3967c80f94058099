"""How fast and how small backups are, beside restic on the same memory in the same run.

    python benchmarks/backup.py [--passages 100000] [--runs 3] [--quick] [--json]

The memory is that of benchmarks/scale.py, with fewer real passages and more mixtures of them. Each program
backs it up into an empty place, then again after 1% more passages came, then with nothing new, and restores
the newest snapshot; each step is a process of its own, told with its start. restic has the file as it lies on
the disk, which is noise to it, and beside that, for a harder comparison, the same memory decrypted, which
nobody should ever leave on a disk. What secondme restores it has read back and counted; a second time, with
--thorough, SQLite looks through all of it; restic restores a second time with --verify. Medians of --runs
whole rounds.

seconds    of the whole process; in brackets of all processor cores, which other load changes less
stored     megabytes by which the place grew
memory     the most that a process had
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)
os.environ["SECONDME_KEYRING"] = "off"  # throw-away homes leave nothing in the person's keyring
os.environ["SECONDME_DAEMON"] = "off"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once

import secondme
from secondme.backup.image import Image
from secondme.backup.sealing import make_identity
from secondme.home import MODELS_VARIABLE, find_home

PEERS = ("secondme", "restic", "restic_plain")
STEPS = ("first", "more", "same", "restore")
GROWTH = 0.01
REAL, REAL_QUICK = 2_000, 300
"""So many passages are real ones, with real vectors."""

Figures = dict[str, float]


def main() -> None:
    arguments = _arguments()
    os.environ.setdefault(MODELS_VARIABLE, str(find_home().models))
    passages, runs, real = arguments.passages, arguments.runs, REAL
    if arguments.quick:
        passages, runs, real = 2_000, 1, REAL_QUICK
    with tempfile.TemporaryDirectory() as folder:
        rounds = measure(Path(folder), passages, real, runs)
    figures = {name: round(median(one[name] for one in rounds), 4) for name in rounds[0]}
    for peer in PEERS[1:]:
        if f"{peer}_first_s" in figures:
            figures |= _ratios(figures, peer)
    _print_table(figures)
    if arguments.json:
        print(json.dumps({"passages": passages, "runs": runs, **figures}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--passages", type=int, default=100_000, help="how large the memory is")
    parser.add_argument("--runs", type=int, default=3, help="so many rounds of all")
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def measure(folder: Path, passages: int, real: int, runs: int) -> list[Figures]:
    """Builds the memory twice over, before and after it grew, and has each program go through all steps."""
    before, after = folder / "before", folder / "after"
    # A process counts as its own what its parent had when it began, and building takes much.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        size = apart.submit(_prepare, folder, passages, real).result()
    places = [PEERS[0], *(PEERS[1:] if shutil.which("restic") else ())]
    rounds = []
    for number in range(runs):
        figures: Figures = {"memory_mb": size / 1e6}
        for peer in places[number % len(places) :] + places[: number % len(places)]:
            figures |= _PEERS[peer](folder / f"{peer}-{number}", before, after)
        rounds.append(figures)
    return rounds


def _prepare(folder: Path, passages: int, real: int) -> int:
    """The memory before and after it grew, in the clear too; returns the size of the first."""
    from benchmarks.scale import build

    before, after = folder / "before", folder / "after"
    build(before, folder / "vectors.npy", passages, real, 1)
    shutil.copytree(before, after, symlinks=True)
    _grow(after, folder / "vectors.npy", passages, real)
    _settle(after)
    return _settle(before)


def _grow(home: Path, vectors: Path, passages: int, real: int) -> None:
    """One passage in a hundred more."""
    import numpy as np

    from benchmarks.corpora.documentation import PACKAGES, gather_texts
    from benchmarks.scale import CACHE, FEW, prepare, resample, write

    texts = gather_texts(CACHE, real, PACKAGES if real > FEW else PACKAGES[-1:])
    known = np.load(vectors, mmap_mode="r")[:real]
    with secondme.open(home) as memory:
        stored, source = prepare(memory)
        write(memory, source, stored, passages, *resample(texts, known, passages, int(passages * GROWTH)))


def _settle(home: Path) -> int:
    """Empties the log and writes the memory out in the clear beside it, for restic; returns its size."""
    with secondme.open(home) as memory:
        memory.store.checkpoint()
        plain = home.with_name(f"{home.name}-plain")
        plain.mkdir()
        with memory.store.moment() as moment, (plain / "memory.db").open("wb") as file:
            image = Image(moment)
            file.writelines(image.chunk(number)[1] for number in range(image.chunks))
            return image.size


def _ours(place: Path, before: Path, after: Path) -> Figures:
    """secondme's figures."""
    mine = make_identity()
    keys = place.with_suffix(".key")
    keys.write_text(mine.text)
    run = [sys.executable, "-m", "secondme", "--home"]
    init = ["--init", "--to", str(place), "--recipient", mine.seal.recipient]
    figures = _step("secondme", "first", place, [*run, str(before), "backup", "create", *init])
    for kept in ("backup.json", "backup-marks"):
        shutil.copy(before / kept, after)  # It is the same home, and grew.
    create = [*run, str(after), "backup", "create"]
    figures |= _step("secondme", "more", place, create) | _step("secondme", "same", place, create)
    target = place.with_suffix(".restored")
    given = ["--to", str(target), "--identity", str(keys), "--json"]
    restore = [*run, str(after), "backup", "restore", "latest", *given]
    figures |= _step("secondme", "restore", place, restore)
    _cleared(target)
    figures |= _step("secondme", "restore_verified", place, [*restore, "--thorough"])
    return figures | _cleared(place, target)


def _restic(peer: str, name: str) -> Callable[[Path, Path, Path], Figures]:
    """restic's figures; name: of what it is given, after "before" and "after"."""

    def measure_it(place: Path, before: Path, after: Path) -> Figures:
        environment = {"RESTIC_PASSWORD": "benchmark", "RESTIC_CACHE_DIR": f"{place}.cache"}
        run = ["restic", "--quiet", "--repo", str(place)]
        current = place.with_suffix(".source")
        figures = {}
        subprocess.run([*run, "init"], env=os.environ | environment, check=True, capture_output=True)
        for step, home in (("first", before), ("more", after), ("same", after)):
            if step != "same":
                shutil.rmtree(current, ignore_errors=True)
                current.mkdir()
                shutil.copy(home.with_name(f"{home.name}{name}") / "memory.db", current)
            figures |= _step(peer, step, place, [*run, "backup", str(current)], environment)
        target = place.with_suffix(".restored")
        restore = [*run, "restore", "latest", "--target", str(target)]
        figures |= _step(peer, "restore", place, restore, environment)
        _cleared(target)
        figures |= _step(peer, "restore_verified", place, [*restore, "--verify"], environment)
        return figures | _cleared(place, target, current)

    return measure_it


def _step(
    peer: str, step: str, place: Path, command: Sequence[str], environment: dict[str, str] | None = None
) -> Figures:
    """Seconds that the process took, and megabytes by which the place grew."""
    before = _size(place)
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=os.environ | (environment or {}), stdout=said, stderr=said)
        _, process.returncode, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - begun
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{peer} failed at {step}: {said.read().decode()}")
    return {
        f"{peer}_{step}_s": took,
        f"{peer}_{step}_processor_s": used.ru_utime + used.ru_stime,
        f"{peer}_{step}_mb": (_size(place) - before) / 1e6,
        f"{peer}_{step}_memory_mb": used.ru_maxrss * 1024 / 1e6,
    }


def _cleared(*folders: Path) -> Figures:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return {}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


_PEERS: dict[str, Callable[[Path, Path, Path], Figures]] = {
    "secondme": _ours,
    "restic": _restic("restic", ""),
    "restic_plain": _restic("restic_plain", "-plain"),
}


def _ratios(figures: Figures, peer: str) -> Figures:
    """Ours over theirs: below one is better."""
    ratios = {
        f"{step}_time_over_{peer}": figures[f"secondme_{step}_s"] / figures[f"{peer}_{step}_s"]
        for step in STEPS
    }
    for step in STEPS:
        worked = figures[f"secondme_{step}_processor_s"] / figures[f"{peer}_{step}_processor_s"]
        ratios[f"{step}_processor_over_{peer}"] = worked
    for unit, name in (("s", "time"), ("processor_s", "processor")):
        for ours, step in (("restore", "restore"), ("thorough", "restore_verified")):
            ratio = figures[f"secondme_{step}_{unit}"] / figures[f"{peer}_restore_verified_{unit}"]
            ratios[f"{ours}_{name}_over_{peer}_verified"] = ratio
    for step in ("first", "more"):
        ratios[f"{step}_size_over_{peer}"] = figures[f"secondme_{step}_mb"] / figures[f"{peer}_{step}_mb"]
    return {name: round(value, 3) for name, value in ratios.items()}


def _verified(figures: Figures, peer: str) -> str:
    """What it took to restore once more and look through all of it."""
    seconds = figures[f"{peer}_restore_verified_s"]
    how = "thorough" if peer == PEERS[0] else "verified"
    return f", {how} {seconds:.2f} s ({figures[f'{peer}_restore_verified_processor_s']:.2f} s)"


def _print_table(figures: Figures) -> None:
    from rich.console import Console
    from rich.table import Table

    names = {"first": "first", "more": "1% more", "same": "nothing new", "restore": "restored"}
    table = Table(
        "", *(f"{names[step]}" for step in STEPS), title=f"{figures['memory_mb']:,.0f} MB of memory"
    )
    for peer in PEERS:
        if f"{peer}_first_s" not in figures:
            continue
        cells = []
        for step in STEPS:
            seconds, stored = figures[f"{peer}_{step}_s"], figures[f"{peer}_{step}_mb"]
            worked = figures[f"{peer}_{step}_processor_s"]
            memory = figures[f"{peer}_{step}_memory_mb"]
            more = f", {stored:,.1f} MB" if step != "restore" else _verified(figures, peer)
            cells.append(f"{seconds:.2f} s ({worked:.2f} s){more}, memory {memory:,.0f} MB")
        table.add_row(peer.replace("_plain", " (decrypted)"), *cells)
    Console(width=180).print(table)
    if "restic_first_s" not in figures:
        print("restic is not installed here; install it to compare.")


if __name__ == "__main__":
    main()
