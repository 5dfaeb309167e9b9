"""What we call ourselves where we call AWS.

botocore makes up its own name of two dozen parts anew twice a call, which is a seventh of what a call
costs the processor; a name that is given is taken as it is.
"""

from botocore.config import Config

USER_AGENT = "xuefen"
NAMED = Config(user_agent=USER_AGENT)
"""The settings of every client that needs no others."""
