"""Chat exports: what a half-typed path may become, and which kind lies there."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from ingest import READERS, IngestError, detect_kind
from tui.sources.folder_listing import MAX_NAMES, Listing, list_folders, meant_path

SUFFIXES = (".json", ".jsonl", ".zip", ".txt", ".csv", ".tsv", ".db", ".xml", ".log", ".weechatlog", ".html")
"""How exports end; files of other endings are not offered, and are taken when they are typed."""


def list_exports(typed: str) -> Listing:
    """Where the typed path may lead: folders first, then files. Never raises for what is on the disk."""
    listing, path = list_folders(typed), meant_path(typed)
    folder, beginning = (path, "") if path.is_dir() else (path.parent, path.name)
    try:
        files = _files_in(folder, beginning) if folder.is_dir() else ()
        there = path.exists() and (path.is_file() or not typed.endswith("/"))
    except OSError:
        return listing
    remark = "Looking what it is…" if there else "Type or pick the export that you downloaded."
    has_any = bool(files or listing.folders)
    remark = remark if there or has_any else "There is nothing there. Check the path."
    return Listing(
        typed, listing.folders, path if there else None, remark, not (there or has_any), files=files
    )


def recognise(listing: Listing) -> Listing:
    """The same with the kind that it is taken for, where the content shows one."""
    if listing.path is None:
        return listing
    try:
        kind = detect_kind(listing.path)
    except IngestError as error:
        return replace(listing, path=None, remark=str(error), is_problem=True)
    if kind is None:
        said = "This looks like no export that is known here. If it is one, say of which kind."
        return replace(listing, remark=said, is_problem=True)
    return replace(listing, kind=kind, remark=f"Taken for {kind}: {READERS[kind].what}.")


def _files_in(folder: Path, beginning: str) -> tuple[Path, ...]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            low = entry.name.casefold()
            if low.startswith(beginning.casefold()) and low.endswith(SUFFIXES) and low[0] != ".":
                found.append(folder / entry.name)
    return tuple(sorted(found, key=lambda path: path.name.casefold())[:MAX_NAMES])
