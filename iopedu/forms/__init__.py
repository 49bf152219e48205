"""Things to do: forms that a learner fills in, each a view of one record."""

import lazy_loader

# Each name is loaded when it is used: a notebook needs a few of them. Where each lives stands in `__init__.pyi`.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
