"""Names: written in any way they are the same, and what is not enough to know somebody by is told apart."""

from __future__ import annotations

import pytest

from secondme.people.names import are_alike, is_nobodys, is_whole, name_key, plain_name


@pytest.mark.parametrize(
    "written",
    ["Ana Kovač", "Kovač, Ana", "KOVAC Ana", "ana  kovac", "Dr. Ana Kovač", "Ana Kovač (ana@x.org)"],
)
def test_a_name_is_the_same_however_it_is_written(written: str) -> None:
    assert name_key(written) == "ana kovac"


def test_letters_that_have_no_accent_to_lose_are_found_by_plain_ones() -> None:
    assert plain_name("Łukasz Đorđević-Øst") == "lukasz dordevic-ost"


def test_an_address_or_a_number_is_no_name() -> None:
    assert plain_name("ana.kovac@example.org") == ""
    assert not is_whole(plain_name("+44 7700 900123"))


@pytest.mark.parametrize("short", ["Ana", "Ana K.", "A. Kovač", "Mama", ""])
def test_a_first_name_or_an_initial_is_not_whole(short: str) -> None:
    assert not is_whole(plain_name(short))


def test_a_father_and_a_son_are_told_apart() -> None:
    assert name_key("John Penrose Jr.") != name_key("John Penrose Sr.")


def test_a_longer_form_of_a_name_is_alike_and_a_relative_is_not() -> None:
    assert are_alike("ana kovac", "ana maria kovac")
    assert not are_alike("ana kovac", "ivan kovac")


@pytest.mark.parametrize(
    "shared", ["info@x.org", "no-reply@x.org", "messages-noreply@x.org", "bounce+1@x.org"]
)
def test_boxes_of_offices_and_machines_are_nobodys(shared: str) -> None:
    assert is_nobodys(f"email:{shared}")


def test_a_persons_box_is_theirs() -> None:
    assert not is_nobodys("email:ana@x.org")
    assert not is_nobodys("telegram:info")
