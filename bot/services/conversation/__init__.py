"""A conversation: what is on the screen, and what words that go on from it mean.

Words are read by a grammar whose lists are data (``words/``). They mean a step. What the step
comes to is decided by the archive and what is on the screen, in Telegram as in a terminal.
"""
