"""What a reading process gives up before it opens the first file: memory, files of its own, the network.

Limits on memory and the like hold everywhere. Writing and the network are shut off where the system lets an
ordinary program do so to itself: on Linux through Landlock (from 5.13 on; TCP from 6.7 on) and an empty
network of its own where user namespaces are allowed, on macOS through the call that `sandbox-exec` makes.
Elsewhere nothing stops a reader from reaching the network but that none of them does.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
import sys
from contextlib import suppress

OPEN_FILES = 256
NICENESS = 10
LIKELY_VICTIM = b"500"
"""Of 1,000: when memory runs out, the system shall end this process before those that a person looks at."""

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""The numbers of Landlock's system calls, the same on all machines."""
_VERSION_FLAG, _PATH_BENEATH = 1, 1
_WRITING = sum(1 << bit for bit in (1, 4, 5, 6, 7, 8, 9, 10, 11, 12))
"""Writing to files; removing and making files, folders, links, pipes, sockets and devices."""
_WRITE_FILE, _REFER, _TRUNCATE = 1 << 1, 1 << 13, 1 << 14
_TCP = 0b11
_NO_NEW_PRIVILEGES = 38
_PROFILE = b"""
(version 1) (allow default)
(deny network*)
(deny file-write*) (allow file-write-data (literal "/dev/null"))
"""
"""What macOS keeps a process from, in the language of its sandbox."""
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def confine(memory_mb: int) -> tuple[str, ...]:
    """Give up what reading does not need; says what is shut off: "writing", "tcp", "network".

    To be called before the process has a second thread. Never fails: what the system does not offer is not
    in the answer.
    """
    os.nice(NICENESS)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_AS, memory_mb * 1_000_000)
    if sys.platform == "darwin":
        return _seatbelt()
    if sys.platform != "linux":
        return ()
    with suppress(OSError), open("/proc/self/oom_score_adj", "wb", buffering=0) as score:
        score.write(LIKELY_VICTIM)
    library = ctypes.CDLL(None, use_errno=True)
    # Root needs no user namespace for it, and in one it may no longer open the files of others.
    apart = _NEW_NETWORK if os.geteuid() == 0 else _NEW_USER | _NEW_NETWORK
    network = ("network",) if library.unshare(apart) == 0 else ()
    return (*network, *_landlock(library))


def _limit(what: int, most: int) -> None:
    """Only ever down; the system may have set less, or may not know the limit."""
    with suppress(OSError, ValueError):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _seatbelt() -> tuple[str, ...]:
    """On macOS; what the process has open already it keeps."""
    complaint = ctypes.c_char_p()
    with suppress(AttributeError):  # A system without the call.
        begin = ctypes.CDLL(None).sandbox_init
        if begin(_PROFILE, ctypes.c_uint64(0), ctypes.byref(complaint)) == 0:
            return ("writing", "network")
    return ()


def _landlock(library: ctypes.CDLL) -> tuple[str, ...]:
    version = library.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG)
    if version < 1:
        return ()
    files = _WRITING | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    ruleset = struct.pack("QQ", files, _TCP) if version >= 4 else struct.pack("Q", files)
    handle = library.syscall(_CREATE_RULESET, ruleset, ctypes.c_size_t(len(ruleset)), 0)
    if handle < 0:
        return ()
    try:
        _allow_writing(library, handle, os.devnull)
        library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        if library.syscall(_RESTRICT_SELF, handle, 0) != 0:
            return ()
    finally:
        os.close(handle)
    return ("writing", "tcp") if version >= 4 else ("writing",)


def _allow_writing(library: ctypes.CDLL, handle: int, path: str) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", _WRITE_FILE, place)
        library.syscall(_ADD_RULE, handle, _PATH_BENEATH, rule, 0)
    finally:
        os.close(place)
