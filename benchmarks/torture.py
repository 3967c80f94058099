"""Is anything lost when programs are killed at random moments, again and again? At least 1,000 times.

    python benchmarks/torture.py [--kills 1000] [--seed 7] [--folder DIR] [--models SHELF] [--json]

Scenes of several programs play on one memory at once: the command line, the daemon, and one that keeps the
memory open as the app does, beside indexing, consolidating, backing up, restoring, making backups anew
without what was forgotten, exchanging the key, forgetting, and migrating a store of the first release; with
`--models`, a folder with an embedder and a generator (`secondme models` fills one), a real model answers too.
Every program of a scene is killed (SIGKILL) at a moment of its own. What it had acknowledged before stands in
a ledger that outlives it.

After each scene everything is looked at: the memory opens and is sound, full text agrees with the passages,
everything that was acknowledged is there, once and whole, what was forgotten is not, snapshots come back,
restored and migrated homes are whole or not there. The peer is a program that keeps what it is told in one
file of JSON, killed just as often.

With `--folder` a run that was broken off goes on where it was, and one that is over can be looked into. The
disk that goes on living between kills of the indexer, compared with one clean index: `--trial` of
benchmarks/torturing/indexing.py is part of every run, with a tenth of the kills.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)
os.environ["SECONDME_KEYRING"] = "off"  # throw-away homes leave nothing in the person's keyring
os.environ.pop("SECONDME_MODELS", None)

from benchmarks.torturing.accounts import LOST
from benchmarks.torturing.indexing import Trial, run_trial
from benchmarks.torturing.life import Life, Round

ROUNDS = 25
"""So many scenes play in one life; then a new one begins, so that none grows large."""
TRIAL_SHARE = 10
SHOWN = 30


def play(folder: Path, *, kills: int, seed: int, models: Path | None) -> Iterator[Round]:
    """Every scene up to so many kills, those first that an earlier run has played in this folder."""
    results, done, number = folder / "rounds.jsonl", 0, 0
    for text in results.read_text("utf-8").splitlines() if results.exists() else ():
        round_ = Round(**json.loads(text))
        done, number = done + sum(round_.kills.values()), number + 1
        yield round_
    while done < kills:
        life = Life(folder / f"life{number // ROUNDS}", models)
        life.begin()
        round_ = life.play(number, random.Random(f"{seed} {number}"))
        done, number = done + sum(round_.kills.values()), number + 1
        with results.open("a", encoding="utf-8") as file:
            file.write(json.dumps(vars(round_)) + "\n")
        if number % ROUNDS == 0 and not round_.violations:
            shutil.rmtree(life.root)
        yield round_


def try_indexer(folder: Path, work: Path, kills: int, seed: int) -> Trial:
    """The indexer alone, killed so often; what came of it where that was done in this folder before."""
    result = folder / "indexer.json"
    if not result.exists():
        result.write_text(json.dumps(vars(run_trial(work, kills=kills, files=150, seed=seed))), "utf-8")
    return Trial(**json.loads(result.read_text("utf-8")))


def sum_up(rounds: list[Round]) -> dict[str, Any]:
    """The figures of all rounds."""
    kills: Counter[str] = Counter()
    for one in rounds:
        kills.update(one.kills)
    violations = {text for one in rounds for text in one.violations}
    lost = sum(text.startswith(LOST) for text in violations)
    acknowledged = sum(one.acknowledged for one in rounds)
    ends = [one for at, one in enumerate(rounds, 1) if at % ROUNDS == 0 or at == len(rounds)]
    peer_acknowledged = sum(one.peer_acknowledged for one in rounds)
    peer_lost = sum(one.peer_lost for one in ends)
    return {
        "kills": sum(kills.values()),
        "in_the_middle": sum(kills.values()) - kills["between two"],
        "kills_by_deed": dict(kills.most_common()),
        "acknowledged": acknowledged,
        "lost": lost,
        "unsound": sum("_check: " in text for text in violations),
        "other_violations": len(violations) - lost,
        "lost_share": lost / max(1, acknowledged),
        "peer_kills": sum(one.peer_kills for one in rounds),
        "peer_acknowledged": peer_acknowledged,
        "peer_lost": peer_lost,
        "peer_lost_share": peer_lost / max(1, peer_acknowledged),
    }


def main() -> None:
    arguments = _arguments()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sm") as name:
        os.environ["XDG_RUNTIME_DIR"] = name  # The path of a socket has to be short.
        folder = arguments.folder or Path(name) / "torture"
        folder.mkdir(parents=True, exist_ok=True)
        trial = try_indexer(folder, Path(name) / "trial", arguments.kills // TRIAL_SHARE, arguments.seed)
        print(f"the indexer on a living disk: {trial.kills} kills, {len(trial.differences)} differences")
        rounds, seen = [], Counter[str]()
        wanted = arguments.kills - trial.kills
        for one in play(folder, kills=wanted, seed=arguments.seed, models=arguments.models):
            rounds.append(one)
            seen.update(one.refused)
            if len(rounds) % ROUNDS == 0:
                told = sum_up(rounds)
                print(f"{len(rounds)} scenes, {told['kills']} kills, lost {told['lost']}", flush=True)
    figures = sum_up(rounds)
    figures["kills"] += trial.kills
    figures["in_the_middle"] += trial.unfinished
    figures["kills_by_deed"]["the indexer alone"] = trial.kills
    figures["trial_differences"] = len(trial.differences)
    _print(figures, seen, [text for one in rounds for text in one.violations] + trial.differences)
    print(f"{time.monotonic() - begun:.0f} s")
    if arguments.json:
        print(json.dumps(figures))
    raise SystemExit(1 if figures["lost"] or figures["other_violations"] or trial.differences else 0)


def _print(figures: dict[str, Any], refused: Counter[str], violations: list[str]) -> None:
    for name, figure in figures.items():
        print(f"{name:18} {figure}")
    print("refused, and told so:", dict(refused.most_common(12)))
    for text in list(dict.fromkeys(violations))[:SHOWN]:
        print(f"  {text}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=1000, help="how often programs are killed")
    parser.add_argument("--seed", type=int, default=7, help="another seed, another course of things")
    parser.add_argument("--folder", type=Path, help="keep the lives here, and go on with those that are here")
    parser.add_argument("--models", type=Path, help="a folder of models; then one answers too")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


if __name__ == "__main__":
    main()
