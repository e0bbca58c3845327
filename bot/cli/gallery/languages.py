"""The languages that the gallery shows beside each other, in the order of its columns."""

LANGUAGES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}
"""What each calls itself, by its code."""
