"""The loop of a conversation: a line is answered or obeyed, and what goes wrong ends the line, not the
talk.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from secondme.cli.chat import LINES
from secondme.cli.idle import Idle
from secondme.cli.lines import Lines
from secondme.cli.output import console, counted, harmless, note
from secondme.cli.session import Session

if TYPE_CHECKING:
    from secondme.conversation.turn import Conversation, Exchange, Turn

HELP = f"Ask, ask on, or tell it things. Lines that begin with / are commands:\n{LINES}"
SHOWN_TURNS = 20


class Chat:
    """A conversation at a terminal or in a pipe. code: what the process ends with."""

    def __init__(self, session: Session, *, general: bool = False, as_json: bool = False) -> None:
        self.session, self.general, self.as_json = session, general, as_json
        self.conversation: str | None = None
        self.last: Exchange | None = None
        self.code = 0
        self._out = console()
        self._idle = Idle(session)
        self._commands: dict[str, Callable[[str], Any]] = {
            "recall": self._recall,
            "why": self._why,
            "save": self._save,
            "good": lambda rest: self._judge("good"),
            "wrong": lambda rest: self._judge("wrong"),
            "forget": self._forget,
            "history": self._history,
            "new": self._new,
            "resume": self._resume,
            "delete": self._delete,
            "general": self._general,
            "help": lambda rest: self._say(HELP),
        }

    def run(self, conversation: str | None = None) -> int:
        """Talks until the lines end or /quit; returns the exit code. Raises NotFoundError, UsageError."""
        earlier: list[str] = []
        if conversation is not None:
            turns = self.session.memory.turns(conversation)
            earlier = [turn.text for turn in turns if turn.role == "person" and turn.text]
        self.conversation = conversation
        self._lines = Lines(earlier)
        if self._lines.at_terminal:
            gone_on = f"Going on with {conversation}. " if conversation else ""
            note(f"{gone_on}Ask, or tell it things. /help, Ctrl-D leaves.")
        try:
            while (line := self._lines.next()) is not None:
                if line.strip() in {"/quit", "/exit"}:
                    break
                self._take(line.strip())
        finally:
            self._idle.end()
            self._lines.close()
        return 0 if self._lines.at_terminal else self.code

    def _take(self, line: str) -> None:
        """One line. An error is told and the conversation goes on."""
        if not line:
            return
        try:
            self._idle.end()
            if line.startswith("/"):
                self._obey(line)
            else:
                self._ask(line)
        except KeyboardInterrupt:
            if not self._lines.at_terminal:
                raise
            note("Stopped.")
        except (BrokenPipeError, click.Abort):
            raise
        except Exception as error:
            code = getattr(error, "exit_code", None)
            if code is None:
                raise
            self._fail(str(error), code)
        sys.stdout.flush()

    def _ask(self, line: str) -> None:
        from secondme.cli.ask import show_answer, stopping, streaming
        from secondme.cli.waiting import tell_waiting

        with stopping() as stopped, streaming(self._out, live=not self.as_json) as show:
            exchange = self.session.memory.converse(
                line,
                conversation=self.conversation,
                general=self.general,
                on_text=show,
                cancelled=stopped,
            )
        self.conversation, self.last = exchange.conversation, exchange
        if self.as_json:
            self._print(exchange.as_json())
        elif exchange.answer.cancelled:
            self._say(exchange.answer.text)
            note("Stopped. What was written so far was not checked.")
        elif exchange.ending in {"noted", "quoted"}:
            self._say(exchange.answer.text)
        else:
            show_answer(self._out, exchange.answer)
            if exchange.answer.abstained:
                tell_waiting(self.session)
        if self._lines.at_terminal:
            self._idle.begin(exchange)
        elif exchange.answer.cancelled:
            raise KeyboardInterrupt

    def _obey(self, line: str) -> None:
        name, _, rest = line[1:].partition(" ")
        command = self._commands.get(name.casefold())
        if command is None:
            raise click.UsageError(f"There is no command /{harmless(name)[:40]}. See /help.")
        result = command(rest.strip())
        if self.as_json:
            self._print({"command": name.casefold(), "result": result})

    def _recall(self, text: str) -> Any:
        from secondme.cli.found import Found, show_found
        from secondme.recall.question import understand

        self._need(text, "/recall TEXT")
        hits = self.session.memory.recall(text)
        if not self.as_json:
            if hits:
                show_found(self._out, Found(understand(text), hits))
            else:
                note("Nothing found.")
        return [hit.as_json() for hit in hits]

    def _why(self, rest: str) -> Any:
        from secondme.cli.answer_grounds import grounds_of, show_grounds
        from secondme.cli.recall import weights_in_force

        grounds = grounds_of(self.last, self._last_turn())
        if grounds is None:
            raise click.UsageError("There is no answer yet.")
        if not self.as_json:
            show_grounds(self._out, grounds, weights_in_force(self.session))
        return grounds.as_json()

    def _save(self, text: str) -> Any:
        """Only the person's own words are kept as theirs: those typed now, stated before, or agreed to."""
        words = text or self._own_words()
        if not words:
            raise click.UsageError("There is nothing of yours to save. Say it: /save TEXT")
        identifier = self.session.memory.remember(words)
        self._say(f"Remembered as {identifier}: {words}")
        return {"id": identifier, "text": words}

    def _own_words(self) -> str | None:
        from secondme.conversation.kinds import take_apart

        if self.last is None:
            return None
        stated = take_apart(self.last.said).statement
        if stated or self.last.ending != "answered":
            return stated or None
        said = _without_marks(self.last.answer.text)
        return said if self._agrees(f"Remember this as your own word? {said}") else None

    def _judge(self, verdict: str) -> Any:
        turn = self.last.turn if self.last else getattr(self._last_turn(), "id", None)
        if turn is None:
            raise click.UsageError("There is no answer yet.")
        self.session.memory.mark_turn(turn, "good" if verdict == "good" else "wrong")
        self._say("Noted: that was good." if verdict == "good" else "Noted: that was wrong.")
        return {"turn": turn, "verdict": verdict}

    def _forget(self, identifier: str) -> Any:
        from dataclasses import asdict

        from secondme.forgetting.selection import Selection
        from secondme.store.identifiers import parse_identifier

        self._need(identifier, "/forget ID")
        wanted = str(parse_identifier(identifier))
        for line in self.session.memory.foresee(Selection(wanted)).lines:
            note(f"  {line}")
        if not self._agrees(f"Forget {wanted} for good?"):
            note("Nothing was forgotten.")
            return None
        receipt = self.session.memory.forget(wanted)
        if wanted == self.conversation:
            self._new("")
        self.last = None  # It may have quoted what is gone.
        self._say(f"Forgotten: {receipt.what} ({counted(receipt.passages, 'passage')}).")
        return asdict(receipt)

    def _delete(self, identifier: str) -> Any:
        wanted = identifier or self.conversation
        if wanted is None:
            raise click.UsageError("Nothing was said yet. To delete another one: /delete c3")
        return self._forget(wanted if wanted.casefold().startswith("c") else f"c{wanted}")

    def _history(self, text: str) -> Any:
        memory = self.session.memory
        if text:
            found = memory.conversations(text)
            if not self.as_json:
                show_conversations(found)
            return [one.as_json() for one in found]
        turns = memory.turns(self.conversation, SHOWN_TURNS) if self.conversation else []
        for turn in turns:
            who = "you" if turn.role == "person" else "secondme"
            said = "(forgotten with what it rested on)" if turn.text is None else turn.text
            self._say(f"{turn.time.astimezone():%H:%M}  {who}: {said}")
        return [
            {"role": one.role, "text": one.text, "time": one.time.isoformat(), "verdict": one.verdict}
            for one in turns
        ]

    def _new(self, rest: str) -> Any:
        self.conversation = self.last = None
        if not self.as_json and self._lines.at_terminal:
            note("A new conversation.")
        return None

    def _resume(self, identifier: str) -> Any:
        self._need(identifier, "/resume ID")
        self.session.memory.turns(identifier, 1)
        self.conversation, self.last = identifier, None
        if not self.as_json:
            note(f"Going on with {identifier}.")
        return identifier

    def _general(self, rest: str) -> Any:
        if rest not in {"on", "off", ""}:
            raise click.UsageError("Say /general on or /general off.")
        self.general = self.general if rest == "" else rest == "on"
        is_on = "on: it is marked where it is used" if self.general else "off"
        self._say(f"General knowledge is {is_on}.")
        return self.general

    def _last_turn(self) -> Turn | None:
        """The last answer of a conversation that is gone on with."""
        if self.conversation is None:
            return None
        turns = self.session.memory.turns(self.conversation, 2)
        return next((turn for turn in reversed(turns) if turn.role == "assistant"), None)

    def _agrees(self, question: str) -> bool:
        """Whether the next line is a yes."""
        if not self._lines.at_terminal:
            note(f"{question} [y/N]")
        answer = self._lines.next(f"{harmless(question)} [y/N] ")
        return (answer or "").strip().casefold() in {"y", "yes"}

    def _need(self, text: str, usage: str) -> None:
        if not text:
            raise click.UsageError(f"Say what: {usage}")

    def _say(self, text: str) -> None:
        if not self.as_json:
            click.echo(harmless(text))

    def _print(self, value: Any) -> None:
        click.echo(json.dumps(value, ensure_ascii=False))

    def _fail(self, message: str, code: int) -> None:
        self.code = code
        if self.as_json:
            self._print({"error": message, "exit_code": code})
        click.echo(f"{click.style('Error:', fg='red')} {harmless(message)}", err=True)


def show_conversations(found: Sequence[Conversation]) -> None:
    """Conversations as a table, the last one first."""
    if not found:
        note("No conversations.")
        return
    from rich.table import Table

    table = Table("", "last", "turns", "how it began", box=None, header_style="dim")
    for one in found:
        last = f"{one.spoken_at.astimezone():%Y-%m-%d %H:%M}"
        table.add_row(one.id, last, f"{one.turns:,}", harmless(one.title))
    console().print(table)


def _without_marks(text: str) -> str:
    import re

    return re.sub(r"\s*\[\d+(?:\s*[,;]\s*\d+)*\]", "", text)
