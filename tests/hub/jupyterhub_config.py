"""The course on a JupyterHub: a sample. ``tests/hub/load.py`` runs it with many users; TEACHING.md says what it is for.

The first part is what the course needs on any hub. The second part is for a trial on one computer: everybody logs in
with any name and no password, and nothing keeps users apart. Never let other computers reach such a hub.
"""

c = get_config()  # noqa: F821

# The course, on any hub ---------------------------------------------------------------------------------

# Runs as the user, wherever the user's server runs, and brings the newest edition at each start: what was only run is
# renewed, what the user changed stays and gets the new edition beside it. The server also starts where the copy cannot
# be written, on a full disk for example: the reason is in its log. What the course adds to JupyterLab is installed with
# it, where the server runs; nothing is to be set for it.
COPY_THEN_START = 'iopedu copy "$HOME/iopedu"; exec jupyterhub-singleuser "$@"'
c.Spawner.cmd = ["sh", "-c", COPY_THEN_START, "iopedu"]
c.Spawner.default_url = "/lab/tree/iopedu/00_start_here.ipynb"
# A server takes about 120 MB and each open notebook as much; not every spawner can hold to a limit.
c.Spawner.mem_limit = "1G"
# When a class arrives in the same minute, servers start slowly: wait for them longer than the usual half minute.
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 180
# So many start at the same moment; whoever comes next is asked to try again in some seconds.
c.JupyterHub.concurrent_spawn_limit = 10

# A trial on this computer -------------------------------------------------------------------------------

c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:8081"
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
