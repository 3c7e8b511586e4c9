"""A real Chromium against the live site. Everything marked ``journey`` is skipped, saying so, where none is found.

PALERMO_CHROMIUM      another browser's path
PALERMO_SCREENSHOTS   a folder for pictures; without it none are taken
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-quic", "--no-first-run",
]  # fmt: skip


def _chromium() -> str | None:
    return os.environ.get("PALERMO_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session."""
    path = _chromium()
    if path is None:
        pytest.skip("no Chromium on this machine; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """The address of the live site, by the name that passkeys are bound to: they never work for an IP address."""
    address = str(live_server.url).replace("127.0.0.1", "localhost")
    settings.PALERMO_ORIGIN = address
    settings.CSRF_TRUSTED_ORIGINS = [address]
    return address


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Somebody's own browser: an empty jar of cookies. Fails the test when a page asked for anything elsewhere, or
    broke the content security policy."""
    context = browser.new_context(base_url=site, locale="en-GB", viewport={"width": 1280, "height": 900})
    strayed: list[str] = []
    context.on("request", lambda request: strayed.append(request.url) if not _at_home(request.url, site) else None)
    context.on("console", lambda line: strayed.append(line.text) if "Content Security Policy" in line.text else None)
    yield context
    context.close()
    assert not strayed, f"a page reached out or broke the policy: {strayed}"


def _at_home(url: str, site: str) -> bool:
    return url.startswith((site, "data:", "blob:", "about:"))


@pytest.fixture
def page(visitor: BrowserContext) -> Page:
    """A page of that visitor."""
    return visitor.new_page()


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """``picture(page, "name")`` keeps a screenshot when PALERMO_SCREENSHOTS names a folder."""

    def take(page: Page, name: str) -> None:
        folder = os.environ.get("PALERMO_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{request.node.name}-{name}.png", full_page=True)

    return take


@pytest.fixture
def passkey_device(page: Page) -> str:
    """A device in the browser that makes passkeys and checks its holder; returns its identifier."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return str(made["authenticatorId"])
