"""Answering: reads what recall found, writes a short answer, and proves it or says that it does not know."""

from secondme.answer.answer import Answer, Citation
from secondme.answer.answering import answer_question

__all__ = ["Answer", "Citation", "answer_question"]
