"""The daemon's process: `python -P -m secondme.daemon.process HOME`.

It ends with 0 when it was told to, with `RUNNING_ALREADY` when another one runs, and else with the exit code
of the error that kept it from starting, whose message is on stderr.
"""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import sys
from dataclasses import dataclass
from typing import NoReturn

from ingest import IngestError
from models.errors import ModelError
from secondme.clock import present
from secondme.config import load_config
from secondme.config.changing import ensure_file
from secondme.daemon.handing import hand_over, take_over
from secondme.daemon.lock import take
from secondme.daemon.log import open_log
from secondme.daemon.notify import PIPE, Notifier
from secondme.daemon.place import Place
from secondme.errors import NO_SPACE, NoSpaceError, SecondmeError
from secondme.home import find_home
from secondme.key import Key
from secondme.key.guarding import leave_no_core
from secondme.key.ways import needs_passphrase

RUNNING_ALREADY = 75
"""Exit code: another daemon has this home; nothing was done. (75 is "try again later" to Unix programs.)"""


def main() -> None:
    """Runs the daemon of the home that is the only argument, until it is told to end."""
    run(Place(find_home(sys.argv[1] if len(sys.argv) > 1 else None)))


def run(place: Place) -> NoReturn:
    """Runs the daemon of this home until it is told to end, and ends this process with it."""
    handed = take_over(os.environ)
    environment = dict(os.environ)
    ended = serve(place, handed)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    logging.shutdown()
    if isinstance(ended, Anew):
        _begin_anew(place, environment, ended.key)
    # Not sys.exit: it would wait for threads that were cut off, and all they have done so far is durable.
    os._exit(ended)


@dataclass(frozen=True, slots=True)
class Anew:
    """The daemon wants to begin anew. key: what it shall have then, where it could not find that itself."""

    key: Key | None = None


def serve(place: Place, handed: Key | None = None) -> int | Anew:
    """Runs the daemon; returns its exit code, or that it wants to begin anew. handed: the key, if at hand."""
    os.umask(0o077)
    faulthandler.enable()
    try:
        place.home.create()
        lock = take(place.lock)
        if lock is None:
            print("A daemon is running for this home already. Nothing was done.", file=sys.stderr)
            return RUNNING_ALREADY
        with lock:
            return _serve_alone(place, handed)
    except (SecondmeError, IngestError, ModelError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return int(error.exit_code)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(f"Error: {error.strerror or error}{where}. Nothing was changed.", file=sys.stderr)
        return NoSpaceError.exit_code if error.errno in NO_SPACE else 1


def _serve_alone(place: Place, handed: Key | None) -> int | Anew:
    from secondme.daemon.daemon import Daemon, Ending
    from secondme.daemon.locked import LockedDaemon
    from secondme.daemon.upkeep import ceiling_of, limit_memory, volunteer
    from secondme.opening import open_memory

    ensure_file(place.home.config)
    settings = load_config(place.home).daemon
    handler = open_log(place.log, settings.log_mb)
    volunteer()
    leave_no_core()  # After that the system lets nobody change how this process stands, itself included.
    limit_memory(ceiling_of(settings))
    notifier = Notifier(os.environ)
    loop = asyncio.new_event_loop()  # Not asyncio.run: it would wait for threads that were cut off.
    key = handed
    if key is None and needs_passphrase(place.home):
        key = loop.run_until_complete(LockedDaemon(place, notifier).wait_for_key())
        if key is None:
            return 0
    memory = open_memory(place.home.root, now=present(), key=key)

    async def run() -> Ending:
        return await Daemon(memory, place, handler, notifier).run()

    ending = loop.run_until_complete(run())
    if ending == "stop":
        return 0
    return Anew(key if ending == "anew" else None)


def _begin_anew(place: Place, environment: dict[str, str], key: Key | None) -> NoReturn:
    """The same process starts over with empty hands; whoever watches over it need not know."""
    pipe = environment.get(PIPE, "")
    if pipe.isdigit():
        os.set_inheritable(int(pipe), True)
    if key is not None:
        hand_over(key, environment)
    command = [sys.executable, "-P", "-m", "secondme.daemon.process", str(place.home.root)]
    os.execve(sys.executable, command, environment)


if __name__ == "__main__":
    main()
