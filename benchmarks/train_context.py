"""Learns what an embedder's vectors in context say of a mark (secondme/memories/hearing/context.npz).

    python benchmarks/train_context.py MODEL.gguf [--name minilm] [--hands a c ...] [--words HEAD.npz]
        [--measure d k] [--write] [--out FILE.npz] [--json]

Needs the GGUF file of an embedder and some twenty minutes. It learns from the same lessons as
train_hearing.py, each wording filled once, with names of people drawn from several hundred. Each sentence
goes through the first layers of the embedder; of each mark a net learns what it is, how it stands and whose
it is.

With --measure, for hands that were not learned from, what is understood of their wordings beside a head that
was not learned from them either (--words, made by train_hearing.py --out), by how sure a value must be, and
what is believed of messages that say nothing. --write puts the net in its place beside those of other
embedders.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # One file here has the name of a package; this folder must not stand before it.
    sys.path[0] = str(Path(__file__).parent.parent)

import numpy as np

from benchmarks.hearing.filling import many_named
from benchmarks.hearing.lessons import Meant, taught
from benchmarks.hearing.net import Material, learn
from benchmarks.hearing.understanding import PEOPLE, believed, understood
from benchmarks.train_hearing import HANDS
from benchmarks.year.phrases import attributes
from models.embedder import Embedder
from secondme.memories.hearing import context, head
from secondme.memories.hearing.context import InContext, net_of, taken_of
from secondme.memories.hearing.head import THEIRS, Head
from secondme.memories.hearing.reader import ByWords

SHIPPED = Path(context.__file__).parent / context.FILE


def main() -> None:
    arguments = _arguments()
    words = head.of(np.load(arguments.words)) if arguments.words else head.shipped()
    with Embedder(Path(arguments.model)) as embedder:
        material = _material(arguments.hands, words, embedder)
        net = learn(material, len(words.roles), len(words.acts))
        arrays = {f"{arguments.name}.{part}": array for part, array in net.items()}
        figures: dict[str, Any] = {"hands": "".join(arguments.hands), "marks": len(material.role)}
        if arguments.out:
            np.savez_compressed(arguments.out, **arrays)
        reader = InContext(ByWords(words), net_of(arrays, arguments.name), embedder, arguments.name)
        if arguments.measure:
            figures |= _measured(arguments.measure, reader)
    if arguments.write:
        np.savez_compressed(SHIPPED, **_others(arguments.name), **arrays)
        figures["bytes"] = SHIPPED.stat().st_size
    for name, value in figures.items():
        print(f"{name:12}{value}")
    if arguments.json:
        print(json.dumps(figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", help="the GGUF file of an embedder")
    parser.add_argument("--name", default="minilm", help="its name in the catalogue (minilm)")
    parser.add_argument("--hands", nargs="+", default=list(HANDS), choices=HANDS, help="learned from (all)")
    parser.add_argument("--words", metavar="FILE", help="the head beside which it stands (the shipped one)")
    parser.add_argument("--measure", nargs="+", default=[], choices=HANDS, help="what is understood of these")
    parser.add_argument("--out", metavar="FILE", help="keep the net there")
    parser.add_argument("--write", action="store_true", help="put the net in its place")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def _material(hands: Sequence[str], words: Head, embedder: Embedder) -> Material:
    """Every mark that is learned from, with what is taken of the embedder's vectors for it."""
    said_of_the_year = {*PEOPLE, *attributes()["partner"].values}
    values = many_named(frozenset(name.lower() for name in said_of_the_year))
    taken, shapes, meant = [], [], list[Meant]()
    for number, (_, around, marks) in enumerate(taught(hands, 1, values)):
        vectors, forms = taken_of(around, embedder)
        places = [around.here.marks.index(mark) for mark, _ in marks]
        taken.append(vectors[places].astype(np.float16))
        shapes.append(forms[places])
        meant += [one for _, one in marks]
        if number % 1000 == 0:
            print(f"{number} sentences", flush=True)
    return Material(
        taken=np.concatenate(taken),
        shapes=np.concatenate(shapes),
        role=np.array([words.roles.index(one.role) for one in meant]),
        act=np.array([words.acts.index(one.act) if one.act else 0 for one in meant]),
        whose=_floats(one.whose == THEIRS for one in meant),
        role_weight=_floats(max(one.weight, 1.0) for one in meant),
        act_weight=_floats(one.act is not None for one in meant),
        whose_weight=_floats(one.whose is not None for one in meant),
    )


def _floats(every: Any) -> Any:
    return np.array(list(every), dtype=np.float32)


def _measured(hands: Sequence[str], reader: InContext) -> dict[str, str]:
    figures = {}
    for which, one in (("words", reader.words), ("context", reader)):
        for hand in hands:
            for sure, found in understood(hand, one).items():
                figures[f"{which} {hand} {sure}"] = found.as_text()
        for sure, (idle, talk) in believed(one).items():
            figures[f"{which} {sure}"] = f"idle {idle}, talk {talk}"
    return figures


def _others(name: str) -> dict[str, Any]:
    """What is shipped for other embedders."""
    if not SHIPPED.exists():
        return {}
    with np.load(SHIPPED, allow_pickle=False) as kept:
        return {one: kept[one] for one in kept.files if not one.startswith(f"{name}.")}


if __name__ == "__main__":
    main()
