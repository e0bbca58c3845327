"""Which page is this, which story is this: pure functions over what is printed."""
