import json

import pytest

from ingest.content import Content
from ingest.formats import FormatError
from ingest.formats.notebook import read, text_at


def notebook(*cells):
    return Content("n.ipynb", json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4}).encode())


def markdown(text):
    return {"cell_type": "markdown", "source": text.splitlines(keepends=True)}


def code(text, *outputs):
    return {"cell_type": "code", "source": text, "outputs": list(outputs)}


def found(content):
    return [
        (passage.heading, str(passage.locator), passage.text)
        for passage in next(iter(read(content))).passages
    ]


def test_cells_stand_under_the_headings_of_the_cells_above():
    content = notebook(
        markdown("# Herons\n\nCounted."), markdown("## Plot"), code("plot()"), markdown("# End\n\nFin.")
    )
    assert found(content) == [
        ("Herons", "cell 1", "Counted."),
        ("Herons > Plot", "cell 3", "plot()"),
        ("End", "cell 4", "Fin."),
    ]
    assert next(iter(read(content))).title == "Herons"


def test_what_a_cell_printed_is_kept_short_and_pictures_are_dropped():
    printed = {"output_type": "stream", "text": ["12\n", "herons\n"]}
    long = {"output_type": "stream", "text": "line\n" * 5_000}
    picture = {"output_type": "display_data", "data": {"image/png": "iVBOR" * 999, "text/plain": "<Figure>"}}
    error = {
        "output_type": "error",
        "ename": "ValueError",
        "evalue": "no heron",
        "traceback": ["\x1b[31m" * 99],
    }
    [first, *_] = found(notebook(code("count()", printed, picture)))
    assert first[2] == "count()\n12\nherons"
    assert len(found(notebook(code("x", long)))[0][2]) < 1_100
    assert found(notebook(code("x", error)))[0][2] == "x\nValueError: no heron"


def test_notebooks_of_the_old_format_are_read():
    old = {
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "heading", "level": 2, "source": "Old"},
                    {"cell_type": "code", "input": "1", "outputs": [{"output_type": "pyout", "text": "1"}]},
                ]
            }
        ]
    }
    assert found(Content("n.ipynb", json.dumps(old).encode())) == [("Old", "cell 2", "1\n1")]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"a": 1}', b"[" * 100_000])
def test_what_is_no_notebook_says_so(data):
    with pytest.raises(FormatError, match="notebook"):
        list(read(Content("n.ipynb", data)))


def test_cells_of_any_shape_do_no_harm():
    content = notebook(1, None, {}, {"source": 3}, {"cell_type": [], "source": [1, "a"], "outputs": {}})
    assert found(content) == [("", "cell 5", "a")]


def test_a_place_that_is_not_there_is_an_error():
    from ingest.document import Locator

    with pytest.raises(LookupError):
        text_at(notebook(code("1")), Locator.cell(2))
