"""The app that Lambda runs: creates it and registers the blueprints; nothing else."""

from chalicelib.entry.application import Xuefen
from chalicelib.entry.contract import ALL
from chalicelib.entry.identify import identify
from chalicelib.entry.queues import queues
from chalicelib.entry.schedules import schedules
from chalicelib.entry.streams import streams

app = Xuefen("xuefen", identify)
for calls in ALL:
    app.register_blueprint(calls)
app.register_blueprint(streams)
app.register_blueprint(schedules)
app.register_blueprint(queues)
