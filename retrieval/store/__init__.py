"""What is kept, in SQLite: the only room that knows its tables.

A **page** is a bulletin's page; a **printing** is a story as one page printed it, whole; an
**article** is the story itself, an id that lasts, and reads as its newest printing does. The
**revision** counts the transactions that changed any of these.
"""
