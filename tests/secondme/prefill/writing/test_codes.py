"""Codes with check digits, and addresses of mail and pages."""

from hypothesis import given
from hypothesis import strategies as st

from secondme.prefill.writing.codes import sound_iban


def test_an_iban_is_written_with_or_without_spaces_and_never_with_wrong_check_digits(written):
    bare = "DE89370400440532013000"
    assert written(bare, "iban", "IBAN") == "DE89 3704 0044 0532 0130 00"
    assert written("DE89 3704 0044 0532 0130 00", "iban", "IBAN", max_length=22) == bare
    assert written("DE88 3704 0044 0532 0130 00", "iban", "IBAN") is None
    assert written("4111 1111 1111 1111", "card number", "Card", max_length=16) == "4111111111111111"
    assert written("4111 1111 1111 1112", "card number", "Card") is None
    assert written("123456", "sort code", "Sort code") == "12-34-56"
    assert written("deutdeff", "bic", "BIC") == "DEUTDEFF"
    assert written("A positive", "blood type", "", options=("A+", "A-", "AB+")) == "A+"
    assert written("SW1A 1AA", "postcode", "Postcode", max_length=7) == "SW1A1AA"


def test_addresses_of_mail_and_pages_are_sound_or_left_out(written):
    assert written("noor@example.org", "email", "Email") == "noor@example.org"
    assert written("noor at example", "email", "Email") is None
    assert written("noor.example", "website", "Website", type="url") == "https://noor.example"
    assert written("noor.example", "website", "Website") == "noor.example"
    assert written("my page", "website", "Website") is None


def test_a_code_stands_bare_where_the_form_wants_it_so(written):
    label = "IBAN (ohne Leerzeichen)"
    assert written("DE89 3704 0044 0532 0130 00", "iban", label, language="de") == "DE89370400440532013000"
    assert written("12-34-56", "sort code", "Sort code (digits only)") == "123456"
    assert written("AB 12 34 56 C", "social security number", "No.", cells=True) == "AB123456C"


@given(st.from_regex(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", fullmatch=True), st.integers(0, 99))
def test_of_the_check_digits_of_an_iban_only_one_pair_is_right(text, number):
    right = [f"{digits:02d}" for digits in range(2, 99) if sound_iban(f"{text[:2]}{digits:02d}{text[4:]}")]
    assert len(right) == 1
    assert sound_iban(f"{text[:2]}{number:02d}{text[4:]}") == (number % 97 == int(right[0]) % 97)
