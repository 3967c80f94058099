"""What the person agreed to or taught: retention rules, fields of forms, and their own portrait."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from secondme.store.query import rows
from secondme.store.retention import read_again
from secondme.sync.kinds.kind import Plain
from secondme.sync.sealing import canonical
from secondme.sync.work import Work

_RULES = """
    SELECT rule, agreed_at FROM retention WHERE rule NOT LIKE '%source:%' AND rule NOT LIKE 'folder %'
"""
_FIELDS = "SELECT layout, field, label, asked, memory_id, learned_at FROM form_fields"


class _Rows(Plain):
    """Rows that are told as they are, with their words."""

    has_words = True

    def shown(self, work: Work) -> dict[str, str]:
        """All that there are."""
        return {key: work.joined.key.name(value) for key, value in self.values(work).items()}

    def said(self, work: Work, keys: Iterable[str]) -> dict[str, Any]:
        """What is to be told of these."""
        found = self.values(work)
        return {key: found[key] for key in keys if key in found}

    def values(self, work: Work) -> dict[str, Any]:
        """What is there, by key."""
        raise NotImplementedError


class Rules(_Rows):
    """Retention rules; those about a source or a folder hold where these are."""

    name = "rule"

    def values(self, work: Work) -> dict[str, Any]:
        """Each rule by what it says."""
        found = rows(work.db, _RULES)
        return {_key(work, "rule", rule): {"rule": rule, "agreed_at": at} for rule, at in found}

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Has the rule hold here too, or no more."""
        if value is not None:
            put = (
                "INSERT INTO retention (rule, agreed_at) VALUES (?, ?) "
                "ON CONFLICT (rule) DO UPDATE SET agreed_at = excluded.agreed_at"
            )
            work.db.execute(put, (value["rule"], value["agreed_at"]))
        elif key in (here := self.values(work)):
            work.db.execute("DELETE FROM retention WHERE rule = ?", (here[key]["rule"],))
            read_again(work.db)
        return True


class Fields(_Rows):
    """What fields of forms ask for."""

    name = "field"

    def values(self, work: Work) -> dict[str, Any]:
        """Each field by its form and name."""
        refs = work.refs.by_number
        return {
            _key(work, layout, field): {
                **{"layout": layout, "field": field, "label": label, "asked": json.loads(asked)},
                **{"answer": refs.get(memory), "learned_at": at},
            }
            for layout, field, label, asked, memory, at in rows(work.db, _FIELDS)
        }

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Learns it, or unlearns it."""
        if value is None:
            if (one := self.values(work).get(key)) is not None:
                sql = "DELETE FROM form_fields WHERE layout = ? AND field = ?"
                work.db.execute(sql, (one["layout"], one["field"]))
            return True
        answer = work.refs.find(work.db, value["answer"]) if value["answer"] else None
        if value["answer"] and answer is None:
            return False
        work.db.execute(
            "INSERT OR REPLACE INTO form_fields VALUES (?, ?, ?, ?, ?, ?)",
            (
                *(value["layout"], value["field"], value["label"], json.dumps(value["asked"])),
                *(None if answer is None else answer.id, value["learned_at"]),
            ),
        )
        return True


class Portrait(_Rows):
    """Sections of the portrait in the person's own words."""

    name = "portrait"

    def values(self, work: Work) -> dict[str, Any]:
        """Each section by its name."""
        found = rows(work.db, "SELECT section, text, settled_at FROM portrait WHERE written")
        return {section: {"text": text, "settled_at": at} for section, text, at in found}

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Has the section read so, or follow the memories again."""
        work.db.execute("DELETE FROM portrait WHERE section = ?", (key,))
        if value is not None:
            row = (key, value["text"], value["settled_at"])
            work.db.execute("INSERT INTO portrait VALUES (?, ?, 1, ?)", row)
        return True


def _key(work: Work, *words: str) -> str:
    """A name that gives the words away to nobody."""
    return work.joined.key.hash(canonical(list(words)))
