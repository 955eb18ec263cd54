"""Where the lines of a chart go. Only geometry: words and colours stand in the template."""

from dataclasses import dataclass

WIDTH, HEIGHT = 400, 220
LEFT, RIGHT, TOP, BOTTOM = 34, 12, 36, 34


@dataclass(frozen=True)
class ChartPoint:
    """One measurement: when (as people say it), the number, and what that number means."""

    label: str
    value: float
    meaning: str = ""


@dataclass(frozen=True)
class LineChart:
    """What a line chart says. `conclusion` is a sentence; `maximum` is the top of the scale (> 0).

    `limit` is the value from which it becomes too much, `limit_label` says so in words.
    """

    conclusion: str
    points: tuple[ChartPoint, ...]
    maximum: float
    value_heading: str
    limit: float | None = None
    limit_label: str = ""
    source: str = ""


@dataclass(frozen=True)
class DrawnPoint:
    """A point in the units of the picture, with its place for the words above it."""

    x: float
    y: float
    label_y: float
    point: ChartPoint


@dataclass(frozen=True)
class LineDrawing:
    """The picture: `path` joins the points, `limit_y` is None when there is no limit."""

    points: tuple[DrawnPoint, ...]
    path: str
    limit_y: float | None
    limit_height: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    plot_width: int = WIDTH - LEFT - RIGHT
    right: int = WIDTH - RIGHT
    top: int = TOP
    base: int = HEIGHT - BOTTOM
    words_y: int = HEIGHT - 10


def _height_of(value: float, maximum: float) -> float:
    share = min(max(value / maximum, 0.0), 1.0)
    return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def _place(chart: LineChart, index: int) -> DrawnPoint:
    steps = max(len(chart.points) - 1, 1)
    x = round(LEFT + 10 + index / steps * (WIDTH - LEFT - RIGHT - 20), 1)
    y = _height_of(chart.points[index].value, chart.maximum)
    return DrawnPoint(x=x, y=y, label_y=round(y - 10, 1), point=chart.points[index])


def draw(chart: LineChart) -> LineDrawing:
    """Return where everything goes in a picture of 400 by 220.

    Raises ValueError when the scale is not above zero: the line would have no height.
    """
    if chart.maximum <= 0:
        raise ValueError("the maximum of a chart must be above zero")
    points = tuple(_place(chart, index) for index in range(len(chart.points)))
    path = "M" + "L".join(f"{p.x} {p.y}" for p in points) if points else ""
    limit_y = None if chart.limit is None else _height_of(chart.limit, chart.maximum)
    return LineDrawing(
        points=points, path=path, limit_y=limit_y, limit_height=(limit_y or TOP) - TOP
    )
