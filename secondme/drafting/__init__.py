"""Drafting: texts from memory in the person's own way, every claim with where it stands. Nothing is sent.

draft        what is asked for, and what comes of it
commission   from "mail to the landlord about the heating" to its kind, recipient and matter
recipient    who that is, and all that they are called
own_words    what the person wrote to them, or to others, before
style        how the person writes, measured on that
dates        dates in the form that the person wants
material     what memory holds of the matter: few passages, without what must not be written
prompt       what the model is told
outlining    what a long text says, point by point
grounding    which sentences stand, and on what
quoting      own sentences, where the model writes nothing that stands
drafting     the whole way
margin       which sentence rests on what, as a page of its own
completing   going on with a text that somebody is writing
"""
