"""What the bot says about answers that were rated and errors that were reported."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedbackTexts:
    """The words of the buttons, and of what is said to who gives feedback and who reads it."""

    good: str  # a button
    bad: str  # a button
    thanks: str
    report: str  # a button under a story
    report_how: str  # {title}; answered by a reply
    reported: str
    overview: str  # {good}, {bad}, {open}
    rated_bad: str  # above questions
    errors: str  # above reported errors
    error: str  # {number}, {title}, {said}
    export: str  # a button
    exported: str
    nothing: str
    correct: str  # {number}; a button
    drop: str  # {number}; a button
    correct_how: str  # {said}, {printed}; answered by a reply
    corrected: str
    dropped: str
    gone: str


FEEDBACK_ZH = FeedbackTexts(
    good="👍 有用",
    bad="👎 没用",
    thanks="记下了，谢谢。",
    report="报告文字错误",
    report_how="《{title}》里哪里错了？请回复这条消息，写上错的字句和应该是什么。",
    reported="记下了，谢谢。管理员会核对。",
    overview="觉得有用 {good}，没用 {bad}；待核对的文字错误 {open}。",
    rated_bad="最近觉得没用的：",
    errors="待核对的文字错误：",
    error="#{number} 《{title}》：{said}",
    export="导出",
    exported="全部反馈，每行一条 JSON。",
    nothing="还没有反馈。",
    correct="更正 #{number}",
    drop="不改 #{number}",
    correct_how="读者说：{said}\n\n报上印的是：\n{printed}\n\n请回复这条消息，写上改好的这一整段。",
    corrected="已更正。原文仍会一起显示。",
    dropped="好，不改。",
    gone="这条已经处理过，或报道已经不在了。",
)

FEEDBACK_EN = FeedbackTexts(
    good="👍 Useful",
    bad="👎 Not useful",
    thanks="Noted, thank you.",
    report="Report an error in the text",
    report_how="What is wrong in {title}? Reply to this message with the wrong words and what "
    "they should be.",
    reported="Noted, thank you. An admin will check it.",
    overview="Useful: {good}, not useful: {bad}; errors to check: {open}.",
    rated_bad="Rated not useful lately:",
    errors="Errors to check:",
    error="#{number} {title}: {said}",
    export="Export",
    exported="All feedback, one JSON object a line.",
    nothing="There is no feedback yet.",
    correct="Correct #{number}",
    drop="Leave #{number}",
    correct_how="A reader says: {said}\n\nThe paper prints:\n{printed}\n\nReply to this message "
    "with the whole paragraph as it should be.",
    corrected="Corrected. The printed words stay visible.",
    dropped="Left as it is.",
    gone="It was dealt with already, or the story is gone.",
)
