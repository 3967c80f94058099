"""What the benchmark of forgetting reads out of histories, and how it scores what was foretold."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))  # benchmarks is no installed package
from benchmarks.forgetting import (
    MONTH,
    MOST_FILES,
    Change,
    Month,
    month_of,
    read_changelog,
    read_git,
    score,
    touches_of,
)

CHANGELOG = """\
2004-03-02  A. Person  <a@example.org>

\t* main.c (main): Say less.
\t(usage): Likewise.
\t* a.c, b.h (one, two),
\tc.c: New. See * this: not a file.
\t* config/Makefile.in (install, all): Work.

\tA line of talk.

Wed Mar  3 18:05:00 2004  B. Person  (b@example.org)

\t* main.c: Again.

2004-03-04  A. Person  <a@example.org>

\tNothing touched.

2004-99-99  A. Person  <a@example.org>

\t* lost.c: On no day.
"""
START = datetime(2020, 1, 1, tzinfo=UTC)


def on(day: float) -> datetime:
    return START + timedelta(days=day)


def test_a_changelog_of_either_form_tells_which_files_were_touched_when():
    first, second = read_changelog(CHANGELOG, "lib")
    assert first.at == datetime(2004, 3, 2, tzinfo=UTC) and second.at == datetime(2004, 3, 3, tzinfo=UTC)
    assert first.files == {"lib/main.c", "lib/a.c", "lib/b.h", "lib/c.c", "lib/config/Makefile.in"}
    assert second.files == {"lib/main.c"}


def test_a_clone_tells_the_same_with_odd_names_too(tmp_path: Path):
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    for number, name in enumerate(("plain.txt", "ñandú and more.txt")):
        (tmp_path / name).write_text("x", "utf-8")
        subprocess.run([*git, "add", "-A"], check=True)
        day = {"GIT_COMMITTER_DATE": f"2021-05-0{number + 1}T12:00:00+00:00"}
        subprocess.run([*git, "commit", "-qm", "work"], check=True, env=day | {"PATH": "/usr/bin:/bin"})
    found = {change.at: change.files for change in read_git(tmp_path)}
    assert found == {
        datetime(2021, 5, 1, 12, tzinfo=UTC): {"plain.txt"},
        datetime(2021, 5, 2, 12, tzinfo=UTC): {"ñandú and more.txt"},
    }


def test_a_day_counts_once_and_mass_changes_not_at_all():
    mass = frozenset({"a", *map(str, range(MOST_FILES))})
    changes = [
        Change(on(3.5), frozenset({"a"})),
        Change(on(3.2), frozenset({"a", "b"})),
        Change(on(5), mass),
        Change(on(9), frozenset({"a"})),
    ]
    assert touches_of(changes) == {"a": [on(3.2), on(9)], "b": [on(3.2)]}


def test_a_month_knows_nothing_of_what_comes_after_its_first_day():
    touches = {"again": [on(0), on(20), on(45)], "past": [on(1), on(2)], "new": [on(50)]}
    cut = {"again": [on(0), on(20)], "past": [on(1), on(2)]}
    month, blind = month_of(touches, on(40), 90.0), month_of(cut, on(40), 90.0)
    assert month.labels.tolist() == [1.0, 0.0] and blind.labels.tolist() == [0.0, 0.0]
    for name, figures in month.features.items():
        assert figures.tolist() == blind.features[name].tolist()
    assert month.features["recency"][0] > month.features["recency"][1]
    assert month.features["frequency"][0] == month.features["frequency"][1]


def test_a_touch_on_the_last_day_of_the_month_is_the_next_months():
    touches = {"a": [on(0), on(10) + MONTH]}
    assert month_of(touches, on(10), 90.0).labels.tolist() == [0.0]
    assert month_of(touches, on(10.5), 90.0).labels.tolist() == [1.0]


def test_what_tells_all_is_foretold_well_and_what_tells_nothing_at_the_rate():
    chance = np.random.default_rng(1)
    labels = (chance.random(400) < 0.25).astype(float)
    features = {"sure": labels[:, None] * 9.0, "blind": chance.random((400, 1)), "rate": np.zeros((400, 1))}
    months = [Month({name: row[part] for name, row in features.items()}, labels[part]) for part in HALVES]
    scores = {name: score(name, months[:1], months[1:]) for name in features}
    assert scores["sure"]["sure_auc"] == 1.0 and scores["sure"]["sure_logloss"] < 0.1
    assert scores["rate"]["rate_auc"] == 0.5
    assert scores["blind"]["blind_auc"] == pytest.approx(0.5, abs=0.1)
    entropy = -(0.25 * np.log(0.25) + 0.75 * np.log(0.75))
    assert scores["rate"]["rate_logloss"] == pytest.approx(entropy, abs=0.06)


HALVES = (slice(0, 200), slice(200, 400))
