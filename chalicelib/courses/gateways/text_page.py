"""The page of a text: Markdown as its author wrote it, turned into HTML that can do no harm (R52).

The libraries come in the layer of media, which one function alone carries; whoever shows the page reads
what they made of it.
"""

TAGS = (
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "s", "code", "pre"),
    *("blockquote", "ul", "ol", "li", "a", "img", "table", "thead", "tbody", "tr", "th", "td"),
)
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
SCHEMES = frozenset({"https", "mailto"})


def page_of(text: str) -> str:
    """The page of a text (CommonMark with tables): no script, no style, no picture from elsewhere.

    A picture's address is the file name by which the text calls it; `rules/page.py` puts the signed one
    in its place when the page is shown.
    """
    import nh3  # noqa: PLC0415 - in the layer of media alone
    from markdown_it import MarkdownIt  # noqa: PLC0415 - as above

    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return nh3.clean(
        reader.render(text),
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_left,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
    )


def _left(tag: str, attribute: str, value: str) -> str | None:
    """What is left of an attribute: of an address, one of the web or of a picture beside the text."""
    if (tag, attribute) == ("img", "src"):
        return None if ":" in value or "/" in value or "\\" in value else value
    if (tag, attribute) == ("a", "href"):
        return value if value.partition(":")[0].lower() in SCHEMES else None
    return value
