"""SVG as text: a few elements, classes instead of colours, everything escaped. No style attributes: the content
security policy forbids them, and classes let a chart follow the reader's theme and the printer."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString, mark_safe

RIGHT_TO_LEFT_ISOLATE, POP_ISOLATE = "\u2067", "\u2069"


def _attributes(values: dict[str, str | float]) -> str:
    return "".join(f' {name.rstrip("_").replace("_", "-")}="{_spelled(value)}"' for name, value in values.items())


def _spelled(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


class Drawing:
    """A picture of ``width`` by ``height`` user units, origin at the top left.

    ``mirrored`` flips the horizontal axis for languages written from right to left: shapes are given as for a
    left-to-right reader.
    """

    def __init__(self, width: float, height: float, *, mirrored: bool = False) -> None:
        self.width, self.height, self.mirrored = width, height, mirrored
        self._parts: list[str] = []

    def x(self, value: float) -> float:
        return self.width - value if self.mirrored else value

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        self._add("line", x1=self.x(x1), y1=y1, x2=self.x(x2), y2=y2, class_=kind)

    def box(self, x: float, y: float, width: float, height: float, kind: str, title: str = "", fill: str = "") -> None:
        left = self.x(x + width) if self.mirrored else x
        more = {"fill": fill} if fill else {}
        self._add("rect", title, x=left, y=y, width=width, height=height, class_=kind, **more)

    def circle(self, x: float, y: float, radius: float, kind: str, title: str = "") -> None:
        self._add("circle", title, cx=self.x(x), cy=y, r=radius, class_=kind)

    def track(self, points: list[tuple[float, float]], kind: str, *, closed: bool = False, title: str = "") -> None:
        """A polyline, or an area when ``closed``."""
        corners = " ".join(f"{_spelled(self.x(x))},{_spelled(y)}" for x, y in points)
        self._add("polygon" if closed else "polyline", title, points=corners, class_=kind)

    def text(self, x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> None:
        if self.mirrored:
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
            words = f"{RIGHT_TO_LEFT_ISOLATE}{words}{POP_ISOLATE}"
        self._parts.append(
            f"<text{_attributes({'x': self.x(x), 'y': y, 'text-anchor': anchor, 'class': kind})}>{escape(words)}</text>"
        )

    def raw(self, svg: str) -> None:
        """Trusted SVG of our own making."""
        self._parts.append(svg)

    def _add(self, element: str, title: str = "", **attributes: str | float) -> None:
        inner = f"<title>{escape(title)}</title>" if title else ""
        self._parts.append(f"<{element}{_attributes(attributes)}>{inner}</{element}>")

    def svg(self, *, name: str, title: str, description: str, kind: str) -> SafeString:
        """The whole picture. ``name`` makes the ids of title and description unique on the page."""
        head = _attributes({
            "viewBox": f"0 0 {_spelled(self.width)} {_spelled(self.height)}", "class": kind, "role": "img",
            "aria-labelledby": f"{name}-t {name}-d", "direction": "ltr", "focusable": "false",
        })  # fmt: skip
        words = f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>'
        return mark_safe(f"<svg{head}>{words}{''.join(self._parts)}</svg>")  # noqa: S308  every part was escaped above


def hatch(name: str) -> str:
    """A pattern for what was withheld, to be used as ``fill="url(#name)"``."""
    return (
        f'<defs><pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="7" height="7" class="hatch-ground"></rect>'
        '<line x1="0" y1="0" x2="0" y2="7" class="hatch-line"></line></pattern></defs>'
    )
