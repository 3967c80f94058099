from ingest.forms import fill_form, read_form

QUESTIONS = """# Application
1. What is your name?
- Date of birth
* Where do you live? ______

What is your name?
"""


def test_each_line_is_a_question_without_its_bullet_or_blank():
    form = read_form(QUESTIONS.encode(), "-")
    assert form.kind == "questions"
    assert [field.label for field in form.fields] == [
        "What is your name?",
        "Date of birth",
        "Where do you live?",
        "What is your name?",
    ]
    assert {field.section for field in form.fields} == {"Application"}
    assert len({field.key for field in form.fields}) == 4


def test_answers_stand_below_their_questions_and_open_ones_stand_alone():
    form = read_form(QUESTIONS.encode(), "-")
    filled = fill_form(QUESTIONS.encode(), form, {form.fields[1].key: "4 March 1987"}).decode()
    assert filled.startswith("What is your name?\n\nDate of birth\n4 March 1987\n\nWhere do you live?\n\n")


def test_a_list_of_questions_has_the_language_of_its_words():
    asked = "Wie heißen Sie?\nWann und wo sind Sie geboren?\nWie lautet Ihre Anschrift?"
    assert read_form(asked.encode(), "-").language == "de"
    asked = "Quel est votre nom ?\nQuelle est votre date de naissance ?"
    assert read_form(asked.encode(), "-").language == "fr"
