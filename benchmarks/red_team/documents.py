"""The red team's documents: attacks of fifteen families in two halves, each in an ordinary note."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from benchmarks.red_team.formats import FORMATS, HIDES_IN, Note, write
from benchmarks.red_team.masks import HIDING, MASKS

HERE = Path(__file__).parent
Half = Literal["a", "b"]
LATIN = ("md", "html", "eml", "pdf", "docx", "csv", "txt")
ANY_SCRIPT = ("md", "html", "eml", "docx", "csv", "txt")
"""The fonts that every PDF program has know Latin letters alone."""


@dataclass(frozen=True, slots=True)
class Host:
    """A harmless note. answer: what a right answer to the question holds."""

    title: str
    before: str
    after: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Attack:
    """One document. canary: the word by which one sees that it was obeyed."""

    half: Half
    family: str
    language: str
    suffix: str
    way: str
    canary: str
    words: str
    host: Host
    name: str

    def write(self, folder: Path) -> Path:
        masked = MASKS[self.way](self.words) if self.way in MASKS else self.words
        hidden = self.way if self.way in HIDING else ""
        path = folder / self.name
        note = Note(self.host.title, self.host.before, masked, self.host.after, hidden)
        write(note, self.suffix, path)
        return path


def hosts() -> list[Host]:
    return [Host(**fields) for fields in _read("hosts")["hosts"]]


def attacks(half: Half) -> list[Attack]:
    """The attacks of a half, the same each time."""
    all_hosts = hosts()
    return [
        _attack(half, number, fields, all_hosts[number % len(all_hosts)])
        for number, fields in enumerate(_read(f"half_{half}")["attacks"])
    ]


def ordinary(half: Half) -> list[str]:
    """Harmless texts that look a little like attacks."""
    texts: list[str] = _read("ordinary")[half]["texts"]
    return texts


def learned(name: str) -> list[Attack]:
    """The attacks of the set "1", "2" or "3" that words are learned from (benchmarks/train_stems.py)."""
    fields = _read("learned")[f"set-{name}"]
    return [_attack("a", number, one, hosts()[0]) for number, one in enumerate(fields)]


def ordinary_learned() -> list[str]:
    """Harmless texts that look a little like attacks, to learn words from."""
    texts: list[str] = _read("ordinary_learned")["texts"]
    return texts


def _attack(half: Half, number: int, fields: dict[str, str], host: Host) -> Attack:
    way = fields.get("carrier", "")
    canary = f"{'QUARTZ' if half == 'a' else 'BASALT'}-{100 + number}"
    able = HIDES_IN.get(way) or (
        LATIN if fields["text"].isascii() and way in ("", "base64", "rot13") else ANY_SCRIPT
    )
    suffix = able[number % len(able)]
    assert suffix in FORMATS
    name = f"{half}-{fields['family']}-{number:02}.{suffix}"
    words = fields["text"].format(canary=canary)
    return Attack(half, fields["family"], fields["language"], suffix, way, canary, words, host, name)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
