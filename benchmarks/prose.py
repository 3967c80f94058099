"""What memories are made of unprepared diaries and chats, beside what a careful reader would keep of them.

    python benchmarks/prose.py [--of gwen,harald] [--missed] [--json]

Four texts of benchmarks/prose, of some sixty lines each, by one hand, and six by another: a diary and a chat
in German, French and Spanish each. Below a line stands what is to be kept of it ("@ plan | words | day"): the
words that the memory must have (of "a/b" one), and a plan's last day. They were labelled before the code was
run on them; gwen was read while the code was written, the other English ones later, the six others not.
Taken in as a person would, and consolidated without a language model. Memories that no label
knows are printed: whether they are right is for whoever reads the list.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import secondme
from secondme.memories.book import Remembered
from secondme.memory import Memory

TEXTS = Path(__file__).parent / "prose"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
ME = {"dell.txt": "Dell", "de_chat.txt": "Jonte", "fr_chat.txt": "Bastien", "es_chat.txt": "Nerea"}
"""Who the person is in each chat."""
_SAID = re.compile(r"^\[.*?\] \w+: ")


@dataclass(frozen=True, slots=True)
class Label:
    """What is to be kept of a line. day: on which a plan is over; None where it has none."""

    line: str
    words: tuple[tuple[str, ...], ...]
    day: date | None

    def is_met(self, one: Remembered, text: str) -> bool:
        """Whether a memory that rests on this text says it."""
        told = one.text.lower()
        said = self.line in text and all(any(word in told for word in words) for words in self.words)
        day = f"{self.day.day} {self.day:%B %Y}" if self.day else ""
        return said and (day in one.text or (self.day is not None and f"in {self.day:%B %Y}" in one.text))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = sorted(path.name for path in TEXTS.iterdir())
    parser.add_argument("--of", default=",".join(names), help="of these, with commas between (all)")
    parser.add_argument("--missed", action="store_true", help="print what was not found, too")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    options = parser.parse_args()
    figures: dict[str, dict[str, int]] = {}
    for name in (one for one in names if one.partition(".")[0] in options.of or one in options.of):
        labels, lines = read(TEXTS / name)
        with tempfile.TemporaryDirectory() as folder, secondme.open(Path(folder) / "home") as memory:
            made = list(_made(memory, Path(folder) / "in" / name, lines))
        met = {label: [one for one, text in made if label.is_met(one, text)] for label in labels}
        known = {one.id for ones in met.values() for one in ones}
        unknown = [one for one, _ in made if one.id not in known]
        figures[name] = {
            "labels": len(labels),
            "found": sum(map(bool, met.values())),
            "memories": len(made),
            "unlabelled": len(unknown),
        }
        print(f"{name}: " + ", ".join(f"{count} {what}" for what, count in figures[name].items()))
        for one in unknown:
            print(f"  {one.confidence:.2f}  {one.text}")
        for label in (one for one in labels if options.missed and not met[one]):
            print(f"  missed: {label.line}")
    if options.json:
        print(json.dumps(figures))


def read(path: Path) -> tuple[list[Label], list[str]]:
    """The labels of a text, and its lines without them."""
    labels: list[Label] = []
    lines: list[str] = []
    for line in path.read_text("utf-8").split("\n"):
        if not line.startswith("@ "):
            lines.append(line)
            continue
        _, words, day = (part.strip() for part in line[2:].split("|"))
        last = day.rpartition("..")[2]
        wanted = tuple(tuple(one.split("/")) for one in words.split("&"))
        labels.append(
            Label(_SAID.sub("", lines[-1]), wanted, date.fromisoformat(last) if last != "-" else None)
        )
    return labels, lines


def _made(memory: Memory, path: Path, lines: list[str]) -> Iterator[tuple[Remembered, str]]:
    """The memories of a text, each with the passages that it rests on."""
    path.parent.mkdir()
    path.write_text("\n".join(lines), "utf-8")
    if path.suffix == ".txt":
        memory.import_chat("whatsapp", path, me=ME[path.name], now=NOW)
    else:
        memory.add(path.parent, now=NOW)
    memory.consolidate(now=NOW, model=False)
    for one in memory.memories(state="all", now=NOW):
        hits = [hit for hit in map(memory.show, one.evidence) if hit is not None]
        yield one, "\n".join(hit.text for hit in hits)


if __name__ == "__main__":
    main()
