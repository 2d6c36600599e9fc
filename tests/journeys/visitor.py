"""Somebody in front of the screen, and what must hold on every page they see."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect

from tests.journeys.words import foreign_words

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / ".artifacts/journeys"
AXE = ROOT / "node_modules/axe-core/axe.min.js"
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
PASSWORD = "a long enough password"
VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
  window.tellViolation(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"""
OF_COLOURS = ["color-contrast", "link-in-text-block"]
SERIOUS = """async (rules) => (await axe.run(document, {
  resultTypes: ["violations"], ...(rules.length && {runOnly: rules})})).violations
  .filter((found) => ["serious", "critical"].includes(found.impact))
  .flatMap((found) => found.nodes.map((node) => `${found.id} (${found.impact}): ${node.target} ${node.any[0]?.message ?? ""}`))"""


class Visitor:
    """One browser window. ``look`` takes a picture and checks the page; ``leave`` says what went wrong."""

    def __init__(
        self, browser: Browser, url: str, *, language: str, name: str, size: str = "desk", script: bool = True
    ) -> None:
        self.url, self.language, self.size, self._name = url, language, size, name
        self._troubles: list[str] = []
        self._expected: set[int] = set()
        self.has_script = script
        self.context = self._open(browser)
        self.page: Page = self.context.new_page()
        self._watch(self.page)

    def _open(self, browser: Browser) -> BrowserContext:
        context = browser.new_context(
            base_url=self.url,
            locale=self.language,
            timezone_id="Asia/Shanghai",
            viewport=SIZES[self.size],
            is_mobile=self.size == "phone",
            has_touch=self.size == "phone",
            java_script_enabled=self.has_script,
            reduced_motion="reduce",
            color_scheme="light",
        )
        context.set_default_timeout(15_000)
        context.expose_binding("tellViolation", lambda _source, told: self._troubles.append(f"CSP {told}"))
        context.add_init_script(VIOLATIONS)
        return context

    def _watch(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._troubles.append(f"script error {error}"))
        page.on("request", self._on_request)
        page.on("requestfailed", self._on_failed)
        page.on("response", self._on_response)

    def _on_console(self, message: ConsoleMessage) -> None:
        is_status = message.text.startswith("Failed to load resource")  # told by the response already
        if message.type == "error" and not is_status:
            self._troubles.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != self.url:
            self._troubles.append(f"left the machine: {request.url}")

    def _on_failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the next page, a download, or a newer search came first
            self._troubles.append(f"failed: {request.url} {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self._troubles.append(f"answered {response.status}: {response.request.method} {response.url}")

    def expect(self, *statuses: int) -> None:
        """From here on these refusals are part of the journey."""
        self._expected |= set(statuses)

    def open(self, path: str) -> None:
        self.page.goto(path)

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        self.open("/sign-in/")
        self.page.locator("[name=username]").fill(username)
        self.page.locator("[name=password]").fill(password)
        self.send("form .btn-primary")
        assert "/sign-in/" not in self.page.url, self.text()

    def send(self, selector: str = "form .btn-primary") -> None:
        """Press a button that leads to another page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def sees(self, *wanted: str) -> None:
        shown = " ".join(self.text().split())
        missing = [words for words in wanted if words not in shown]
        assert not missing, f"{missing} not on {self.page.url}: {shown}"

    def misses(self, *unwanted: str) -> None:
        shown = " ".join(self.text().split())
        found = [words for words in unwanted if words in shown]
        assert not found, f"{found} on {self.page.url}"

    def look(self, step: str) -> None:
        """A picture for people, and what must hold on every page; on half of them in the dark, too."""
        if self.has_script:
            expect(self.page.locator(".is-loading, [aria-busy=true]")).to_have_count(0, timeout=15_000)
        self._picture(step)
        width, inner = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= inner, f"{self.page.url} scrolls sideways: {width} > {inner}"
        foreign = foreign_words(self.page, self.language)
        assert not foreign, f"{self.page.url} says in another language: {foreign}"
        if self.has_script:
            self._check_access(step)
        assert not self._troubles, self._troubles

    def _check_access(self, step: str) -> None:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(SERIOUS, [])
        assert not found, f"{self.page.url}: {found}"
        if (self.size == "desk") == (self.language == "en"):
            self.page.emulate_media(color_scheme="dark")
            self._picture(f"{step}.dark")
            found = self.page.evaluate(SERIOUS, OF_COLOURS)
            self.page.emulate_media(color_scheme="light")
            assert not found, f"{self.page.url} in the dark: {found}"

    def _picture(self, step: str) -> None:
        folder = PICTURES / self._name
        path = folder / f"{step}.{self.language}.{self.size}{'' if self.has_script else '.plain'}.png"
        self.page.screenshot(path=path, full_page=True, animations="disabled")

    def request(self, method: str, path: str, **form: Any) -> int:
        """What the server answers to somebody who sends it by hand, signed in as they are."""
        cookies = {cookie["name"]: cookie["value"] for cookie in self.context.cookies()}
        headers = {"X-CSRFToken": cookies.get("csrftoken", ""), "Referer": self.url}
        answer = self.context.request.fetch(
            self.url + path, method=method, form=form, headers=headers, max_redirects=0
        )
        return answer.status

    def leave(self) -> None:
        self.context.close()
        assert not self._troubles, self._troubles
