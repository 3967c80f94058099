"""Forgetting at the other end of the socket: what is selected, foreseen and received crosses as it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from secondme.daemon.client import RemoteMemory
from secondme.forgetting.selection import Selection
from secondme.indexing.progress import Progress

NOW = datetime(2025, 11, 7, 12, tzinfo=UTC)


def test_a_selection_is_foreseen_and_forgotten_with_its_progress(remote: RemoteMemory) -> None:
    remote.remember("The heron nests by the weir.", now=NOW - timedelta(days=30))
    remote.remember("The heron is grey.", now=NOW)
    asked = Selection(query="heron", last=date(2025, 10, 20))
    foreseen = remote.foresee(asked)
    assert (foreseen.passages, foreseen.memories) == (1, 1)
    heard: list[Progress] = []
    receipt = remote.forget_selected(asked, now=NOW, on_progress=heard.append)
    assert (receipt.passages, receipt.searched.left) == (1, ())
    assert receipt.searched.files > 3
    assert [(one.stage, one.done, one.total) for one in heard] == [("forgetting", 1, 1)]
    assert [hit.text for hit in remote.recall("heron")] == ["The heron is grey."]


def test_rules_are_foretold_agreed_to_and_carried_out(remote: RemoteMemory) -> None:
    remote.remember("The heron was here.", now=NOW - timedelta(days=800))
    [foretold] = remote.foretell("kind:told older than 2 years", now=NOW)
    assert (foretold.rule, foretold.foreseen.passages) == ("kind:told older than 2 years", 1)
    agreed = remote.agree(foretold.rule, now=NOW)
    assert remote.retention() == [agreed]
    [receipt] = remote.retain(now=NOW)
    assert receipt.passages == 1
    assert remote.disagree(agreed.id).rule == foretold.rule
    assert remote.retention() == []
