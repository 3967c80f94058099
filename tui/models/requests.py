"""What the place of the models asks of the shelf, the network and the machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.gateway import Tell
from tui.gateway.messages import Changed
from tui.models.messages import BenchMoved, ModelsRead, Offer, PullEnded, PullMoved

if TYPE_CHECKING:
    from models.bench import BenchResult
    from models.fetch import Progress
    from models.shelf import Shelf
    from secondme.daemon.api import MemoryApi
    from secondme.home import Home
    from secondme.machine import Machine

TELL_SECONDS = 0.1
"""The least time between two messages about a pull."""

LEAST_TOLD = 100_000
"""With fewer bytes of a model there is nothing to speak of."""


def read_models(home: Home, machine: Callable[[], Machine], tell: Tell) -> None:
    """What there is, what is here, and what this machine can do. machine: looks what it has."""
    from models.shelf import Shelf

    endpoint = _endpoint(home)
    tell(ModelsRead(tuple(_offers(Shelf(home.models), bool(endpoint))), machine().ram, endpoint))


def pull(home: Home, name: str, cancelled: threading.Event, tell: Tell) -> None:
    """Fetches a model. What was called off or went wrong is gone on with next time."""
    from models.fetch import pull as fetch
    from models.shelf import Shelf
    from secondme.indexing.progress import Stopped

    is_here = False
    try:
        fetch(
            name, Shelf(home.models), progress=_Teller(cancelled, tell), wait=False, pause=_waiter(cancelled)
        )
        is_here = True
    except Stopped:
        pass
    finally:
        tell(PullEnded(name, is_here))


def use(home: Home, name: str, memory: MemoryApi) -> Changed:
    """Chooses a model for the work it does."""
    from models.shelf import Shelf
    from secondme.endpoint.choice import go_back

    shelf = Shelf(home.models)
    role = shelf.catalogue.model(name).role
    before = shelf.chosen(role)
    shelf.use(name)
    left = role == "generator" and go_back(home)

    def undo(again: MemoryApi) -> str:
        shelf.use(before or name)
        return f"{before} is the {role} again."

    said = f"{name} is now the {role}."
    if left:
        return Changed(f"{said} Nothing leaves this machine any more; the endpoint's API key is forgotten.")
    return Changed(said, undo if before not in (None, name) else None)


def remove(home: Home, name: str, tell: Tell) -> None:
    """Deletes a model's file."""
    from models.shelf import Shelf

    freed = Shelf(home.models).remove(name)
    tell(Changed(f"{name} is removed; {freed / 1e6:,.0f} MB are free again."))


def verify(home: Home, name: str, tell: Tell) -> None:
    """Holds a model's file to its hash."""
    from models.shelf import Shelf

    tell(Changed(f"{name} is intact: SHA-256 {Shelf(home.models).verify(name)}"))


def bench(home: Home, name: str, cancelled: threading.Event, tell: Tell) -> None:
    """Measures a model, and has it run as it was fastest."""
    from models.shelf import Shelf
    from secondme.indexing.progress import Stopped

    shelf = Shelf(home.models)
    tell(BenchMoved(f"Measuring {name}…"))
    try:
        if shelf.catalogue.model(name).role == "embedder":
            _bench_embedder(shelf, name)
        else:
            _bench_generator(shelf, name, cancelled, tell)
    except Stopped:
        tell(Changed("The measurement was called off."))
    finally:
        tell(BenchMoved(""))
    if not cancelled.is_set():
        tell(Changed(f"{name} is measured."))


def _bench_embedder(shelf: Shelf, name: str) -> None:
    from models.bench import bench_embedder, of_embedder
    from models.measured import keep_measured

    result = bench_embedder(shelf.path(name), pooling=shelf.catalogue.model(name).pooling)
    keep_measured(shelf.folder, shelf.known_hash(name), of_embedder(result))


def _bench_generator(shelf: Shelf, name: str, cancelled: threading.Event, tell: Tell) -> None:
    from models.bench import bench_generator, of_generator
    from models.measured import keep_measured
    from models.tuning import keep_tuning
    from secondme.indexing.progress import Stopped

    def report(result: BenchResult) -> None:
        if cancelled.is_set():
            raise Stopped
        speed = f"{result.generation_tokens_per_s:,.1f} tokens/s with {result.threads} threads"
        tell(BenchMoved(f"Measuring {name}: {speed}…"))

    best = bench_generator(shelf.path(name), report=report)[0]
    keep_tuning(shelf.folder, shelf.known_hash(name), best.tuning)
    keep_measured(shelf.folder, shelf.known_hash(name), of_generator(best))


def _offers(shelf: Shelf, has_endpoint: bool) -> list[Offer]:
    from models.measured import guess_writing, read_measured

    here = {one.name for one in shelf.installed()}
    measured = read_measured(shelf.folder)
    used = {
        shelf.chosen("embedder"),
        shelf.chosen("reranker"),
        None if has_endpoint else shelf.chosen("generator"),
    }
    offers = [
        Offer(
            model,
            model.name in here,
            model.name in used,
            0 if model.name in here else _so_far(shelf, model.name),
            measured.get(shelf.known_hash(model.name)),
        )
        for model in shelf.catalogue.models
    ]
    known = [(one.model.size, one.measured.writes) for one in offers if one.measured]
    return [
        replace(one, guessed=guess_writing(one.model.size, known))
        if one.model.role == "generator" and one.measured is None
        else one
        for one in offers
    ]


def _endpoint(home: Home) -> str:
    """What answers instead of a model here."""
    from models.errors import ModelError
    from secondme.endpoint.choice import read_choice

    try:
        choice = read_choice(home)
    except ModelError as error:
        return str(error)
    return f"{choice.settings.model} at {choice.settings.url}" if choice else ""


def _so_far(shelf: Shelf, name: str) -> int:
    found = sum(path.stat().st_size for path in shelf.partial(name).rglob("*") if path.is_file())
    return found if found >= LEAST_TOLD else 0


class _Teller:
    """Tells of a pull, not more often than anybody could read; raises Stopped when it is called off."""

    def __init__(self, cancelled: threading.Event, tell: Tell) -> None:
        self._cancelled, self._tell = cancelled, tell
        self._stage, self._told_at = "", 0.0

    def __call__(self, progress: Progress) -> None:
        if self._cancelled.is_set():
            from secondme.indexing.progress import Stopped

            raise Stopped
        now = time.monotonic()
        if progress.stage != self._stage or now - self._told_at >= TELL_SECONDS:
            self._stage, self._told_at = progress.stage, now
            self._tell(PullMoved(progress.model, progress.stage, progress.done, progress.total))


def _waiter(cancelled: threading.Event) -> Callable[[float], None]:
    """Waits between two tries, and ends at once when the pull is called off."""
    from secondme.indexing.progress import Stopped

    def wait(seconds: float) -> None:
        if cancelled.wait(seconds):
            raise Stopped

    return wait
