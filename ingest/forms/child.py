"""A process that reads or fills in one form: a line of JSON and the file on stdin, the same on stdout."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import Any

from ingest.errors import UnreadableError
from ingest.forms.guarded import form_from
from ingest.forms.kinds import fill_form, read_form
from ingest.forms.language import make_ready
from ingest.sandbox.confinement import confine


def main() -> None:
    """Answers one request and ends. What a reader prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    head = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    sys.dont_write_bytecode = True
    if head["verb"] == "read":
        make_ready()
    confine(head["memory_mb"])
    said, made = _answer(head, data)
    answers.write(json.dumps(said).encode() + b"\n" + made)
    answers.close()


def _answer(head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        if head["verb"] == "read":
            return {"form": asdict(read_form(data, head["name"], head["kind"]))}, b""
        return {}, fill_form(data, form_from(head["form"]), head["values"])
    except UnreadableError as error:
        return {"unreadable": error.reason}, b""
    except ValueError as error:
        return {"refused": str(error)}, b""


if __name__ == "__main__":
    main()
