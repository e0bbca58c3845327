"""From a page's bytes to its articles: pure functions, one question a module."""
