"""Texts joined from pieces of many documents, so that it is known where one ends (after Choi, 2000)."""

from __future__ import annotations

import json
import random
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from benchmarks.corpora.documentation import PACKAGES, PROSE, passage_text, sentences
from benchmarks.documents import fetch_texts
from benchmarks.locomo import turns_of
from benchmarks.real_files import fetch_into
from benchmarks.training_data import FOLDER as TRAINING
from benchmarks.training_data import load
from secondme.indexing.embedding import embedding_text

PIECES = 10
FEWEST_SENTENCES = 40
"""Documents with fewer are left out."""
MOST_OF_A_PACKAGE = 40
CHAPTER = 120
"""Sentences of a book that count as one document."""
JUDGED = ("mercurial", "buildbot", "twisted", "scrapy")
"""Packages whose documentation is used; other ones served to choose the cutter's constants on."""
JUDGED_TALKS = ("family_group.json", "teodora_and_marcus.json")
"""As above."""


@dataclass(frozen=True)
class Mixed:
    """Passages with where the pieces end. embedded: the texts as they are embedded."""

    texts: tuple[str, ...]
    embedded: tuple[str, ...]
    ends: tuple[int, ...]


def mixed_prose(
    folder: Path, count: int, fewest: int, most: int, *, seed: int, packages: Sequence[str] = JUDGED
) -> list[Mixed]:
    """Texts of ten pieces of so many sentences each, every piece of another document."""
    documents = [*_documentation(folder / "packages", packages), *_books(folder)]
    chance = random.Random(seed)
    return [
        _joined(
            [_piece(one, chance.randint(fewest, most), chance) for one in chance.sample(documents, PIECES)]
        )
        for _ in range(count)
    ]


def mixed_talk(
    count: int, fewest: int, most: int, *, seed: int, files: Sequence[str] = JUDGED_TALKS
) -> list[Mixed]:
    """Texts of ten pieces of so many messages each, every piece of another session of invented talks."""
    sessions: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name in files:
        for turn in load(TRAINING / name).turns:
            sessions.setdefault((name, turn.session), []).append(
                (turn.text, embedding_text(turn.text, "", "", turn.speaker))
            )
    told = [one for one in sessions.values() if len(one) >= fewest]
    chance = random.Random(seed)
    return [
        _joined([_piece(one, chance.randint(fewest, most), chance) for one in chance.sample(told, PIECES)])
        for _ in range(count)
    ]


def mixed_chats(path: Path) -> list[Mixed]:
    """Each conversation of a file in the form of LoCoMo: its sessions in their order, without their times."""
    told = json.loads(path.read_text("utf-8"))
    found = []
    for conversation in told:
        sessions: dict[str, list[tuple[str, str]]] = {}
        for turn in turns_of(conversation):
            embedded = embedding_text(turn["text"], "", "", turn["speaker"])
            sessions.setdefault(turn["session"], []).append((turn["text"], embedded))
        found.append(_joined(list(sessions.values())))
    return found


def _piece(
    document: Sequence[tuple[str, str]], size: int, chance: random.Random
) -> Sequence[tuple[str, str]]:
    first = chance.randint(0, max(0, len(document) - size))
    return document[first : first + size]


def _joined(pieces: Sequence[Sequence[tuple[str, str]]]) -> Mixed:
    ends, texts = [], []
    for piece in pieces:
        texts += piece
        ends.append(len(texts))
    return Mixed(tuple(text for text, _ in texts), tuple(text for _, text in texts), tuple(ends))


def _documentation(folder: Path, names: Sequence[str]) -> Iterator[list[tuple[str, str]]]:
    for package in PACKAGES:
        if package.name.rpartition("-")[0] in names:
            yield from _documents(fetch_into(folder, package))


def _documents(archive: Path) -> Iterator[list[tuple[str, str]]]:
    """The largest pages of a package's documentation, sentence by sentence."""
    pages = []
    with tarfile.open(archive) as tar:
        for member in tar:
            stream = tar.extractfile(member) if member.isfile() else None
            if stream is None or PurePosixPath(member.name).suffix not in PROSE:
                continue
            told = list(sentences(stream.read().decode("utf-8", "replace")))
            if len(told) >= FEWEST_SENTENCES:
                pages.append(told)
    for told in sorted(pages, key=len, reverse=True)[:MOST_OF_A_PACKAGE]:
        yield [(text, passage_text(text)) for text in told]


def _books(folder: Path) -> Iterator[list[tuple[str, str]]]:
    """Pieces of two texts in the public domain: "Alice's Adventures in Wonderland", a workshop's papers."""
    for text in fetch_texts(folder).values():
        told = list(sentences(text.replace("\r\n", "\n")))
        for first in range(0, len(told) - FEWEST_SENTENCES, CHAPTER):
            yield [(one, passage_text(one)) for one in told[first : first + CHAPTER]]
