"""What is pulled is what was promised, or nothing is installed."""

from __future__ import annotations

from typing import Any

import pytest

from models.errors import HashMismatchError, NotAModelError, TruncatedError


def test_a_wrong_hash_is_deleted_and_said(tiny: Any, server: Any) -> None:
    server.serve(b"GGUF" + bytes(len(tiny.body) - 4))
    model = tiny.model()
    shelf = tiny.shelf(model)
    with pytest.raises(HashMismatchError, match="deleted") as fault:
        tiny.fetch(model, shelf)
    assert fault.value.exit_code == 5
    assert tiny.nothing_is_installed(shelf) and tiny.kept_bytes(shelf) == 0


def test_a_file_that_ends_early_although_called_complete_is_refused(tiny: Any, server: Any) -> None:
    server.serve(tiny.body[:2_000_000])
    model = tiny.model()
    shelf = tiny.shelf(model)
    with pytest.raises(TruncatedError, match="nothing was installed"):
        tiny.fetch(model, shelf)
    assert tiny.nothing_is_installed(shelf)


def test_a_login_page_is_never_recorded_as_a_model(tiny: Any, server: Any) -> None:
    server.serve(b"<html>Sign in to the hotel network</html>")
    model = tiny.model(sha256="", size=0)
    shelf = tiny.shelf(model)
    with pytest.raises(NotAModelError):
        tiny.fetch(model, shelf)
    assert tiny.nothing_is_installed(shelf) and shelf.known_hash("tiny") == ""


def test_a_hash_recorded_on_first_use_is_held_to_afterwards(tiny: Any, server: Any) -> None:
    server.serve()
    model = tiny.model(sha256="", size=0)
    shelf = tiny.shelf(model)
    tiny.fetch(model, shelf)
    assert shelf.known_hash("tiny") == tiny.sha256
    shelf.remove("tiny")
    server.serve(b"GGUF something else")
    with pytest.raises(HashMismatchError):
        tiny.fetch(model, shelf)
