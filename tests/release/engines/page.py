"""A page as a person uses it: by what stands on buttons and beside fields, waiting for what appears."""

from pathlib import Path

from tests.release.engines.driver import ELEMENT, Answer, Driver, RefusedError, picture, until

SEEN_SECONDS = 30
BY_LABEL = """
const label = [...document.querySelectorAll('label')].find((each) => each.textContent.trim().startsWith(arguments[0]));
return label ? label.control : null;
"""
BY_NAME = """
const name = (each) => each.getAttribute('aria-label') || each.textContent.trim();
const found = [...document.querySelectorAll('button, a, summary, [role=button]')].find((each) => name(each).startsWith(arguments[0]) && each.offsetParent);
if (found) found.scrollIntoView({block: 'center'});
return found || null;
"""


class Page:
    """The one page of a browser, beginning at `base`."""

    def __init__(self, driver: Driver, base: str, pictures: Path) -> None:
        self.driver, self.base, self.pictures = driver, base, pictures

    def open(self, path: str) -> None:
        """Load a page anew, also where it differs after `#` alone."""
        self.driver.ask("open", url="about:blank")
        self.driver.ask("open", url=self.base + path)

    def run(self, script: str, *told: object) -> Answer:
        """What a script answers."""
        return self.driver.ask("run", script=script, args=list(told))

    def see(self, text: str) -> None:
        """Wait until a text can be read; what can be read instead is told where it never is."""

        def seen() -> None:
            read = self.read()
            if text not in read:
                raise RefusedError(f"{text!r} is not in {read!r}")

        until(seen, SEEN_SECONDS)

    def read(self) -> str:
        """What can be read on the page."""
        return str(self.run("return document.body ? document.body.innerText : ''"))

    def is_true(self, script: str, *told: object) -> None:
        """Wait until a script says so."""

        def said() -> None:
            if not self.run(f"return {script}", *told):
                raise RefusedError(f"never: {script}")

        until(said, SEEN_SECONDS)

    def click(self, name: str) -> None:
        """Click what is called so, a button or a link."""
        until(lambda: self.driver.ask("click", id=self._found(BY_NAME, name)), SEEN_SECONDS)

    def type(self, label: str, text: str) -> None:
        """Type into a field; a file's is told its path."""
        until(
            lambda: self.driver.ask("keys", id=self._found(BY_LABEL, label), text=text),
            SEEN_SECONDS,
        )

    def check(self, label: str) -> None:
        """Choose what is labelled so."""
        until(lambda: self.driver.ask("click", id=self._found(BY_LABEL, label)), SEEN_SECONDS)

    def back(self) -> None:
        """Where one was before."""
        self.driver.ask("back")

    def look(self, name: str) -> None:
        """Keep a picture."""
        picture(self.driver, self.pictures / f"{name}.png")

    def sign_in(self, subject: str, to: str = "/") -> None:
        """Sign in on the issuer's page as a person of one's own naming."""
        self.open("/")
        self.run("sessionStorage.clear()")
        self.open(to)
        self.click("登录")
        self.type("其他账号", subject)
        self.click("登录")
        self.see("退出")

    def _found(self, script: str, told: str) -> str:
        found = self.run(script, told)
        if found is None:
            raise RefusedError(f"nothing is called {told!r}: {self.read()!r}")
        return str(found[ELEMENT])
