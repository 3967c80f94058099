import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.quoting import own_words, unflow

OWN = "Yes, Friday is fine.\n\nShall I bring bread?"
QUOTED = "> Are you coming on Friday?\n> We sail at nine."

ATTRIBUTIONS = [
    "On Mon, 3 May 2021 at 10:00, Ana Kovač <ana@example.org> wrote:",
    "On Mon, 3 May 2021 at 10:00, Ana Marija Kovač\n<ana.marija.kovac@example.org> wrote:",
    "Am 03.05.2021 um 10:00 schrieb Ana Kovač:",
    "Le lun. 3 mai 2021 à 10:00, Ana Kovač <ana@example.org> a écrit :",
    "El lun, 3 may 2021 a las 10:00, Ana (<ana@example.org>) escribió:",
    "Il giorno lun 3 mag 2021 alle ore 10:00 Ana <ana@example.org> ha scritto:",
    "Op ma 3 mei 2021 om 10:00 schreef Ana <ana@example.org>:",
    "Em seg., 3 de mai. de 2021 às 10:00, Ana <ana@example.org> escreveu:",
    "Den mån 3 maj 2021 kl 10:00 skrev Ana <ana@example.org>:",
    "pon., 3 maj 2021 o 10:00 Ana <ana@example.org> napisał(a):",
    "po 3. 5. 2021 v 10:00 odesílatel Ana <ana@example.org> napsal:",
    "03.05.2021 10:00, Ana пишет:",
    "2021年5月3日(月) 10:00 Ana <ana@example.org>:",
    "Ana <ana@example.org> 于2021年5月3日周一 10:00写道：",  # noqa: RUF001
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_what_is_quoted_goes_with_the_line_above_it(attribution):
    assert own_words(f"{OWN}\n\n{attribution}\n\n{QUOTED}\n", reply=True) == OWN


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_a_quotation_without_marks_goes_too(attribution):
    plain = QUOTED.replace("> ", "")
    assert own_words(f"{OWN}\n\n{attribution}\n\n{plain}\n", reply=True) == OWN


@pytest.mark.parametrize(
    "divider",
    [
        "-----Original Message-----\nFrom: Ana\nSent: Monday\nTo: Bo\nSubject: Friday",
        "-----Ursprüngliche Nachricht-----\nVon: Ana\nGesendet: Montag\nAn: Bo\nBetreff: Freitag",
        "____________________\nFrom: Ana <ana@example.org>\nSent: Monday\nTo: Bo\nSubject: Friday",
        "De : Ana\nEnvoyé : lundi 3 mai\nÀ : Bo\nObjet : vendredi",
        "*From:* Ana\n*Sent:* Monday\n*To:* Bo\n*Subject:* Friday",
        "Date: Mon, 3 May 2021\nSubject: Friday\nFrom: ana@example.org\nTo: bo@example.org",
    ],
)
def test_what_outlook_puts_below_an_answer_goes(divider):
    assert own_words(f"{OWN}\n\n{divider}\n\nAre you coming?\n", reply=True) == OWN


def test_answers_between_the_lines_stay():
    text = f"On Mon, 3 May 2021 Ana wrote:\n{QUOTED}\nYes.\n> And Cy?\nCy too."
    assert own_words(text, reply=True) == "Yes.\nCy too."


@pytest.mark.parametrize(
    "marker",
    [
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "-------- Weitergeleitete Nachricht --------",
        "---------- Message transféré ---------",
    ],
)
def test_a_forwarded_mail_stays(marker):
    text = f"See below.\n\n{marker}\nFrom: Ana\nDate: Monday\nSubject: Boat\n\nThe boat is red."
    assert own_words(text) == text


def test_a_forwarded_mail_loses_the_marks_before_its_lines():
    text = "Look!\n\nBegin forwarded message:\n\n> From: Ana\n> Subject: Boat\n>\n> It is red."
    assert own_words(text).endswith("From: Ana\nSubject: Boat\n\nIt is red.")


def test_what_outlook_forwards_stays_when_the_subject_says_so():
    text = "FYI\n\nFrom: Ana\nSent: Monday\nTo: Bo\nSubject: Boat\n\nThe boat is red."
    assert own_words(text, forward=True) == text


@pytest.mark.parametrize(
    "tail",
    [
        "-- \nAna Kovač\nHarbour Ltd",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "______________________\nBoats mailing list\nhttps://example.org/listinfo/boats",
        "This e-mail and its attachments are confidential and intended solely for the use of the person or "
        "firm to whom they are addressed. If you are not the intended recipient, please delete it at once.",
    ],
)
def test_the_tail_of_a_mail_goes(tail):
    assert own_words(f"{OWN}\n\n{tail}\n") == OWN


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, I will come at eight and bring the bread that you like.",
        "Tak for mad! Vi ses på fredag.",
        "- bread\n- cheese\n- wine",
        "In her letter of 1921 my grandmother wrote:\n\nThe sea was calm, and we saw no land for nine days.",
        ">>> import this",
        "To: the one who finds this\nDate: who knows\n\nHello.",
    ],
)
def test_what_only_looks_like_a_quotation_stays(text):
    assert own_words(text) == text


def test_a_mail_of_nothing_but_quotation_is_kept_whole():
    text = f"On Mon, 3 May 2021 at 10:00, Ana wrote:\n{QUOTED}"
    assert own_words(text, reply=True) == text


def test_flowed_text_gets_its_paragraphs_back():
    text = "We sail \nat nine.\n> Are you \n> coming?\n-- \nAna \n  indented"
    assert unflow(text) == "We sail at nine.\n> Are you coming?\n-- \nAna  indented"
    assert unflow("日本 \n語", delete_space=True) == "日本語"


@given(st.text(alphabet="ab>:-_@ \nOn03wrote", max_size=400), st.booleans(), st.booleans())
def test_every_line_that_is_kept_was_there(text, reply, forward):
    there = {line.rstrip() for line in text.split("\n")}
    for line in own_words(text, reply=reply, forward=forward).split("\n"):
        assert not line or line in there or any(line in other for other in there)


@given(st.text(min_size=1, max_size=300))
def test_some_text_is_always_left(text):
    assert own_words(text, reply=True) or not text.strip()


@pytest.mark.parametrize(
    "line", ["> " * 5_000, "On 3 May " * 5_000, "From: x" * 5_000, "_" * 50_000, "wrote" * 9_000]
)
def test_a_hostile_mail_ends(line):
    assert own_words("\n".join([line] * 20), reply=True)  # What grows with the square of it takes hours.
