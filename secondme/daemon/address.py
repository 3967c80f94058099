"""How a client finds the daemon, and how each side makes sure who the other is.

The daemon listens on a Unix socket that its owner alone may open, and asks the system who is on the other
side. Where there are no such sockets it listens on a port of this machine alone, and whoever comes must know
a token from a file that only the owner reads.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import struct
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

TOKEN_BYTES = 32
_UCRED = struct.Struct("3i")
_XUCRED = struct.Struct("2I")
_LOCAL_PEERCRED = 1


@dataclass(frozen=True, slots=True)
class Address:
    """Where a daemon listens: the path of a socket, or a port with its token."""

    socket: str | None = None
    port: int | None = None
    token: str | None = None


def listen(path: Path | None) -> tuple[socket.socket, Address]:
    """A socket that listens at `path`, or on a port of this machine when that is None.

    For the holder of the daemon's lock: what is at `path` already was left by a daemon that died.
    """
    if path is None or not hasattr(socket, "AF_UNIX"):
        listener = socket.create_server(("127.0.0.1", 0))
        return listener, Address(None, listener.getsockname()[1], secrets.token_hex(TOKEN_BYTES))
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(str(path))
    finally:
        os.umask(before)
    listener.listen(128)
    return listener, Address(str(path))


def write_address(path: Path, address: Address) -> None:
    """Leaves word where the daemon listens, readable by its owner alone."""
    temporary = path.with_name(f"{path.name}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump(asdict(address), file)
    os.replace(temporary, path)


def read_address(path: Path) -> Address | None:
    """Where a daemon said it listens; None where none ever did, or the file makes no sense."""
    try:
        said = json.loads(path.read_text("ascii"))
        address = Address(said["socket"], said["port"], said["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return address if address.socket or (address.port and address.token) else None


def connect(address: Address, timeout: float) -> socket.socket:
    """A connection to whoever listens there. Raises OSError; PermissionError when that is somebody else."""
    if address.socket is None:
        return socket.create_connection(("127.0.0.1", address.port or 0), timeout)
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        client.settimeout(timeout)
        client.connect(address.socket)
        if not is_same_person(client):
            raise PermissionError(f"the socket {address.socket} belongs to somebody else")
    except BaseException:
        client.close()
        raise
    return client


def is_same_person(connection: socket.socket) -> bool:
    """Whether the process on the other end of a Unix socket runs under this account."""
    return peer_user(connection) == os.getuid()


def peer_user(connection: socket.socket) -> int:
    """The account of the process on the other end, as the system knows it."""
    if sys.platform == "linux":
        return _peer(connection)[1]
    raw = connection.getsockopt(0, _LOCAL_PEERCRED, 128)
    return int(_XUCRED.unpack_from(raw)[1])


def peer_process(connection: socket.socket) -> int | None:
    """The process on the other end, as the system knows it; None where it does not tell."""
    return _peer(connection)[0] if sys.platform == "linux" and connection.family == socket.AF_UNIX else None


def _peer(connection: socket.socket) -> tuple[int, int]:
    raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _UCRED.size)
    process, user, _ = _UCRED.unpack(raw)
    return int(process), int(user)
