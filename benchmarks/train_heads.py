"""Learns which vectors of sentences are those of orders to a machine (secondme/suspicion/heads.npz).

    python benchmarks/train_heads.py [--embedder minilm multilingual] [--left-out x w z] [--write] [--json]

Needs scikit-learn, as train_stems.py does, and the embedders on the shelf. Learned from: the sentences, and
two that follow each other, of the attacks of half a and of the learned sets; against them those of ordinary
sentences whose words lean most towards orders, some by chance, those that would be looked at of all kinds of
files in the source packages of corpora/documentation.py, of what people write (corpora/plain.py) and keep
for themselves (corpora/lives.py), and the ordinary texts made to look like attacks. Of an attack those of
its sentences count that the head itself finds telling: most of some are harmless talk around the order. The
weights of words must be learned before. Half b, half c and the real files are not learned from; of the real
files each second passage sets what is enough, and the others tell false alarms; and of what people keep no
more than summing.py says is to be quarantined, of lives that a head was left without.

Then the sum of what rules, words and vectors say (red_team/summing.py) is learned from sets by others, which
words and net were left without, each text for itself and within a document.

Printed: what is recognised of each set, and quarantined of the lookalikes by the same hand, when both are
left out of the learning; without --write nothing is changed. Vectors are kept beside the real files.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tarfile
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

if __name__ == "__main__":  # One file here has the name of a package; this folder must not stand before it.
    sys.path[0] = str(Path(__file__).parent.parent)

import numpy as np
import numpy.typing as npt

from benchmarks import real_files
from benchmarks.corpora import lives
from benchmarks.corpora.documentation import PACKAGES
from benchmarks.corpora.plain import diary, talk
from benchmarks.red_team.documents import LEARNED, OF_OTHERS, attacks, learned, ordinary, ordinary_learned
from benchmarks.red_team.summing import (
    LEVEL_OF_NOTES,
    Text,
    caught,
    enough,
    fit_sum,
    hosted,
    weights_of,
)
from benchmarks.red_team.vectors import Vectors
from benchmarks.train_stems import FILLINGS, filled, ordinary_sentences, sentences_to_readers
from benchmarks.train_stems import enough as enough_words
from benchmarks.train_stems import fit as fit_words
from secondme.suspicion import heads
from secondme.suspicion.apart import Apart
from secondme.suspicion.heads import Head, read_heads
from secondme.suspicion.judging import ENOUGH, judge_by_rules
from secondme.suspicion.leaning import SHIPPED, Leaning
from secondme.suspicion.weighing import Seen, leaning_most, stretches

Matrix = npt.NDArray[np.float32]
HEADS = Path(heads.__file__).with_name(heads.FILE)
EMBEDDERS = ("minilm", "multilingual")
KINDS = (
    "rst",
    "txt",
    "md",
    "html",
    "json",
    "csv",
    "cfg",
    "toml",
    "yaml",
    "po",
    "py",
    "ics",
    "xml",
    "js",
    "css",
    "sh",
)
OF_A_PACKAGE, OF_A_FILE, A_CHUNK = 500, 6, 600
LEANING_MOST, BY_CHANCE, LOOKED_AT = 2_000, 400, 5_000
"""Stretches of ordinary sentences, and of files; and of files some of those that would be looked at."""
OF_PEOPLE = 3
"""So often what people write to each other and for themselves counts."""
LEAST = -0.5
"""How far the words of a stretch must lean to be looked at."""
UNITS, DECAY, ROUNDS, STEP, BATCH = 64, 0.03, 30, 2e-3, 256
"""Of the net; chosen on sets left out, where one of a single layer found a tenth less."""
TELLING = 0.5
"""Logits from which on a sentence of an attack counts as part of the order."""
LAST = ("t", "u", "v")
"""The sets from which the sum is learned."""
HOSTS = 2_000
"""Of the pieces of files, so many have an attack put into them."""
LEFT_OUT_EACH = 6
"""Of so many real passages one is looked at where a set is left out."""
SEED = 1


def ordinary_stretches(texts: Sequence[str]) -> list[str]:
    """The stretches of ordinary texts whose words lean most, and some by chance."""
    found = dict.fromkeys(one for text in texts for one in stretches(text))
    order = sorted(found, key=lambda one: -SHIPPED.of_stretch(Apart.of(one.lower())))
    return order[:LEANING_MOST] + random.Random(SEED).sample(order[LEANING_MOST:], BY_CHANCE)


def chunks() -> Iterator[str]:
    """Some paragraphs of files of all kinds, as passages are."""
    chance = random.Random(SEED)
    for package in PACKAGES:
        with tarfile.open(real_files.fetch_into(real_files.FOLDER / "packages", package)) as archive:
            members = [
                one for one in archive if PurePosixPath(one.name).suffix[1:] in KINDS and one.size > 300
            ]
            for member in sorted(
                chance.sample(members, min(OF_A_PACKAGE, len(members))), key=lambda one: one.offset
            ):
                data = archive.extractfile(member)
                if data is not None:
                    whole = list(_pieces(data.read().decode("utf-8", "replace"), member.name))
                    yield from chance.sample(whole, min(OF_A_FILE, len(whole)))


def _pieces(text: str, name: str) -> Iterator[str]:
    plain = re.sub("<[^>]+>", " ", text) if name.endswith("html") else text
    piece = ""
    for paragraph in re.split(r"\n\s*\n", plain):
        piece += f"{paragraph[: 2 * A_CHUNK]}\n\n"
        if len(piece) > A_CHUNK:
            yield piece
            piece = ""


class Learning:
    """Fits heads for one embedder. against: ordinary stretches, those of texts made to look like attacks
    among them.
    """

    def __init__(self, vectors: Vectors, against: Sequence[str]) -> None:
        self.vectors, self.against = vectors, vectors.of(against)

    def fit(self, orders: Sequence[Sequence[str]]) -> Head:
        """A head without a sum. orders: of each attack its stretches."""
        self.vectors.of([stretch for one in orders for stretch in one])  # All at once: each call keeps them.
        parts = [self.vectors.of(one) for one in orders]
        head = self._fit(np.concatenate(parts))
        return self._fit(np.concatenate([_telling(part, head.means(part)) for part in parts]))

    def _fit(self, orders: Matrix) -> Head:
        from sklearn.neural_network import MLPClassifier

        every = np.concatenate([orders, self.against])
        middle = self.against.mean(axis=0)
        wide = 1.0 / float(np.linalg.norm(every - middle, axis=1).mean())
        of_order = np.full(len(orders), len(self.against) / len(orders))
        model = MLPClassifier(
            (UNITS,),
            alpha=DECAY,
            max_iter=ROUNDS,
            learning_rate_init=STEP,
            batch_size=BATCH,
            random_state=SEED,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # It is to end after so many rounds, not where nothing changes.
            model.fit(
                (every - middle) * wide,
                np.arange(len(every)) < len(orders),
                sample_weight=np.concatenate([of_order, np.ones(len(self.against))]),
            )
        (inner, outer), (bias, start) = model.coefs_, model.intercepts_
        inner = (inner * wide).astype(np.float16).astype(np.float32)
        return Head(
            least=LEAST,
            start=float(start[0]),
            inner=inner,
            bias=(bias - middle @ inner).astype(np.float32),
            outer=outer[:, 0].astype(np.float32),
            sum=np.zeros(0, np.float32),
        )


def _telling(part: Matrix, scores: Matrix) -> Matrix:
    """Of the stretches of an attack those that tell, and the one that tells most."""
    return part[(scores > TELLING) | (scores == scores.max())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--embedder", nargs="+", choices=EMBEDDERS, default=EMBEDDERS, help="of these alone")
    parser.add_argument("--left-out", nargs="+", default=["a", *LEARNED], help="of these sets alone")
    parser.add_argument("--write", action="store_true", help="write secondme/suspicion/heads.npz")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    options = parser.parse_args()
    from benchmarks.hostile import real_passages

    material = Material.gather()
    real = [(text, heading, hidden) for _, heading, text, hidden in real_passages()]
    texts = [text for text, *_ in real]
    if options.write:
        without_last = leaning_without(material, LAST, texts)
        found = read_heads() if HEADS.exists() else {}
        for name in options.embedder:
            vectors = Vectors.of_embedder(name)
            found[name] = shipped(material, without_last, vectors, real)
            write(found)
        return
    figures: dict[str, float] = {}
    known = {name: Vectors.of_embedder(name) for name in options.embedder}
    for left in options.left_out:
        leans = leaning_without(material, (left,), texts)
        for name, vectors in known.items():
            for figure, value in left_out(material, left, leans, vectors, texts):
                figures[f"{name}: {figure}"] = value
                print(f"{name}: {figure:44} {value}", flush=True)
    if options.json:
        print(json.dumps(figures))


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from: sentences that nobody wrote to a machine, stretches of those and of files that
    would be looked at, by set the texts made to look like attacks and the attacks, pieces of files, and by
    life what somebody keeps.
    """

    sentences: Sequence[str]
    against: Sequence[str]
    lookalikes: Mapping[str, Sequence[str]]
    attacks: Mapping[str, Sequence[str]]
    pieces: Sequence[str]
    notes: Mapping[str, Sequence[Seen]]

    @classmethod
    def gather(cls) -> Material:
        fillers = ordinary_sentences()
        sentences = [*fillers, *sentences_to_readers()]
        sets = {"a": attacks("a")} | {name: learned(name) for name in LEARNED}
        worded = {name: [one.words for one in some] for name, some in sets.items()}
        filled_in = {name: filled(words, fillers)[::FILLINGS] for name, words in worded.items()}
        files = list(chunks())
        looked_at = list(dict.fromkeys(one.text for text in files for one in leaning_most(Seen(text), LEAST)))
        some = random.Random(SEED).sample(looked_at, min(len(looked_at), LOOKED_AT))
        against = dict.fromkeys((*ordinary_stretches(sentences), *ordinary_stretches(files), *some))
        people = (one.text for text in (*talk(), *diary()) for one in leaning_most(Seen(text), LEAST))
        of_people = list(dict.fromkeys(people)) * OF_PEOPLE
        lookalikes = {"a": ordinary("a")} | {name: ordinary_learned(name) for name in ("", *OF_OTHERS)}
        pieces = random.Random(SEED).sample(files, HOSTS)
        notes = lives.passages(lives.to_learn_from())
        return cls(sentences, [*against, *of_people], lookalikes, filled_in, pieces, notes)

    def orders(self, without: Collection[str] = ()) -> list[list[str]]:
        """Of each attack but those of some sets its stretches."""
        texts = [text for name, some in self.attacks.items() if name not in without for text in some]
        return [found for text in texts if (found := stretches(text))]

    def lookalikes_but(self, without: Collection[str] = ()) -> list[str]:
        """The texts made to look like attacks, but for those of some sets."""
        return [text for name, some in self.lookalikes.items() if name not in without for text in some]

    def notes_of(self, some: Collection[str]) -> list[Seen]:
        """What these lives keep."""
        return [seen for life in sorted(some) for seen in self.notes[life]]

    def fit(
        self, vectors: Vectors, without: Collection[str] = (), without_lives: Collection[str] = ()
    ) -> Head:
        """A head, still without a sum, learned from all but some sets and lives."""
        near = [part for text in self.lookalikes_but(without) for part in stretches(text)]
        kept = self.notes_of(self.notes.keys() - {*without_lives})
        looked_at = [one.text for seen in kept for one in leaning_most(seen, LEAST)] * OF_PEOPLE
        return Learning(vectors, [*self.against, *near, *looked_at]).fit(self.orders(without))

    def sum_of(
        self,
        head: Head,
        leans: Leaning,
        vectors: Vectors,
        real: Sequence[str],
        some_lives: Collection[str],
        sets: Sequence[str] = LAST,
    ) -> Matrix:
        """The sum for such heads, learned from sets and lives that this one was left without, and the words
        without the sets.
        """

        def both(texts: Mapping[str, Sequence[str]]) -> list[Text]:
            plain = [text for name in sets for text in texts[name]]
            return [Text.of(text, leans) for text in (*plain, *hosted(plain, self.pieces))]

        against = [Text.of(text, leans) for text in real]
        notes = [Text.of(seen, leans) for seen in self.notes_of(some_lives)]
        return fit_sum(head, vectors, both(self.attacks), both(self.lookalikes), against, notes)


Real = tuple[str, str, tuple[str, ...]]
"""A real passage: its text, its heading, and what is hidden in it."""


def shipped(material: Material, without_last: Leaning, vectors: Vectors, real: Sequence[Real]) -> Head:
    """The head that is shipped, learned from all. without_last: words learned without the sets of LAST."""
    texts = [text for text, *_ in real[::LEFT_OUT_EACH]]
    one, other = halves(material.notes)
    weights = material.sum_of(material.fit(vectors, LAST, one), without_last, vectors, texts, one)
    head = replace(material.fit(vectors), sum=weights)
    half = [Text.shipped(*each) for each in real[::2]]
    of_notes = [
        enough_for_notes(replace(material.fit(vectors, (), left), sum=weights), material, left, vectors)
        for left in (one, other)
    ]
    return from_level(head, max(enough(weights_of(half, vectors, head), half), sum(of_notes) / len(of_notes)))


def halves(notes: Mapping[str, Sequence[Seen]]) -> tuple[frozenset[str], frozenset[str]]:
    """The lives in two."""
    mixed = random.Random(SEED).sample(sorted(notes), len(notes))
    return frozenset(mixed[::2]), frozenset(mixed[1::2])


def enough_for_notes(head: Head, material: Material, some: Collection[str], vectors: Vectors) -> float:
    """From what weight on few enough of what these lives keep is quarantined."""
    texts = [Text.of(seen) for seen in material.notes_of(some)]
    return enough(weights_of(texts, vectors, head), texts, LEVEL_OF_NOTES)


def from_level(head: Head, level: float) -> Head:
    """The head for which that is just not enough."""
    weights = head.sum.copy()
    weights[0] -= level
    return replace(head, sum=weights)


def write(found: Mapping[str, Head]) -> None:
    """As the program reads them (secondme/suspicion/heads.py)."""
    kept: dict[str, Any] = {}
    for name, head in found.items():
        kept[f"{name}.numbers"] = np.array([head.least, head.start], np.float32)
        kept[f"{name}.inner"] = head.inner.astype(np.float16)
        kept[f"{name}.bias"], kept[f"{name}.outer"], kept[f"{name}.sum"] = head.bias, head.outer, head.sum
    np.savez(HEADS, **kept)


def left_out(
    material: Material, left: str, leans: Leaning, vectors: Vectors, real: Sequence[str]
) -> Iterator[tuple[str, float]]:
    """The figures with one set left out. leans: weights of words learned without it."""
    some = real[::LEFT_OUT_EACH]
    without_last = leaning_without(material, LAST, real)
    others = [name for name in LAST if name != left]
    one, _ = halves(material.notes)
    weights = material.sum_of(material.fit(vectors, LAST, one), without_last, vectors, some, one, others)
    head = replace(material.fit(vectors, (left,), one), sum=weights)
    of_real = [Text.of(text, leans) for text in some]
    level = max(
        enough(weights_of(of_real, vectors, head), of_real), enough_for_notes(head, material, one, vectors)
    )
    tried = {"recognised of": material.attacks[left], "lookalikes of": material.lookalikes.get(left, ())}
    for figure, plain in tried.items():
        for where, wanted in (("", plain), (", in documents", hosted(plain, material.pieces))):
            texts = [Text.of(text, leans) for text in wanted]
            if texts:
                words = sum(text.caught for text in texts) / len(texts)
                yield f"without vectors, {figure} {left} left out{where}", round(words, 4)
                yield (
                    f"{figure} {left} left out{where}",
                    caught(weights_of(texts, vectors, head), texts, level),
                )


def leaning_without(material: Material, without: Collection[str], real: Sequence[str]) -> Leaning:
    """Weights of words that were learned without some sets."""
    words = [text for name, some in material.attacks.items() if name not in without for text in some]
    weights = fit_words(words * FILLINGS, material.sentences, material.lookalikes_but(without))
    lower = [text.lower() for text in real]
    level = enough_words(Leaning(weights), lower, [judge_by_rules(Apart.of(text)).weight for text in lower])
    return Leaning(weights | {"": weights[""] + ENOUGH - level})


if __name__ == "__main__":
    main()
