"""Traits: what there is to see of a mark: its kind, and the words around it, near and far.

Each trait is a short text; `head` has learned what it speaks for. Beside each word stands its family
(`families`), so that what is learned of "wages" is known of "salary".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from secondme.memories.hearing.families import clan, family
from secondme.memories.hearing.marks import Mark, Marked
from secondme.memories.hearing.words import CONNECTORS

NEAR = 5
"""Words to the left and to the right of a mark that count as near."""
EDGE = "<edge>"
FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours"})
_PERSONS = (
    ("i", FIRST_PERSON),
    ("you", frozenset({"you", "your", "yours"})),
    ("they", frozenset({"he", "him", "his", "she", "her", "hers", "they", "them", "their"})),
)


@dataclass(frozen=True, slots=True)
class Around:
    """A sentence, and the one before and the one after it, where there are any."""

    here: Marked
    before: Marked | None = None
    after: Marked | None = None


def traits_of_sentence(around: Around) -> list[str]:
    """What all marks of a sentence share."""
    known = around.here.known
    before, after = (one.known if one is not None else () for one in (around.before, around.after))
    found = [*_bag("b", known), *_bag("p", before), *_bag("n", after)]
    found += [f"B:{one} {other}" for one, other in pairwise(known)]
    kin = [family(one) or one for one in known]
    found += [f"Bk:{one} {other}" for one, other in pairwise(kin)]
    found.append(f"asks:{known[-1] == '?'}")
    return found


def traits_of(around: Around, mark: Mark) -> list[str]:
    """What one of its marks has of its own."""
    here, kind = around.here, mark.kind
    known, begin, end = here.known, mark.begin, mark.end
    left = [known[place] if place >= 0 else EDGE for place in range(begin - 3, begin)]
    right = [known[place] if place < len(known) else EDGE for place in range(end, end + 3)]
    found = [
        f"k:{kind}",
        f"k:{kind} {min(end - begin, 4)}",
        *(f"a:{one}" for one in mark.also),
        *_at("L1", left[2]),
        *_at("L2", left[1]),
        f"L3:{left[0]}",
        f"L21:{left[1]} {left[2]}",
        f"L321:{left[0]} {left[1]} {left[2]}",
        *_at("R1", right[0]),
        *_at("R2", right[1]),
        f"R3:{right[2]}",
        f"R12:{right[0]} {right[1]}",
        f"R123:{right[0]} {right[1]} {right[2]}",
        f"LR:{left[2]} {right[0]}",
        f"kL:{kind} {left[2]}",
        f"kR:{kind} {right[0]}",
        *_kin(left, right),
        *_bag("l", known[max(0, begin - NEAR) : begin]),
        *_bag("r", known[end : end + NEAR]),
        *(f"<:{word}" for word in dict.fromkeys(known[:begin])),
        *(f">:{word}" for word in dict.fromkeys(known[end:])),
        *_beside(here, mark),
        *_persons(here, mark),
    ]
    if here.tokens[begin].opens:
        found += [f"o:{known[begin]}", f"o2:{clan(known[begin])}", f"o8:{family(known[begin])}"]
    if kind == "words":
        found += [f"m:{clan(word)}" for word in known[begin:end]]
        found.append(f"m3:{known[end - 1][-3:]}")
    return found


def _persons(here: Marked, mark: Mark) -> Iterator[str]:
    """Who is spoken of beside a mark of its kind: an address is mine only if something says so."""
    left, right = here.known[: mark.begin], here.known[mark.end :]
    before = [name for name, words in _PERSONS if not words.isdisjoint(left)]
    after = [name for name, words in _PERSONS if not words.isdisjoint(right)]
    named = any(one.kind == "name" and (one.end <= mark.begin or one.begin >= mark.end) for one in here.marks)
    spoken = "+".join(name for name, _ in _PERSONS if name in before or name in after) or "nobody"
    yield f"w:{mark.kind} {spoken} {named}"
    yield f"wl:{mark.kind} {'+'.join(before)}"
    yield f"wr:{mark.kind} {'+'.join(after)}"
    yield f"ws:{spoken} {named} {min(len(here.known) // 4, 4)}"


def _kin(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    """The words beside a mark, each as its family where it has one."""
    l3, l2, l1 = (family(word) or word for word in left)
    r1, r2, r3 = (family(word) or word for word in right)
    yield f"L21k:{l2} {l1}"
    yield f"L321k:{l3} {l2} {l1}"
    yield f"R12k:{r1} {r2}"
    yield f"R123k:{r1} {r2} {r3}"
    yield f"LRk:{l1} {r1}"


def _at(place: str, word: str) -> Iterator[str]:
    yield f"{place}:{word}"
    if (kin := family(word)) is not None:
        yield f"{place}8:{kin}"


def _bag(where: str, words: Iterable[str]) -> Iterator[str]:
    """Each word once, its family and its clan."""
    for word in dict.fromkeys(words):
        yield f"{where}:{word}"
        if (kin := family(word)) is not None:
            yield f"{where}8:{kin}"
            yield f"{where}2:{clan(word)}"


def _beside(here: Marked, mark: Mark) -> Iterator[str]:
    """Whether it is cut out of a longer name, and how many of its kind stand before and after it."""
    tokens = here.tokens
    if mark.begin and tokens[mark.begin - 1].is_name:
        yield "cut:left"
    if mark.end < len(tokens) and (tokens[mark.end].is_name or tokens[mark.end].known == "<number>"):
        yield "cut:right"
    for side, place, beyond in (("left", mark.begin - 1, mark.begin - 2), ("right", mark.end, mark.end + 1)):
        if 0 <= beyond < len(tokens) and tokens[place].text in CONNECTORS and tokens[beyond].is_name:
            yield f"cut:{side} {tokens[place].known}"
    same = [one for one in here.marks if one.kind == mark.kind]
    yield f"before:{mark.kind} {min(sum(one.end <= mark.begin for one in same), 2)}"
    yield f"after:{mark.kind} {min(sum(one.begin >= mark.end for one in same), 2)}"
