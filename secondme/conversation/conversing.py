"""One exchange, as a story: hear it, see what it means, recall, answer, keep both sides."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import apsw

from models.errors import ContextTooLongError, ModelError
from secondme.answer.answer import Answer, Citation
from secondme.answer.answering import HITS_TO_READ
from secondme.answer.context import Context
from secondme.answer.prompt import build_prompt
from secondme.asking import Listening, answer_at_once, read, with_general
from secondme.conversation.contextualising import Reworded, reword, without_context
from secondme.conversation.kinds import Said, is_about_this_conversation, take_apart
from secondme.conversation.phrases import brief, topics_in
from secondme.conversation.quoting import quote_from
from secondme.conversation.rewording import reword_with_model
from secondme.conversation.state import NOTHING_SAID, WorkingState, state_as_json, state_from_json
from secondme.conversation.thread import (
    NO_THREAD,
    Thread,
    context_of,
    go_on,
    thread_as_json,
    thread_from_json,
)
from secondme.conversation.turn import Ending, Exchange
from secondme.conversation.updating import Happened, update
from secondme.errors import UsageError
from secondme.finding import Standpoint, find, note_answer, note_asked
from secondme.forgetting.intake import is_kept_out
from secondme.recall.blending import blend
from secondme.recall.hit import Hit
from secondme.recall.presenting import load_passage_hits
from secondme.store.conversations import (
    NewAnswer,
    StoredTurn,
    begin_conversation,
    document_of,
    get_state,
    list_turns,
    put_answer,
    put_words_of_person,
)
from secondme.store.identifiers import parse_identifier
from secondme.store.jobs import enqueue

if TYPE_CHECKING:
    from models.protocol import Message
    from secondme.memory import Memory

MOST_ASKED = 300
"""Words of a question that are answered; whoever pastes more is answered for the beginning."""
OWN_SHARE = 0.3
"""How much the question's own words count in finding, where words of the conversation were put behind it."""
TURNS_REPLAYED = 100
NOTED = Answer("Noted.", (), 1.0, False, "You told me something and asked nothing.")
COURTEOUS = Answer("All right.", (), 1.0, False, "There was nothing to answer.")


@dataclass(frozen=True, slots=True)
class Replied:
    """What came of a question. prompt: what the model was given, where it was asked. read: the passages that
    were read for it, with a model or without.
    """

    answer: Answer
    ending: Ending
    meant: str = ""
    recall: int | None = None
    prompt: tuple[Message, ...] = ()
    read: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """An answer as it was read. prompt: the one that goes on, where one does; citations: what was read."""

    answer: Answer
    prompt: tuple[Message, ...]
    citations: tuple[Citation, ...]


def converse(
    memory: Memory,
    text: str,
    conversation: str | None,
    standpoint: Standpoint,
    listening: Listening,
    *,
    general: bool,
) -> Exchange:
    """One exchange of a conversation, kept on both sides; see `Memory.converse`."""
    now = standpoint.now
    said = take_apart(text)
    number, turn, passage = _hear(memory, conversation, text, said, now)
    state, thread = recollect(memory.store.connection(), number, before=turn)
    replied = _reply(memory, number, turn, said, state, thread, standpoint, listening, general)
    state = update(state, happened(said, replied.meant, replied.answer))
    thread = go_on(replied.prompt, replied.answer.text, replied.read) if replied.prompt else thread
    answered = _keep(memory, number, replied, _as_json(state, thread), now)
    kept = None if passage is None else f"p{passage}"
    return Exchange(
        f"c{number}", answered, text, replied.meant, replied.answer, replied.ending, replied.read, kept
    )


def _hear(
    memory: Memory, conversation: str | None, text: str, said: Said, now: datetime
) -> tuple[int, int, int | None]:
    """Keeps what the person says before anything is done about it: the conversation, the turn, the
    passage.
    """
    if not text:
        raise UsageError("There was nothing to answer: the text is empty. Nothing was changed.")
    embedder = memory.engines.shelf.chosen("embedder")
    with memory.store.write() as db:
        number = begin_conversation(db, now=now) if conversation is None else number_of(conversation)
        statement = "" if is_kept_out(db, said.statement) else said.statement
        turn, passage = put_words_of_person(db, number, text, statement, now=now)
        if passage is not None and embedder is not None:
            enqueue(db, "embed", embedder, now=now, document=document_of(db, number))
    if passage is not None:
        memory.catch_up(now)
    return number, turn, passage


def number_of(conversation: str) -> int:
    """The number of a conversation by its identifier (`c3`). Raises UsageError."""
    wanted = parse_identifier(conversation)
    if wanted.kind != "conversation":
        raise UsageError(f"{conversation} is no conversation. Nothing was changed. They look like c3.")
    return wanted.number


def recollect(
    db: apsw.Connection, conversation: int, before: int | None = None
) -> tuple[WorkingState, Thread]:
    """Where the conversation stands: as it was kept, or worked out from its turns when any was forgotten.

    before: the number of the turn that is being answered.
    """
    said = get_state(db, conversation)
    if said is not None:
        with suppress(KeyError, TypeError, ValueError):
            head = build_prompt("", [], now=datetime.min)[0].content
            thread = thread_from_json(said["thread"], head, lambda some: load_passage_hits(db, some))
            return state_from_json(said["state"]), thread
    turns = list_turns(db, conversation, TURNS_REPLAYED)
    return replay([turn for turn in turns if before is None or turn.id < before]), NO_THREAD


def replay(turns: Sequence[StoredTurn]) -> WorkingState:
    """The state that these turns lead to."""
    state = NOTHING_SAID
    said = Said("", "")
    for turn in turns:
        if turn.role == "person":
            said = take_apart(turn.text or "")
            continue
        meant = turn.meant or ""
        if turn.meant is None and turn.ending in ("answered", "unknown", "stopped"):
            meant = reword(said.question, state).text  # It was forgotten with what it was made of.
        answered = turn.ending == "answered" and turn.text is not None
        state = update(state, Happened(said.statement, said.question, meant, turn.text or "", answered))
    return state


def happened(said: Said, meant: str, answer: Answer) -> Happened:
    """The exchange as the state takes it."""
    names = tuple(dict.fromkeys(c.hit.speaker for c in answer.citations if c.hit.speaker))
    cited = tuple(citation.hit.passage for citation in answer.citations)
    answered = bool(answer.citations)
    return Happened(said.statement, said.question, meant, answer.text, answered, cited, names)


def _reply(
    memory: Memory,
    conversation: int,
    turn: int,
    said: Said,
    state: WorkingState,
    thread: Thread,
    standpoint: Standpoint,
    listening: Listening,
    general: bool,
) -> Replied:
    if not said.question:
        return Replied(NOTED if said.statement else COURTEOUS, "noted")
    question = brief(said.question, MOST_ASKED)
    if is_about_this_conversation(question):
        quoted = quote_from(memory.store.connection(), conversation, question, before=turn)
        if quoted is not None:
            return Replied(quoted, "quoted")
    asking = _Asking(memory, question, state, thread, standpoint, listening)
    replied = asking.answer(reword(question, state))
    return asking.with_general(replied) if general else replied


@dataclass(frozen=True, slots=True)
class _Asking:
    """A question with all that it is asked against. This is the one place where a conversation asks."""

    memory: Memory
    question: str
    state: WorkingState
    thread: Thread
    standpoint: Standpoint
    listening: Listening

    def answer(self, reworded: Reworded) -> Replied:
        """The answer to the question; where it found nothing and was unsure, to the model's wording of it."""
        replied = self._answer(reworded)
        if reworded.sure or not replied.answer.abstained or self.listening.is_stopped or not replied.prompt:
            return replied
        with suppress(ModelError):
            generator = self.memory.engines.generator()
            again = reword_with_model(self.question, self.state, generator, self.listening.cancelled)
            if again is not None:
                other = self._answer(Reworded(again, follows=True))
                return replied if other.answer.abstained else other
        return replied

    def with_general(self, replied: Replied) -> Replied:
        """The same with what the model knows by itself beside it, where memory does not know."""
        nearest = replied.answer.nearest
        answer = with_general(self.memory, replied.answer, replied.meant, nearest, self.listening)
        return replace(replied, answer=answer)

    def _answer(self, reworded: Reworded) -> Replied:
        own = without_context(reworded.text)
        answer = answer_at_once(self.memory, own, self.standpoint, self.listening)
        if answer is not None:
            number = self._note(reworded.text, answer.sources, answer)
            return Replied(answer, _ending(answer), reworded.text, number, read=answer.citations)
        hits = self._recall(reworded)
        found = self._read(reworded, hits)
        number = self._note(reworded.text, hits, found.answer)
        ending = _ending(found.answer)
        return Replied(found.answer, ending, reworded.text, number, found.prompt, found.citations)

    def _read(self, reworded: Reworded, hits: Sequence[Hit]) -> Read:
        """The answer with the prompt that goes on, where one does, and what was read for it."""
        context = self._context(reworded)
        alone = replace(context, messages=(), evidence=())
        try:
            first = self._attempt(reworded, hits, context)
        except ContextTooLongError:
            if not context.messages:
                raise
            return self._attempt(reworded, hits, alone)
        if not context.messages or self.listening.is_stopped or not leans_on_before(first.answer, context):
            return first
        again = self._attempt(reworded, hits, replace(alone, opening=""))
        return again if again.answer.confidence > first.answer.confidence else first

    def _attempt(self, reworded: Reworded, hits: Sequence[Hit], context: Context) -> Read:
        prompts: list[tuple[Message, ...]] = []
        told: list[Citation] = []

        def on_sources(citations: Sequence[Citation]) -> None:
            told[:] = citations
            if self.listening.on_sources:
                self.listening.on_sources(citations)

        answer = read(
            self.memory,
            reworded.text,
            hits,
            self.standpoint,
            replace(self.listening, on_sources=on_sources),
            context=context,
            on_prompt=lambda prompt: prompts.append(tuple(prompt)),
        )
        read_for_it = tuple(told) or answer.citations  # A date is read off a passage without a model.
        return Read(answer, () if answer.cancelled or not prompts else prompts[-1], read_for_it)

    def _note(self, text: str, hits: Sequence[Hit], answer: Answer) -> int | None:
        """Notes the question with its answer in the recall log."""
        number = note_asked(self.memory, "ask", text, hits, self.standpoint.now)
        note_answer(self.memory, number, answer)
        return number

    def _context(self, reworded: Reworded) -> Context:
        own = without_context(reworded.text)
        measured = own if topics_in(own) else reworded.text
        return context_of(
            self.thread, self.state, asked=self.question, measured=measured, follows=reworded.follows
        )

    def _recall(self, reworded: Reworded) -> list[Hit]:
        """What is found for the question; its own words count beside those that were put behind it."""
        whole = self._find(reworded.text)
        own = without_context(reworded.text)
        if own == reworded.text or not topics_in(own):
            return whole
        return blend(whole, self._find(own), HITS_TO_READ, own_share=OWN_SHARE)

    def _find(self, question: str) -> list[Hit]:
        return find(self.memory, question, HITS_TO_READ, self.standpoint)


def leans_on_before(answer: Answer, context: Context) -> bool:
    """Whether an answer may come of what was read for the question before, and not of this one.

    A small model answers from what it has read already; so what it finds there, and is not plainly about the
    question, is asked of it once more without.
    """
    if answer.cancelled or answer.abstained or answer.confidence_word == "sure":
        return False
    before = {item.hit.passage for item in context.evidence}
    return all(citation.hit.passage in before for citation in answer.citations)


def _ending(answer: Answer) -> Ending:
    return "stopped" if answer.cancelled else "unknown" if answer.abstained else "answered"


def _keep(memory: Memory, conversation: int, replied: Replied, state: Any, now: datetime) -> int:
    answer = replied.answer
    cited = {citation.number for citation in answer.citations}
    kept = NewAnswer(
        answer.text,
        replied.meant,
        replied.ending,
        answer.confidence,
        answer.why,
        replied.recall,
        [(one.number, one.hit.passage, one.quote, one.number in cited) for one in replied.read],
    )
    with memory.store.write() as db:
        return put_answer(db, conversation, kept, state, now=now)


def _as_json(state: WorkingState, thread: Thread) -> dict[str, Any]:
    return {"state": state_as_json(state), "thread": thread_as_json(thread)}
