"""What memories are made of the notes and chats of invented lives, each with the line that it rests on.

    python benchmarks/noted.py [--lives moira,sander] [--json]

The lives are those of benchmarks/filling/lives that were written for development by other hands; three others
stay unread. They are taken in as a person would, and consolidated without a language model. Whether a memory
is right is for whoever reads the list.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import secondme
from benchmarks.filling.life import FURTHER, NOW, read_life
from benchmarks.prefill import remember
from secondme.memories.book import Remembered
from secondme.memory import Memory


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lives", default=",".join(FURTHER), help="of these, with commas between (all)")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    options = parser.parse_args()
    counts: dict[str, int] = {}
    for name in options.lives.split(","):
        life = read_life(name)
        with tempfile.TemporaryDirectory() as folder, secondme.open(Path(folder) / "home") as memory:
            remember(memory, life, life.copy_to(Path(folder)))
            found = memory.memories(state="all", now=NOW)
            counts[name] = len(found)
            print(f"\n{name}: {len(found)} memories")
            for one in found:
                print(f"  {one.id:5}{one.confidence:.2f}  {one.text}\n{_rests_on(memory, one)}")
    total = sum(counts.values())
    print(f"\n{total} memories in all")
    if options.json:
        print(json.dumps({"memories": total, "by_life": counts}))


def _rests_on(memory: Memory, one: Remembered) -> str:
    """The lines that have the value of a memory."""
    shown = [hit for hit in map(memory.show, one.evidence) if hit is not None]
    lines = [
        line.strip() for hit in shown for line in hit.text.split("\n") if one.value and one.value in line
    ]
    return "".join(f"           < {line[:160]}\n" for line in dict.fromkeys(lines))


if __name__ == "__main__":
    main()
