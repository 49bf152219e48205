"""What the rules ask about the prediction of an experiment: can it turn out wrong, who would see it, and by when."""

from __future__ import annotations

from iopedu.cbt.step_rules import says
from iopedu.course.ratings import in_plain_words
from iopedu.course.rules import RuleSet

_OTHER = (
    r"(?:they|she|he|everybody|everyone|people|nobody|no one|somebody|someone|others|all of them|(?:the|my|her|his)"
    r"(?: [\w-]+){1,2}|at least \w+ of them)(?:'ll)?"
)
_MAY = r"(?:\s+(?:will|would|won't|may|might|must|all|both|not|really|secretly|just|only|be|is going to|are going to))*"
_INSIDE = (
    r"(?:think|thinks|feel|feels|believe|believes|like|likes|dislike|dislikes|hate|hates|despise|despises|judge|judges"
    r"|pity|pities|resent|resents|want to|wants to|lose respect|look down on|annoyed|angry|disappointed|bored"
    r"|embarrassed|ashamed|shocked|disgusted|uncomfortable|impressed|mad)\b"
)
_INNER = (
    r"(?:anxious|nervous|scared|afraid|panicky|awkward|embarrassed|ashamed|sad|miserable|uncomfortable|bad|worse|terrible"
    r"|awful|horrible|sick|stupid|dumb|small|guilty|overwhelmed|lonely|tense|upset|weird|strange|foolish)"
)

PREDICTION_RULES: RuleSet[str] = RuleSet(
    "prediction",
    either_way=says(
        r"\b(?:may or may not|maybe|perhaps|possibly|probably|might|could go either way|who knows"
        r"|or (?:maybe|perhaps) not|more or less|if I'm (?:un)?lucky|anything (?:can|could|may) happen)\b"
    ),
    vague=says(
        r"\b(?:awful|terrible|horrible|dreadful|unbearable|disastrous|a (?:disaster|catastrophe|nightmare|mess)"
        r"|something (?:bad|terrible)|go(?:es)? (?:badly|wrong|well)|fall apart|lose (?:it|control)|too much"
        r"|(?:can't|cannot|won't|couldn't|not)(?: be able to)? (?:cope|handle|stand|bear)"
        r"|(?:be|get) (?:an? )?(?:really |so |very )?(?:bad|hard|difficult|weird|embarrassing|humiliating)|suck"
        r"|(?:won't|not) (?:work|like it|go well)|in catastrophe|I (?:will|'ll) fail[.!]*$|I don't know)\b"
    ),
    mind_reading=says(
        rf"\b(?:{_OTHER}{_MAY}|(?-i:[A-Z][a-z]+) (?:will|won't))\s+{_INSIDE}(?! (?:for a|it over|my post))",
        r"\b(?:deep down|secretly|in (?:their|her|his) head|inside)\b",
    ),
    own_feeling=says(
        rf"^(?!.*\d)\W*I(?:'ll| will| am going to|'m going to)?\s+(?:(?:just|only|really|definitely)\s+)*"
        rf"(?:feel|be|get|end up(?: feeling)?)\s+(?:(?:so|very|really|too|completely|even)\s+)*{_INNER}\b[^,;]*$"
    ),
    question=says(r"\?\s*$|^\W*what if\b"),
    no_time=lambda text: in_plain_words(text) and not _TIMED(text),
)
_TIMED = says(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tonight|tomorrow|noon|midnight|mornings?|evenings?"
    r"|afternoons?|weekend|breakfast|lunch|dinner|breaks?|weeks?|days?|hours?|minutes?|seconds?|months?|o'clock"
    r"|[ap]\.?m\.?|\d+:\d\d|during|while|before|after|until|within|when|as soon as|once|next|first|at the end"
    r"|right away"
    r"|quickly|immediately|at once|the whole|session|class|lecture|meeting|call)\b"
)
