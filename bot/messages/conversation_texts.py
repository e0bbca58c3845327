"""What the bot says as a conversation goes on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TalkTexts:
    """The words about what is on the screen."""

    nothing_shown: str
    which_story: str  # {total}
    in_story: str  # {title}; above what that story answers
    elsewhere: str  # {title}; above what other stories on its subject answer
    anywhere: str  # {title}; above what any story answers
    not_said: str  # {title}; above what of it is nearest
    begins: str  # {title}; above its first sentences
    nowhere: str  # {title}
    only_one: str
    first_page: str
    only_page: str
    first_story: str
    last_story: str
    counted: str  # {total}, {first}, {last}
    counted_all: str  # {total}
    related: str  # {title}; above the list
    unrelated: str  # {title}
    also_wanted: str  # {query}: what an alert's subscription asks for
    same_day: str  # {title}; above the list
    alone: str  # {title}
    by_reporter: str  # {name}; above the list
    only_by_reporter: str  # {name}
    printed: str  # {title}, {place}
    placeless: str  # {title}
    gist: str  # {title}; above its first sentences
    wordless: str  # {title}
    pictures_by: str  # {title}, {names}
    caption: str  # {caption}
    no_pictures: str  # {title}
    see_print: str  # {place}
    in_telegram: str  # in a terminal
