"""Put words together, and keep what a learner typed from doing anything but being read."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from iopedu.course.language import _

#: The days of a week.
DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
_FORMULA = "=+-@\N{MINUS SIGN}"
#: Letters and a symbol that are blank.
_BLANK = "\u115f\u1160\u2800"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: No word in any language: one letter again and again, a small letter alone, keys that lie side by side, or five
#: letters and more without a vowel. "Ng" and "Mrs" are words.
_NO_WORD = re.compile(
    r"(?i:(.)\1{2,}|asdf.*|sdfg.*|dfgh.*|qwer(?:t.*)?|jkl.*|yxcv.*|zxcv.*|[b-df-hj-np-tv-xz]{5,})|[b-hj-z]"
)
#: A time, or a number that can be called.
_NUMBER = re.compile(r"\d\d:?\d|\d:\d\d")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+.!|~$:=^-])")


@contextmanager
def within(place: str) -> Iterator[None]:
    """Let a problem that is found inside name its place.

    Examples
    --------
    >>> with within("Step 2"):
    ...     raise ValueError("Situation is empty.")
    Traceback (most recent call last):
    ...
    ValueError: Step 2: Situation is empty.
    """
    try:
        yield
    except ValueError as problem:
        raise ValueError(f"{place}: {problem}") from None


def printable(text: str) -> str:
    """Return text whose control characters can do nothing when it is printed.

    Line breaks and tabs stay. Terminal escapes, null bytes, direction overrides and lone surrogates
    become a visible replacement mark.

    Examples
    --------
    >>> printable("red: \\x1b[31m")
    'red: \ufffd[31m'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and not _turns(c)) else "\ufffd"
        for c in text.replace("\r\n", "\n")
    )


def _turns(character: str) -> bool:
    """Whether a character overrides or embeds a writing direction."""
    return unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def in_html(text: str) -> str:
    """Return a learner's text as inert HTML that keeps its line breaks and its own direction.

    Examples
    --------
    >>> in_html("<script>")
    '<bdi>&lt;script&gt;</bdi>'
    """
    return f"<bdi>{html.escape(printable(text))}</bdi>".replace("\n", "<br>")


def in_list(texts: Iterable[str]) -> str:
    """Return texts one below the other, as HTML in which they can do nothing.

    Examples
    --------
    >>> in_list(["Maya & Daniel"])
    '<ul><li>Maya &amp; Daniel</li></ul>'
    """
    return f"<ul>{''.join(f'<li>{html.escape(text)}</li>' for text in texts)}</ul>"


def in_markdown(text: str) -> str:
    """Return a learner's text as a Markdown quotation in which nothing is markup.

    Examples
    --------
    >>> in_markdown("# *loud*"), in_markdown('He said "no"')
    ('> \\\\# \\\\*loud\\\\*', '> He said "no"')
    """
    escaped = _MARKDOWN.sub(r"\\\1", html.escape(printable(text), quote=False))
    return "\n".join(f"> {line}" if line else ">" for line in escaped.split("\n"))


def in_spreadsheet(text: str) -> str:
    """Return a learner's text so that a spreadsheet shows it and never runs it as a formula.

    Examples
    --------
    >>> in_spreadsheet("=1+1"), in_spreadsheet(" ＝1")
    ("'=1+1", "' ＝1")
    >>> in_spreadsheet("007")
    '007'
    """
    shown = printable(text)
    return f"'{shown}" if shown[:1] == "\t" or _first_seen(shown) in _FORMULA else shown


def _first_seen(text: str) -> str:
    """Return the first character that shows, in its plain form: what is blank or full-width does not hide a formula."""
    for character in text:
        for part in unicodedata.normalize("NFKC", character):
            if unicodedata.category(part)[0] not in "CMZ" and part not in _BLANK:
                return part
    return " "


def listed(items: Iterable[str], word: str = "and") -> str:
    """Join words as a person would write them; ``word`` is "and" or "or".

    Examples
    --------
    >>> listed(["PHP", "IOP", "outpatient"])
    'PHP, IOP and outpatient'
    """
    *first, last = list(items) or [""]
    if not first:
        return last
    if word == "or":
        return _("{first} or {last}", first=", ".join(first), last=last)
    return _("{first} and {last}", first=", ".join(first), last=last)


def real_words(text: str) -> int:
    """Return how many different words a text has that somebody could have meant, in any language.

    Examples
    --------
    >>> real_words("she is safe"), real_words("aaa bbb ccc ddd eee"), real_words("bla bla bla"), real_words("5: 5")
    (3, 0, 1, 0)
    """
    return len({word.casefold() for word in _WORD.findall(text) if not _NO_WORD.fullmatch(word)})


def check_words(text: str, least: int, refusal: str) -> None:
    """Refuse a text with fewer `real_words` than ``least``, which stands in the refusal."""
    if real_words(text) < least:
        raise ValueError(refusal.format(least=least))


def says_something(text: str) -> bool:
    """Whether a text is an answer: it has a word that somebody could have meant, an initial, a time, or a number.

    Examples
    --------
    >>> says_something("Ng"), says_something("988"), says_something("5: 5"), says_something("asdf asdf asdf")
    (True, True, False, False)
    """
    again = len(_WORD.findall(text)) > 2 and real_words(text) == 1
    initial = len(text.strip()) == 1 and text.strip().isalpha()
    return initial or bool(_NUMBER.search(text)) or (real_words(text) > 0 and not again)


def quoted(text: str) -> str:
    """Return text in quotation marks, once.

    Examples
    --------
    >>> quoted("No"), quoted("“No”")
    ('“No”', '“No”')
    """
    return text if text.startswith("“") and text.endswith("”") else f"“{text}”"


def allowed(name: str, value: object, options: Iterable[object]) -> str:
    """Return the sentence that says which values a field takes.

    Examples
    --------
    >>> allowed("level", "spa", ["php", "iop"])
    "level is 'spa', which is not one of: php, iop."
    """
    value, options = printable(repr(value)), ", ".join(map(str, options))
    return _("{name} is {value}, which is not one of: {options}.", name=name, value=value, options=options)


def check_one_of(name: str, value: object, options: Iterable[object], place: str = "") -> None:
    """Refuse a value that is none of these; ``place`` says where it stands.

    Examples
    --------
    >>> check_one_of("mark", "x", ("V", "S"), "Fact 7")
    Traceback (most recent call last):
    ...
    ValueError: Fact 7: mark is 'x', which is not one of: V, S.
    """
    known = list(options)
    if value not in known:
        said = allowed(name, value, known)
        raise ValueError(f"{place}: {said}" if place else said)
