"""The page's own part, written for JupyterLab: ``static/remoteEntry.js``. What it says stands in ``data/options.csv``.

``python -m tests.refresh front-end`` writes these sentences, with their translations and the code cells of every
notebook, to ``static/course.json``, where the page finds them.
"""
