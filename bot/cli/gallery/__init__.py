"""A gallery: what the bot says, played on sample pages, in each language beside the others."""
