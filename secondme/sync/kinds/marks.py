"""Small things the person said of memories: keep it awake, ask later, it is still true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from secondme.store.changes import recorded
from secondme.store.memories import set_asking, set_pinned
from secondme.store.query import rows
from secondme.store.times import to_moment
from secondme.sync.kinds.deeds import WHY
from secondme.sync.kinds.kind import Plain
from secondme.sync.refs import is_over
from secondme.sync.sealing import canonical
from secondme.sync.work import Work


class _Marks(Plain):
    """A mark on memories, by memory."""

    def shown(self, work: Work) -> dict[str, str]:
        """All that there are."""
        return {key: canonical(value).decode() for key, value in self.marks(work).items()}

    def said(self, work: Work, keys: Iterable[str]) -> dict[str, Any]:
        """What is to be told of these."""
        marks = self.marks(work)
        return {key: marks[key] for key in keys if key in marks}

    def may_go(self, work: Work, key: str) -> bool:
        """Only where the memory is still there: what is forgotten takes its marks along."""
        return key in work.refs.by_ref

    def marks(self, work: Work) -> Mapping[str, Any]:
        """What is marked here."""
        raise NotImplementedError


class Pins(_Marks):
    """Memories that never sleep."""

    name = "pin"

    def marks(self, work: Work) -> Mapping[str, Any]:
        """Those that are pinned."""
        pinned = rows(work.db, "SELECT id FROM memories WHERE pinned")
        return {work.refs.by_number[number]: True for (number,) in pinned if number in work.refs.by_number}

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Pins it, or lets it fade again."""
        memory = work.refs.find(work.db, key)
        if memory is None:
            return is_over(work.db, key, value)
        if memory.pinned != bool(value):
            verb = "pinned" if value else "unpinned"
            with recorded(work.db, verb, WHY, by="person", now=work.now, asked=False) as change:
                change.touch(memory.id)
                set_pinned(work.db, memory.id, bool(value))
        return True


class Later(_Marks):
    """Memories that no card asks about before some moment."""

    name = "later"

    def marks(self, work: Work) -> Mapping[str, Any]:
        """By memory that moment, in milliseconds."""
        put_off = rows(work.db, "SELECT id, ask_after FROM memories WHERE ask_after IS NOT NULL")
        return {work.refs.by_number[number]: at for number, at in put_off if number in work.refs.by_number}

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Puts it off, or not any more."""
        memory = work.refs.find(work.db, key)
        if memory is None:
            return is_over(work.db, key, value)
        set_asking(work.db, memory.id, None if value is None else to_moment(value))
        return True


class CardAnswers(_Marks):
    """What the person said to cards: each answer is one thing."""

    name = "card"

    def marks(self, work: Work) -> Mapping[str, Any]:
        """By memory, answer and moment."""
        found = rows(work.db, "SELECT memory_id, used, used_at FROM memory_uses")
        refs = work.refs.by_number
        return {f"{refs[number]} {used} {at}": [used, at] for number, used, at in found if number in refs}

    def may_go(self, work: Work, key: str) -> bool:
        """Only where the memory is still there."""
        return key.split(" ")[0] in work.refs.by_ref

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Notes the answer, or takes it back."""
        ref, used, at = key.split(" ")
        memory = work.refs.find(work.db, ref)
        if memory is None:
            return is_over(work.db, ref, value)
        here = (memory.id, used, int(at))
        there = rows(
            work.db, "SELECT 1 FROM memory_uses WHERE memory_id = ? AND used = ? AND used_at = ?", *here
        )
        if value is None:
            work.db.execute("DELETE FROM memory_uses WHERE memory_id = ? AND used = ? AND used_at = ?", here)
        elif not there:
            work.db.execute("INSERT INTO memory_uses (memory_id, used, used_at) VALUES (?, ?, ?)", here)
        return True
