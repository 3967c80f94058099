"""How well each way of forgetting foretells next month's uses: which files a project touches again.

    python benchmarks/forgetting.py (--git FOLDER | --changelog FILE ... | --quick) [--first DAYS] [--json]
    python benchmarks/forgetting.py --stale [--quick] [--meaning] [--json]

A project's history is a record of real uses, with dates: whoever changes a file had it in mind. On each
month's first day the retrievability of every file ever touched before is worked out by each policy of
`secondme/memories/fading.py` (begun with its first touch, each later one a use of the kind "cited"), and set
against whether it was touched in the 30 days that followed.

recency     days since the last touch, alone          frequency   how many days it was touched on, alone
both        the two together, in one logistic model: no curve of forgetting, but a fair thing to beat
rate        the share of files touched, for every file alike

The first third of a history is only looked back on. On months of the second third a logistic curve is fitted
for each row (Platt), which makes its figure a chance, so that log loss is fair to all; months of the last
third are foretold. AUC is of the figures as they are, month by month, averaged; log loss is over all files of
all months. Changes of more than 100 files (a new licence line, a new year) tell of no use and are left out.

`--git` takes a clone, whole, not shallow. `--changelog` takes files in the GNU project's form, of one
project. Source packages have them, as on Debian:

    apt-get download gdb-source && dpkg-deb -x gdb-source_*.deb . && tar -xf usr/src/gdb.tar.xz
    python benchmarks/forgetting.py --changelog gdb/gdb/ChangeLog-*

`--quick` invents a small ChangeLog: it shows that the command works, and its figures say nothing.

`--stale` measures instead what sleep is good for (benchmarks/finding/stale.py): 40 things, of each 50
tellings that went stale and one in use, all in one home. R@10 of those in use, with fading off (`--deep`)
and on, as the stale ones get older; beside it without use in the ranking, and as if told memories slept as
soon as distilled ones do, which are no hits of their own today. What it costs: R@10 of stale ones, asked for
in their own words. `--meaning` asks everything again with the embedder of the person's own home.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import numpy as np

from benchmarks.answering.logistic import Array, area_under_curve, fit
from secondme.memories.fading import POLICIES, Use, first_stability

MONTH = timedelta(days=30)
MOST_FILES = 100
"""In one change; more is housekeeping."""
MONTHS_FITTED, MONTHS_FORETOLD = 12, 24
"""At most, evenly spread over their third of the history."""
LEAST_MONTHS = 9
SHRINKAGE = 1.0
CLIP = 1e-6
SEED = 7
STALE, STALE_QUICK = (40, 50), (4, 12)
"""Things, and stale tellings of each."""
BASELINES = ("recency", "frequency")
ROWS = (*POLICIES, *BASELINES, "both", "rate")

_HEADER = re.compile(
    r"^(?:(\d{4}-\d\d-\d\d)|[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d+) [\d:]{5,8}(?: \w+)? (\d{4}))\s"
)
_ITEM = re.compile(r"^\s+\* ", re.MULTILINE)
_NAME = re.compile(r"[\w./+~-]*\w[\w./+~-]*")

Touches = Mapping[str, Sequence[datetime]]
"""The days on which each file was touched, in order."""


@dataclass(frozen=True)
class Change:
    """Files touched together."""

    at: datetime
    files: frozenset[str]


@dataclass(frozen=True)
class Month:
    """What could be known of each file on its first day, and which of them were then touched.

    features: for each row of the table an array of shape (files, features). labels: 0 or 1, one a file.
    """

    features: Mapping[str, Array]
    labels: Array


def main() -> None:
    arguments = _arguments()
    if arguments.stale:
        _measure_stale(arguments)
        return
    touches = touches_of(_changes(arguments))
    figures = measure(touches, arguments.first)
    print(_table(figures))
    if arguments.json:
        print(json.dumps(figures))


def read_changelog(text: str, folder: str = "") -> Iterator[Change]:
    """The changes of a ChangeLog in the GNU project's form, by day; not those without date or file."""
    at, body = None, list[str]()
    for line in [*text.splitlines(), "0001-01-01 "]:
        found = _HEADER.match(line)
        if not found:
            body.append(line)
            continue
        files = frozenset(f"{folder}/{name}" for name in _names("\n".join(body)))
        if at and files:
            yield Change(at, files)
        at, body = _day(found), []


def read_git(folder: Path) -> Iterator[Change]:
    """The changes of a clone's current branch but merges, at the moment they were committed."""
    command = ["git", "-C", str(folder), "-c", "core.quotepath=off", "log", "--no-merges", "--no-renames"]
    log = subprocess.run(
        [*command, "--name-only", "--format=%x01%ct"], check=True, capture_output=True, text=True
    )
    for commit in log.stdout.split("\x01")[1:]:
        second, *files = commit.split("\n")
        if named := frozenset(filter(None, files)):
            yield Change(datetime.fromtimestamp(int(second), UTC), named)


def touches_of(changes: Iterable[Change]) -> Touches:
    """When each file was touched, once a day at most; mass changes left out."""
    found: dict[str, dict[object, datetime]] = defaultdict(dict)
    for change in sorted(changes, key=lambda change: change.at):
        if len(change.files) <= MOST_FILES:
            for file in change.files:
                found[file].setdefault(change.at.date(), change.at)
    return {file: list(days.values()) for file, days in found.items()}


def month_of(touches: Touches, start: datetime, first: float) -> Month:
    """What each policy and baseline knows on a month's first day. first: the first stability, in days."""
    rows: dict[str, list[list[float]]] = defaultdict(list)
    labels = []
    for moments in touches.values():
        seen = bisect_left(moments, start)
        if not seen:
            continue
        labels.append(float(bisect_left(moments, start + MONTH) > seen))
        uses = [Use(at, "cited") for at in moments[1:seen]]
        for name, policy in POLICIES.items():
            rows[name].append([_logit(policy(moments[0], uses, start, first))])
        recency = -np.log1p((start - moments[seen - 1]) / timedelta(days=1))
        rows["recency"].append([recency])
        rows["frequency"].append([np.log(seen)])
        rows["both"].append([recency, np.log(seen)])
        rows["rate"].append([0.0])
    return Month({name: np.array(row) for name, row in rows.items()}, np.array(labels))


def measure(touches: Touches, first: float) -> dict[str, float]:
    """AUC and log loss of every row, and each policy's ratio to the better baseline."""
    fitted, foretold = _starts(touches)
    figures: dict[str, float] = {"files": len(touches), "touches": sum(map(len, touches.values()))}
    before = [month_of(touches, start, first) for start in fitted]
    then = [month_of(touches, start, first) for start in foretold]
    figures |= {"months": len(then), "first_stability": first}
    figures["rate"] = float(np.mean(np.concatenate([month.labels for month in then])))
    for name in ROWS:
        figures |= score(name, before, then)
    figures |= _ratios(figures)
    ahead = [_auc("fsrs", month) - _auc("recency", month) for month in then if _tells(month)]
    figures["fsrs_months_ahead_of_recency"] = sum(difference > 0 for difference in ahead)
    return figures


def score(name: str, before: Sequence[Month], then: Sequence[Month]) -> dict[str, float]:
    """One row: a logistic curve fitted on the months before, then what it foretells; order alone for AUC."""
    features = np.concatenate([month.features[name] for month in before])
    labels = np.concatenate([month.labels for month in before])
    middle, spread = features.mean(0), features.std(0) + 1e-9
    bias, *weights = fit((features - middle) / spread, labels, SHRINKAGE)
    given = np.concatenate([month.features[name] for month in then])
    chance = 1 / (1 + np.exp(-(bias + (given - middle) / spread @ np.array(weights))))
    chance = np.clip(chance, CLIP, 1 - CLIP)
    truth = np.concatenate([month.labels for month in then])
    loss = -np.mean(truth * np.log(chance) + (1 - truth) * np.log(1 - chance))
    order = [_auc(name, month, np.array(weights) / spread) for month in then if _tells(month)]
    return {f"{name}_auc": float(np.mean(order)), f"{name}_logloss": float(loss)}


def invent_changelog() -> str:
    """A ChangeLog of four years: a few files are worked on for some weeks, then others, some come back."""
    chance, day, lines = random.Random(SEED), datetime(2020, 1, 1, tzinfo=UTC), []
    at_hand = [chance.randrange(120) for _ in range(8)]
    for _ in range(500):
        day += timedelta(days=chance.choice((1, 2, 3, 5)))
        if chance.random() < 0.4:
            at_hand[chance.randrange(8)] = min(int(chance.expovariate(0.03)), 119)
        items = [f"\t* part{number}.c (main): Work." for number in chance.sample(at_hand, 3)]
        lines += [f"{day:%Y-%m-%d}  A. Person  <person@example.org>", "", *items, ""]
    return "\n".join(lines)


def _auc(name: str, month: Month, weights: Array | None = None) -> float:
    """Of the figures as they are; of two together, by the weights fitted."""
    features = month.features[name]
    figure = features @ weights if weights is not None and features.shape[1] > 1 else features[:, 0]
    return area_under_curve(figure, month.labels)


def _tells(month: Month) -> bool:
    """Whether some files were touched and some were not."""
    return bool(0 < month.labels.mean() < 1)


def _ratios(figures: Mapping[str, float]) -> dict[str, float]:
    best = max(figures[f"{name}_auc"] for name in BASELINES)
    least = min(figures[f"{name}_logloss"] for name in BASELINES)
    return {
        **{f"{name}_auc_over_baseline": figures[f"{name}_auc"] / best for name in POLICIES},
        **{f"{name}_logloss_over_baseline": figures[f"{name}_logloss"] / least for name in POLICIES},
    }


def _starts(touches: Touches) -> tuple[list[datetime], list[datetime]]:
    """The first days of the months to fit on and of those to foretell, of the second and the last third."""
    first = min((moments[0] for moments in touches.values()), default=None)
    last = max((moments[-1] for moments in touches.values()), default=None)
    months = (last - first) // MONTH if first and last else 0
    if first is None or months < LEAST_MONTHS:
        sys.exit(f"This history spans {months} months; give one of at least {LEAST_MONTHS}.")
    starts = [first + number * MONTH for number in range(months)]
    third = months // 3
    # A month lies between the two, so that nothing fitted on is foretold.
    return _spread(starts[third : 2 * third - 1], MONTHS_FITTED), _spread(
        starts[2 * third :], MONTHS_FORETOLD
    )


def _spread(starts: Sequence[datetime], most: int) -> list[datetime]:
    step = max(1.0, len(starts) / most)
    return [starts[int(number * step)] for number in range(min(most, len(starts)))]


def _names(body: str) -> Iterator[str]:
    """The files that an entry's items name: "* a.c, b.c (main): Work." names two."""
    for item in _ITEM.split(body)[1:]:
        head = re.sub(r"\([^)]*\)|\[[^]]*\]|<[^>]*>", " ", item.partition(":")[0])
        for name in head.split(","):
            if _NAME.fullmatch(name.strip()):
                yield name.strip()


def _day(header: re.Match[str]) -> datetime | None:
    iso, month, day, year = header.groups()
    text, form = (iso, "%Y-%m-%d") if iso else (f"{year} {month} {day}", "%Y %b %d")
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:
        return None


def _logit(share: float) -> float:
    share = min(max(share, CLIP), 1 - CLIP)
    return float(np.log(share / (1 - share)))


def _changes(arguments: argparse.Namespace) -> Iterator[Change]:
    if arguments.quick:
        yield from read_changelog(invent_changelog())
    elif arguments.git:
        yield from read_git(arguments.git)
    else:
        for path in arguments.changelog:
            yield from read_changelog(path.read_text("utf-8", "replace"), path.resolve().parent.name)


def _measure_stale(arguments: argparse.Namespace) -> None:
    import secondme
    from benchmarks.finding import stale
    from benchmarks.locomo import share_models

    share_models()
    topics = stale.write_topics(*(STALE_QUICK if arguments.quick else STALE))
    with tempfile.TemporaryDirectory() as folder:
        if not arguments.meaning:
            os.environ["SECONDME_MODELS"] = str(Path(folder) / "none")
        with secondme.open(Path(folder) / "home") as memory:
            figures = stale.measure(memory, topics, meaning=arguments.meaning)
    print(stale.table(figures))
    if arguments.json:
        print(json.dumps(figures))


def _table(figures: Mapping[str, float]) -> str:
    counts = "{files} files, touched on {touches} days; {months} months foretold".format_map(figures)
    lines = [f"{counts}, {figures['rate']:.1%} of files touched in one", ""]
    lines.append(f"{'':12}{'AUC':>7}{'ratio':>8}{'log loss':>10}{'ratio':>8}   ratios to the better baseline")
    for name in ROWS:
        auc, loss = (figures[f"{name}_{what}"] for what in ("auc", "logloss"))
        better, less = (figures.get(f"{name}_{what}_over_baseline") for what in ("auc", "logloss"))
        told = [f"{ratio:8.3f}" if ratio else " " * 8 for ratio in (better, less)]
        lines.append(f"{name:12}{auc:7.3f}{told[0]}{loss:10.4f}{told[1]}")
    ahead = "fsrs orders files better than recency in {fsrs_months_ahead_of_recency} of {months} months"
    return "\n".join([*lines, "", ahead.format_map(figures)])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--git", type=Path, metavar="FOLDER", help="a clone")
    source.add_argument("--changelog", type=Path, nargs="+", metavar="FILE", help="ChangeLogs of one project")
    source.add_argument("--stale", action="store_true", help="finding among what went stale, instead")
    parser.add_argument("--quick", action="store_true", help="little, and invented, to see that it works")
    parser.add_argument("--meaning", action="store_true", help="with --stale: also with the embedder")
    parser.add_argument(
        "--first", type=float, default=first_stability("fact"), help="days to .9 of a file touched once"
    )
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    arguments = parser.parse_args()
    if not (arguments.git or arguments.changelog or arguments.stale or arguments.quick):
        parser.error("give --git, --changelog, --stale or --quick")
    return arguments


if __name__ == "__main__":
    main()
