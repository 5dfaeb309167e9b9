"""How a year's policy, its windows and its figures are shown."""

from datetime import date, datetime
from decimal import Decimal

import msgspec

from chalicelib.http.present import by_text
from chalicelib.http.wire import date_text, time_text
from chalicelib.law.routes import shapes
from chalicelib.law.rules.amendment import Amendment
from chalicelib.law.rules.figure import FIGURES, Value
from chalicelib.law.rules.policy import Policy
from chalicelib.law.rules.window import Window
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.platform.rules import china_time
from chalicelib.platform.rules.decimals import decimal_text


def year_window(asked: Window, at: datetime) -> shapes.YearWindow:
    """A window, its last day and its exact end."""
    return shapes.YearWindow(
        opens=china_time.shanghai_date(asked.opens).isoformat(),
        closes=asked.cut_off.isoformat(),
        open=asked.is_open(at),
        opens_at=time_text(asked.opens),
        closes_at=time_text(asked.closes),
        source=asked.source,
    )


def policy(shown: Policy, at: datetime) -> shapes.PolicyShape:
    """A year's policy as it stands at the instant, every figure with its source."""
    law = law_of(shown, at=at)
    figures = {name: law.find_figure(name) for name in FIGURES}
    return shapes.PolicyShape(
        year=shown.year,
        version=shown.version,
        window=year_window(law.own_window, at),
        figures={
            each: shapes.FigureShape(
                value=_figure_value(figure.value),
                source=figure.source,
                since=date_text(figure.since),
            )
            for each, figure in figures.items()
            if figure is not None
        },
        further_window=_further_window(shown, law),
        amendments=[
            shapes.AmendmentShape(
                figure=each.figure,
                value=_figure_value(each.value),
                since=each.since.isoformat(),
                source=each.source,
                territory=each.territory,
                **_made(each),
            )
            for each in shown.amendments
        ],
    )


def _further_window(shown: Policy, law: YearLaw) -> shapes.FurtherWindow | None:
    """What is to be told of a window that was opened once more (R45)."""
    further, asked = shown.further, law.further_window
    if further is None or asked is None:
        return None
    return shapes.FurtherWindow(
        **msgspec.structs.asdict(year_window(asked, law.at)),
        territories=list(further.territories),
        reason=further.reason,
        by=by_text(further.by),
        at=time_text(further.at),
    )


def _made(amendment: Amendment) -> dict[str, str]:
    """Who made an amendment in the registry, when and why; nothing where a notice made it."""
    made = amendment.made
    return {"by": by_text(made.by), "at": time_text(made.at), "reason": made.reason} if made else {}


def _figure_value(value: Value) -> str | int | list[str | int]:
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
