"""The course as one static folder: pages to read, and a copy that runs in the browser, without a server or account."""

from iopedu.site.assemble import build
from iopedu.site.fetch import BuildProblem

__all__ = ["BuildProblem", "build"]
