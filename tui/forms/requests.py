"""What the place of forms asks: what could be a form, what memory has for one, and to write it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tui.forms.messages import (
    FillingMoved,
    FormFailed,
    FormFilled,
    FormsFound,
    FormWritten,
    GroundRead,
    UnfinishedRead,
    WritingFailed,
)
from tui.gateway import EXPECTED, Tell
from tui.sources.folder_listing import meant_path

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi
    from secondme.indexing.progress import Progress
    from secondme.prefill.delivering import Said
    from secondme.prefill.filled import FilledField

FOLDERS = ("Downloads", "Documents", "Desktop")
"""Below the person's home: where forms that were sent or downloaded lie."""
SUFFIXES = {".pdf", ".docx", ".html", ".htm", ".md", ".txt", ".json", ".csv"}
OURS = re.compile(r"\.filled(\.receipt)?\.\w+$")
"""What was made of a form before."""
LISTED = 40
LOOKED_AT = 2_000
"""So many files of a folder are looked at; a folder with more is none that a person chooses from by eye."""
PROGRESS_SECONDS = 0.1


def find_forms(typed: str, home: Path, tell: Tell) -> None:
    """Files that may be forms: those that what was typed goes on to, or where forms usually lie."""
    places = _meant(typed) if typed.strip() else [(home / name, "") for name in FOLDERS]
    files = [file for folder, begin in places for file in _files(folder, begin)]
    newest = sorted(files, key=_changed, reverse=True)
    tell(FormsFound(typed, newest[:LISTED]))


def fill_in(path: Path, cancelled: threading.Event, memory: MemoryApi, tell: Tell) -> None:
    """Reads the form and looks up each field; a reader of its own keeps what is in it away from us."""
    from secondme.prefill.opening import open_form

    told_at = 0.0

    def moved(progress: Progress) -> None:
        nonlocal told_at
        if time.monotonic() - told_at >= PROGRESS_SECONDS:
            told_at = time.monotonic()
            tell(FillingMoved(progress))

    try:
        data, form = open_form(path)
        filled = memory.prefill(form, on_progress=moved, cancelled=cancelled)
        kept = next((one for one in memory.unfinished_forms() if one.is_of(path, data)), None)
    except EXPECTED as error:
        tell(FormFailed(str(error)))
        return
    tell(FormFilled(path, data, filled, kept))


def find_unfinished(memory: MemoryApi, tell: Tell) -> None:
    """The forms that are being gone through."""
    tell(UnfinishedRead([one.path for one in memory.unfinished_forms() if one.path.exists()]))


def read_ground(field: FilledField, memory: MemoryApi, tell: Tell) -> None:
    """The sources of a value in their own words; where one is gone, what was quoted of it."""
    sources = []
    for proof in field.proofs:
        hit = memory.show(proof.id)
        sources.append((f"{proof.id}  {proof.place}", hit.text if hit is not None else proof.quote))
    tell(GroundRead(field.field.key, sources))


def write(
    form: FormFilled,
    said: Said,
    target: Path,
    replace: bool,
    now: datetime,
    memory: MemoryApi,
    tell: Tell,
) -> None:
    """Writes the form with its receipt, and keeps what it taught."""
    from secondme.prefill.delivering import deliver, written_form

    if target.exists() and not replace:
        tell(WritingFailed(f"{target} is there already.", exists=True))
        return
    try:
        made = written_form(form.filled, said, form.data, form.path.name)
        files = deliver(made, form.filled, said, target, now=now, replace=replace, with_receipt=True)
        settled = memory.settle_form(form.filled, accepted=sorted(said.accepted), typed=said.typed, now=now)
    except EXPECTED as error:
        tell(WritingFailed(str(error), exists=False))
        return
    tell(FormWritten(files, settled.learned))


def _meant(typed: str) -> list[tuple[Path, str]]:
    """The folder that a typed path is in, and how the names in it must begin."""
    path = meant_path(typed)
    return [(path, "")] if typed.endswith("/") else [(path.parent, path.name.casefold())]


def _files(folder: Path, begin: str) -> Iterator[Path]:
    try:
        for file in islice(folder.iterdir(), LOOKED_AT):
            fits = file.suffix.lower() in SUFFIXES and file.name.casefold().startswith(begin)
            if fits and not OURS.search(file.name):
                yield file
    except OSError:
        return  # A folder that is not there or closed offers nothing.


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
