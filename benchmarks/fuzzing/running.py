"""Tries inputs in processes that may crash, hang or swell, and says which input it was when one does.

A process goes through the inputs of one target, writing the number of each down before it tries it. When it
dies, or is silent for too long, that number tells which input it was; a new process goes on behind it.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import random
import resource
import signal
import struct
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from benchmarks.fuzzing.mutating import mutated
from benchmarks.fuzzing.targets import Example, Target

HANG_S = 20
"""Seconds of processor time that no input may take; the largest of them has 200 KB."""
SILENCE_S = 240
"""Seconds after which a process is killed that is at one input: it waits, or is in native code."""
MEMORY_MB = 3_000
GROWN_MB = 1_500
OURS = ("ingest", "secondme", "models")
CRASHED = 3
SLASH = "+"
"""Stands for a slash of an input's name in the name of the file that it is kept in."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that did harm. what: in words, the same for the same fault."""

    target: str
    number: int
    what: str
    name: str
    data: bytes

    def keep(self, folder: Path) -> Path:
        """Writes the input where the tests try it again."""
        place = folder / self.target
        place.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(self.data).hexdigest()[:12]
        path = place / f"{digest} {self.name.replace('/', SLASH)[-60:]}"
        path.write_bytes(self.data)
        return path


class TooSlow(BaseException):
    """An input took too long. Not an Exception: no reader may catch it."""


def kept(path: Path) -> Example:
    """The input that was kept there."""
    return path.name.partition(" ")[2].replace(SLASH, "/"), path.read_bytes()


def example_of(target: Target, number: int, seed: int) -> Example:
    """The input of that number: made of the target's seeds, and of nothing else."""
    chance = random.Random(f"{seed} {target.name} {number}")
    name, data = chance.choice(target.seeds)
    return name, mutated(data, chance, target.pieces)


def fuzz(target: Target, *, first: int, count: int, seed: int) -> Iterator[Failure]:
    """Tries so many inputs; yields those that did harm, each fault once."""
    seen: set[str] = set()
    number, end = first, first + count
    while number < end:
        number, told = _in_a_process(target, number, end, seed)
        for at, what in told:
            if what not in seen:
                seen.add(what)
                yield Failure(target.name, at, what, *example_of(target, at, seed))


def _in_a_process(target: Target, first: int, end: int, seed: int) -> tuple[int, list[tuple[int, str]]]:
    """Where to go on, and what went wrong at which number."""
    at = mmap.mmap(-1, 8)
    at[:] = struct.pack("<q", first)
    reader, writer = os.pipe()
    if not (child := os.fork()):
        os.close(reader)
        _try_all(target, first, end, seed, at, writer)
    os.close(writer)
    died = _watch(child, at)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        told = [(int(line["at"]), str(line["what"])) for line in map(json.loads, pipe)]
    [last] = struct.unpack("<q", at[:])
    if died is None:
        return end, told
    return last + 1, [*told, (last, died)]


def _watch(child: int, at: mmap.mmap) -> str | None:
    """Waits for the process; how it died, or None when it came to its end."""
    last, since = at[:], time.monotonic()
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return None if code == 0 else f"the process died with {code}"
        if at[:] != last:
            last, since = at[:], time.monotonic()
        if time.monotonic() - since > SILENCE_S:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return "it hangs"
        time.sleep(0.05)


def _try_all(target: Target, first: int, end: int, seed: int, at: mmap.mmap, writer: int) -> None:
    """In the forked process: every input, one after the other."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_MB << 20, MEMORY_MB << 20))
    signal.signal(signal.SIGVTALRM, _too_slow)
    try:
        for number in range(first, end):
            at[:] = struct.pack("<q", number)
            what = try_one(target, *example_of(target, number, seed))
            if what is not None:
                os.write(writer, (json.dumps({"at": number, "what": what}) + "\n").encode())
        os._exit(0)
    finally:
        os._exit(CRASHED)


def try_one(target: Target, name: str, data: bytes) -> str | None:
    """What harm an input does, in words; None where it is read or refused."""
    before = _memory_mb()
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG_S)
    try:
        target.call(name, data)
    except target.refusals:
        pass
    except TooSlow:
        return f"took more than {HANG_S} s, in {_where(sys.exc_info()[2])}"
    except MemoryError:
        return f"took too much memory, in {_where(sys.exc_info()[2])}"
    except BaseException as error:
        return f"{type(error).__name__} in {_where(error.__traceback__)}: {str(error)[:80]}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    if _memory_mb() - before > GROWN_MB:
        return f"took {GROWN_MB} MB more"
    return None


def _too_slow(number: int, frame: FrameType | None) -> None:
    raise TooSlow


def _memory_mb() -> float:
    """The most that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _where(trace: object) -> str:
    """The innermost place in our own code."""
    frames = [one for one in traceback.extract_tb(trace) if any(f"/{own}/" in one.filename for own in OURS)]  # type: ignore[arg-type]
    ours = [one for one in frames if "site-packages" not in one.filename]
    if not ours:
        return "no code of ours"
    last = ours[-1]
    return f"{'/'.join(Path(last.filename).parts[-3:])} {last.name}"


def read_share(target: Target, *, first: int, count: int, seed: int) -> float:
    """The share of the first inputs that are read and not refused."""
    read, end = 0, first + count
    for number in range(first, end):
        try:
            target.call(*example_of(target, number, seed))
            read += 1
        except Exception:
            continue
    return read / max(1, count)
