import pytest

from core.charts import BOTTOM, TOP, bar_chart, line_chart, nice_top, stacked_chart


@pytest.mark.parametrize(
    ("most", "top"),
    [(0, 4), (-3, 4), (1, 1), (7, 8), (23, 25), (100, 100), (101, 200), (0.3, 0.4), (999, 1000)],
)
def test_nice_top_is_never_below(most, top):
    assert nice_top(most) == pytest.approx(top)


def test_bars_stay_within_the_drawing():
    chart = stacked_chart(["a", "b"], {"one": [3, 50], "two": [4, 50]})

    assert all(TOP <= float(bar["y"]) <= BOTTOM for bar in chart.bars)
    assert [row["values"] for row in chart.rows] == [[3, 4], [50, 50]]


def test_charts_without_figures_are_empty_drawings():
    assert bar_chart([], [], "none").bars == []
    assert line_chart([], {"none": []}).lines[0]["path"] == ""


def test_many_labels_are_thinned():
    assert len(bar_chart([str(n) for n in range(53)], [1] * 53, "weeks").ticks) <= 10
