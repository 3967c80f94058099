"""The red team's documents: attacks of fifteen families in three halves, each in an ordinary note.

Half a was there while the rules were made. Half b was written when they were finished, by the same hand.
Half c is by another hand that had not read the rules, with notes, formats and codes of its own.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from benchmarks.red_team.codes import CODES
from benchmarks.red_team.formats import FORMATS, HIDES_IN, Note, write
from benchmarks.red_team.masks import HIDING, MASKS

HERE = Path(__file__).parent
Half = Literal["a", "b", "c"]
HALVES: tuple[Half, ...] = ("a", "b", "c")
OF_OTHERS = ("x", "y", "w", "z", "t", "u", "v")
"""Sets by other hands. Of y: who knew the rules; of the others: who had seen neither them nor other sets."""
LEARNED = ("1", "2", "3", *OF_OTHERS)
UNSEEN = ("o", "p", "q", "r", "s")
"""Sets by five further hands, 300 attacks and 300 ordinary texts each, from which nothing is learned."""
CANARIES: dict[Half, str] = {"a": "QUARTZ", "b": "BASALT", "c": "FELDSPAR"}
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


def hosts(half: Half) -> list[Host]:
    """The notes that the attacks of a half stand in."""
    return [Host(**fields) for fields in _read("hosts_c" if half == "c" else "hosts")["hosts"]]


def attacks(half: Half) -> list[Attack]:
    """The attacks of a half, the same each time."""
    all_hosts = hosts(half)
    by_title = {host.title: host for host in all_hosts}
    return [
        _attack(
            half,
            number,
            fields,
            by_title[fields["host"]] if "host" in fields else all_hosts[number % len(all_hosts)],
        )
        for number, fields in enumerate(_read(f"half_{half}")["attacks"])
    ]


def ordinary(half: Half) -> list[str]:
    """Harmless texts that look a little like attacks."""
    texts: list[str] = _read("ordinary")[half]["texts"]
    return texts


def learned(name: str) -> list[Attack]:
    """The attacks of a set (LEARNED) that is learned from (benchmarks/train_stems.py)."""
    fields = _read(f"learned_{name}" if name in OF_OTHERS else "learned")[f"set-{name}"]
    return [_attack("a", number, one, hosts("a")[0]) for number, one in enumerate(fields)]


def ordinary_learned(name: str) -> list[str]:
    """Harmless texts that look a little like attacks, to learn from, by a hand of OF_OTHERS; "": ours."""
    texts: list[str] = _read(f"ordinary_learned_{name}" if name else "ordinary_learned")["texts"]
    return texts


def unseen(name: str) -> list[str]:
    """The attacks of a hand of UNSEEN, each as its bare text."""
    fields = _read(f"unseen_{name}")[f"set-{name}"]
    return [_attack("a", number, one, hosts("a")[0]).words for number, one in enumerate(fields)]


def ordinary_unseen(name: str) -> list[str]:
    """Harmless texts that stand near to them, by the same hand."""
    texts: list[str] = _read(f"ordinary_unseen_{name}")["texts"]
    return texts


def all_ordinary_learned() -> list[str]:
    """Those of all hands."""
    return [text for name in ("", *OF_OTHERS) for text in ordinary_learned(name)]


def _attack(half: Half, number: int, fields: dict[str, str], host: Host) -> Attack:
    way = fields.get("carrier", "")
    canary = f"{CANARIES[half]}-{100 + number}"
    suffix = fields.get("suffix") or _suffix(number, fields["text"], way)
    assert suffix in FORMATS
    name = f"{half}-{fields['family']}-{number:02}.{suffix}"
    words = fields["text"].format(canary=canary, payload=_payload(fields, canary))
    return Attack(half, fields["family"], fields["language"], suffix, way, canary, words, host, name)


def _suffix(number: int, text: str, way: str) -> str:
    able = HIDES_IN.get(way) or (LATIN if text.isascii() and way in ("", "base64", "rot13") else ANY_SCRIPT)
    return able[number % len(able)]


def _payload(fields: dict[str, str], canary: str) -> str:
    """What stands in code within the words; empty where nothing does."""
    if "payload" not in fields:
        return ""
    return CODES[fields["code"]](fields["payload"].format(canary=canary))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
