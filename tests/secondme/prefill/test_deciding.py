"""What becomes of a field: filled only with proof, and never unasked where it matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.forms import Field, Option
from secondme.prefill.asked import Asked
from secondme.prefill.candidate import Candidate, Proof
from secondme.prefill.deciding import SURE, Written, decide, settled_by_form
from secondme.prefill.filled import Filled

Make = Callable[..., Candidate]
PHONE = Field("k", "Phone")


def asks(attribute: str = "phone", **rest: Any) -> Asked:
    return Asked("k", attribute=attribute, **{"confidence": 1.0} | rest)


def written(*candidates: Candidate) -> list[Written]:
    return [Written(one.value, one) for one in candidates]


def test_what_is_sure_is_filled_with_its_proof(candidate: Make) -> None:
    one = candidate("0113 496 0000")
    field = decide(PHONE, asks(), [one], written(one))
    assert (field.state, field.value, field.why) == ("filled", "0113 496 0000", "")
    assert [proof.quote for proof in field.proofs] == ["It is 0113 496 0000."]


def test_nothing_found_leaves_it_blank() -> None:
    field = decide(PHONE, asks(), [], [])
    assert (field.state, field.value, field.proofs) == ("unknown", "", ())


def test_what_does_not_fit_is_told_and_not_bent(candidate: Make) -> None:
    field = decide(PHONE, asks(), [candidate("the red one")], [])
    assert (field.state, field.value) == ("unfit", "")
    assert "the red one" in field.why


@pytest.mark.parametrize(
    ("attribute", "word"), [("passport number", "identity"), ("iban", "money"), ("allergies", "health")]
)
def test_identity_bank_and_health_wait_for_a_yes(candidate: Make, attribute: str, word: str) -> None:
    one = candidate("X1")
    field = decide(PHONE, asks(attribute), [one], written(one))
    assert (field.state, field.value) == ("ask", "X1")
    assert word in field.why


def test_what_others_said_waits_for_a_yes(candidate: Make) -> None:
    one = candidate("0113 496 0000", trust="known")
    assert decide(PHONE, asks(), [one], written(one)).state == "ask"


def test_what_others_said_too_does_not_make_it_wait(candidate: Make) -> None:
    own, other = candidate("0113", passage=1), candidate("0113", passage=2, trust="known")
    field = decide(PHONE, asks(), [own, other], written(own, other))
    assert field.state == "filled"
    assert [proof.trust for proof in field.proofs] == ["self", "known"]


def test_two_values_are_shown_and_none_is_filled(candidate: Make) -> None:
    one, other = candidate("0113", 0.9), candidate("0114", 0.8, passage=2)
    field = decide(PHONE, asks(), [one, other], written(one, other))
    assert (field.state, [rival.value for rival in field.rivals]) == ("conflict", ["0114"])
    assert "0114" in field.why


def test_one_of_two_nationalities_does_not_contradict_both(candidate: Make) -> None:
    both, one = candidate("British, Ghanaian", 0.9), candidate("British", 0.85, passage=2)
    asked = asks(attribute="nationality")
    field = decide(Field("n", "Nationality"), asked, [both, one], written(both, one))
    assert (field.state, field.value, field.rivals) == ("filled", "British, Ghanaian", ())


def test_a_much_surer_value_wins(candidate: Make) -> None:
    one, other = candidate("0113", 0.9), candidate("0114", 0.5, passage=2)
    field = decide(PHONE, asks(), [one, other], written(one, other))
    assert (field.state, field.value, len(field.rivals)) == ("filled", "0113", 1)


def test_one_passage_that_says_it_twice_is_no_surer(candidate: Make) -> None:
    again = [candidate("0113", 0.5), candidate("0113", 0.5)]
    apart = [candidate("0113", 0.5), candidate("0113", 0.5, passage=2)]
    assert decide(PHONE, asks(), again, written(*again)).confidence == 0.5
    assert decide(PHONE, asks(), apart, written(*apart)).confidence == 0.75


def test_what_is_unsure_is_asked_and_what_is_too_unsure_is_not_said(candidate: Make) -> None:
    unsure, dim = candidate("0113", 0.4), candidate("0113", 0.1)
    assert decide(PHONE, asks(), [unsure], written(unsure)).state == "ask"
    assert decide(PHONE, asks(), [dim], written(dim)).state == "unknown"


def test_of_several_all_go_into_a_field_that_stands_alone(candidate: Make) -> None:
    two = [candidate("German"), candidate("French", passage=2)]
    alone = decide(Field("k", "Languages"), asks("languages"), two, written(*two))
    row = decide(Field("k", "Language", group="languages", row=0), asks("languages"), two, written(*two))
    narrow = decide(Field("k", "Languages", max_length=7), asks("languages"), two, written(*two))
    assert (alone.value, row.value, narrow.value) == ("German, French", "German", "German")
    options = (Option("German", "German"), Option("French", "French"))
    choices = decide(
        Field("k", "Languages", "choices", options=options), asks("languages"), two, written(*two)
    )
    assert choices.value == "German\nFrench"


def test_the_form_has_the_first_word() -> None:
    kept = settled_by_form(Field("k", "Phone", value="112"), asks())
    assert kept is not None
    assert (kept.state, kept.value) == ("kept", "112")
    for field in (Field("k", "Sign here", "signature"), Field("k", "Office", locked=True)):
        settled = settled_by_form(field, asks())
        assert settled is not None
        assert settled.state == "not asked"
    nobody = settled_by_form(Field("k", "I agree", "checkbox"), asks("", whose=""))
    assert nobody is not None
    assert nobody.state == "not asked"
    assert settled_by_form(PHONE, asks()) is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c"]),
            st.floats(0, 1),
            st.integers(1, 4),
            st.sampled_from(["self", "known"]),
        )
    ),
    st.sampled_from(["phone", "iban", "languages", ""]),
    st.floats(0, 1),
)
def test_nothing_is_ever_filled_unproved(
    told: list[tuple[str, float, int, str]], attribute: str, understood: float
) -> None:
    found = [
        Candidate(value, "note", (Proof(passage, f"p{passage}", value, "", None, trust),), confidence)
        for value, confidence, passage, trust in told
    ]
    field = decide(PHONE, asks(attribute, confidence=understood), found, written(*found))
    assert 0 <= field.confidence <= 1
    if field.state == "filled":
        assert field.proofs
        assert any(proof.trust == "self" for proof in field.proofs)
        assert field.confidence >= SURE
        assert attribute != "iban"
    values = Filled(_form(), (field,)).values()
    assert values == ({"k": field.value} if field.state == "filled" else {})


def _form() -> Any:
    from ingest.forms import Form

    return Form("text", "", "en", (PHONE,))


def test_what_is_doubted_is_shown_and_left_blank(candidate: Make) -> None:
    one = candidate("0113 496 0000", doubt="it was said long ago")
    field = decide(PHONE, asks(), [one], written(one))
    assert (field.state, field.value) == ("unsure", "0113 496 0000")
    assert "it was said long ago" in field.why


def test_a_doubt_comes_before_a_mere_yes(candidate: Make) -> None:
    one = candidate("X1", doubt="it was said long ago")
    assert decide(PHONE, asks("passport number"), [one], written(one)).state == "unsure"
