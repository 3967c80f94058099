from hypothesis import given
from hypothesis import strategies as st

from ingest.handles import email_handle, handle, phone_handle


def test_an_address_is_found_in_whatever_stands_around_it():
    for text in (
        "Ana@Example.org",
        "<ana@example.org>",
        "mailto:ana@example.org",
        "Ana K. <ANA@example.ORG>",
    ):
        assert email_handle(text) == "email:ana@example.org"


def test_text_without_an_address_has_no_handle():
    for text in (None, "", "Ana", "undisclosed-recipients:;", "@", "ana@"):
        assert email_handle(text) is None


def test_a_domain_is_written_as_people_read_it():
    assert email_handle("ana@xn--bcher-kva.example") == email_handle("ana@bücher.example")


def test_a_number_with_its_country_is_the_same_however_it_is_written():
    for text in ("+44 7700 900123", "0044 7700-900123", "+44 (0)7700 900123", "tel:+447700900123;ext=7"):
        assert phone_handle(text) == "phone:+447700900123"
    assert phone_handle("\u202a+44\u00a07700\u00a0900123\u202c") == "phone:+447700900123"


def test_a_number_without_its_country_is_not_guessed():
    assert phone_handle("07700 900123") == "phone:07700900123"
    assert phone_handle("07700 900123", "GB") == "phone:+447700900123"


def test_what_is_no_number_has_no_handle():
    for text in (None, "", "Ana", "12", "+44 7700 CALL ME", "1" * 40):
        assert phone_handle(text) is None


def test_other_accounts_keep_their_ids_letter_by_letter():
    assert handle("telegram", 5512) == "telegram:5512"
    assert handle("matrix", "@Ana:example.org") == "matrix:@Ana:example.org"
    assert handle("discord", " ") is None
    assert handle("email", "Ana@Example.org") == "email:ana@example.org"


@given(st.text())
def test_any_text_gives_a_handle_or_none_and_the_handle_gives_itself(text):
    for find in (email_handle, phone_handle):
        found = find(text)
        assert found is None or find(found.partition(":")[2]) == found
