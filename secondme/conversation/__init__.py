"""Conversations: follow-up questions understood, turns kept, and a working state that never grows.

kinds            what the person says taken apart: statements, questions, mere courtesy
phrases          the names and the content words of a text
state            what a conversation is about at the moment, bounded however long it lasts
updating         the state after one more exchange
contextualising  a follow-up question made to stand by itself
rewording        the same by a language model, believed only as far as it invents nothing
summarising      the running summary refined by a language model in idle moments
thread           what the model has read of this thread, kept in place so that it is read once
turn             conversations, turns and exchanges as they are shown
conversing       one exchange, as a story
"""

from secondme.conversation.contextualising import contextualise
from secondme.conversation.turn import Conversation, Exchange, Turn

__all__ = ["Conversation", "Exchange", "Turn", "contextualise"]
