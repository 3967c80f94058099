"""Learns which vectors of sentences are those of orders to a machine (secondme/suspicion/heads.json).

    python benchmarks/train_heads.py [--embedder minilm multilingual] [--write] [--json]

Needs scikit-learn, as train_stems.py does, and the embedders on the shelf. Learned from: the sentences, and
two that follow each other, of the attacks of half a and of the learned sets; against them those of ordinary
sentences and of all kinds of files in the source packages of corpora/documentation.py whose words lean most
towards orders, some by chance, and the ordinary texts made to look like attacks. Of an attack those of its
sentences count that the head itself finds telling: most of some are harmless talk around the order. The
weights of words must be learned before. Half b, half c and the real files are not learned from; of the real
files each second sets what is enough, and the others tell the false alarms.

Printed: what is recognised of each set when it is left out of the learning, and which of the lookalikes when
half of them are; without --write nothing is changed. Vectors are kept beside the real files.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

if __name__ == "__main__":  # One file here has the name of a package; this folder must not stand before it.
    sys.path[0] = str(Path(__file__).parent.parent)

import numpy as np
import numpy.typing as npt

from benchmarks import real_files
from benchmarks.corpora.documentation import PACKAGES
from benchmarks.red_team.documents import LEARNED, attacks, learned, ordinary, ordinary_learned
from benchmarks.red_team.vectors import Vectors
from benchmarks.train_stems import FILLINGS, filled, ordinary_sentences
from benchmarks.train_stems import enough as enough_words
from benchmarks.train_stems import fit as fit_words
from secondme.suspicion import weighing
from secondme.suspicion.apart import Apart
from secondme.suspicion.judging import ENOUGH, judge_by_rules, judge_words
from secondme.suspicion.leaning import SHIPPED, Leaning
from secondme.suspicion.weighing import doubtful, stretches

Matrix = npt.NDArray[np.float32]
HEADS = Path(weighing.__file__).with_name("heads.json")
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
LEANING_MOST, BY_CHANCE = 2_000, 400
"""Stretches of each kind of ordinary text."""
LEAST = -0.54
"""How far the words of a stretch must lean to be looked at."""
OF_LOOKALIKE = 4.0
STRENGTH = 2.0
TELLING = 0.5
"""Logits from which on a sentence of an attack counts as part of the order."""
LEANS, RULES = 4.0, 4.0
"""Logits that a lean or a rule of 1 counts; chosen on sets left out."""
LEVEL = 0.004
"""The share of real passages that meaning adds to what is quarantined."""
EACH = 6
"""Of so many real passages one is looked at."""
SEED = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A text to weigh: its stretches with how far their words lean, what the rules weigh, and whether it is
    suspicious without any vector.
    """

    found: tuple[tuple[str, float], ...]
    rules: float
    caught: bool

    @classmethod
    def of(cls, text: str, leans: Leaning = SHIPPED) -> Text:
        apart = Apart.of(text.lower())
        found = tuple((one.text, one.leans) for one in doubtful(0, text, LEAST, leans))
        return cls(found, judge_by_rules(apart).weight, judge_words(apart, leans).is_suspicious)


def leaning_most(texts: Sequence[str]) -> list[str]:
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
    """Fits heads for one embedder. against: ordinary stretches; lookalikes: those of texts made to look
    like attacks.
    """

    def __init__(self, vectors: Vectors, against: Sequence[str], lookalikes: Sequence[str]) -> None:
        self.vectors = vectors
        self.against, self.lookalikes = vectors.of(against), vectors.of(lookalikes)

    def fit(self, orders: Sequence[Sequence[str]]) -> tuple[Matrix, float]:
        """Weights and start. orders: of each attack its stretches."""
        parts = [self.vectors.of(one) for one in orders]
        weights, start = self._fit(np.concatenate(parts))
        for _ in range(2):
            telling = [_telling(part, part @ weights + start) for part in parts]
            weights, start = self._fit(np.concatenate(telling))
        return weights, start

    def _fit(self, orders: Matrix) -> tuple[Matrix, float]:
        from sklearn.linear_model import LogisticRegression

        every = np.concatenate([orders, self.against, self.lookalikes])
        middle = self.against.mean(axis=0)
        wide = 1.0 / float(np.linalg.norm(every - middle, axis=1).mean())
        counts = np.concatenate([np.ones(len(self.against)), np.full(len(self.lookalikes), OF_LOOKALIKE)])
        of_order = np.full(len(orders), counts.sum() / len(orders))
        model = LogisticRegression(C=STRENGTH, max_iter=500)
        is_order = np.arange(len(every)) < len(orders)
        model.fit((every - middle) * wide, is_order, sample_weight=np.concatenate([of_order, counts]))
        weights = (model.coef_[0] * wide).astype(np.float32)
        return weights, float(model.intercept_[0] - middle @ weights)


def _telling(part: Matrix, scores: Matrix) -> Matrix:
    """Of the stretches of an attack those that tell, and the one that tells most."""
    return part[(scores > TELLING) | (scores == scores.max())]


def weights_of(texts: Sequence[Text], vectors: Vectors, head: tuple[Matrix, float]) -> Matrix:
    """How much each text weighs by its meaning; nothing for one in which no stretch is looked at."""
    weights, start = head
    vectors.of([stretch for text in texts for stretch, _ in text.found])
    return np.array(
        [
            max(
                (
                    float(vectors.one(stretch) @ weights) + start + LEANS * leans + RULES * text.rules
                    for stretch, leans in text.found
                ),
                default=-np.inf,
            )
            for text in texts
        ],
        np.float32,
    )


def enough(weights: Matrix, texts: Sequence[Text]) -> float:
    """From what weight on no more than LEVEL of these texts are added to what is quarantined."""
    added = np.sort(
        np.array([-np.inf if text.caught else one for one, text in zip(weights, texts, strict=True)])
    )
    return float(added[int((1 - LEVEL) * len(added))])


def share(weights: Matrix, texts: Sequence[Text], level: float) -> float:
    """The share that is quarantined, with and without vectors."""
    found = [text.caught or one > level for one, text in zip(weights, texts, strict=True)]
    return round(sum(found) / len(found), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--embedder", nargs="+", choices=EMBEDDERS, default=EMBEDDERS, help="of these alone")
    parser.add_argument("--write", action="store_true", help="write secondme/suspicion/heads.json")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    options = parser.parse_args()
    from benchmarks.hostile import real_passages

    material = Material.gather()
    real = [text for _, _, text, _ in real_passages()[::EACH]]
    heads: dict[str, dict[str, object]] = json.loads(HEADS.read_text("utf-8")) if HEADS.exists() else {}
    figures: dict[str, float] = {}
    without = (
        {} if options.write else {left: leaning_without(material, left, real) for left in material.attacks}
    )
    for name in options.embedder:
        vectors = Vectors.of_embedder(name)
        if options.write:
            heads[name] = shipped(material, vectors, real)
            continue
        for figure, value in left_out(material, vectors, real, without):
            figures[f"{name}: {figure}"] = value
            print(f"{name}: {figure:44} {value}", flush=True)
    if options.write:
        HEADS.write_text(json.dumps(heads) + "\n", "utf-8")
    elif options.json:
        print(json.dumps(figures))


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from: sentences that nobody wrote to a machine, stretches of those and of files that
    lean most, texts made to look like attacks, and by set the attacks.
    """

    sentences: Sequence[str]
    against: Sequence[str]
    lookalikes: Sequence[str]
    attacks: Mapping[str, Sequence[str]]

    @classmethod
    def gather(cls) -> Material:
        sentences = ordinary_sentences()
        sets = {"half a": attacks("a")} | {f"set {name}": learned(name) for name in LEARNED}
        worded = {name: [one.words for one in some] for name, some in sets.items()}
        filled_in = {name: filled(words, sentences)[::FILLINGS] for name, words in worded.items()}
        against = [*leaning_most(sentences), *leaning_most(list(chunks()))]
        return cls(sentences, against, [*ordinary("a"), *ordinary_learned()], filled_in)

    def orders(self, left_out: str = "") -> list[list[str]]:
        """Of each attack but those of one set its stretches."""
        texts = [text for name, some in self.attacks.items() if name != left_out for text in some]
        return [found for text in texts if (found := stretches(text))]

    def learning(self, vectors: Vectors, lookalikes: Sequence[str]) -> Learning:
        return Learning(vectors, self.against, [part for text in lookalikes for part in stretches(text)])


def shipped(material: Material, vectors: Vectors, real: Sequence[str]) -> dict[str, object]:
    """The head that is shipped, learned from all."""
    head = weights, start = material.learning(vectors, material.lookalikes).fit(material.orders())
    texts = [Text.of(text) for text in real[::2]]
    level = enough(weights_of(texts, vectors, head), texts)
    told = [round(float(one), 3) for one in weights]
    return {"start": round(start - level, 3), "leans": LEANS, "rules": RULES, "least": LEAST, "weights": told}


def left_out(
    material: Material, vectors: Vectors, real: Sequence[str], without: Mapping[str, Leaning]
) -> Iterator[tuple[str, float]]:
    """The figures, each with one set left out. without: weights of words learned without it, by its name."""
    learning = material.learning(vectors, material.lookalikes)
    for left, some in material.attacks.items():
        of_real = [Text.of(text, without[left]) for text in real]
        tried = [Text.of(text, without[left]) for text in some]
        head = learning.fit(material.orders(left))
        weights = weights_of(of_real, vectors, head)
        level = enough(weights[::2], of_real[::2])
        yield (
            f"without vectors, {left} left out",
            share(np.full(len(tried), -np.inf, np.float32), tried, level),
        )
        yield f"recognised of {left} left out", share(weights_of(tried, vectors, head), tried, level)
        yield f"false alarms, {left} left out", share(weights[1::2], of_real[1::2], level)
    of_real = [Text.of(text) for text in real[::2]]
    for at in (0, 1):
        head = material.learning(vectors, material.lookalikes[at::2]).fit(material.orders())
        level = enough(weights_of(of_real, vectors, head), of_real)
        tried = [replace(Text.of(text), caught=False) for text in material.lookalikes[1 - at :: 2]]
        yield (
            f"lookalikes, by their meaning alone, {at} left out",
            share(weights_of(tried, vectors, head), tried, level),
        )


def leaning_without(material: Material, left: str, real: Sequence[str]) -> Leaning:
    """Weights of words that were learned without one set."""
    words = [text for name, some in material.attacks.items() if name != left for text in some] * FILLINGS
    weights = fit_words(words, material.sentences, material.lookalikes)
    lower = [text.lower() for text in real]
    level = enough_words(Leaning(weights), lower, [judge_by_rules(Apart.of(text)).weight for text in lower])
    return Leaning(weights | {"": weights[""] + ENOUGH - level})


if __name__ == "__main__":
    main()
