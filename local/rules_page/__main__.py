"""`python -m local.rules_page`: write docs/rules.md."""

from local.rules_page.page import PAGE, page_text

if __name__ == "__main__":
    PAGE.write_text(page_text(), "utf-8")
    print(f"· {PAGE.relative_to(PAGE.parent.parent)}")
