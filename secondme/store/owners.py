"""Who works on a job: a process, told from any later one that is given the same number."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


def this_process() -> str:
    """The name of this process: its number and when it was started, "4711@158320"."""
    return _name(os.getpid())


def is_alive(owner: str) -> bool:
    """Whether the process with this name still runs; a name without a start is judged by its number."""
    number, _, start = owner.partition("@")
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # It is there, and someone else's.
    return not start or _start(int(number)) in (start, "")


@cache
def _name(process: int) -> str:
    """Asked once a process; after a fork the number is another one, and so is the name."""
    return f"{process}@{_start(process)}"


def _start(process: int) -> str:
    """When a process was started, in a form that no change of the clock touches; empty where nobody tells."""
    try:
        # After the command in parentheses, which may hold anything: the state is field 3, the start field 22.
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]
    except FileNotFoundError:
        return _start_told_by_psutil(process)
    except OSError:
        return ""


def _start_told_by_psutil(process: int) -> str:
    import psutil

    try:
        return str(round(psutil.Process(process).create_time()))
    except psutil.Error:
        return ""
