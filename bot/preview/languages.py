"""The languages that people on this side speak, in the order in which they are shown."""

LANGUAGES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}
"""What each calls itself, by its code."""
