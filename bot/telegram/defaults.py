"""What goes for every message: its text is HTML, and links in it show no preview."""

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import Defaults

# A file's name may look like a link: A01.md.
DEFAULTS = Defaults(ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
