"""Prefill: a form is read, each field understood, its value found in memory, proved, and written in its way.

asked       what a field asks for
attributes  everything that forms ask of people, each under one name
candidate   a value that memory holds, with what it rests on
"""
