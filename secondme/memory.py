"""The façade: everything one can do with a memory, in the words of the command line and the app."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import apsw

from ingest import UnknownKindError, UnreadableError
from ingest.encoding import clean
from ingest.errors import printable
from models.errors import ModelError
from models.shelf import Shelf
from secondme.engines import Engines
from secondme.errors import NoSpaceError, StoreError, UsageError
from secondme.home import Home, find_home
from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.key import Key, Note, need_key
from secondme.recall.hit import Hit
from secondme.recall.pipeline import Meaning, recall
from secondme.recall.presenting import load_passage_hits
from secondme.recall.semantic import VectorCopy
from secondme.status import Status, read_status
from secondme.store import Store, open_store
from secondme.store.forgetting import Receipt, forget
from secondme.store.identifiers import parse_identifier
from secondme.store.jobs import list_problems
from secondme.store.query import rows, value
from secondme.store.recalls import RecallKind, Use, log_answer, log_recall, mark_used
from secondme.store.sources import (
    Source,
    SourceCounts,
    Trust,
    count_sources,
    delete_source,
    list_sources,
    put_source,
)
from secondme.store.vectors import serving_embedder

if TYPE_CHECKING:
    from secondme.answer import Answer, Citation
    from secondme.indexing.reconcile import Changes


LOG_PATIENCE_MS = 250


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an `add`, `import` or `index` did. documents: stored anew or changed; vectors: made."""

    documents: int
    vectors: int
    changes: tuple[tuple[Source, Changes], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """Messages of an export that made no sense: the line or id, and the reason."""

    @property
    def skipped(self) -> list[tuple[str, str]]:
        """All that was passed over: the path, line or message, and the reason."""
        return [one for _, changes in self.changes for one in changes.skipped] + list(self.left_out)

    @property
    def removed(self) -> int:
        """Documents retired because their file is gone."""
        return sum(changes.removed for _, changes in self.changes)


@dataclass
class Memory:
    """One person's memory, open. Close it, or use it in a `with` block; usable from several threads."""

    home: Home
    key: Key
    store: Store
    engines: Engines
    _vectors: VectorCopy = field(default_factory=VectorCopy)
    _indexing: threading.Lock = field(default_factory=threading.Lock)
    last_recall: int | None = None
    """The number in the recall log of what was asked last."""

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
        return self._take_in("folder", Path(path), "", trust, None, now or _now(), on_progress)

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

        me: the name under which the person speaks in it. trust: of those who are neither the person nor a
        machine; None keeps what was said before, and is `known` the first time. Raises UnknownKindError,
        UnreadableError, UsageError.
        """
        from ingest import READERS

        if kind not in READERS:
            raise UnknownKindError(kind, READERS)
        return self._take_in("chat", Path(path), kind, trust, me, now or _now(), on_progress)

    def index(
        self,
        *,
        sources: Sequence[Source] | None = None,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Indexed:
        """Looks at the sources again (at all, when none are given) and works through all that is queued."""
        from secondme.indexing.catching_up import catch_up
        from secondme.indexing.reading import read_waiting
        from secondme.indexing.reconcile import reconcile

        now = now or _now()
        looked_at = list_sources(self.store.connection()) if sources is None else sources
        left_out: list[tuple[str, str]] = []
        with self._indexing:
            changes = tuple(
                (source, reconcile(self.store, source, now=now, on_progress=on_progress))
                for source in looked_at
            )
            name = self.engines.shelf.chosen("embedder")
            documents = read_waiting(
                self.store,
                embedder=name,
                now=now,
                on_progress=on_progress,
                on_problem=lambda place, reason: left_out.append((place, reason)),
            )
            vectors = catch_up(self.store, self.engines, now=now, on_progress=on_progress)
        return Indexed(documents, vectors, changes, tuple(left_out))

    def remember(self, text: str, *, now: datetime | None = None) -> str:
        """Keeps what the person tells as a memory of trust `self`; returns its identifier.

        A model that fails costs only its vector, which stays queued. Raises UsageError for an empty text.
        """
        from secondme.indexing.catching_up import catch_up_if_little
        from secondme.indexing.telling import keep_told

        now = now or _now()
        words = clean(text).strip()
        if not words:
            raise UsageError("There was nothing to remember: the text is empty. Nothing was changed.")
        number = keep_told(self.store, words, embedder=self.engines.shelf.chosen("embedder"), now=now)
        if self._indexing.acquire(blocking=False):
            try:
                # It is kept whatever happens now: whoever heard of an error would tell it twice.
                with suppress(ModelError):
                    catch_up_if_little(self.store, self.engines, now=now)
            finally:
                self._indexing.release()
        return f"m{number}"

    def recall(
        self,
        query: str,
        limit: int = 10,
        *,
        as_of: datetime | None = None,
        now: datetime | None = None,
        unfinished: bool = False,
        log: bool = True,
    ) -> list[Hit]:
        """The passages that the query is about, best first.

        as_of: leaves out what was written later. unfinished: the last word may be only a beginning.
        log: False keeps the question out of the recall log, as live search does with half-typed ones.
        """
        query = clean(query)
        db = self.store.connection()
        hits = recall(db, query, limit=limit, as_of=as_of, meaning=self._meaning(db), unfinished=unfinished)
        if log:
            self._log("recall", query, hits, now or _now())
        return hits

    def ask(
        self,
        question: str,
        *,
        as_of: datetime | None = None,
        now: datetime | None = None,
        on_sources: Callable[[Sequence[Citation]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Answer:
        """Answers from what is remembered, with numbered sources, or says honestly that it does not know.

        on_sources: told which passages are read, before the first word. on_text: told each piece of the
        answer as it is written. cancelled: when set, the answer stops within a token. Raises
        ModelMissingError.
        """
        from secondme.answer import answer_question
        from secondme.answer.answering import HITS_TO_READ

        now = now or _now()
        question = clean(question)
        generator = self.engines.generator()
        hits = self.recall(question, HITS_TO_READ, as_of=as_of, log=False)
        number = self._log("ask", question, hits, now)
        answer = answer_question(
            question,
            hits,
            generator,
            now=as_of or now,
            on_sources=on_sources,
            on_text=on_text,
            cancelled=cancelled,
        )
        if number is not None:
            cited = [citation.hit.passage for citation in answer.citations]
            with suppress(StoreError, NoSpaceError), self.store.write(patience_ms=LOG_PATIENCE_MS) as db:
                log_answer(db, number, answer.text, abstained=answer.abstained, cited=cited)
        return answer

    def surroundings(self, hit: Hit, reach: int = 3) -> list[Hit]:
        """The passages around a hit in its document, itself included, in the document's order."""
        found = rows(
            self.store.connection(),
            "SELECT n.id FROM passages c JOIN passages n ON n.document_id = c.document_id "
            "AND n.position BETWEEN c.position - ? AND c.position + ? WHERE c.id = ? ORDER BY n.position",
            reach,
            reach,
            hit.passage,
        )
        return load_passage_hits(self.store.connection(), [number for (number,) in found])

    def show(self, identifier: str) -> Hit | None:
        """The passage or told memory with this identifier, or None."""
        wanted = parse_identifier(identifier)
        sql = "SELECT passage_id FROM evidence WHERE memory_id = ? LIMIT 1"
        db = self.store.connection()
        if wanted.kind not in ("memory", "passage"):
            return None
        passages = rows(db, sql, wanted.number) if wanted.kind == "memory" else [(wanted.number,)]
        hits = load_passage_hits(db, [number for (number,) in passages])
        return hits[0] if hits else None

    def mark(self, hit: Hit, use: Use) -> None:
        """Records that a hit of the last logged question was opened, cited or confirmed."""
        if self.last_recall is not None:
            with self.store.write() as db:
                mark_used(db, self.last_recall, hit.passage, use)

    def forget(self, identifier: str, *, now: datetime | None = None) -> Receipt:
        """Deletes a source, document, passage or memory for good; the files themselves are never touched."""
        return forget(self.store, parse_identifier(identifier), now=now or _now())

    def sources(self) -> list[SourceCounts]:
        """All sources, with what is remembered of each."""
        return count_sources(self.store.connection())

    def status(self) -> Status:
        """What is remembered and what is still to do."""
        return read_status(self.store.connection(), self.home, self.engines.shelf, self.key.kept_in)

    def close(self) -> None:
        """Ends the models' work and closes the store."""
        self.engines.close()
        self.store.close()

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _take_in(
        self,
        kind: str,
        path: Path,
        reader: str,
        trust: Trust | None,
        me: str | None,
        now: datetime,
        on_progress: OnProgress,
    ) -> Indexed:
        place = path.expanduser().absolute()
        if not place.exists():
            raise UsageError(f"There is nothing at {place}. Nothing was changed. Check the path.")
        place = place.resolve()
        if printable(place) != str(place):
            raise UsageError(
                f"The name of {printable(place)} is not valid UTF-8. Nothing was changed. Rename it first."
            )
        with self.store.write() as db:
            source = put_source(
                db,
                "chat" if kind == "chat" else "folder",
                str(place),
                now=now,
                reader=reader,
                trust=trust,
                me=me,
            )
        indexed = self.index(sources=[source], now=now, on_progress=on_progress)
        if kind == "chat":
            self._withdraw_unreadable(source)
        return indexed

    def _withdraw_unreadable(self, source: Source) -> None:
        """Raises UnreadableError for an export that gave nothing at all, and does not keep it as a source."""
        db = self.store.connection()
        reason = next((one.reason for one in list_problems(db) if one.source_id == source.id), None)
        if reason is None or value(db, "SELECT count(*) FROM documents WHERE source_id = ?", source.id):
            return
        with self.store.write() as db:
            delete_source(db, source)
        raise UnreadableError(Path(source.place), reason)

    def _meaning(self, db: apsw.Connection) -> Meaning | None:
        """How to search by meaning now: with the model whose vectors are in the store, if it is here."""
        serving = serving_embedder(db)
        embedder = self.engines.embedder(serving.name) if serving else None
        if serving is None or embedder is None or embedder.identity != serving.identity:
            return None
        return Meaning(self._vectors, serving, embedder.embed_query)

    def _log(self, kind: RecallKind, query: str, hits: Sequence[Hit], now: datetime) -> int | None:
        """The number of the entry in the recall log, or None when the store cannot be written at once.

        What was found is worth more than its entry in the log: nobody waits for it or goes without.
        """
        shown = [(hit.passage, hit.score) for hit in hits]
        self.last_recall = None
        with suppress(StoreError, NoSpaceError), self.store.write(patience_ms=LOG_PATIENCE_MS) as db:
            self.last_recall = log_recall(db, kind, query, shown, now=now)
        return self.last_recall


def open_memory(
    home: str | Path | None = None, *, now: datetime | None = None, note: Note = lambda text: None
) -> Memory:
    """Opens the memory at `home`, making it when there is none; `note` is told where a new key is kept.

    home defaults to `$SECONDME_HOME`, then to the platform's data folder. Raises StoreError and its children.
    """
    place = find_home(home)
    try:
        place.create()
        key = need_key(place, note=note)
    except OSError as error:
        raise StoreError(
            f"{place.root} cannot be used as a home: {error.strerror}. Nothing was changed. "
            "Check that it is a folder of yours that can be written, or name another one with --home."
        ) from error
    store = open_store(place.store, key.secret, now=now or _now())
    return Memory(place, key, store, Engines(Shelf(place.models)))


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
