"""The browser of the suite sees the running site, and notices what leaves it."""

from tests.browser import Visitor


def test_a_browser_gets_the_style_sheet_of_the_site(visitor: Visitor) -> None:
    response = visitor().goto("/static/nlds/naober.css")
    assert response is not None
    assert response.status == 200


def test_a_page_that_asks_another_server_is_noticed(visitor: Visitor) -> None:
    page = visitor(width=390, language="en-GB", javascript=False)
    page.set_content('<img src="http://elsewhere.example.org/pixel.png">')
    assert visitor.outside == ["http://elsewhere.example.org/pixel.png"]
    visitor.outside.clear()
