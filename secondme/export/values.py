"""Values as they stand in the store and in a line: times as ISO 8601, JSON as itself, bytes in hex.

The way back gives the very same value. What would not come back so is written as it is: a time beyond the
calendar as a number, JSON that was written otherwise as a string.
"""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from secondme.export.form import Column

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_LARGEST = 2**63
_STYLES: dict[str, dict[str, Any]] = {
    "": {},
    "compact": {"ensure_ascii": False, "separators": (",", ":")},
    "unicode": {"ensure_ascii": False},
}


def to_line(column: Column, value: Any) -> Any:
    """The value as it is written into a line."""
    if value is None:
        return None
    if column.kind == "time":
        return _moment(value)
    if column.kind == "flag" and value in (0, 1):
        return bool(value)
    if column.kind == "hex":
        return value.hex()
    if column.kind == "json":
        return _opened(value, _STYLES[column.style])
    return value


def from_line(column: Column, said: Any) -> Any:
    """The value as the store has it. Raises ValueError where it cannot be one of this column."""
    if said is None:
        if not column.may_be_null:
            raise ValueError(f"{column.name} is missing")
        return None
    try:
        found = _READERS[column.kind](column, said)
    except (ValueError, OverflowError, UnicodeError, RecursionError):
        found = None
    if found is None:
        raise ValueError(f"{column.name} is not of the kind {column.kind}")
    return found


def _moment(milliseconds: int) -> str | int:
    try:
        moment = _EPOCH + milliseconds * _MILLISECOND
    except OverflowError:
        return milliseconds
    return moment.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def _opened(text: str, style: dict[str, Any]) -> Any:
    try:
        found = json.loads(text)
        is_same = isinstance(found, dict | list) and json.dumps(found, allow_nan=False, **style) == text
        return found if is_same else text
    except (ValueError, RecursionError):
        return text


def _int(column: Column, said: Any) -> int | None:
    is_one = type(said) is int and -_LARGEST <= said < _LARGEST
    return said if is_one else None


def _real(column: Column, said: Any) -> float | None:
    return float(said) if type(said) in (int, float) and math.isfinite(said) else None


def _text(column: Column, said: Any) -> str | None:
    if not isinstance(said, str):
        return None
    if not said.isascii():
        said.encode()  # Half a letter cannot be stored.
    return said


def _time(column: Column, said: Any) -> int | None:
    if not isinstance(said, str):
        return _int(column, said)
    if not _MOMENT.fullmatch(said):
        return None
    return (datetime.fromisoformat(said) - _EPOCH) // _MILLISECOND


def _flag(column: Column, said: Any) -> int | None:
    return int(said) if isinstance(said, bool) else _int(column, said)


def _hex(column: Column, said: Any) -> bytes | None:
    return bytes.fromhex(said) if isinstance(said, str) else None


def _json(column: Column, said: Any) -> str | None:
    if isinstance(said, dict | list):
        return _text(column, json.dumps(said, allow_nan=False, **_STYLES[column.style]))
    return _text(column, said)


_READERS = {
    "int": _int,
    "real": _real,
    "text": _text,
    "time": _time,
    "flag": _flag,
    "hex": _hex,
    "json": _json,
}
