"""The course as one static folder: pages to read, and a copy that runs in the browser, without a server or account."""

from iopedu.site.assemble import build
from iopedu.site.fetch import BuildProblem
from iopedu.site.lock import WrongLock

__all__ = ["BuildProblem", "WrongLock", "build"]
