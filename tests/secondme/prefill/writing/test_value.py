"""What holds for values of every sort."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.forms import Field
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.writing import write


def test_prose_is_cut_between_sentences_or_not_at_all(written):
    text = "I grew up in Faro. I moved to Porto to study. Now I teach."
    assert write(
        text, None, Field("k", "About you", "long text", max_length=50), language="en", country=None
    ) == ("I grew up in Faro. I moved to Porto to study.")
    assert (
        write(text, None, Field("k", "About you", "long text", max_length=10), language="en", country=None)
        is None
    )
    assert written("Software engineer", "occupation", "Job", max_length=8) is None


def test_who_somebody_is_to_the_person_is_said_in_the_language_of_the_form(written):
    assert written("mum", "relationship", "Lien", language="fr") == "mère"
    assert written("mum", "relationship", "Relationship", language="en") == "mum"
    assert written("hija", "relationship", "Relatie", language="nl") == "dochter"


def test_a_list_of_languages_is_in_one_language(written):
    assert written("castellano, francés", "languages", "Languages", language="en") == "castellano, francés"
    assert written("español, francés", "languages", "Languages", language="en") == "Spanish, French"


def test_a_pattern_that_would_take_forever_holds_nobody_up(written):
    assert written("a" * 40 + "!", "nickname", "Code", pattern="(a+)+") is None
    assert written("12 (", "nickname", "Code", pattern="(") is None


def test_signatures_and_locked_fields_stay_blank(written):
    assert written("Noor Aziz", "full name", "Signature", type="signature") is None
    assert written("Noor Aziz", "full name", "Name", locked=True) is None


@given(
    st.text(),
    st.sampled_from(["", *ATTRIBUTES]),
    st.text(max_size=30),
    st.sampled_from(["", "en", "de", "ja", "xx", "fr"]),
    st.sampled_from(["", "day", "family", "street", "country code", "initials"]),
    st.sampled_from(["text", "long text", "date", "number", "phone", "checkbox"]),
    st.none() | st.integers(0, 20),
)
def test_any_text_is_written_or_left_out(written, value, attribute, label, language, part, kind, room):
    text = written(value, attribute, label, language=language, part=part, type=kind, max_length=room)
    assert text is None or (text and (room is None or kind == "checkbox" or len(text) <= room))
    assert text is None or kind == "long text" or "\n" not in text


def test_a_birthplace_has_its_country_where_that_is_asked() -> None:
    for label, expected in (
        ("Geburtsort", "Dakar"),
        ("Place of birth (town and country)", "Dakar, Sénégal"),
        ("Lieu de naissance", "Dakar"),
        ("Ville et pays de naissance", "Dakar, Sénégal"),
    ):
        written = write(
            "Dakar, Sénégal", ATTRIBUTES["birthplace"], Field("k", label), language="fr", country=None
        )
        assert written == expected, label
    kept = write("Dakar", ATTRIBUTES["birthplace"], Field("k", "Geburtsort"), language="de", country=None)
    assert kept == "Dakar"
