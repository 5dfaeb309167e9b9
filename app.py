"""The app that Lambda runs: creates it and registers the blueprints; nothing else."""

import gc

from chalicelib.assembly.add_events import add_events
from chalicelib.assembly.add_routes import add_routes
from chalicelib.assembly.identify import identify
from chalicelib.http.application import Xuefen

app = Xuefen("xuefen", identify)
add_routes(app)
add_events(app)
gc.freeze()
