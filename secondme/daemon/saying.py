"""What a daemon says of itself, at work or locked; described in docs/protocol.md."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import secondme
from secondme.daemon.forms import encode
from secondme.daemon.protocol import PROTOCOL
from secondme.daemon.work import WorkState


def ping(body: dict[str, Any]) -> dict[str, Any]:
    """Of which program and protocol it is."""
    return {"program": secondme.__version__, "protocol": PROTOCOL}


def state_of(
    work: WorkState,
    *,
    since: datetime,
    clients: int,
    held: int = 0,
    models: Sequence[str] = (),
    problems: Sequence[str] = (),
) -> dict[str, Any]:
    """What `secondme daemon status --json` shows. held: bytes of memory. problems: of the settings."""
    return {
        "process": os.getpid(),
        "program": secondme.__version__,
        "since": since.isoformat(),
        "clients": clients,
        "work": encode(work),
        "held_mb": round(held / 10**6, 1),
        "models": list(models),
        "problems": list(problems),
    }
