"""Things to see: tables and figures, each of which also says in words what it shows."""

import lazy_loader

from iopedu.course.environment import BROWSER

# Each name is loaded when it is used: a notebook needs a few of them. Where each lives stands in `__init__.pyi`.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

if BROWSER:
    from IPython import get_ipython

    from iopedu.show.missing import explain_missing

    if get_ipython() is not None:
        explain_missing(get_ipython())
