"""What became of each field that is known to be right, wrong or none of the form's business."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from benchmarks.filling.life import Life, sort_of
from benchmarks.filling.matching import match
from benchmarks.filling.wording import Gold, compact, plain
from ingest.forms import YES, Field
from secondme.prefill.filled import BLANK_UNTIL_YES, CHOSEN

Verdict = Literal["right", "wrong", "blank", "invented", "left"]
"""left: rightly blank, or not to be scored. invented: filled in though the life does not say it."""
Why = Literal[
    "",
    "old",
    "somebody else's",
    "misplaced",
    "not to be filled",
    "no such field",
    "asks which",
]
"""Where a wrong value may come from, or why there is none. misplaced: true, of something else."""
SENSITIVE = ("identity", "bank", "health")
"""Sorts of facts that wait for the person's yes."""
OPEN = {
    "bank.holder",
    "bank.name",
    "health.doctor",
    "health.doctor_phone",
    "health.practice",
    "health.insurer",
}
"""Of these sorts, what need not wait: the names of people and institutions."""


class Written(Protocol):
    """A field of a form that was filled in. value: as it stands there, or as it is proposed."""

    @property
    def field(self) -> Field: ...
    @property
    def value(self) -> str: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True)
class Judged:
    """One field of one form for one life. written: as people read it. state: the filler's own word."""

    form: str
    kind: str
    language: str
    life: str
    half: str
    key: str
    gold: Gold
    written: str
    state: str
    verdict: Verdict
    why: Why = ""
    taken_for: str = ""
    """What the filler says that the field asks, where it says so; for whoever looks for what went wrong."""
    offered: bool = False
    """Whether it is blank and shows the right value to choose."""

    @property
    def sort(self) -> str:
        """What its fact is about."""
        return sort_of(self.gold.fact)

    @property
    def unasked(self) -> bool:
        """Whether identity, bank or health stands there without the person's yes."""
        waits = self.sort in SENSITIVE and self.gold.fact not in OPEN
        return waits and self.state == "filled" and bool(self.written)


@dataclass(frozen=True)
class Pair:
    """A form that one life fills in. half: as `gold.HALVES` names them."""

    form: str
    kind: str
    language: str
    life: Life
    half: str


def judge(pair: Pair, golds: Mapping[str, Gold], filled: Iterable[Written]) -> list[Judged]:
    """The verdict on each gold field; one that the form does not seem to have is blank, and told of."""
    written = {one.field.key: one for one in filled}
    fields = match(golds, (one.field for one in written.values()))
    return [
        _judge_one(pair, key, gold, written[fields[key].key] if key in fields else None)
        for key, gold in golds.items()
    ]


def _judge_one(pair: Pair, key: str, gold: Gold, one: Written | None) -> Judged:
    value = one.value if one is not None and one.state not in CHOSEN else ""
    shown = readings(one.field, value, key) if one is not None else ("",)
    verdict, why = verdict_of(gold, shown, pair.life)
    if one is not None and one.state == "conflict" and gold.fact in pair.life.contested:
        verdict, why = "right", ""
    elif one is None:
        why = "no such field"
    elif verdict == "blank" and one.state in CHOSEN:
        why = "asks which"
    state = one.state if one is not None else ""
    language = pair.language
    return Judged(
        *(
            pair.form,
            pair.kind,
            language,
            pair.life.name,
            pair.half,
            key,
            gold,
            shown[-1],
            state,
            verdict,
            why,
        ),
        taken_for=_taken_for(one),
        offered=verdict == "blank" and one is not None and _is_offered(one, key, gold),
    )


def _is_offered(one: Written, key: str, gold: Gold) -> bool:
    """Whether the right value is among those between which the person is to choose."""
    values = [one.value, *(rival.value for rival in getattr(one, "rivals", ()))]
    return one.state in CHOSEN and any(
        gold.holds(shown) for value in values for shown in readings(one.field, value, key) if shown.strip()
    )


def _taken_for(one: Written | None) -> str:
    asked = getattr(one, "asked", None)
    if asked is None:
        return ""
    about = f"{asked.whose or 'nobody'}: {asked.attribute or '?'}"
    more = [asked.part, asked.tense if asked.tense != "current" else "", str(asked.nth) if asked.nth else ""]
    return " ".join([about, *filter(None, more)])


def readings(field: Field, value: str, key: str) -> tuple[str, ...]:
    """What is written, as the file has it and, of a choice, as people read it; of a box whether it is ticked.

    A key that is one of a field's options asks for the box of that option.
    """
    if field.type == "checkbox":
        return (YES if value == YES else "",)
    labels = [option.label for option in field.options if option.value and option.value == value]
    if plain(key) in {plain(option.label) for option in field.options}:
        return (YES if plain(key) in map(plain, (value, *labels)) else "",)
    return (value, *labels)


def verdict_of(gold: Gold, shown: Sequence[str], life: Life) -> tuple[Verdict, Why]:
    """The verdict, and of a wrong value where it may come from: what was, others, or another field."""
    if not any(one.strip() for one in shown):
        return ("blank", "") if gold.sort == "known" else ("left", "")
    if any(gold.holds(one) for one in shown):
        return ("right", "") if gold.sort == "known" else ("left", "")
    if gold.sort == "never":
        return "wrong", "not to be filled"
    return "invented" if gold.sort == "unknown" else "wrong", _origin(shown, life)


def _origin(shown: Sequence[str], life: Life) -> Why:
    values = {compact(one) for one in shown}
    if values & life.old:
        return "old"
    if values & life.others:
        return "somebody else's"
    return "misplaced" if values & life.values else ""


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Shares of the known fields, and precision: the right ones of all that is written or proposed."""
    counts = Counter(one.verdict for one in judged)
    known = sum(one.gold.sort == "known" for one in judged)
    filled = counts["right"] + counts["wrong"] + counts["invented"]
    right = [one for one in judged if one.verdict == "right"]
    return {
        "fields": len(judged),
        "known": known,
        "right": round(counts["right"] / max(1, known), 4),
        "wrong": round(counts["wrong"] / max(1, known), 4),
        "blank": round(counts["blank"] / max(1, known), 4),
        "invented": counts["invented"],
        "offered": round(sum(one.offered for one in judged) / max(1, known), 4),
        "precision": round(counts["right"] / max(1, filled), 4),
        "waited": sum(one.state in BLANK_UNTIL_YES for one in right),
        "unasked": sum(one.unasked for one in judged),
        "unmatched": sum(one.why == "no such field" for one in judged),
        "old": sum(one.why == "old" for one in judged),
        "misplaced": sum(one.why == "misplaced" for one in judged),
        "others": sum(one.why == "somebody else's" for one in judged),
        "not_to_fill": sum(one.why == "not to be filled" for one in judged),
    }


def by(name: str, judged: Iterable[Judged]) -> dict[str, dict[str, Any]]:
    """The figures by one attribute of what was judged: "kind", "language", "sort", "life", "half"."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[getattr(one, name)].append(one)
    return {group: figures(some) for group, some in sorted(groups.items()) if group}
