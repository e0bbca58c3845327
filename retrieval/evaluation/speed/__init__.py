"""How fast and how large the index is, beside its peers, on the same passages and questions.

An **engine** is an index with a way to build it, to open it and to ask it: ours, or a **peer**.
Each is built, opened and asked in fresh processes (**trials**), so that none is warm, or charged,
for what another did. Ours gets texts and questions as they are printed and typed; a peer gets the
same with the analysis done: our terms, and of a question those that ours looks up.
"""
