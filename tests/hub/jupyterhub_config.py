"""The course on a JupyterHub: a sample. ``tests/hub/load.py`` runs it with many users; TEACHING.md says what it is for.

The first part is what the course needs on any hub. The second part is for a trial on one computer: everybody logs in
with any name and no password, and nothing keeps users apart. Never let other computers reach such a hub.
"""

c = get_config()  # noqa: F821

# The course, on any hub ---------------------------------------------------------------------------------

# Runs as the user, wherever the user's server runs. What the user changed stays as it is.
COPY_THEN_START = 'iopedu copy "$HOME/iopedu" && exec jupyterhub-singleuser "$@"'
c.Spawner.cmd = ["sh", "-c", COPY_THEN_START, "iopedu"]
c.Spawner.default_url = "/lab/tree/iopedu/00_start_here.ipynb"
# A server takes about 120 MB and each open notebook about 90 MB; not every spawner can hold to a limit.
c.Spawner.mem_limit = "1G"
# A class that arrives in the same minute is let in some at a time. Nobody is turned away.
c.JupyterHub.concurrent_spawn_limit = 10
c.Spawner.start_timeout = 120

# A trial on this computer -------------------------------------------------------------------------------

c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:8081"
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
