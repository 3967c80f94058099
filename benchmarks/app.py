"""How the app feels: from start to first paint, from a key to what it finds, and how long it stalls.

    python benchmarks/app.py [--passages 100000] [--real 10000] [--starts 9] [--quick] [--json]

start       seconds from `secondme` to the input on the screen, in a terminal of its own, over a small memory;
            beside it `python -c "import textual"`, and a Textual app that shows one input and nothing else
key         milliseconds from a key until results for it, or for what was typed further, stand on the screen;
            typed into a memory of --passages sentences of documentation (benchmarks/scale.py), ten keys a
            second. Beside it the time of the search alone
stall       the longest time, and the 99th percentile, in milliseconds, for which the event loop did nothing
            else: when each place is entered the first time and again, while 500 notes are read in, and while
            a question is answered where there is a model. Beside it for how long at most the processor worked
            for the loop alone, which says more on a machine that is busy with something else
resident    megabytes of the process at the end
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from fcntl import ioctl
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from termios import TIOCSWINSZ
from typing import TYPE_CHECKING

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import secondme
from benchmarks.scale import build
from secondme.home import MODELS_VARIABLE, find_home
from secondme.key import KEYRING_VARIABLE

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.app import SecondmeApp

PLAIN_APP = (
    "from textual.app import App\nfrom textual.widgets import Input\n"
    "class Plain(App):\n def compose(self): yield Input(placeholder='Ask your memory')\nPlain().run()"
)
INVITATION = b"Ask your memory"
ROWS, COLUMNS = 36, 120
KEY_SECONDS = 0.1
TICK = 0.002
NOTES = 500
REST = 0.05
PATIENCE = 120.0
QUESTION = "What is written about installing?"

Figures = dict[str, float]


def main() -> None:
    arguments = _arguments()
    os.environ.setdefault(MODELS_VARIABLE, str(find_home().models))
    os.environ[KEYRING_VARIABLE] = "off"  # throw-away homes leave nothing in the person's keyring
    passages, real, starts, asked = arguments.passages, arguments.real, arguments.starts, 12
    if arguments.quick:
        passages, real, starts, asked = 1_500, 100, 1, 2
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        figures = measure_start(Path(folder) / "small", starts)
        questions = build(home, Path(folder) / "vectors.npy", passages, real, asked)
        from tui.turns import run

        figures |= run(measure_use(home, Path(folder) / "notes", questions))
    figures = {name: round(figure, 4) for name, figure in figures.items()}
    _print_table(passages, figures)
    if arguments.json:
        print(json.dumps({"passages": passages, **figures}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--passages", type=int, default=100_000, help="how many are searched")
    parser.add_argument("--real", type=int, default=10_000, help="how many of them are embedded")
    parser.add_argument("--starts", type=int, default=9, help="how often the app is started")
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


# Starting


def measure_start(home: Path, starts: int) -> Figures:
    """In turns, so that what else the machine does counts for all alike; the first turn only warms up."""
    with secondme.open(home) as memory:
        memory.remember("The spare key hangs behind the blue plate.")
    ours, plain, imported = [], [], []
    for _ in range(starts + 1):
        ours.append(_until_painted([sys.executable, "-m", "secondme", "--home", str(home)]))
        plain.append(_until_painted([sys.executable, "-c", PLAIN_APP]))
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import textual"], check=True)
        imported.append(time.perf_counter() - begun)
    start, peer, least = (median(some[1:]) for some in (ours, plain, imported))
    return {
        **{"start_s": start, "plain_app_s": peer, "import_textual_s": least},
        **{"start_over_plain_app": start / peer, "start_over_import": start / least},
    }


def _until_painted(command: Sequence[str]) -> float:
    """Seconds until the invitation stands on the screen of a terminal in which the command was started."""
    begun = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(command[0], list(command))
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    try:
        seen = b""
        while INVITATION not in re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", seen):
            if not select.select([terminal], [], [], PATIENCE)[0]:
                raise SystemExit(f"Nothing was painted by: {' '.join(command)}")
            seen += os.read(terminal, 65_536)
        return time.perf_counter() - begun
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


# Using


async def measure_use(home: Path, notes: Path, questions: Sequence[str]) -> Figures:
    """Typing, reading in and asking in the real app, drawn into a terminal that is none."""
    from tui.app import SecondmeApp
    from tui.garbage import put_off

    put_off()
    app = SecondmeApp(home)
    try:
        async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
            await _until(lambda: app.status is not None)
            await asyncio.wait_for(app.workers.wait_for_complete(), PATIENCE)
            await _until(lambda: app.is_prepared)
            figures = await _go_everywhere(app, pilot)
            figures |= await _type(app, pilot, questions)
            figures |= await _stalls("reading", lambda: _read_in(app, notes))
            if app.status is not None and app.status.generator is not None:
                figures |= await _stalls("answering", lambda: _ask(app, pilot))
    finally:
        app.gateway.close()
    return figures | {"resident_mb": _resident_mb()}


async def _type(app: SecondmeApp, pilot: Pilot[None], questions: Sequence[str]) -> Figures:
    """How long each key waits for what it finds; the first question only warms up."""
    from tui.ask.question_input import QuestionInput
    from tui.passages.results import Results

    question, results = app.screen.query_one(QuestionInput), app.screen.query_one(Results)
    pressed: dict[str, float] = {}
    waits: list[float] = []
    show = results.show

    def painted(query: str) -> None:
        now = time.perf_counter()
        for typed in [typed for typed in pressed if query.startswith(typed)]:
            waits.append(1000 * (now - pressed.pop(typed)))

    def shown(found: Sequence[object], query: str) -> None:
        show(found, query)  # type: ignore[arg-type]
        results.call_after_refresh(painted, query)

    results.show = shown  # type: ignore[method-assign, assignment]
    for number, text in enumerate(questions):
        question.clear()
        await pilot.pause(0.3)
        for place, key in enumerate(text[:40]):
            pressed[text[: place + 1]] = time.perf_counter()
            question.insert_text_at_cursor(key)
            await asyncio.sleep(KEY_SECONDS)
        await _until(lambda: not pressed)
        if number == 0:
            waits.clear()
    alone = [_search_alone(app, text) for text in questions]
    p95 = quantiles(waits, n=20)[-1]
    return {"key_ms_p50": median(waits), "key_ms_p95": p95, "search_ms_p50": median(alone)} | {
        "key_over_search": median(waits) / median(alone)
    }


def _search_alone(app: SecondmeApp, text: str) -> float:
    memory = app.gateway._memory
    assert memory is not None
    begun = time.perf_counter()
    memory.recall(text[:40], limit=20, unfinished=True, log=False)
    return 1000 * (time.perf_counter() - begun)


async def _go_everywhere(app: SecondmeApp, pilot: Pilot[None]) -> Figures:
    """How long the event loop stands when each place is entered, and entered again."""
    from tui.places.places import HOME, PLACES

    names = [place.name for place in PLACES if place.name != HOME] + [HOME]
    figures: Figures = {}
    for time_of_entry in ("first", "again"):
        for name in names:
            figures |= await _stalls(f"{name}_{time_of_entry}", partial(_enter, app, pilot, name))
        for figure in ("stall_ms", "busy_ms"):
            of_all = [figures[f"{name}_{time_of_entry}_{figure}"] for name in names]
            figures[f"{time_of_entry}_{figure}"] = max(of_all)
    return figures


async def _enter(app: SecondmeApp, pilot: Pilot[None], name: str) -> None:
    app.go_to(name)
    await pilot.pause(REST)
    await asyncio.wait_for(app.workers.wait_for_complete(), PATIENCE)
    await pilot.pause(REST)


async def _read_in(app: SecondmeApp, notes: Path) -> None:
    notes.mkdir()
    for number in range(NOTES):
        text = f"# Note {number}\n\nThe kettle of house {number} sings at {number % 24} o'clock.\n"
        (notes / f"{number}.md").write_text(text, encoding="utf-8")
    ended: list[int] = []
    app.documents_read.subscribe(app, ended.append, immediate=True)
    app.indexing.add(notes)
    await _until(lambda: bool(ended))


async def _ask(app: SecondmeApp, pilot: Pilot[None]) -> None:
    from tui.ask.question_input import QuestionInput

    app.screen.query_one(QuestionInput).value = QUESTION
    await pilot.press("enter")
    await asyncio.wait_for(app.workers.wait_for_complete(), PATIENCE)


async def _stalls(name: str, use: Callable[[], object]) -> Figures:
    """How late a task that only sleeps wakes up while the app is used, and how busy the loop was."""
    late: list[float] = []
    busy: list[float] = []

    async def watch() -> None:
        while True:
            slept, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK)
            late.append(1000 * (time.perf_counter() - slept - TICK))
            busy.append(1000 * (time.thread_time() - worked))

    watching = asyncio.create_task(watch())
    try:
        await use()  # type: ignore[misc]
        await _until(lambda: len(late) > 1)
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
    return {
        **{f"{name}_stall_ms": max(late), f"{name}_busy_ms": max(busy)},
        f"{name}_stall_ms_p99": quantiles(late, n=100)[-1],
    }


async def _until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            raise SystemExit("The app did not do what was waited for.")
        await asyncio.sleep(0.01)


def _resident_mb() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss / 1e6)


def _print_table(passages: int, figures: Figures) -> None:
    print(
        f"start to first paint      {figures['start_s']:8.3f} s   a Textual app with one input "
        f"{figures['plain_app_s']:.3f} s ({figures['start_over_plain_app']:.2f}), importing textual "
        f"{figures['import_textual_s']:.3f} s ({figures['start_over_import']:.2f})\n"
        f"key to results, median    {figures['key_ms_p50']:8.1f} ms  the search alone "
        f"{figures['search_ms_p50']:.1f} ms ({figures['key_over_search']:.2f}); {passages:,} passages\n"
        f"key to results, 95 %      {figures['key_ms_p95']:8.1f} ms"
    )
    for when, name in (("first", "first entry"), ("again", "entry again")):
        stall, busy = figures[f"{when}_stall_ms"], figures[f"{when}_busy_ms"]
        print(f"longest stall, {name:11}{stall:8.1f} ms  {busy:.1f} of the processor")
    for name in ("reading", "answering"):
        if f"{name}_stall_ms" in figures:
            longest, most = figures[f"{name}_stall_ms"], figures[f"{name}_stall_ms_p99"]
            busy = figures[f"{name}_busy_ms"]
            print(
                f"longest stall, {name:11}{longest:8.1f} ms  {busy:.1f} of the processor; "
                f"99 % within {most:.1f} ms"
            )
    print(f"resident                  {figures['resident_mb']:8.0f} MB")


if __name__ == "__main__":
    main()
