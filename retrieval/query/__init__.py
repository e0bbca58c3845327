"""What a person asked, parsed: a `Query` of weighted terms, names, a day, an intent."""
