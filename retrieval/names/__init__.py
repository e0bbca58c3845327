"""What the archive teaches about names: who is introduced with what post, and called what.

A **name** is a person, a place or a body that a page prints as such. Names are an overlay: they are
found by their exact compact string (see `retrieval.analysis.normalise`) and change no analysed
term, so a name learnt today is found in what was printed last year.
"""

from retrieval.names.gazetteer import Gazetteer

__all__ = ["Gazetteer"]
