from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from secondme.errors import NotFoundError
from secondme.indexing.progress import Progress
from secondme.memory import Memory
from secondme.recall.signals import DEFAULT_WEIGHTS, for_words_alone
from secondme.store.query import rows, value
from secondme.store.recalls import list_used
from secondme.store.tunings import Tuning, list_tunings, put_tuning
from secondme.tuning.tuning import relearn

Run = Callable[..., object]
Uses = Callable[..., None]
WriteTree = Callable[..., Path]


def wants_documents(memory: Memory, use: Uses, days: list[datetime], count: int = 60) -> None:
    """A person who always wants the notes with a title word, which recall ranks behind the others."""
    texts = dict(rows(memory.store.connection(), "SELECT id, text FROM passages"))
    for number in range(count):
        hits = memory.recall("rain medlar grafted", 10, log=False)
        shown = [hit.passage for hit in hits]
        right = [passage for passage in shown if "medlar" in texts[passage]][-1]
        use(memory, "rain medlar grafted", shown, [(right, "opened")], days[number % len(days)])


def test_tuning_measures_and_changes_nothing_when_nothing_was_used(diary: Memory, now: datetime) -> None:
    report = diary.tune(now=now)
    assert report.known_items > 20 and report.used_questions == 0 and not report.kept
    assert diary.tuning().id == 0 and list_tunings(diary.store.connection()) == []


def test_questions_that_tuning_asks_are_not_logged(diary: Memory, now: datetime) -> None:
    diary.tune(now=now)
    assert value(diary.store.connection(), "SELECT count(*) FROM recalls") == 0


def test_tuning_tells_how_far_it_is_and_can_be_stopped(diary: Memory, now: datetime) -> None:
    told: list[Progress] = []

    def watch(progress: Progress) -> None:
        told.append(progress)
        if progress.done == 5:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        diary.tune(now=now, on_progress=watch)
    assert [one.done for one in told] == [1, 2, 3, 4, 5] and {one.stage for one in told} == {"measuring"}


def test_tuned_weights_order_the_hits_and_undo_brings_back_what_was(diary: Memory, now: datetime) -> None:
    shipped = [hit.score for hit in diary.recall("medlar grafted")]
    with diary.store.write() as db:
        put_tuning(db, Tuning(weights={"lexical": 9.0}), now=now)
        put_tuning(db, Tuning(weights={"lexical": 5.0}, off=("document",)), now=now)
    [best, *_] = diary.recall("medlar grafted")
    tuned = for_words_alone({**DEFAULT_WEIGHTS, "lexical": 5.0, "document": 0.0})
    assert best.score == pytest.approx(sum(tuned[name] * value for name, value in best.signals.items()))
    undone = diary.undo_tuning()
    assert undone is not None and undone.weights == {"lexical": 9.0}
    undone = diary.undo_tuning()
    assert undone is not None and undone.id == 0
    assert [hit.score for hit in diary.recall("medlar grafted")] == shipped
    assert diary.undo_tuning() is None


def test_a_signal_newer_than_the_tuning_has_its_default(diary: Memory, now: datetime) -> None:
    from secondme.recall.tuned import weights_of

    weights = weights_of(Tuning(weights={"lexical": 9.0}), {"lexical": 2.0, "brand new": 0.7})
    assert weights == {"lexical": 9.0, "brand new": 0.7}


def test_learning_in_the_background_is_noted_so_that_it_is_not_done_again_at_once(
    diary: Memory, use: Uses, days: list[datetime]
) -> None:
    from secondme.daemon.leisure import is_learning_due

    assert not is_learning_due(diary)
    wants_documents(diary, use, days, 40)
    assert is_learning_due(diary)
    kept = relearn(diary, now=days[-1], on_progress=lambda progress: None)
    assert not is_learning_due(diary)
    assert bool(diary.tuning().id) is kept


def test_weights_learned_from_use_replace_bad_ones_and_serve_the_next_question(
    diary: Memory, use: Uses, days: list[datetime]
) -> None:
    """The weights in force ignore words; the person always opens the note with the words asked for."""
    texts = dict(rows(diary.store.connection(), "SELECT id, text FROM passages"))
    with diary.store.write() as db:
        put_tuning(db, Tuning(weights=dict.fromkeys(DEFAULT_WEIGHTS, 0.0) | {"speaker": 1.0}), now=days[0])
    for number, (passage, text) in enumerate(texts.items()):
        query = " ".join(text.split()[4:8])  # "medlar tree was grafted"
        use(
            diary,
            query,
            list(dict.fromkeys([*[*texts][:10], passage])),
            [(passage, "confirmed")],
            days[number % len(days)],
        )
    assert diary.recall("medlar tree was grafted", log=False) == []
    report = diary.tune(now=days[-1])
    assert report.kept and report.used_questions == len(texts)
    assert report.tuning.after["mrr"] > report.tuning.before["mrr"] + 0.3
    best = diary.recall("medlar tree was grafted", log=False)[0]
    assert "medlar" in best.text and "grafted" in best.text
    assert diary.undo_tuning() is not None
    assert diary.recall("medlar tree was grafted", log=False) == []


def test_a_dry_run_tells_what_would_be_kept_and_keeps_nothing(
    diary: Memory, use: Uses, days: list[datetime]
) -> None:
    wants_documents(diary, use, days, 40)
    report = diary.tune(now=days[-1], keep=False)
    assert report.used_questions == 40 and not report.kept
    assert diary.tuning().id == 0


def test_a_hit_can_be_called_good_and_wrong_and_the_last_word_counts(diary: Memory, now: datetime) -> None:
    [first, second, *_] = diary.recall("medlar grafted", now=now)
    assert diary.judge(first.id, True).query == "medlar grafted"
    diary.judge(second.id, True)
    diary.judge(second.id, False)
    diary.mark(second, "opened")
    [logged] = list_used(diary.store.connection(), 10)
    used = {hit.passage: hit.used for hit in logged.hits if hit.used != "shown"}
    assert used == {first.passage: "confirmed", second.passage: "corrected"}


def test_what_was_never_shown_cannot_be_judged(diary: Memory) -> None:
    with pytest.raises(NotFoundError, match="was not shown"):
        diary.judge("p1", True)
    with pytest.raises(NotFoundError, match="was not shown"):
        diary.judge("p99999", False)


@pytest.mark.usefixtures("home")
def test_the_commands_from_end_to_end(run: Run, tree: WriteTree) -> None:
    run("add", tree({"mull.md": "The puffin boat leaves Ulva Ferry at a quarter past eleven on Thursday.\n"}))
    found = run("recall", "puffin", "--json").json  # type: ignore[attr-defined]
    assert run("good", found[0]["id"]).code == 0  # type: ignore[attr-defined]
    assert run("wrong", found[0]["id"], "--json").json == {  # type: ignore[attr-defined]
        "id": found[0]["id"],
        "query": "puffin",
        "use": "corrected",
    }
    shown = run("tune", "--dry-run")
    assert "known, own words" in shown.out and "Nothing was changed" in shown.out  # type: ignore[attr-defined]
    report = run("tune", "--json").json  # type: ignore[attr-defined]
    assert report["known_items"] == 1 and not report["kept"]
    assert "as shipped" in run("tune", "--show").out  # type: ignore[attr-defined]
    assert run("tune", "--undo").code == 3  # type: ignore[attr-defined]
    assert run("tune", "--undo", "--show").code == 2  # type: ignore[attr-defined]
