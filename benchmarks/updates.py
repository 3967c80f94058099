"""How well memories keep up with a life: a scripted year in which 200 facts change up to five times.

    python benchmarks/updates.py [--quick] [--seed 1] [--half a|b|c|d] [--rounds 4] [--show 5] [--json]
    python benchmarks/updates.py --model [--facts 10] [--budget 600] ...
    python benchmarks/updates.py --write FOLDER

Thirteen people say in chats and notes where they live, whom they work for and so on (benchmarks/year): of
themselves and of each other, in paraphrase, corrected, contradicted and taken back, among five times as many
messages that must change nothing (small talk, questions, wishes, jokes, plots). The year is imported through
`Memory.import_chat` in rounds, each followed by `Memory.consolidate` without a language model, and memories
are read back. No truth ever reaches the product. `--write` only writes the year and its truth, to be read.
With `--model` the chosen language model then reads what patterns did not understand, for so many seconds in
all; it takes some seconds a message, so fewer facts do.

current: the share of facts whose subject has a current memory with the true value, and none of the same
predicate with another of the fact's values; where a fact is over, none with any of them. as of: the same on
three past days of each fact, more than a week from any change. lost: values that were distilled in one round
and are in no memory, retired or not, after the last. flagged: the share of disputed facts of which both sides
are current and in conflict. covered: the share of stated values that became any memory. false: facts and
preferences that only a trap spoke of, per 1,000 messages without meaning; idle: other memories of these.

Beside it, in the same run: plain recall, asked in so many words ("Where does Ben live?"); right when the true
value stands in the first hit. Facts that are over are not asked about, as no hit is right; so it is compared
with the memories of those that are not over.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import secondme
from benchmarks.distilling.reading_on import read_on
from benchmarks.locomo import share_models
from benchmarks.year import phrases, scoring
from benchmarks.year.scoring import Held, Outcome, Tally
from benchmarks.year.script import Year, write_year
from benchmarks.year.truth import BEGIN, END, Fact, past_days

FACTS, QUICK_FACTS = 200, 20
PAST_DAYS = 3
VALUED = "valued"
"""Facts that are not over on the day; those that are over are told rightly even by an empty memory."""
NOW = datetime.combine(END + timedelta(days=1), clock(12), UTC)


@dataclass(frozen=True)
class Failure:
    """A fact that is not told rightly: on which day, how, and what is held of its subject."""

    fact: Fact
    day: date
    outcome: Outcome
    held: Sequence[Held]


@dataclass
class Measured:
    """All that is counted over a year. seconds: what consolidating took; memories: how many there are;
    by_model: what the language model made of the rest.
    """

    current: Tally
    past: Tally
    recalled: Tally
    recalled_past: Tally
    failures: list[Failure]
    distilled: dict[int, frozenset[str]]
    lost: list[tuple[int, str]]
    flagged: list[bool]
    wrongly_flagged: int
    unfounded: scoring.Unfounded
    memories: int
    seconds: float
    by_model: dict[str, Any]


def main() -> None:
    arguments = _arguments()
    halves = phrases.HALVES if arguments.half is None else (arguments.half,)
    facts = arguments.facts or (QUICK_FACTS if arguments.quick else FACTS)
    year = write_year(arguments.seed, facts, halves)
    if arguments.write:
        _write(year, Path(arguments.write))
        return
    share_models()
    with tempfile.TemporaryDirectory() as folder, secondme.open(Path(folder) / "home") as memory:
        measured = _measure(memory, year, Path(folder) / "year.jsonl", arguments)
    figures = figures_of(year, measured)
    _print_table(figures)
    for failure in measured.failures[: arguments.show]:
        _print_failure(year, failure)
    if arguments.json:
        print(json.dumps(figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_FACTS} facts instead of {FACTS}")
    parser.add_argument("--facts", type=int, help="another number of facts")
    parser.add_argument("--model", action="store_true", help="have the language model read on after patterns")
    parser.add_argument("--budget", type=float, default=float("inf"), help="seconds for it (no end)")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another year (1)")
    parser.add_argument("--half", choices=phrases.HANDS, help="with one hand's wordings alone (a and b)")
    parser.add_argument("--rounds", type=int, help="how often in the year it is imported (4; quick: 2)")
    parser.add_argument("--show", type=int, default=0, help="so many facts that are not told rightly")
    parser.add_argument("--write", metavar="FOLDER", help="write year.jsonl and truth.json there, no more")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def _write(year: Year, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "year.jsonl").write_text("".join(message.as_line() for message in year.messages), "utf-8")
    (folder / "truth.json").write_text(json.dumps(year.truth(), ensure_ascii=False, indent=1), "utf-8")
    print(f"{len(year.messages)} messages and {len(year.facts)} facts in {folder}")


# The product, in two functions: all else is about lists of `Held`.


def _live_through(memory: Any, year: Year, export: Path, until: datetime) -> float:
    """Imports the year up to a moment, as a newer export of the same chats, and consolidates; in seconds."""
    lines = [message.as_line() for message in year.messages if message.time <= until]
    export.write_text("".join(lines), "utf-8")
    memory.import_chat("jsonl", export, me=year.cast.me.name, now=until)
    begun = time.perf_counter()
    memory.consolidate(now=until, model=False)
    return time.perf_counter() - begun


def _held(
    memory: Any,
    about: str | None,
    *,
    now: datetime = NOW,
    as_of: datetime | None = None,
    current: bool = True,
) -> list[Held]:
    """The memories about a subject and what is theirs, of all when it is None.

    current: only what holds now, or did on as_of, also where it sleeps for want of use.
    """

    def read(whom: str | None) -> Sequence[Any]:
        day = (as_of or now) if current else None
        found: Sequence[Any] = memory.memories(whom, state="all", as_of=day, now=now)
        return found

    found = {one.id: one for one in read(about)}
    if about is not None:
        found |= {one.id: one for one in read(None) if scoring.belongs(one.subject, about)}
    return [
        Held(
            id=one.id,
            subject=one.subject,
            predicate=one.predicate,
            value=one.value,
            text=one.text,
            conflict=one.conflict,
            kind=one.kind,
        )
        for one in found.values()
    ]


def _measure(memory: Any, year: Year, export: Path, arguments: argparse.Namespace) -> Measured:
    seconds = 0.0
    before: dict[int, frozenset[str]] = {}
    by_model: dict[str, Any] = {}
    for until in _rounds(arguments.rounds or (2 if arguments.quick else 4)):
        seconds += _live_through(memory, year, export, until)
        after = _distilled(memory, year, until)
        before = {number: values | before.get(number, frozenset()) for number, values in after.items()}
        print(f"lived until {until.date()}", file=sys.stderr, flush=True)
    if arguments.model:
        done = read_on(memory, NOW, arguments.budget)
        by_model = {f"model_{name}": count for name, count in asdict(done).items()}
        after = _distilled(memory, year, NOW)
        before = {number: values | before.get(number, frozenset()) for number, values in after.items()}
    current, past, failures = Tally(), Tally(), list[Failure]()
    now_held = {subject: _held(memory, subject) for subject in _subjects(year)}
    for fact in year.facts:
        _judge(fact, NOW.date(), now_held[fact.subject], current, failures)
        for day in past_days(fact, PAST_DAYS, arguments.seed):
            _judge(fact, day, _held(memory, fact.subject, as_of=_noon(day)), past, failures)
    everything = _held(memory, None, current=False)
    return Measured(
        current,
        past,
        *_recall(memory, year, arguments.seed),
        failures,
        before,
        scoring.lost(before, after),
        [scoring.flagged(fact, now_held[fact.subject]) for fact in year.facts if fact.rival is not None],
        sum(scoring.wrongly_flagged(fact, now_held[fact.subject]) for fact in year.facts),
        scoring.unfounded(year.facts, everything),
        len(everything),
        seconds,
        by_model,
    )


def _rounds(count: int) -> list[datetime]:
    """Moments at even distances, the last of them after all is said."""
    whole = NOW - _noon(BEGIN)
    return [_noon(BEGIN) + whole * number / count for number in range(1, count + 1)]


def _noon(day: date) -> datetime:
    return datetime.combine(day, clock(12), UTC)


def _subjects(year: Year) -> list[str]:
    return sorted({fact.subject for fact in year.facts})


def _distilled(memory: Any, year: Year, now: datetime) -> dict[int, frozenset[str]]:
    every = {subject: _held(memory, subject, now=now, current=False) for subject in _subjects(year)}
    return {fact.number: scoring.distilled(fact, every[fact.subject]) for fact in year.facts}


def _judge(fact: Fact, day: date, held: Sequence[Held], tally: Tally, failures: list[Failure]) -> None:
    outcome = scoring.judge(fact, day, held)
    valued = () if fact.true_on(day) is None else (VALUED,)
    tally.add(outcome, *_names(fact), *valued)
    if outcome != "right":
        failures.append(Failure(fact, day, outcome, held))


def _names(fact: Fact) -> tuple[str, ...]:
    return ("all", f"half {fact.half}", fact.attribute)


def _recall(memory: Any, year: Year, seed: int) -> tuple[Tally, Tally]:
    """Plain recall, now and on the same past days."""
    current, past = Tally(), Tally()
    for fact in year.facts:
        own, other = phrases.attributes()[fact.attribute].ask
        question = own if fact.subject == "me" else other.format(name=fact.subject)
        for tally, day in [(current, None), *((past, day) for day in past_days(fact, PAST_DAYS, seed))]:
            true = fact.true_on(day or NOW.date())
            if true is None:
                continue
            hits = memory.recall(question, 1, now=NOW, as_of=None if day is None else _noon(day), log=False)
            found = any(scoring.plain(true) in scoring.plain(hit.text) for hit in hits)
            tally.add("right" if found else "missing", *_names(fact))
    return current, past


def figures_of(year: Year, measured: Measured) -> dict[str, Any]:
    """The figures by plain keys; shares are 0 to 1."""
    outcomes = measured.current.outcomes["all"]
    figures: dict[str, Any] = {
        "facts": len(year.facts),
        "messages": len(year.messages),
        "memories": measured.memories,
        "current_accuracy": round(measured.current.share("all"), 4),
        "as_of_accuracy": round(measured.past.share("all"), 4),
        "lost": len(measured.lost),
        "conflicts": len(measured.flagged),
        "conflicts_flagged": round(sum(measured.flagged) / max(len(measured.flagged), 1), 4),
        "conflicts_wrongly_flagged": measured.wrongly_flagged,
        "coverage": _coverage(year, measured.distilled),
        "false_per_1000": round(1000 * len(measured.unfounded.false) / max(year.idle, 1), 2),
        "idle_per_1000": round(1000 * len(measured.unfounded.idle) / max(year.idle, 1), 2),
        **{name: outcomes.get(name, 0) for name in ("missing", "stale", "revived")},
        "recall_current": round(measured.recalled.share("all"), 4),
        "recall_as_of": round(measured.recalled_past.share("all"), 4),
        "consolidate_s": round(measured.seconds, 2),
        **measured.by_model,
    }
    for half in _halves(year):
        figures |= {
            f"current_half_{half}": round(measured.current.share(f"half {half}"), 4),
            f"as_of_half_{half}": round(measured.past.share(f"half {half}"), 4),
            f"coverage_half_{half}": _coverage(year, measured.distilled, half),
        }
    figures |= {
        "current_valued": round(measured.current.share(VALUED), 4),
        "as_of_valued": round(measured.past.share(VALUED), 4),
    }
    peer = figures["recall_current"]
    figures["current_over_recall"] = round(figures["current_valued"] / peer, 4) if peer else None
    figures["by_attribute"] = {
        name: round(measured.current.share(name), 4)
        for name in phrases.attributes()
        if name in measured.current.outcomes
    }
    return figures


def _halves(year: Year) -> list[str]:
    return sorted({*phrases.HALVES, *(fact.half for fact in year.facts)})


def _coverage(year: Year, found: Mapping[int, frozenset[str]], half: str | None = None) -> float:
    facts = [fact for fact in year.facts if half in (None, fact.half)]
    stated = sum(len(fact.stated) for fact in facts)
    return round(sum(len(found[fact.number]) for fact in facts) / max(stated, 1), 4)


def _print_table(figures: Mapping[str, Any]) -> None:
    halves = [name.removeprefix("coverage_half_") for name in figures if name.startswith("coverage_half_")]
    heads = "".join(f"{f'half {half}':>9}" for half in halves)
    print(f"{'':24}{'all':>9}{heads}{'not over':>10}{'plain recall':>14}")
    rows = (
        ("current value", "current", "current_accuracy", "recall_current"),
        ("value as of", "as_of", "as_of_accuracy", "recall_as_of"),
    )
    for label, stem, whole, peer in rows:
        shares = "".join(f"{figures[f'{stem}_half_{half}']:9.3f}" for half in halves)
        valued = figures[f"{stem}_valued"]
        print(f"{label:24}{figures[whole]:9.3f}{shares}{valued:10.3f}{figures[peer]:14.3f}")
    shares = "".join(f"{figures[f'coverage_half_{half}']:9.3f}" for half in halves)
    print(f"{'stated values covered':24}{figures['coverage']:9.3f}{shares}")
    for name in ("missing", "stale", "revived", "lost", "conflicts_flagged", "conflicts_wrongly_flagged"):
        print(f"{name.replace('_', ' '):30}{figures[name]}")
    for name in ("false_per_1000", "idle_per_1000", "memories", "messages", "consolidate_s"):
        print(f"{name.replace('_', ' '):30}{figures[name]}")
    for name in (one for one in figures if one.startswith("model_")):
        print(f"{name.replace('_', ' '):30}{figures[name]}")
    worst: dict[float, list[str]] = defaultdict(list)
    for name, share in figures["by_attribute"].items():
        worst[share].append(name)
    for share in sorted(worst)[:5]:
        print(f"  current value {share:.3f}: {', '.join(worst[share])}")


def _print_failure(year: Year, failure: Failure) -> None:
    """What was said of the fact, and what is held that has anything to do with it."""
    fact = failure.fact
    true = fact.true_on(failure.day)
    print(f"\n{fact.subject}, {fact.attribute}, {failure.day}: {failure.outcome}; true is {true or '(over)'}")
    for message in year.messages:
        if message.fact == fact.number:
            print(f"  {message.time:%d %b} {message.speaker} ({message.sort}): {message.text}")
    for held in failure.held:
        if any(scoring.mentions(held, value) for value, _ in fact.stated):
            print(f"  -> {held.id} {held.subject} | {held.predicate} | {held.value} | {held.text}")


if __name__ == "__main__":
    main()
