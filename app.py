"""The app that Lambda runs: creates it and registers the blueprints; nothing else."""

from chalicelib.assembly.add_events import add_events
from chalicelib.assembly.contract import ALL
from chalicelib.assembly.identify import identify
from chalicelib.http.application import Xuefen

app = Xuefen("xuefen", identify)
for calls in ALL:
    app.register_blueprint(calls)
add_events(app)
