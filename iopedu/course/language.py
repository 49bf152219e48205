"""The language of the interface: what forms, tables and messages say.

The course is written in English, and its own English sentences are the keys. Another language is one file,
``iopedu/locale/<code>.po``, which any translation program opens. Of ``data/`` those columns are translated that
``data/datapackage.json`` declares as words of the interface (`iopedu.course.files.interface_words`); the rest, and what
stands in the notebooks (facts, questions, skills), is content and is not translated here.
"""

from __future__ import annotations

import os
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from operator import index
from typing import Any

_LOCALE = files("iopedu").joinpath("locale")


def languages() -> list[str]:
    """Return the codes of the languages that the interface speaks: English, and each that has a file.

    Examples
    --------
    >>> languages()[:2]
    ['en', 'es']
    """
    names = (file.name for file in _LOCALE.iterdir())
    return ["en", *sorted(name.removesuffix(".po") for name in names if name.endswith(".po"))]


@cache
def language() -> str:
    """Return the code of the language, which is chosen when the course starts.

    It is what the environment variable ``IOPEDU_LANGUAGE`` says, and English without it. It does not change
    while the course runs, because labels are made when a room is loaded.

    Raises
    ------
    ValueError
        If the variable names a language that the course does not have.

    Examples
    --------
    >>> language()
    'en'
    """
    chosen = os.environ.get("IOPEDU_LANGUAGE", "").strip() or "en"
    for code in languages():
        if code.lower() == chosen.lower():
            return code
    raise ValueError(f"IOPEDU_LANGUAGE is {chosen!r}, which is not one of: {', '.join(languages())}.")


@cache
def _catalogue() -> NullTranslations:
    if language() == "en":
        return NullTranslations()
    import polib  # only where another language is used

    text = _LOCALE.joinpath(f"{language()}.po").read_text(encoding="utf-8")
    return GNUTranslations(BytesIO(polib.pofile(text).to_binary()))


def _(message: str, /, **values: Any) -> str:
    """Return a sentence of the interface in the chosen language, with its values filled in.

    Parameters
    ----------
    message : str
        The English sentence, as a literal, so that it can be collected; values stand in it as ``{name}``.
    **values
        What is filled in. Without values, braces in the message stay as they are.

    Examples
    --------
    >>> _("{done} of {total} answered", done=3, total=9)
    '3 of 9 answered'
    """
    found = _catalogue().gettext(message)
    return found.format(**values) if values else found


def _n(one: str, many: str, n: int, /, **values: Any) -> str:
    """Return a sentence with a whole number, in the form that the number asks for; it stands there as ``{n}``.

    The translation's ``Plural-Forms`` say how many forms the language has. A fraction has a sentence of its own.

    Examples
    --------
    >>> _n("{n} day", "{n} days", 1), _n("{n} day", "{n} days", 7)
    ('1 day', '7 days')
    """
    return _catalogue().ngettext(one, many, index(n)).format(n=n, **values)


class Refusal(ValueError):
    """What cannot be taken, in a sentence of the interface with its values filled in.

    Examples
    --------
    >>> raise Refusal("{field} is empty.", field="Name")
    Traceback (most recent call last):
    ...
    iopedu.course.language.Refusal: Name is empty.
    """

    def __init__(self, message: str, /, **values: Any) -> None:
        super().__init__(_(message, **values))
