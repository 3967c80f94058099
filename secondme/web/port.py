"""A port of this machine alone."""

from __future__ import annotations

import errno
import socket

from secondme.errors import UsageError


def listen(port: int) -> socket.socket:
    """A socket on that port of this machine; 0: any that is free. Raises UsageError."""
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        why = "is taken" if error.errno == errno.EADDRINUSE else "may not be used"
        raise UsageError(
            f"Port {port} of this machine {why}. Nothing was started. Name another: --port"
        ) from error


def port_of(listener: socket.socket) -> int:
    """The port it listens on."""
    return int(listener.getsockname()[1])
