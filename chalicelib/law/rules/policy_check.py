"""What no figure of a year's policy shows alone: completeness, one value a day, sensible windows."""

from datetime import date
from typing import TYPE_CHECKING

from chalicelib.law.rules.amendment import Unfit
from chalicelib.law.rules.form_figures import check_stated

if TYPE_CHECKING:
    from chalicelib.law.rules.policy import Policy

LONGEST_YEARS = 5
"""A window ends by the end of the fifth year after the policy's own.

An assumption: the longest known, the make-up of 2018 (粤财会函〔2020〕4号 一（四）), ended in the second.
It keeps a slip of the pen, such as the year 9999, from being law.
"""


def check_whole(policy: "Policy") -> None:
    """Refuse a policy that lacks a figure, changes one twice on a day, or has no sensible window.

    Raises:
        ValueError: with the reason in Chinese; Unfit where an amendment is at fault.
    """
    check_stated(policy.year, policy.figures, [each.figure for each in policy.amendments])
    keys = [(each.figure, each.territory, each.since) for each in policy.amendments]
    twice = sorted({key[0] for key in keys if keys.count(key) > 1})
    if twice:
        raise Unfit(f"{'、'.join(twice)}在同一日期修订了两次，请改为自次日起生效", "since")
    if policy.figures["window.kind"].value == "make-up":
        _check_stated(policy, "window.bars_public_incomplete")
    for day in (date.min, *(each.since for each in policy.amendments)):
        _check_window(policy, day)


def _check_stated(policy: "Policy", name: str) -> None:
    if name not in policy.figures:
        raise ValueError(f"缺少{name}")


def _check_window(policy: "Policy", day: date) -> None:
    figures = policy.figures_on(day)
    opens, closes = (figures.get(f"window.{name}") for name in ("opens", "closes"))
    if opens and closes and opens.as_(date).value > closes.as_(date).value:
        raise ValueError("window.closes早于window.opens")
    latest = date(policy.year + LONGEST_YEARS, 12, 31)
    if closes and closes.as_(date).value > latest:
        raise ValueError(f"window.closes不能晚于{latest}")
