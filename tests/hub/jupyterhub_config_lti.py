"""A hub that opens from an LMS by LTI 1.3: a sample that goes with the first part of ``jupyterhub_config.py``.

Install ``jupyterhub-ltiauthenticator`` on the hub, and register the hub in the LMS as an external tool; TEACHING.md
says how. The four values that are read here are what the LMS shows then. The hub has to be reached over https, and the
LMS has to open it in a tab of its own: in a frame of another address browsers keep no cookie.
"""

import os

c = get_config()  # noqa: F821

c.JupyterHub.authenticator_class = "ltiauthenticator.lti13.auth.LTI13Authenticator"
# Whoever the LMS sends was let into the course there.
c.Authenticator.allow_all = True
c.LTI13Authenticator.issuer = os.environ["LTI_ISSUER"]
c.LTI13Authenticator.client_id = [os.environ["LTI_CLIENT_ID"]]
c.LTI13Authenticator.authorize_url = os.environ["LTI_AUTHORIZE_URL"]
c.LTI13Authenticator.jwks_endpoint = os.environ["LTI_JWKS_URL"]
# A name that the LMS made up, the same at each visit: no e-mail address and no real name comes to the hub.
c.LTI13Authenticator.username_key = "sub"
c.LTI13Authenticator.tool_name = "iopedu"
c.LTI13Authenticator.tool_description = "A course on Intensive Outpatient Programs, in notebooks"
