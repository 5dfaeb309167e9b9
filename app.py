"""The app that Lambda runs: creates it and registers the blueprints; nothing else."""

from chalicelib.assembly.contract import ALL
from chalicelib.assembly.identify import identify
from chalicelib.events.queues import queues
from chalicelib.events.schedules import schedules
from chalicelib.events.streams import streams
from chalicelib.http.application import Xuefen

app = Xuefen("xuefen", identify)
for calls in ALL:
    app.register_blueprint(calls)
app.register_blueprint(streams)
app.register_blueprint(schedules)
app.register_blueprint(queues)
