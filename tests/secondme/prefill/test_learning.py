"""What a form teaches: typed answers become memories, and fields are known the next time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from ingest.forms import Field, Form
from secondme.errors import UsageError
from secondme.memories.book import read_memories
from secondme.prefill.asked import Asked
from secondme.prefill.filled import Filled, FilledField
from secondme.prefill.learned import label_key, learned_of
from secondme.prefill.learning import settle
from secondme.store import Store
from secondme.store.forms import unlearn_fields

MakeForm = Callable[..., Form]
PASSPORT = Field("a", "Passport number")
WHY = Field("b", "Why do you want to adopt a cat?", "long text")
AGREE = Field("c", "I have read the rules", "checkbox")


def blank(form: Form, *asked: Asked) -> Filled:
    return Filled(form, tuple(FilledField(f, a, "unknown") for f, a in zip(form.fields, asked, strict=True)))


@pytest.fixture
def filled(form: MakeForm) -> Filled:
    asked = Asked("a", attribute="passport number", confidence=0.8)
    free = Asked("b", question="Why do you want to adopt a cat?", confidence=0.5)
    return blank(form(PASSPORT, WHY, AGREE), asked, free, Asked("c"))


def test_what_is_typed_is_a_memory_of_the_person(store: Store, filled: Filled, now: datetime) -> None:
    settled = settle(store, filled, accepted=[], typed={"a": " 925076473 "}, embedder=None, now=now)
    [memory] = read_memories(store.connection(), now=now)
    assert settled.memories == (memory.id,)
    assert (memory.subject, memory.predicate, memory.value) == ("me", "passport number", "925076473")
    assert (memory.text, memory.trust) == ("My passport number is 925076473.", "self")
    assert len(memory.evidence) == 1


def test_a_new_value_takes_the_place_of_the_old(store: Store, filled: Filled, now: datetime) -> None:
    settle(store, filled, accepted=[], typed={"a": "1"}, embedder=None, now=now)
    later = now + timedelta(days=1)
    settle(store, filled, accepted=[], typed={"a": "2"}, embedder=None, now=later)
    db = store.connection()
    assert [one.value for one in read_memories(db, now=later)] == ["2"]
    [old] = read_memories(db, state="past", now=later)
    assert (old.value, old.valid_to, old.superseded_by) == ("1", later, "m2")


def test_the_form_is_known_the_next_time(store: Store, filled: Filled, now: datetime) -> None:
    settle(store, filled, accepted=["a"], typed={"b": "Mice."}, embedder=None, now=now)
    known = learned_of(store.connection(), filled.form)
    assert (known.asked["a"].attribute, known.asked["a"].confidence) == ("passport number", 1.0)
    assert "a" not in known.answers
    [memory] = read_memories(store.connection(), now=now)
    assert known.answers == {"b": int(memory.id[1:])}
    assert memory.text == "Why do you want to adopt a cat? Mice."


def test_another_form_with_the_same_words_is_known_too(
    store: Store, filled: Filled, form: MakeForm, now: datetime
) -> None:
    settle(store, filled, accepted=["a"], typed={}, embedder=None, now=now)
    other = form(Field("other", "passport  NUMBER:"), Field("x", "Passport number", section="Your father"))
    known = learned_of(store.connection(), other)
    assert set(known.asked) == {"other"}
    assert known.asked["other"].key == "other"


def test_forgetting_the_answer_forgets_it_here_too(store: Store, filled: Filled, now: datetime) -> None:
    from secondme.forgetting.forgetting import forget
    from secondme.forgetting.selection import Selection

    [memory] = settle(store, filled, accepted=[], typed={"b": "Mice."}, embedder=None, now=now).memories
    forget(store, Selection(memory), now=now)
    known = learned_of(store.connection(), filled.form)
    assert known.answers == {}
    assert unlearn_fields(store.connection(), filled.form.layout) == 1
    assert learned_of(store.connection(), filled.form).asked == {}


def test_a_tick_is_no_memory_and_a_strange_key_changes_nothing(
    store: Store, filled: Filled, now: datetime
) -> None:
    assert settle(store, filled, accepted=[], typed={"c": "yes"}, embedder=None, now=now).memories == ()
    with pytest.raises(UsageError, match="no field 'z'"):
        settle(store, filled, accepted=["z"], typed={"a": "1"}, embedder=None, now=now)
    assert read_memories(store.connection(), now=now) == []


def test_somebody_elses_value_is_theirs(store: Store, form: MakeForm, now: datetime) -> None:
    field = Field("a", "Date of birth", section="Your partner")
    filled = blank(form(field), Asked("a", whose="partner", attribute="birthday"))
    settle(store, filled, accepted=[], typed={"a": "4 March 1987"}, embedder=None, now=now)
    [memory] = read_memories(store.connection(), now=now)
    assert (memory.subject, memory.text) == ("my partner", "My partner's birthday is 4 March 1987.")


def test_a_part_is_kept_in_its_own_name(store: Store, form: MakeForm, now: datetime) -> None:
    code, day = Field("a", "Postcode"), Field("b", "Day")
    filled = blank(
        form(code, day), Asked("a", attribute="postcode"), Asked("b", attribute="birthday", part="day")
    )
    settle(store, filled, accepted=[], typed={"a": "LS1 4AP", "b": "4"}, embedder=None, now=now)
    memories = read_memories(store.connection(), now=now)
    assert [one.predicate for one in memories] == ["postcode", ""]


def test_a_label_that_says_too_little_is_not_known_again() -> None:
    assert label_key(Field("a", "No.")) == ""
    assert label_key(Field("a", "3a")) == ""
    assert label_key(Field("a", "PLZ")) != ""
