"""Learns what the words around a value say of it (secondme/memories/hearing/head.npz and families.txt).

    python benchmarks/train_hearing.py [--hands a c ...] [--measure d] [--out FILE] [--write] [--json]
    python benchmarks/train_hearing.py --families MODEL.gguf

Needs scikit-learn, which secondme does not. Learned from the wordings of the hands
(benchmarks/year/half_*.toml), filled with stand-ins (benchmarks/hearing/stand_ins.toml) of which none is a
value of the scripted year, against what says nothing (benchmarks/hearing/nothing.toml and nothing_m.toml,
small talk, conversations). Half b is never learned from, nor a wording that is nearly one of its.

Three logistic regressions over the traits of a mark: what it is, and, of values, how it stands and whether
it is somebody else's. Traits that stand in one wording alone are left out, and so are small weights. Printed:
how many traits and bytes. With --measure H, for hands that were not learned from, what is understood of their
wordings and made of their traps, by how sure a value must be (benchmarks/hearing/understanding.py).

--families groups the commonest words of an embedding model by its vectors instead, and writes them.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # One file here has the name of a package; this folder must not stand before it.
    sys.path[0] = str(Path(__file__).parent.parent)

import numpy as np

from benchmarks.hearing.filling import stand_ins
from benchmarks.hearing.lessons import Lesson, lessons
from benchmarks.hearing.understanding import understood
from secondme.memories.hearing import head
from secondme.memories.hearing.families import is_ordinary
from secondme.memories.hearing.head import THEIRS
from secondme.memories.hearing.reader import ByWords
from secondme.memories.hearing.words import FUNCTION_WORDS

HANDS = ("a", "c", "d", "e", "f", "g", "h", "i", "j", "k")
TIMES = 2
"""How often each wording is filled."""
STRENGTH = 1.5
"""Inverse of the regularisation; chosen on a hand left out."""
ROUNDS = 60
WORDINGS = 2
"""In which a trait stands at the least."""
LEAST = 0.06
"""Of the weights of a trait the largest must be so much."""
NAMED = ("people", "lives", "partner", "pet", "car", "bank")
"""Stand-ins that are names, of which nothing is learned by heart."""
WORDS, PLAIN_WORDS = 14_000, 150
"""Words that are grouped, and the commonest of them, which are not."""
FAMILIES, CLANS = 800, 200
SHIPPED = Path(head.__file__).parent


def main() -> None:
    arguments = _arguments()
    if arguments.families:
        _write_families(Path(arguments.families))
        return
    learned = lessons(arguments.hands, TIMES)
    places = _places(learned)
    figures: dict[str, Any] = {"hands": "".join(arguments.hands), "marks": len(learned)}
    stored = _fit(learned, places)
    figures["traits"] = len(bytes(stored["traits"]).split(b"\n"))
    for hand in arguments.measure:
        for sure, found in understood(hand, ByWords(head.of(stored))).items():
            figures[f"{hand} {sure}"] = found.as_text()
    if arguments.out:
        np.savez_compressed(arguments.out, **stored)
    if arguments.write:
        np.savez_compressed(SHIPPED / "head.npz", **stored)
        figures["bytes"] = (SHIPPED / "head.npz").stat().st_size
    for name, value in figures.items():
        print(f"{name:12}{value}")
    if arguments.json:
        print(json.dumps(figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hands", nargs="+", default=list(HANDS), choices=HANDS, help="learned from (all)")
    parser.add_argument("--measure", nargs="+", default=[], choices=HANDS, help="what is understood of these")
    parser.add_argument("--out", metavar="FILE", help="keep the head there")
    parser.add_argument("--write", action="store_true", help="put the head in its place")
    parser.add_argument("--families", metavar="MODEL", help="group words by this embedding model instead")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def _places(learned: Sequence[Lesson]) -> dict[str, int]:
    """The traits that are learned from, by their columns."""
    wordings: dict[str, set[str]] = defaultdict(set)
    for one in learned:
        for trait in one.traits:
            if len(wordings[trait]) < WORDINGS:
                wordings[trait].add(one.wording)
    often = sorted(
        trait for trait, found in wordings.items() if len(found) >= WORDINGS and _is_of_nobody(trait)
    )
    return {trait: place for place, trait in enumerate(often)}


def _is_of_nobody(trait: str) -> bool:
    """Whether it holds no name that a wording was filled with; one that opens a sentence is not masked."""
    return _filled_names().isdisjoint(trait.partition(":")[2].split())


@cache
def _filled_names() -> frozenset[str]:
    names = (name for of in NAMED for name in stand_ins()[of])
    words = (word.lower() for name in names for word in name.split() if word[0].isupper())
    return frozenset(word for word in words if word not in FUNCTION_WORDS and not is_ordinary(word))


def _fit(learned: Sequence[Lesson], places: Mapping[str, int]) -> dict[str, Any]:
    """What head.npz holds."""
    from sklearn.linear_model import LogisticRegression

    matrix = _matrix(learned, places)
    roles = LogisticRegression(C=STRENGTH, max_iter=ROUNDS).fit(
        matrix, [one.meant.role for one in learned], [one.meant.weight for one in learned]
    )
    valued = np.flatnonzero([one.meant.act is not None for one in learned])
    acts = LogisticRegression(C=STRENGTH, max_iter=ROUNDS).fit(
        matrix[valued], [learned[place].meant.act for place in valued]
    )
    owned = np.flatnonzero([one.meant.whose is not None for one in learned])
    whose = LogisticRegression(C=STRENGTH, max_iter=ROUNDS).fit(
        matrix[owned], [learned[place].meant.whose == THEIRS for place in owned]
    )
    weights = np.vstack([roles.coef_, acts.coef_, whose.coef_]).T.astype(np.float32)
    kept = np.flatnonzero(np.abs(weights).max(axis=1) >= LEAST)
    traits, weights = np.array(list(places))[kept], weights[kept]
    scale = np.abs(weights).max(axis=0) / 127
    return {
        "traits": np.frombuffer("\n".join(traits).encode(), dtype=np.uint8),
        "weights": np.round(weights / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "bias": np.concatenate([roles.intercept_, acts.intercept_, whose.intercept_]).astype(np.float32),
        "roles": np.array([str(one) for one in roles.classes_]),
        "acts": np.array([str(one) for one in acts.classes_]),
    }


def _matrix(learned: Sequence[Lesson], places: Mapping[str, int]) -> Any:
    """1 where a mark has a trait; a sparse matrix of shape (marks, traits)."""
    from scipy.sparse import csr_matrix

    columns = [sorted({places[trait] for trait in one.traits if trait in places}) for one in learned]
    ends = np.cumsum([0, *map(len, columns)])
    flat = [place for row in columns for place in row]
    return csr_matrix((np.ones(len(flat), np.float32), flat, ends), shape=(len(learned), len(places)))


def _write_families(model: Path) -> None:
    """Groups words by their vectors; the families of a clan stand in its line."""
    from sklearn.cluster import MiniBatchKMeans

    words, vectors = _vectors(model)
    grouped = {
        many: MiniBatchKMeans(many, random_state=1, n_init=2, max_iter=60, batch_size=2048)
        .fit(vectors)
        .labels_
        for many in (CLANS, FAMILIES)
    }
    clans: dict[int, list[str]] = defaultdict(list)
    for family in range(FAMILIES):
        members = [place for place in np.flatnonzero(grouped[FAMILIES] == family) if place >= PLAIN_WORDS]
        if len(members) > 1:
            [(clan, _)] = Counter(grouped[CLANS][members].tolist()).most_common(1)
            clans[clan].append(" ".join(words[place] for place in members))
    lines = ["|".join(families) for _, families in sorted(clans.items())]
    (SHIPPED / "families.txt").write_text("\n".join(lines) + "\n", "utf-8")


def _vectors(model: Path) -> tuple[list[str], Any]:
    """The commonest words of the vocabulary, as it lists them, and their vectors of length 1."""
    import gguf
    from gguf.quants import dequantize

    reader = gguf.GGUFReader(model)
    field = reader.fields["tokenizer.ggml.tokens"]
    tokens = [bytes(field.parts[place]).decode("utf-8") for place in field.data]
    [tensor] = [one for one in reader.tensors if one.name == "token_embd.weight"]
    table = dequantize(tensor.data, tensor.tensor_type).reshape(len(tokens), -1).astype(np.float32)
    chosen = [place for place, token in enumerate(tokens) if re.fullmatch("\u2581[a-z]{2,}", token)][:WORDS]
    vectors = table[chosen] - table[chosen].mean(axis=0)
    return [tokens[place][1:] for place in chosen], vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


if __name__ == "__main__":
    main()
