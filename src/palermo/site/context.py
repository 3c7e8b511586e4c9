"""What every page's shell needs: language, theme, navigation, who is there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info

from palermo import __version__
from palermo.ground.access.api import VISITOR, Actor
from palermo.site.catalogues import missing_count
from palermo.site.navigation import Door, doors, exists
from palermo.site.preferences import theme_of

SHEETS = tuple(
    f"site/{name}.css" for name in ("tokens", "base", "layout", "components", "forms", "tables", "charts", "print")
)


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """One line of the language menu; ``tag`` is BCP 47, for the lang attribute."""

    code: str
    name: str
    active: bool

    @property
    def tag(self) -> str:
        return language_tag(self.code)

    @property
    def direction(self) -> str:
        return "rtl" if get_language_info(self.code)["bidi"] else "ltr"


def language_tag(code: str) -> str:
    """BCP 47 spelling of a Django language code: ``zh-hans`` becomes ``zh-Hans``."""
    primary, _, script = code.partition("-")
    return f"{primary}-{script.title()}" if script else primary


class Shell:
    """Read by ``site/base.html`` as ``shell``; each part is worked out only when the template asks for it."""

    sheets = SHEETS
    version = __version__

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._code = get_language() or settings.LANGUAGE_CODE

    @cached_property
    def languages(self) -> list[LanguageChoice]:
        return [LanguageChoice(code, name, code == self._code) for code, name in settings.LANGUAGES]

    @property
    def tag(self) -> str:
        return language_tag(self._code)

    @property
    def direction(self) -> str:
        return "rtl" if get_language_info(self._code)["bidi"] else "ltr"

    @property
    def language_name(self) -> str:
        return dict(settings.LANGUAGES)[self._code]

    @property
    def theme(self) -> str:
        return theme_of(self._request)

    @property
    def here(self) -> str:
        """Where a change of language or theme leads back to; what answers a POST has no address to go back to."""
        return self._request.get_full_path() if self._request.method in ("GET", "HEAD") else "/"

    @cached_property
    def navigation(self) -> list[Door]:
        return doors(self._request.path)

    @cached_property
    def actor(self) -> Actor:
        actor: Actor = getattr(self._request, "actor", VISITOR)  # not there yet when an early middleware refused
        return actor

    @property
    def desk(self) -> str:
        return "/desk/" if exists("/desk/") else ""

    @property
    def openapi(self) -> str:
        return "/api/v1/openapi.json" if exists("/api/v1/openapi.json") else ""

    @property
    def partly_translated(self) -> bool:
        return missing_count(self._code.partition("-")[0]) > 0


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for the layout."""
    return {"shell": Shell(request)}
