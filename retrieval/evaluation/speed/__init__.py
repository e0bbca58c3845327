"""How fast whole answers are, and how fast and large the index is, beside its peers.

A **whole answer** is all that a person gets for a text, measured kind by kind of what people do on
stories of a made-up paper or on print: how long it takes, and what it takes in memory.

The index alone is asked the same questions on the same passages as its peers. An **engine** is an
index with a way to build it, to open it and to ask it: ours, or a **peer**. Each is built, opened
and asked in fresh processes (**trials**), so that none is warm, or charged, for what another did.
Ours gets texts and questions as they are printed and typed; a peer gets the same with the analysis
done: our terms, and of a question those that ours looks up.
"""
