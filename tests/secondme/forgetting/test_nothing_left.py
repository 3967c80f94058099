"""Nothing is left: whatever way a word came in, it is gone from every table and file once it is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.forms import Field, Form
from secondme.errors import NotFoundError
from secondme.forgetting.selection import Selection
from secondme.memory import Memory
from secondme.prefill.asked import Asked
from secondme.prefill.filled import Filled, FilledField
from secondme.prefill.unfinished import Unfinished, keep_unfinished, list_unfinished
from secondme.store.conversations import NewAnswer, put_answer
from secondme.store.query import value
from secondme.store.recalls import log_answer

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Look = Callable[..., list[str]]
Store = Callable[["Way"], str]
OTHER = "The ferry to Mull leaves at nine on weekdays."


class Way:
    """The means by which something can come in."""

    def __init__(self, memory: Memory, tree: WriteTree, chat: WriteChat, now: datetime) -> None:
        self.memory, self.tree, self.chat, self.now = memory, tree, chat, now


def by_file(way: Way) -> str:
    way.memory.add(way.tree({"quillfeather.md": "# Quillfeather\n\nThe Quillfeather lease ends in May.\n"}))
    return "d2"


def by_file_and_events(way: Way) -> str:
    told = by_file(way)
    way.memory.gather_events()
    assert [one.title for one in way.memory.events() if one.document == told] == ["Quillfeather"]
    return told


def by_chat(way: Way) -> str:
    said = [
        {"conversation": "c", "session": "1", "speaker": "Ana", "text": "The quillfeather hat is mine"},
        {"conversation": "c", "session": "1", "speaker": "Ben", "text": "No, it is not"},
    ]
    way.memory.import_chat("jsonl", way.chat(said))
    return "p2"


def by_telling(way: Way) -> str:
    return way.memory.remember("I keep the quillfeather in the loft.")


def by_correcting(way: Way) -> str:
    first = way.memory.remember("The spare key is with Una.")
    way.memory.correct("edit", [first], "The spare key is with Mrs Quillfeather.")
    return "m3"


def by_history(way: Way) -> str:
    first = way.memory.remember("The spare key is with Mrs Quillfeather.")
    way.memory.correct("edit", [first], "The spare key is with Una.")
    way.memory.correct("pin", ["m3"])
    return first


def by_conversation(way: Way) -> str:
    way.memory.converse("The quillfeather recital is on Friday.", now=way.now)
    way.memory.converse("What did I say about the quillfeather?", conversation="c1", now=way.now)
    return "c1"


def by_statement(way: Way) -> str:
    exchange = way.memory.converse("The quillfeather recital is on Friday.", now=way.now)
    way.memory.converse("What did I say about the quillfeather?", conversation="c1", now=way.now)
    assert exchange.kept
    return exchange.kept


def by_form(way: Way) -> str:
    form = Form("questions", "Adoption", "en", (Field("b", "Why do you want a cat?", "long text"),))
    asked = Asked("b", question="Why do you want a cat?", confidence=0.5)
    filled = Filled(form, (FilledField(form.fields[0], asked, "unknown"),))
    [memory] = way.memory.settle_form(filled, typed={"b": "For the quillfeather."}).memories
    return memory


def by_form_that_is_not_finished(way: Way) -> str:
    told = way.memory.remember("The quillfeather is in the loft.")
    form = Path("adoption.pdf")
    typed = {"b": "For the quillfeather in the loft."}
    with way.memory.store.write() as db:
        keep_unfinished(db, Unfinished(form, "", {}, typed, way.now))
        keep_unfinished(db, Unfinished(Path("other.pdf"), "", {}, {"b": "For the ferry."}, way.now))
    return told


def by_client(way: Way) -> str:
    way.memory.allow_client("editor", read=True, write=True)
    given = way.memory.serve_client("editor", "remember", {"text": "The quillfeather build is broken."})
    way.memory.serve_client("editor", "recall", {"query": "quillfeather build"})
    return given.ids[0]


def by_answering(way: Way) -> str:
    """An answer and a conversation that quote it, as a model would write them."""
    told = way.memory.remember("The quillfeather is in the loft.")
    exchange = way.memory.converse("The roof leaks.", now=way.now)
    passage = way.memory.recall("quillfeather loft")[0].passage
    with way.memory.store.write() as db:
        log_answer(db, value(db, "SELECT max(id) FROM recalls"), "The quillfeather [1].", abstained=False,
                   cited=[passage])  # fmt: skip
        answer = NewAnswer("Quillfeather [1].", "Where is the quillfeather?", "answered", 0.9, "quillfeather",
                           None, [(1, passage, "The quillfeather", True)])  # fmt: skip
        put_answer(db, int(exchange.conversation[1:]), answer, {"topic": ["quillfeather"]}, now=way.now)
    return told


WAYS = [by_file, by_file_and_events, by_chat, by_telling, by_correcting, by_history, by_conversation,
        by_statement, by_form, by_form_that_is_not_finished, by_client, by_answering]  # fmt: skip


@pytest.mark.parametrize("store", WAYS, ids=lambda way: way.__name__)
def test_whatever_way_it_came_in_nothing_of_it_is_left(
    store: Store,
    wordless_memory: Memory,
    tree: WriteTree,
    chat: WriteChat,
    remains: Look,
    raw: Look,
    now: datetime,
) -> None:
    memory = wordless_memory
    memory.remember(OTHER, now=now)
    told = store(Way(memory, tree, chat, now))
    memory.recall("where is the quillfeather?", now=now)
    assert remains(memory) != []
    assert raw(memory.home.root) == []
    receipt = memory.forget(told, now=now)
    assert receipt.searched.left == ()
    assert remains(memory) == []
    assert raw(memory.home.root) == []
    assert receipt.searched.tables > 40 and receipt.searched.rows > 0 and receipt.searched.files > 1
    assert [hit.text for hit in memory.recall("ferry Mull", limit=1)] == [OTHER]


def test_the_look_afterwards_finds_what_was_left_on_purpose(
    wordless_memory: Memory, monkeypatch: pytest.MonkeyPatch, remains: Look
) -> None:
    """The proof must be able to fail: with the logs not emptied, and a plain file beside the store."""
    from secondme.forgetting import forgetting
    from secondme.forgetting.emptying import Emptied

    wordless_memory.remember("The xylophone teacher is Una Quillfeather of Leith.")
    wordless_memory.recall("quillfeather")
    wordless_memory.home.root.joinpath("stray.txt").write_text("teacher is Una Quillfeather of Leith")
    monkeypatch.setattr(forgetting, "empty_logs", lambda db, wording: Emptied())
    left = wordless_memory.forget("m1").searched.left
    assert [where.split()[0] for where in left] == ["recalls.query", "stray.txt"]
    assert remains(wordless_memory) == ["recalls.query"]


@pytest.mark.model
def test_the_vectors_are_gone_too(memory: Memory, remains: Look) -> None:
    memory.remember("The quillfeather is in the loft.")
    memory.remember(OTHER)
    db = memory.store.connection()
    vector = value(db, "SELECT embedding FROM vectors_1 WHERE passage_id = 1")
    chunks = "SELECT count(*) FROM vectors_1_vector_chunks00 WHERE instr(vectors, ?)"
    assert value(db, chunks, vector) == 1
    assert memory.forget("m1").searched.left == ()
    assert value(db, chunks, vector) == 0
    assert remains(memory) == []


def test_what_another_document_says_too_stays_and_is_told(
    wordless_memory: Memory, tree: WriteTree, remains: Look
) -> None:
    lease = "The lease of the quillfeather house ends in May of next year."
    wordless_memory.add(tree({"one.md": f"{lease}\n\nAnd the gas man comes.\n", "two.md": lease}))
    [first, second] = sorted(wordless_memory.recall("lease"), key=lambda hit: len(hit.text))
    receipt = wordless_memory.forget(f"d{second.document}")
    assert receipt.searched.left == ()
    assert receipt.searched.elsewhere == (first.id,)
    assert "passages.text" in remains(wordless_memory)
    assert remains(wordless_memory, "gas") == []


def test_what_was_typed_into_another_form_stays(wordless_memory: Memory, now: datetime) -> None:
    wordless_memory.remember("The quillfeather is in the loft.")
    with wordless_memory.store.write() as db:
        for name, typed in (("adoption.pdf", "The Quillfeather, in the loft"), ("trip.pdf", "By ferry")):
            keep_unfinished(db, Unfinished(Path(name), "", {}, {"b": typed}, now))
    wordless_memory.forget("m1")
    [left] = list_unfinished(wordless_memory.store.connection())
    assert left.path == Path("trip.pdf")


def test_a_question_that_shares_no_word_of_its_own_keeps_its_words(wordless_memory: Memory) -> None:
    wordless_memory.remember("The quillfeather is in the loft.")
    wordless_memory.remember(OTHER)
    wordless_memory.recall("When does the ferry leave?")
    wordless_memory.recall("Where is the quillfeather?")
    assert wordless_memory.forget("m1").questions == 1
    db = wordless_memory.store.connection()
    assert [query for (query,) in db.execute("SELECT query FROM recalls ORDER BY id")] == [
        "When does the ferry leave?",
        "",
    ]


def test_a_kill_between_two_writes_loses_nothing_and_the_same_again_forgets_the_rest(
    wordless_memory: Memory, tree: WriteTree, monkeypatch: pytest.MonkeyPatch, remains: Look
) -> None:
    from secondme.forgetting import forgetting
    from secondme.indexing.progress import Stopped

    wordless_memory.add(tree({f"{n}.md": f"Quillfeather number{n} was here.\n" for n in range(5)}))
    monkeypatch.setattr(forgetting, "A_RUN", 1)
    monkeypatch.setattr(forgetting, "HOLD", 0.0)
    asked = Selection(query="quillfeather")

    def stop_after_two(progress: object) -> None:
        if getattr(progress, "done", 0) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        wordless_memory.forget_selected(asked, on_progress=stop_after_two)
    assert wordless_memory.status().documents == 3
    receipt = wordless_memory.forget_selected(asked)
    assert (receipt.documents, receipt.searched.left) == (3, ())
    assert remains(wordless_memory) == []
    wordless_memory.index()
    assert remains(wordless_memory) == []


def test_a_process_that_ends_before_copies_are_deleted_leaves_them_to_the_next_forgetting(
    wordless_memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from secondme.forgetting import forgetting
    from secondme.indexing.progress import Stopped

    def end(path: Path) -> int:
        raise Stopped

    told = wordless_memory.remember("I keep the quillfeather in the loft.")
    copy = wordless_memory.store.path.with_name("memory.db.before-0001_first")
    copy.write_bytes(b"as it was before an update")
    with monkeypatch.context() as patch, pytest.raises(Stopped):
        patch.setattr(forgetting, "delete_copies", end)
        wordless_memory.forget(told)
    assert copy.exists()
    with pytest.raises(NotFoundError):
        wordless_memory.forget(told)
    assert not copy.exists()


def test_a_conversation_that_lost_words_goes_on_and_is_listed(wordless_memory: Memory, now: datetime) -> None:
    memory = wordless_memory
    memory.remember("Ana Quillfeather moved to Truro last Sunday.", now=now)
    memory.converse("When did Quillfeather move?", now=now)
    memory.forget("m1", now=now)
    assert [turn.text for turn in memory.turns("c1")] == [None, None]
    assert [one.id for one in memory.conversations()] == ["c1"]
    memory.converse("The roof leaks.", conversation="c1", now=now)
    memory.converse("What did I say about the roof?", conversation="c1", now=now)
    assert memory.turns("c1")[2].text == "The roof leaks."


def test_an_emptied_question_is_no_sample_for_tuning(wordless_memory: Memory) -> None:
    from secondme.store.recalls import list_used

    wordless_memory.remember("The quillfeather is in the loft.")
    wordless_memory.remember("The ladder is in the loft.")
    hits = wordless_memory.recall("quillfeather loft")
    wordless_memory.mark(next(hit for hit in hits if "ladder" in hit.text), "confirmed")
    assert len(list_used(wordless_memory.store.connection(), 10)) == 1
    wordless_memory.forget("m1")
    assert list_used(wordless_memory.store.connection(), 10) == []
