"""Forgetting for good: what is chosen goes from every table and file, and is looked for there afterwards.

selection   what is to be forgotten, as the person says it
choosing    what of the memory that is
wording     its words, and runs of them
ground      what stays, and so may say some of the same
foreseeing  what hangs on it, told before anything is done
emptying    the logs that repeat its words
searching   the look into every table and file afterwards
forgetting  the whole story, and its receipt
rules       what is to be forgotten with time, or never taken in
intake      what they keep out
buried      what another store has still that was forgotten
retention   those rules kept, foreseen and carried out
verbs       what an open memory can do of it
"""
