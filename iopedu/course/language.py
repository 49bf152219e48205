"""The language of the interface: what forms, tables and messages say.

The course is written in English, and its own English sentences are the keys. Another language is one file,
``iopedu/locale/<code>.po``, which any translation program opens. What stands in ``data/`` and in the notebooks
(facts, questions, skills) is content and is not translated here.
"""

from __future__ import annotations

import os
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Any

#: Languages of the interface, each by its own name; one is added together with its file.
LANGUAGES = {"en": "English", "es": "español"}


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
    chosen = os.environ.get("IOPEDU_LANGUAGE", "").strip().lower() or "en"
    if chosen not in LANGUAGES:
        raise ValueError(f"IOPEDU_LANGUAGE is {chosen!r}, which is not one of: {', '.join(LANGUAGES)}.")
    return chosen


@cache
def _catalogue() -> NullTranslations:
    if language() == "en":
        return NullTranslations()
    import polib  # only where another language is used

    text = files("iopedu").joinpath("locale", f"{language()}.po").read_text(encoding="utf-8")
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
    """Return a sentence with a number, in the form that the number asks for; the number stands in it as ``{n}``.

    Examples
    --------
    >>> _n("{n} day", "{n} days", 1), _n("{n} day", "{n} days", 7)
    ('1 day', '7 days')
    """
    return _catalogue().ngettext(one, many, n).format(n=n, **values)
