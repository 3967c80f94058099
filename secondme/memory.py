"""The façade: everything one can do with a memory, in the words of the command line and the app."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import apsw

from ingest import Options, UnknownKindError
from ingest.encoding import clean
from ingest.options import DEFAULTS
from models.errors import ModelError
from secondme.clients.veil import Veils
from secondme.clock import Clock, present
from secondme.config import Config, RecallSettings
from secondme.engines import Engines
from secondme.errors import UsageError
from secondme.finding import Standpoint, find, note_asked
from secondme.forgetting.verbs import Forgetting
from secondme.home import Home
from secondme.indexing.indexed import Indexed as Indexed
from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.key import Key
from secondme.knowing import Knowing
from secondme.prefilling import Prefilling
from secondme.recall.hit import Hit
from secondme.recall.pipeline import Examined, Meaning, examine
from secondme.recall.presenting import load_identified, load_surroundings
from secondme.recall.semantic import VectorCopy
from secondme.speaking import Speaking
from secondme.status import Status, Waiting, read_status, read_waiting
from secondme.store import Store
from secondme.store.files import Problem, list_problems
from secondme.store.identifiers import parse_identifier
from secondme.store.recalls import Use, mark_used
from secondme.store.sources import Source, SourceCounts, Trust, count_sources, list_sources
from secondme.store.tunings import Tuning, active_tuning
from secondme.store.vectors import serving_embedder
from secondme.suspicion.verbs import Suspecting

if TYPE_CHECKING:
    from secondme.answer import Answer, Citation
    from secondme.conversation.turn import Conversation, Exchange, Turn, Verdict
    from secondme.tuning.judging import Judged
    from secondme.tuning.tuning import Report


@dataclass
class Memory(Forgetting, Knowing, Prefilling, Speaking, Suspecting):
    """One person's memory, open. Close it, or use it in a `with` block; usable from several threads."""

    home: Home
    key: Key
    store: Store
    engines: Engines
    options: Options = DEFAULTS
    """Which files are looked at and how they are read: what the person has set when the memory was opened."""
    config_problems: tuple[str, ...] = ()
    """What is wrong with the settings. While anything is, no files are taken in: one that the person wanted
    left out must not slip in over a typing error."""
    finding: RecallSettings = field(default_factory=RecallSettings)
    """How things are found, as far as the person has set it."""
    veils: Veils = field(default_factory=Veils, repr=False)
    """What other programs are not told, and by which placeholders it comes back from them."""
    clock: Clock = field(default=present, repr=False)
    """What time it is where a verb is given no `now`."""
    _vectors: VectorCopy = field(init=False)
    _indexing: threading.Lock = field(default_factory=threading.Lock)
    last_recall: int | None = None
    """The number in the recall log of what was asked last."""

    def __post_init__(self) -> None:
        self._vectors = VectorCopy(self.store.apart)

    def add(
        self,
        path: str | Path,
        *,
        trust: Trust | None = None,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Indexed:
        """Remembers a folder or a file, or brings it up to date: only what changed is read again.

        trust: whose words these are; None keeps what was said before, and is `self` the first time.
        Raises UsageError when there is nothing at `path`, or when its name is not valid UTF-8.
        """
        from secondme.indexing.rounds import put_place
        from secondme.typed_path import typed_path

        place = typed_path(path)
        self._require_sound_settings()
        now = now or self.clock()
        source = put_place(self.store, "folder", place, reader="", trust=trust, me=None, now=now)
        return self.index(sources=[source], now=now, on_progress=on_progress)

    def import_chat(
        self,
        kind: str,
        path: str | Path,
        *,
        me: str | None = None,
        trust: Trust | None = None,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Indexed:
        """Remembers a chat export of that kind; importing it again adds only what is new.

        me: the name under which the person speaks in it; several, a line each. trust: of those who are
        neither the person nor a machine; None keeps what was said before, and is `known` the first time.
        Raises UnknownKindError, UnreadableError, UsageError.
        """
        from ingest import READERS
        from secondme.indexing.rounds import put_place, withdraw_unreadable
        from secondme.typed_path import typed_path

        if kind not in READERS:
            raise UnknownKindError(kind, READERS)
        place = typed_path(path)
        self._require_sound_settings()
        now = now or self.clock()
        source = put_place(self.store, "chat", place, reader=kind, trust=trust, me=me, now=now)
        indexed = self.index(sources=[source], now=now, on_progress=on_progress)
        withdraw_unreadable(self.store, source)
        return indexed

    def index(
        self,
        *,
        sources: Sequence[Source] | None = None,
        below: Mapping[int, Sequence[str]] | None = None,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Indexed:
        """Looks at the sources again (at all, when none are given) and works through all that is queued.

        When none are given, what the retention rules ask for is forgotten too.
        below: by the number of a source, the keys of the folders and files that are to be looked at; a source
        without is looked at as a whole. on_progress may raise `Stopped`, or sleep: it is asked often, and
        never during a write.
        """
        from secondme.indexing.rounds import index_sources

        self._require_sound_settings()
        now = now or self.clock()
        with self._indexing:
            indexed = index_sources(
                self.store,
                self.engines,
                list_sources(self.store.connection()) if sources is None else sources,
                options=self.options,
                now=now,
                on_progress=on_progress,
                below=below,
            )
        if sources is not None:
            return indexed
        forgotten = self.retain(now=now, on_progress=on_progress)
        return replace(indexed, forgotten=sum(one.passages for one in forgotten))

    def remember(self, text: str, *, now: datetime | None = None) -> str:
        """Keeps what the person tells as a memory of trust `self`; returns its identifier.

        A model that fails costs only its vector, which stays queued. Raises UsageError for an empty text.
        """
        from secondme.indexing.telling import keep_told

        now = now or self.clock()
        words = clean(text).strip()
        if not words:
            raise UsageError("There was nothing to remember: the text is empty. Nothing was changed.")
        number = keep_told(self.store, words, embedder=self.engines.shelf.chosen("embedder"), now=now)
        self.catch_up(now)
        return f"m{number}"

    def catch_up(self, now: datetime) -> None:
        """Makes the vector of what was just told, which is kept whatever happens now: no error is raised."""
        from secondme.indexing.catching_up import catch_up_if_little

        if self._indexing.acquire(blocking=False):
            try:
                with suppress(ModelError):
                    catch_up_if_little(self.store, self.engines, now=now)
            finally:
                self._indexing.release()

    def recall(
        self,
        query: str,
        limit: int = 10,
        *,
        as_of: datetime | None = None,
        recorded_before: datetime | None = None,
        now: datetime | None = None,
        deep: bool = False,
        unfinished: bool = False,
        log: bool = True,
    ) -> list[Hit]:
        """The passages that the query is about, best first.

        as_of: with what was true then, so without what was written later; recorded_before: with what was
        known before then. deep: with what was told and sleeps, or does not hold any more. unfinished: the
        last word may be only a beginning. now: what "last week" in the
        query is counted from. Raises UsageError for a filter that makes no sense. log:
        False keeps the question out of the recall log, as live search does with half-typed ones.
        """
        standpoint = Standpoint(now or self.clock(), as_of, recorded_before, deep)
        query = clean(query)
        hits = find(self, query, limit, standpoint, unfinished=unfinished)
        if log:
            note_asked(self, "recall", query, hits, standpoint.now)
        return hits

    def examine(self, query: str, *, as_of: datetime | None = None, now: datetime | None = None) -> Examined:
        """The candidates for a query with their signals, before anything is weighed; logs nothing."""
        db = self.store.connection()
        return examine(db, clean(query), as_of=as_of, now=now, meaning=self.meaning(db))

    def meaning(self, db: apsw.Connection) -> Meaning | None:
        """How to search by meaning now: with the model whose vectors are in the store, if it is here."""
        serving = serving_embedder(db)
        embedder = self.engines.embedder(serving.name) if serving else None
        if serving is None or embedder is None or embedder.identity != serving.identity:
            return None
        return Meaning(self._vectors, serving, embedder.embed_query)

    def ask(
        self,
        question: str,
        *,
        as_of: datetime | None = None,
        recorded_before: datetime | None = None,
        general: bool = False,
        now: datetime | None = None,
        on_sources: Callable[[Sequence[Citation]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Answer:
        """Answers from what is remembered, with numbered sources, or says honestly that it does not know.

        general: where memory does not know, say beside it what the model knows by itself. on_sources: told
        which passages are read, before the first word. on_text: told each piece as it is written. cancelled:
        when set, the answer stops within a token. Raises ModelMissingError.
        """
        from secondme.asking import Listening, ask

        standpoint = Standpoint(now or self.clock(), as_of, recorded_before)
        listening = Listening(on_sources, on_text, cancelled)
        return ask(self, clean(question), standpoint, listening, general=general)

    def converse(
        self,
        text: str,
        *,
        conversation: str | None = None,
        general: bool = False,
        as_of: datetime | None = None,
        recorded_before: datetime | None = None,
        now: datetime | None = None,
        on_sources: Callable[[Sequence[Citation]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Exchange:
        """One exchange of a conversation: a follow-up is understood, and what is stated is kept.

        conversation: as `c3`; None begins a new one. general: where memory does not know, say beside it what
        the model knows by itself. The rest as in `ask`. Raises ModelMissingError, NotFoundError, UsageError.
        """
        from secondme.asking import Listening
        from secondme.conversation.conversing import converse

        standpoint = Standpoint(now or self.clock(), as_of, recorded_before)
        listening = Listening(on_sources, on_text, cancelled)
        return converse(self, clean(text).strip(), conversation, standpoint, listening, general=general)

    def conversations(self, text: str | None = None) -> list[Conversation]:
        """All conversations, the last one first; of those only in which the words were said."""
        from secondme.conversation.reading import read_conversations

        return read_conversations(self.store.connection(), text)

    def turns(self, conversation: str, last: int | None = None) -> list[Turn]:
        """The turns of a conversation in order, or its last ones. Raises NotFoundError, UsageError."""
        from secondme.conversation.reading import read_turns

        return read_turns(self.store.connection(), conversation, last)

    def mark_turn(self, turn: int, verdict: Verdict | None) -> None:
        """Records what the person thinks of an answer in a conversation; None takes it back."""
        from secondme.store.conversations import judge_turn

        with self.store.write() as db:
            judge_turn(db, turn, verdict)

    def refine(self, conversation: str, *, cancelled: threading.Event | None = None) -> bool:
        """Has the model shorten the running summary in an idle moment; whether it did. NotFoundError."""
        from secondme.conversation.conversing import number_of
        from secondme.conversation.summarising import refine_conversation

        return refine_conversation(self, number_of(conversation), cancelled)

    def surroundings(self, hit: Hit, reach: int = 3) -> list[Hit]:
        """The passages around a hit in its document, itself included, in the document's order."""
        return load_surroundings(self.store.connection(), hit.passage, reach)

    def show(self, identifier: str) -> Hit | None:
        """The passage or told memory with this identifier, or None."""
        return load_identified(self.store.connection(), parse_identifier(identifier))

    def mark(self, hit: Hit, use: Use) -> None:
        """Records that a hit of the last logged question was opened, cited, confirmed or corrected."""
        if self.last_recall is not None:
            with self.store.write() as db:
                mark_used(db, self.last_recall, hit.passage, use)

    def judge(self, identifier: str, right: bool) -> Judged:
        """Records that the person says a hit was, or was not, what the question it was last shown for asked.

        Raises NotFoundError when there is no such passage or memory, or it was never shown.
        """
        from secondme.tuning.judging import judge

        return judge(self.store, identifier, self.show(identifier), right=right)

    def tune(
        self,
        *,
        keep: bool = True,
        seconds: float = 120.0,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Report:
        """Measures how things are found in this memory, and fits recall to it.

        keep: put in force what wins; else nothing is changed. seconds: what a language model may take.
        """
        from secondme.tuning.tuning import tune

        return tune(self, now=now or self.clock(), keep=keep, seconds=seconds, on_progress=on_progress)

    def tuning(self) -> Tuning:
        """What recall is tuned to now."""
        return active_tuning(self.store.connection())

    def undo_tuning(self) -> Tuning | None:
        """Puts in force what was before the last tuning; None when there is nothing to undo."""
        from secondme.store.tunings import undo_tuning

        with self.store.write() as db:
            return undo_tuning(db)

    def sources(self) -> list[SourceCounts]:
        """All sources, with what is remembered of each."""
        return count_sources(self.store.connection())

    def status(self) -> Status:
        """What is remembered and what is still to do."""
        db = self.store.connection()
        return read_status(db, self.home, self.engines.shelf, self.key.kept_in, now=self.clock())

    def waiting(self) -> Waiting:
        """What is still to do, at once however much is remembered; `status` counts all of it."""
        return read_waiting(self.store.connection(), self.engines.shelf)

    def skipped(self) -> list[Problem]:
        """The files that have nothing worth reading, such as minified code, and why."""
        return list_problems(self.store.connection(), "skipped")

    def other_languages(self) -> float:
        """The share of what is remembered that is not in English, 0 to 1, from a sample."""
        from secondme.languages import share_of_other_languages

        return share_of_other_languages(self.store.connection())

    def let_go(self) -> None:
        """Closes models and empties caches; they come back when needed. Only while no call is under way."""
        self.engines.close()
        self._vectors.drop()
        self.store.shrink()

    def close(self) -> None:
        """Ends the models' work and closes the store."""
        self.engines.close()
        self._vectors.drop()
        self.store.close()

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _require_sound_settings(self) -> None:
        Config(problems=self.config_problems).checked()
