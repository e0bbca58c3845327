"""What the bot says about subscriptions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SubscribingTexts:
    """The texts; commands are filled in as they are typed in that chat."""

    what: str  # {subscribe}
    made: str  # {query}
    already: str  # {query}
    resumed: str  # {query}
    reworded: str
    undone: str  # {query}
    deleted: str  # {query}
    every_story: str  # the name of the subscription for everything
    everything: str
    understood: str  # {clauses}
    all_of: str  # {words}, of each clause
    in_title: str  # {words}
    by: str  # {words}
    dated: str  # {words}
    on_page: str  # {words}
    in_paper: str  # {words}
    none_of: str  # {clause}
    quoted: str  # {word}
    both: str  # between words that must all stand
    or_else: str
    between: str
    recent: str  # {count}, {days}
    recent_none: str  # {days}
    recent_undated: str  # {count}
    latest: str
    here: str
    there: str  # {chat}
    goes_on: str  # {where}
    goes_on_digest: str  # {where}, {when}
    goes_on_settings: str  # {settings}
    full: str  # {limit}, {subscriptions}
    too_long: str  # {longest}
    nothing: str
    listed: str  # {chat}, {count}, {limit}
    none_yet: str  # {subscribe}
    paused: str
    in_topic: str  # {name}
    in_topic_number: str  # {thread}, of a topic whose name is not known
    list_next: str
    away: str  # {day}, {reason}
    back: str
    reword_how: str  # {query}
    gone: str
    which: str
    not_named: str  # {words}
    admins_only: str
    channel_unknown: str  # {name}
    channel_only: str  # {name}
    channel_in_private: str  # {command}: as it is to be sent in private
    not_admin_there: str  # {name}
    cannot_post: str  # {name}
    exported: str  # {count}, {import_}
    import_what: str  # {import_}
    import_unreadable: str  # {kilobytes}
    imported: str  # {made}, {already}, {bad}
    bad_line: str  # {line}, {text}, {reason}
    more_bad: str  # {count}
    bad_mark: str
    undo: str
    mine: str
    pause: str
    resume: str
    delete: str
    reword: str
    preview: str
    to_list: str
    alert_me: str
