"""Time and days in China (Asia/Shanghai, +08:00): every day of the law is one of its days."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The one time zone in which dates of the law are read."""


def day_text(day: date) -> str:
    """A day as certificates and letters write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def until_text(until: datetime) -> str:
    """Until when, exclusive, as the law and notices say it in Shanghai: a midnight is 24时 of the day before."""
    local = until.astimezone(SHANGHAI)
    if local.time() == time():
        return f"{day_text(local - timedelta(days=1))}24时"
    return f"{day_text(local)}{local:%H:%M}"


def shanghai_date(at: datetime) -> date:
    """The instant's date in Shanghai; ValueError for an instant without a time zone."""
    if at.utcoffset() is None:
        raise ValueError("an instant needs its time zone")
    return at.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """The midnight in Shanghai with which the day begins."""
    return datetime.combine(day, time(), SHANGHAI)


def end_of(day: date) -> datetime:
    """The midnight in Shanghai with which the day ends, exclusive."""
    return start_of(day + timedelta(days=1))
