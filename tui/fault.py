"""A fault of ours: where it happened is kept for whoever mends it, without a text of the person's."""

from __future__ import annotations

import traceback
from pathlib import Path

from secondme.durable import write_whole

NAME = "app.err"


def keep_fault(error: BaseException, folder: Path) -> str:
    """Writes its kind and its place into `folder`, for the owner's eyes; returns a sentence that says where.

    What it says is left out, and so is what its variables held: both may quote what is remembered.
    """
    where = folder / NAME
    told = "".join(traceback.format_tb(error.__traceback__)) + f"{type(error).__name__}\n"
    try:
        write_whole(where, told.encode(errors="backslashreplace"), unfinished=where.with_name(f"{NAME}.new"))
    except OSError:
        return f"It was a {type(error).__name__}."
    return f"Where it went wrong stands in {where}, without your texts: please report it."
