"""Forms read and filled in a process of their own, so that a hostile one harms nobody.

The process has the limits of `ingest.sandbox.confinement`: little memory, no files of its own, no network. It
gets the file's bytes and answers with what the form asks, or with the filled file.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar, get_args

from ingest.errors import ReaderError, UnreadableError
from ingest.forms.form import Field, FieldType, Form, FormKind, Option, Values
from ingest.options import DEFAULTS, Options

T = TypeVar("T")

COMMAND = (sys.executable, "-P", "-m", "ingest.forms.child")
_KINDS, _TYPES = frozenset(get_args(FormKind)), frozenset(get_args(FieldType))
_OPTIONAL_NUMBERS = frozenset({"max_length", "row", "page"})
_FLAGS = frozenset({"cells", "required", "locked"})


def read_form_guarded(
    data: bytes,
    name: str,
    kind: FormKind | None = None,
    *,
    options: Options = DEFAULTS,
    command: Sequence[str] = COMMAND,
) -> Form:
    """`ingest.forms.read_form` in a process of its own. Raises UnreadableError, ReaderError."""
    head, _ = _ask({"verb": "read", "name": name, "kind": kind}, data, name, options, command)
    return _checked(name, lambda: form_from(head["form"]))


def fill_form_guarded(
    data: bytes,
    form: Form,
    values: Values,
    name: str = "",
    *,
    options: Options = DEFAULTS,
    command: Sequence[str] = COMMAND,
) -> bytes:
    """`ingest.forms.fill_form` in a process of its own. Raises ValueError, UnreadableError, ReaderError."""
    asked = {"verb": "fill", "form": asdict(form), "values": dict(values)}
    return _ask(asked, data, name or form.title, options, command)[1]


def form_from(plain: Any) -> Form:
    """The form that `dataclasses.asdict` made this of, each part checked. Raises ValueError and the like."""
    if plain["kind"] not in _KINDS:
        raise ValueError(f"no kind of form: {plain['kind']!r}")
    return Form(
        plain["kind"],
        _text(plain["title"]),
        _text(plain["language"]),
        tuple(_field(one) for one in plain["fields"]),
        _text(plain["intro"]),
        _text(plain["layout"]),
        tuple(_text(note) for note in plain["notes"]),
    )


def _field(plain: Any) -> Field:
    if plain["type"] not in _TYPES:
        raise ValueError(f"no type of field: {plain['type']!r}")
    given = {name: _part(name, value) for name, value in plain.items() if name not in ("type", "options")}
    options = tuple(Option(_text(one["value"]), _text(one["label"])) for one in plain["options"])
    return Field(type=plain["type"], options=options, **given)


def _part(name: str, value: Any) -> Any:
    if name in _FLAGS:
        kind: type | tuple[type, ...] = bool
    elif name in _OPTIONAL_NUMBERS:
        kind = (int, type(None))
    else:
        kind = str
    if not isinstance(value, kind):
        raise TypeError(f"{name} is a {type(value).__name__}")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a {type(value).__name__} where text belongs")
    return value


def _ask(
    head: dict[str, Any], data: bytes, name: str, options: Options, command: Sequence[str]
) -> tuple[dict[str, Any], bytes]:
    """What the process answers: a head, and bytes."""
    said = json.dumps(head | {"memory_mb": options.memory_mb}).encode() + b"\n" + data
    path = Path(name)
    try:
        # A session of its own: Ctrl-C reaches only the program that asked.
        done = subprocess.run(
            command,
            input=said,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            timeout=options.seconds,
        )
    except subprocess.TimeoutExpired:
        reason = f"it took longer than {options.seconds:.0f} s, and its reader was stopped"
        raise UnreadableError(path, reason) from None
    except OSError as error:
        raise ReaderError(error.strerror or "it cannot be run") from error
    if done.returncode:
        raise UnreadableError(path, "its reader crashed or ran out of memory; it may be damaged")
    first, _, rest = done.stdout.partition(b"\n")
    answer: dict[str, Any] = _checked(name, lambda: dict(json.loads(first)))
    if "unreadable" in answer:
        raise UnreadableError(path, _checked(name, lambda: _text(answer["unreadable"])))
    if "refused" in answer:
        raise ValueError(answer["refused"])
    return answer, rest


def _checked(name: str, made: Callable[[], T]) -> T:
    try:
        return made()
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableError(Path(name), "what its reader answered makes no sense") from error
