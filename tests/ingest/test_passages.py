import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.text import paragraphs
from ingest.passages import (
    LONGEST_CHARACTERS,
    LONGEST_WORDS,
    TARGET_WORDS,
    Block,
    count_words,
    merge_blocks,
    spans,
    split_text,
)

WORDS = st.sampled_from(
    ["ferry", "eight.", "Lisbon", "no!", "x" * 40, "\n", "\n\n", "今日は。", "é", "2.", "Dr."]
)
LONG_TEXTS = st.lists(WORDS, max_size=900).map(" ".join)


@given(st.one_of(st.text(max_size=3000), LONG_TEXTS))
def test_splitting_loses_nothing_but_white_space(text):
    assert "".join("".join(split_text(text)).split()) == "".join(text.split())


@given(LONG_TEXTS)
def test_no_piece_is_longer_than_promised_and_none_is_empty(text):
    pieces = split_text(text)
    assert all(piece.strip() and count_words(piece) <= LONGEST_WORDS for piece in pieces)


@given(st.one_of(st.text(max_size=3000), LONG_TEXTS))
def test_pieces_are_in_order_and_do_not_overlap(text):
    places = [place for span in spans(text) for place in span]
    assert places == sorted(places)


@given(LONG_TEXTS)
def test_the_lines_of_a_stretch_hold_its_text_letter_by_letter(text):
    lines = text.split("\n")
    stretches = merge_blocks(lines, paragraphs(lines, 0, len(lines)))
    assert all(each.text in "\n".join(lines[each.start : each.end]) for each in stretches)
    assert "".join("".join(each.text for each in stretches).split()) == "".join(text.split())


def test_a_long_paragraph_is_cut_at_sentence_ends_into_even_pieces():
    sentences = [f"On day {number} we walked along the river and counted herons." for number in range(40)]
    pieces = split_text(" ".join(sentences))
    assert all(piece.startswith("On day") and piece.endswith("herons.") for piece in pieces)
    sizes = [count_words(piece) for piece in pieces]
    assert max(sizes) <= TARGET_WORDS
    assert max(sizes) - min(sizes) <= 2 * count_words(sentences[0])


def test_a_sentence_is_not_cut_after_a_list_number():
    rows = "\n".join(f"{number}. Wash the windows of room {number} with vinegar" for number in range(1, 60))
    assert not any(re.search(r"(^|\n)\d+\.$", piece) for piece in split_text(rows))


def test_a_five_megabyte_line_without_a_space_becomes_many_small_pieces():
    pieces = split_text("x" * 5_000_000)
    assert "".join(pieces) == "x" * 5_000_000
    assert max(map(len, pieces)) <= TARGET_WORDS * 12


def test_text_without_spaces_between_words_is_split_at_its_own_full_stops():
    pieces = split_text("今日は天気がいいですね。明日は雨が降るでしょう。" * 100)
    assert len(pieces) > 5
    assert all(piece.endswith("。") for piece in pieces)


def test_an_accent_stays_with_its_letter_when_a_long_word_is_cut():
    pieces = split_text("e\u0301" * 3000)
    assert len(pieces) > 1
    assert not any(unicodedata.combining(piece[0]) for piece in pieces)


def test_a_fence_stays_whole_until_it_is_as_long_as_a_file():
    fence = "\n".join(f"line {number} of the log" for number in range(500))
    assert len(spans(fence, splittable=False)) == 1
    dump = fence * 9
    pieces = [dump[start:end] for start, end in spans(dump, splittable=False)]
    assert all(len(piece) <= LONGEST_CHARACTERS for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(dump.split())


def test_small_neighbours_are_merged_up_to_the_target_and_a_small_rest_joins_the_last():
    lines = [" ".join(["word"] * 50), ""] * 5
    stretches = merge_blocks(lines, [Block(number, number + 1) for number in range(0, 10, 2)])
    assert [count_words(each.text) for each in stretches] == [100, 100, 50]
    lines[8] = "a short farewell"
    stretches = merge_blocks(lines, [Block(number, number + 1) for number in range(0, 10, 2)])
    assert [count_words(each.text) for each in stretches] == [100, 103]
