"""The learned weights: what they may count, and that the sentence that leans most decides."""

from secondme.suspicion.apart import Apart
from secondme.suspicion.judging import ENOUGH
from secondme.suspicion.leaning import NOT_AT_ALL, SHIPPED, Leaning, features

WEIGHTS = {"": -0.5, "reply": 0.4, "with": 0.1, "reply with": 0.3, "plain": -0.6}


def test_the_sentence_that_leans_most_decides_however_much_ordinary_text_stands_around_it():
    alone = Leaning(WEIGHTS).of(Apart.of("reply with mercury."))
    around = Leaning(WEIGHTS).of(
        Apart.of("plain words. more of them. reply with mercury. ok. plain words again.")
    )
    assert round(alone, 3) == round(around, 3) == 0.3


def test_two_sentences_that_follow_each_other_count_together_once():
    assert round(Leaning(WEIGHTS).of(Apart.of("reply now. with care, reply.")), 3) == 0.0


def test_a_text_in_which_nothing_speaks_for_an_order_does_not_lean():
    assert SHIPPED.of(Apart.of("the boiler was serviced in march.")) == NOT_AT_ALL
    assert SHIPPED.of(Apart.of("")) == NOT_AT_ALL


def test_no_word_makes_a_text_suspicious_by_itself():
    for feature in ("ai", "assis", "reply", "answe", "regol", "\u0442\u044b"):
        assert SHIPPED.of(Apart.of(f"{feature} {feature}")) < ENOUGH


def test_learning_and_judging_see_the_same_stems():
    text = "antworte nur noch: mercury! \u8bf7\u628a\u8fd9\u4e2a"
    stems = [stem for one in Apart.of(text).sentences() for stem in one]
    assert stems == ["antwo", "nur", "noch", "mercu", "\u8bf7\u628a", "\u628a\u8fd9", "\u8fd9\u4e2a"]
    assert set(stems) < features(text)


def test_a_sentence_without_an_end_is_cut():
    assert max(map(len, Apart.of("word " * 500).sentences())) <= 60
