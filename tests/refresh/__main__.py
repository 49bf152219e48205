"""Make again what is stored: ``uv run python -m tests.refresh [WHAT [OPTION ...]]``.

Without WHAT, everything that needs neither a browser nor the network, in the order in which one is made of the other.
Read the difference before committing it: what is stored is the specification that the tests compare with.
"""

from __future__ import annotations

import sys
from importlib import import_module

#: What the modules of this package make, each after what it is made of.
ALWAYS = {
    "forms": "the list of the forms that a notebook can make",
    "placement": "the reference table of the placement worksheet",
    "rule-figures": "how often the rules over words are right",
    "language": "the sentences of the interface in iopedu/locale",
    "notebooks": "what the notebooks show; NN ... for some of them",
    "front-end": "the cells and sentences that the page runs by itself",
    "readme": "the README's counts",
}
ASKED = {
    "people-first": "the weights by which free text is read for danger; a minute or two; with the extra “test”",
    "slides": "where slides break; NN ... for some notebooks; with the extra “browser”",
    "pictures": "the README's pictures; with the extra “browser”",
    "versions": "the versions that a learner gets; options go to uv pip compile",
}


def main(arguments: list[str]) -> None:
    """Make everything, or what is named."""
    what, *options = arguments or [""]
    if what and what not in {**ALWAYS, **ASKED}:
        lines = [f"  {name:<10}{meaning}" for name, meaning in {**ALWAYS, **ASKED}.items()]
        raise SystemExit("\n".join([__doc__, *lines]))
    for name in [what] if what else ALWAYS:
        import_module(f"tests.refresh.{name.replace('-', '_')}").main(options)


if __name__ == "__main__":
    main(sys.argv[1:])
