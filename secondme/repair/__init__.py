"""A store that is damaged: found out, explained, and mended from what is left, from backups and sources.

survey      every page: is it what was written, and of what is it
records     the form of SQLite's pages and rows
trees       from page to page, past what is damaged
schema      which tables there are, also where the first page is gone
reading     the rows, also from pages that nothing leads to any more
tables      what was remembered, and what is made from that
diagnosis   what is wrong, and what is to be done
salvage     every row that can be read goes into a new store
filling     what is known to be lost comes from a backup
settling    what lost its ground is given it back, or goes
remaking    full text and vectors are made again
backups     the newest sound backup
repairing   the whole of it
checking    looks for damage now and then
"""
