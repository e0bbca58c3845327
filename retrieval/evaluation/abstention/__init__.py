"""Abstention: when the bot gives no answer and when it should, measured and calibrated.

Each question of a retrieval set (see `retrieval.evaluation.retrieval_set`) is asked twice, through
all that the bot answers by: of an archive that holds a document that answers it, and of one that
has none (see `trials`). Archives have from tens of passages to a hundred thousand.
"""
