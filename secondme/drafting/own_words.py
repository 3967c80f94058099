"""What the person wrote before: to somebody, or letters and messages to anybody. Their words alone."""

from __future__ import annotations

from dataclasses import dataclass

import apsw

from secondme.drafting.draft import Kind
from secondme.drafting.recipient import Recipient
from secondme.store.query import rows

MOST = 60
"""As many of the last ones are looked at: people change how they write."""
_KINDS = {"mail": ("mail",), "letter": ("mail",), "message": ("chat",), "text": ("mail", "markdown", "text")}
_SENT = """
    SELECT p.text, d.kind, p.document_id, coalesce((
        SELECT group_concat(s.name, char(10)) FROM sightings s
        WHERE s.document_id = p.document_id AND s.role = 'recipient'), '')
    FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE p.trust = 'self' AND d.kind <> 'told' AND d.kind IN (SELECT value FROM json_each(?)) {}
    ORDER BY coalesce(p.time, d.time, d.recorded_at) DESC LIMIT ?
"""
_TO_THEM = """
    AND d.id IN (
        SELECT s.document_id FROM sightings s WHERE s.role IN ('recipient', 'participant')
            AND (s.name IN (SELECT value FROM json_each(?)) OR EXISTS (
                SELECT 1 FROM json_each(?) h WHERE instr(char(10) || s.handles || char(10),
                    char(10) || h.value || char(10))))
        UNION SELECT document_id FROM passages WHERE speaker IN (SELECT value FROM json_each(?)))
"""


@dataclass(frozen=True, slots=True)
class OwnText:
    """A letter or message of the person. to: the first one it went to, as named there; empty: not known."""

    text: str
    kind: str
    document: int
    to: str


def read_own(db: apsw.Connection, recipient: Recipient, kind: Kind) -> tuple[list[OwnText], list[OwnText]]:
    """What the person wrote to them in this or any way, and what they wrote so to anybody, the last first."""
    import json

    kinds = json.dumps(_KINDS[kind])
    anybody = [OwnText(*_named(row)) for row in rows(db, _SENT.format(""), kinds, MOST)]
    if recipient.entity is None:
        return [], anybody
    names = json.dumps(list(recipient.entity.names))
    handles = json.dumps(list(recipient.entity.handles))
    for wanted in (kinds, json.dumps(["mail", "chat"])):
        if found := rows(db, _SENT.format(_TO_THEM), wanted, names, handles, names, MOST):
            return [OwnText(*_named(row)) for row in found], anybody
    return [], anybody


def _named(row: tuple[str, str, int, str]) -> tuple[str, str, int, str]:
    text, kind, document, names = row
    return text, kind, document, names.split("\n")[0]
