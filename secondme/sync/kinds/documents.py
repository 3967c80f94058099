"""What was read: documents with their passages, so that what one machine read is found on the other.

The machine that has the source has the last word about a document. The others hold a copy, and none where
they have the same content already; vectors, full text, events and memories of it each machine makes itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import apsw

from secondme.forgetting.choosing import Going
from secondme.forgetting.forgetting import forget_units
from secondme.indexing.storing import Shelving
from secondme.indexing.trust import handles_of
from secondme.store.documents import NewDocument, delete_documents
from secondme.store.identifiers import Identifier
from secondme.store.query import rows, rows_among
from secondme.suspicion.suspecting import suspecting
from secondme.sync.elsewhere import Origin, Origins, source_from
from secondme.sync.kinds.kind import Plain
from secondme.sync.kinds.paper import SAME, paper_of, read_paper
from secondme.sync.registers import Version, latest, latest_unless_gone
from secondme.sync.sealing import canonical
from secondme.sync.work import Work

_THERE = """
    SELECT d.id, d.source_id, d.key, d.title, d.kind, d.content_hash, d.thread, s.trust, s.me,
        (SELECT count(*) FROM passages p WHERE p.document_id = d.id), c.key
    FROM documents d JOIN sources s ON s.id = d.source_id LEFT JOIN sync_documents c ON c.document_id = d.id
    WHERE NOT (d.kind = 'told' AND s.kind = 'told' AND s.place = '')
"""
_WORDS = "SELECT text FROM passages WHERE document_id = ? ORDER BY position"


class Documents(Plain):
    """All but what was told in the person's own words, which is a kind of its own."""

    name = "document"
    has_words = True
    clear: tuple[str, ...] = ("device", SAME)

    def shown(self, work: Work) -> dict[str, str]:
        """All that there are, own ones and copies."""
        return {key: mark for key, (_, mark, _) in _there(work).items()}

    def shown_after(self, work: Work, followed: Collection[str]) -> dict[str, str]:
        """Of copies alone it is quick to tell, and that is what comes by the thousands."""
        copies = _marked(work, rows_among(work.db, f"{_THERE} AND c.key IN {{}}", followed))
        if len(copies) < len(followed):
            return self.shown(work)
        return {key: mark for key, (_, mark, _) in copies.items()}

    def said(self, work: Work, keys: Iterable[str]) -> dict[str, Any]:
        """Each with its passages, and from where it is."""
        there, origins = _there(work), Origins.of(work.db, work.joined.device)
        wanted = [(key, *there[key]) for key in keys if key in there]
        return {key: paper_of(work, number, origins) | {SAME: same} for key, number, _, same in wanted}

    def choose(self, heads: Iterable[Version]) -> Version | None:
        """What is gone stays gone; else the word of the machine that has the source counts."""
        heads = list(heads)
        if any(one.value is None for one in heads):
            return latest_unless_gone(heads)
        return latest([one for one in heads if one.value["device"] == one.device] or heads)

    def prepare(self, work: Work, waiting: Mapping[str, Any]) -> None:
        """What another machine had forgotten of this one's own is forgotten here too, and not read again."""
        there = _there(work)
        gone = [there[key][0] for key, value in waiting.items() if value is None and key in there]
        copies = {number for (number,) in rows(work.db, "SELECT document_id FROM sync_documents")}
        units = [Identifier("document", number) for number in gone if number not in copies]
        forget_units(work.store, Going(tuple(units), "what was forgotten on another machine"), now=work.now)

    def here(self, work: Work, waiting: Mapping[str, Any]) -> set[str]:
        """Those whose content is remembered here under another name, or comes with another one."""
        taken = {same: key for key, (_, _, same) in _there(work).items()}
        found = set()
        for key, value in sorted(waiting.items()):
            if value is not None and taken.setdefault(value[SAME], key) != key:
                found.add(key)
        return found

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Keeps a copy as it was told. What this machine reads itself is as it is on its disk."""
        if value is None:
            sql = "SELECT document_id FROM sync_documents WHERE key = ?"
            delete_documents(work.db, [number for (number,) in rows(work.db, sql, key)])
        elif value["device"] != work.joined.device:
            _put(work, key, value)
        return True


def document_key(work: Work, origin: Origin, key: str) -> str:
    """What all machines call a document of that source."""
    return work.joined.key.hash(canonical(["document", *origin, key]))


def _there(work: Work) -> dict[str, tuple[int, str, str]]:
    """By key: the number, what tells a change, and what tells the same content elsewhere."""
    return _marked(work, rows(work.db, _THERE))


def _marked(work: Work, found: Iterable[tuple[Any, ...]]) -> dict[str, tuple[int, str, str]]:
    origins = Origins.of(work.db, work.joined.device).by_number
    marked = {}
    for number, source, name, *content, copy in found:
        title, kind, content_hash, thread, trust, me, count = content
        words = content_hash or _words(work.db, number)
        same = work.joined.key.hash(canonical([kind, words, count]))
        mark = work.joined.key.hash(canonical([title, kind, words, thread, trust, me, count]))
        marked[copy or document_key(work, origins[source], name)] = (number, mark, same)
    return marked


def _words(db: apsw.Connection, number: int) -> list[str]:
    return [text for (text,) in rows(db, _WORDS, number)]


def _put(work: Work, key: str, value: dict[str, Any]) -> None:
    source = source_from(
        work.db, value["source"] | {"device": value["device"]}, value["machine"], now=work.now
    )
    document, trust = read_paper(value)
    shelving = Shelving(work.store, work.db, handles_of(work.db), work.embedder, work.now, {})
    kept = shelving.without_forgotten(source, document)
    if kept is None:
        return
    suspect = suspecting(work.store, work.db, kept)
    new = NewDocument(source.id, kept, lambda passage: trust[passage], suspect=suspect)
    [number] = shelving.put([new])
    work.db.execute("INSERT OR REPLACE INTO sync_documents VALUES (?, ?)", (number, key))
