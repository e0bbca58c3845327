"""What people say to the bot that asks nothing, by its kind."""

from enum import StrEnum


class SmallTalk(StrEnum):
    """What somebody says who asks nothing; where a text says more than one, the first of these."""

    OFFICE = "office"  # a human is wanted, not a program
    RUDE = "rude"
    SORRY = "sorry"  # an answer was no good
    FUN = "fun"  # a joke, a song, a chat
    MOOD = "mood"
    ABOUT = "about"  # who the bot is
    THANKS = "thanks"
    PRAISE = "praise"
    FAREWELL = "farewell"
    SLIP = "slip"  # said by mistake
    LAUGH = "laugh"
    NOTHING = "nothing"  # nothing is wanted, or it is only a test
    ASSENT = "assent"
    GREETING = "greeting"
    NOISE = "noise"  # no words that could be looked for
