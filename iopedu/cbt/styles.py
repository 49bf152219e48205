"""Thinking styles: the names that cognitive therapy uses for ways in which a thought can mislead."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.entries import Entries
from iopedu.course.language import _


@dataclass(frozen=True)
class Style:
    """One thinking style, in words written for this course.

    Parameters
    ----------
    id, name : str
    synonyms : tuple of str
        Other names for it.
    definition, example, non_example : str
        What it is; a thought that shows it; a thought that looks like it and is not.
    question_to_ask : str
        What a person may ask about such a thought.
    origin : str
        On whose list it stands, and how that was checked.
    sources : tuple of str
        Keys of `iopedu.course.sources`.
    """

    id: str
    name: str
    synonyms: tuple[str, ...]
    definition: str
    example: str
    non_example: str
    question_to_ask: str
    origin: str
    sources: tuple[str, ...]


#: The thinking styles in the order in which they are taught.
styles = Entries.of("style", Style, "cbt/styles.csv")


style = styles.get


def style_name(name: str) -> str:
    """Return the name of a style for readers; the id ``none`` stands for "None of these".

    Examples
    --------
    >>> style_name("none"), style_name("blame")
    ('None of these', 'Blame')
    """
    return _("None of these") if name == "none" else style(name).name
