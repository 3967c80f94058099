"""What a month of normal use leaves in a memory: junk, echoes, bytes, and the time that consolidating takes.

    python benchmarks/month.py [--days 30 | --quick] [--times 10] [--seed 1] [--show 5] [--json]

The scripted year (benchmarks/year) is told in 30 days. Each day its chats, the person's notes, an assistant's
export whose assistant side states what is not so, and now and then a stranger's web page are taken in;
something is told by hand; 20 times something is looked for, and what is found is opened, cited, confirmed or
corrected by somebody who knows what is true; questions are asked, cards answered; at night the memory is
consolidated. All through `secondme.Memory`, with every time an argument and no model: what memories do not
answer stays unanswered, and nobody converses.

junk: memories that their evidence does not bear out (benchmarks/days/verdicts.py tells the sorts). echo: of
these, the ones that rest on an assistant's or a stranger's words, or say what only they, or a question, ever
said; unsaid: those that rest on nothing, or whose value no passage holds. A fifth of what means nothing in
the chats is jokes, wishes and plots, made to be misread; an ordinary month has fewer.

The month is lived twice, the second time with everything that is asked, and what is done with it, ten times
in a row. Nothing may come of that: the same memories, held as firmly, found in the same order.

bytes: of the store's pages. Beside it, in the same run: the texts alone, and one table of plain SQLite FTS5
in the clear with the same passages.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import secondme
from benchmarks.days import diary, person, verdicts
from benchmarks.days.diary import Day
from benchmarks.days.figures import Lived, Night, figures_of
from benchmarks.days.verdicts import JUNK, Verdict, Witness
from benchmarks.locomo import share_models
from benchmarks.year.scoring import Held
from benchmarks.year.script import Message, Year, write_year
from models.errors import ModelMissingError
from secondme.memories.book import Remembered, uses_of
from secondme.memories.fading import counted
from secondme.memory import Memory
from secondme.store.query import rows, value

DAYS, QUICK_DAYS = 30, 5
FACTS, QUICK_FACTS = 200, 20
TIMES, QUICK_TIMES = 10, 3
ASKS, TAKEN_IN, TOLD, ASKED, CARDS, NIGHT = 7.5, 21.2, 21.3, 21.4, 23.2, 23.5
"""The hours of a day at which things happen."""
BETWEEN = timedelta(minutes=5)
AGAIN = timedelta(seconds=20)


class Life:
    """Somebody lives a month with one memory. times: how often each question is asked in a row."""

    def __init__(self, memory: Memory, folder: Path, year: Year, days: int, seed: int, times: int) -> None:
        self.memory, self.folder, self.year, self.seed, self.times = memory, folder, year, seed, times
        self.diary = diary.write_diary(year, days)
        self.me = year.cast.me.first
        self.lived = Lived()
        self.peer = sqlite3.connect(folder / "plain.db")
        self.peer.execute("CREATE VIRTUAL TABLE plain USING fts5(text)")
        self.seen = self.characters = 0
        self._said: dict[str, list[Message]] = defaultdict(list)
        for message in (one for day in self.diary for one in (*day.messages, *day.notes)):
            self._said[message.text].append(message)

    def live(self) -> Lived:
        """All days, then what is left of them."""
        for day in self.diary:
            self._live(day, diary.day_of_year(day.number, len(self.diary)))
            night = self.lived.nights[-1]
            print(
                f"{day.date}: {night.memories} memories, {night.seconds:.2f} s", file=sys.stderr, flush=True
            )
        end = self.diary[-1].at(NIGHT + 0.4)
        self.lived.memories = self.memory.memories(state="all", now=end)
        for one in self.lived.memories:
            witnesses = self._witnesses(one)
            self.lived.rests_on[one.id] = tuple(witness.text for witness in witnesses)
            self.lived.verdicts[one.id] = self._verdict(one, witnesses)
        self._count_uses(end)
        trust = rows(self.memory.store.connection(), "SELECT trust, count(*) FROM passages GROUP BY trust")
        self.lived.trust = dict(trust)
        self.peer.close()
        return self.lived

    def _live(self, day: Day, today: date) -> None:
        self._ask_outright(day)
        self._take_in(day)
        if day.told:
            self.memory.remember(day.told, now=day.at(TOLD))
        for number, question in enumerate(person.questions_of(day, self.seed, self.year.facts, today)):
            for time_asked in range(self.times):
                moment = day.at(ASKED) + number * BETWEEN + time_asked * AGAIN
                self._ask(question, today, moment, note=time_asked == 0)
        self._answer_cards(day.at(CARDS), today)
        begun = time.perf_counter()
        self.memory.consolidate(now=day.at(NIGHT), model=False)
        self._note_night(time.perf_counter() - begun, day.at(NIGHT))

    def _take_in(self, day: Day) -> None:
        now, until = day.at(TAKEN_IN), self.diary[: day.number + 1]
        chats, assistant = self.folder / "chats.jsonl", self.folder / "conversations.json"
        chats.write_text("".join(one.as_line() for past in until for one in past.messages), "utf-8")
        assistant.write_text(diary.assistant_export(until), "utf-8")
        self.memory.import_chat("jsonl", chats, me=self.year.cast.me.name, now=now)
        self.memory.import_chat("chatgpt", assistant, now=now)
        notes, pages = self.folder / "notes", self.folder / "pages"
        if day.notes:
            text = "\n\n".join(one.text for one in day.notes)
            _write(notes / f"{day.date}.md", f"{text}\n", day.at(20))
            self.memory.add(notes, now=now)
        if day.page:
            _write(pages / f"{day.number}.html", f"<html><body><p>{day.page}</p></body></html>", day.at(20))
            self.memory.add(pages, trust="foreign", now=now)

    def _ask_outright(self, day: Day) -> None:
        """In the morning, about what is known since yesterday; each as often as all else."""
        if day.number == 0:
            return
        today = diary.day_of_year(day.number - 1, len(self.diary))
        for number, question in enumerate(person.asks_of(day, self.seed, self.year.facts, today)):
            for time_asked in range(self.times):
                moment = day.at(ASKS) + number * BETWEEN + time_asked * AGAIN
                outcome = self._answered(question, today, moment)
                self.lived.answers[outcome] += time_asked == 0

    def _answered(self, question: person.Question, today: date, now: datetime) -> str:
        try:
            answer = self.memory.ask(question.text, now=now)
        except ModelMissingError:
            return "left to a model"
        return "unknown" if answer.abstained else person.told_of(answer.text, question, today)

    def _ask(self, question: person.Question, today: date, now: datetime, *, note: bool) -> None:
        hits = self.memory.recall(question.text, now=now)
        texts = tuple(hit.text for hit in hits)
        right = person.right_hit(texts, question, today)
        wrong = person.wrong_hit(texts, question, today) if question.corrects else None
        if right is not None and question.use == "confirmed":
            self.memory.judge(hits[right].id, True)
        elif right is not None and question.use:
            self.memory.mark(hits[right], question.use)
        if wrong is not None:
            self.memory.judge(hits[wrong].id, False)
        if note:
            self.lived.asked.append(texts)
            self.lived.used[question.use or "none"] += right is not None
            self.lived.used["corrected"] += wrong is not None

    def _answer_cards(self, now: datetime, today: date) -> None:
        for card in self.memory.cards(now=now):
            groundless = self._verdict(card.memory, self._witnesses(card.memory)) == "misread"
            held, other = held_of(card.memory), held_of(card.other) if card.other else None
            said = person.answer_card(held, other, self.year.facts, self.me, today, groundless=groundless)
            for one in said:
                self.memory.correct(one.answer, [one.which], one.text, now=now)
            self.lived.cards[f"{card.why}: {said[0].answer}"] += 1

    def _witnesses(self, one: Remembered) -> list[Witness]:
        """What a memory rests on, by following its evidence into the store."""
        shown = [hit for hit in map(self.memory.show, one.evidence) if hit is not None]
        return [Witness(hit.text, hit.trust, tuple(self._messages_in(hit.text))) for hit in shown]

    def _messages_in(self, text: str) -> list[Message]:
        """The messages that read so; of a note, which holds several, all of them."""
        if text in self._said:
            return self._said[text]
        notes = [note for day in self.diary for note in day.notes]
        return [note for note in notes if note.text in text]

    def _verdict(self, one: Remembered, witnesses: Sequence[Witness]) -> Verdict:
        return verdicts.verdict(
            held_of(one), one.kind, witnesses, self.year.facts, self.me, diary.never_true()
        )

    def _note_night(self, seconds: float, now: datetime) -> None:
        db = self.memory.store.connection()
        new = rows(db, "SELECT id, text FROM passages WHERE id > ? ORDER BY id", self.seen)
        self.seen = max((number for number, _ in new), default=self.seen)
        self.characters += sum(len(text.encode()) for _, text in new)
        with self.peer:
            self.peer.executemany("INSERT INTO plain (text) VALUES (?)", [(text,) for _, text in new])
        self.lived.nights.append(
            Night(
                seconds,
                len(self.memory.memories(state="all", now=now)),
                int(value(db, "SELECT count(*) FROM passages")),
                int(value(db, "PRAGMA page_count")) * int(value(db, "PRAGMA page_size")),
                self.characters,
                _pages(self.peer),
            )
        )

    def _count_uses(self, now: datetime) -> None:
        numbers = [int(one.id[1:]) for one in self.lived.memories]
        for uses in uses_of(self.memory.store.connection(), numbers).values():
            until = [use for use in uses if use.at <= now]
            self.lived.uses += len(until)
            self.lived.counted += len(counted(until))


def main() -> None:
    arguments = _arguments()
    quick = arguments.quick
    year = write_year(arguments.seed, QUICK_FACTS if quick else FACTS)
    days = QUICK_DAYS if quick else arguments.days
    times = QUICK_TIMES if quick else arguments.times
    share_models()
    # No model shall take part: which ones there are must not change the figures.
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SECONDME_MODELS"] = str(Path(folder) / "none")
        once = _live(Path(folder) / "once", year, days, arguments.seed, 1)
        often = _live(Path(folder) / "often", year, days, arguments.seed, times)
    figures = figures_of(year, once, often, times)
    _print_table(figures)
    _print_junk(once, arguments.show)
    if arguments.json:
        print(json.dumps(figures))


def held_of(one: Remembered) -> Held:
    """The memory as judgements see it."""
    return Held(one.id, one.subject, one.predicate, one.value, one.text, one.conflict)


def _live(folder: Path, year: Year, days: int, seed: int, times: int) -> Lived:
    folder.mkdir()
    with secondme.open(folder / "home") as memory:
        return Life(memory, folder, year, days, seed, times).live()


def _write(path: Path, text: str, moment: datetime) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def _pages(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA page_count").fetchone()[0] * db.execute("PRAGMA page_size").fetchone()[0])


def _print_table(figures: Mapping[str, Any]) -> None:
    print("{days} days, {messages} messages, {passages} passages, {recalls} recalls".format_map(figures))
    for name, count in figures.items():
        if isinstance(count, dict):
            print(f"{name:28}{', '.join(f'{what} {many}' for what, many in sorted(count.items()))}")
        elif name not in ("days", "messages", "passages", "recalls"):
            print(f"{name.replace('_', ' '):28}{count}")
    print("conversations               left out: they need a language model")


def _print_junk(lived: Lived, show: int) -> None:
    """Some memories that should not be, each with what it rests on."""
    junk = [one for one in lived.memories if lived.verdicts[one.id] in JUNK]
    for one in junk[:show]:
        print(f"{lived.verdicts[one.id]:8} {one.text} <- {' | '.join(lived.rests_on[one.id])}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, default=DAYS, help=f"of the month ({DAYS})")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_DAYS} days of {QUICK_FACTS} facts")
    parser.add_argument("--times", type=int, default=TIMES, help=f"how often all is asked in a row ({TIMES})")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another month (1)")
    parser.add_argument("--show", type=int, default=0, help="so many memories that should not be")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


if __name__ == "__main__":
    main()
