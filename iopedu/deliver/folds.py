"""What is folded away in the notebooks: worked answers, hints, what happened next, what a prediction taught."""

from __future__ import annotations

import re

FOLD = re.compile(r"<details><summary>(?P<summary>.*?)</summary>(?P<body>.*?)</details>", re.DOTALL)
#: What a learner needs to go on, in an exercise or after a prediction, begins with these words.
_NEEDED = ("Stuck?", "What happened", "What it means")


def gives_an_answer(summary: str) -> bool:
    """Whether what is folded away under these words is a worked answer; it is unless it is needed to go on.

    Examples
    --------
    >>> gives_an_answer("One possible answer"), gives_an_answer("Stuck? Three questions that help")
    (True, False)
    """
    return not summary.startswith(_NEEDED)
