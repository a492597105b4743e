"""The pictures of the README, from a demo that was left running: `make demo KEEP=1`, then `make screenshots`.

Arguments: the demo's home, the folder for the pictures.
"""

import sys
from email import policy
from email.parser import BytesParser
from pathlib import Path

import httpx
from playwright.sync_api import Page, ViewportSize, sync_playwright

from deploy.terminal_picture import take_terminal_picture
from scrapers.program import find_browser

WIDE: ViewportSize = {"width": 1280, "height": 1000}
NARROW: ViewportSize = {"width": 390, "height": 844}


def main(home: Path, pictures: Path) -> None:
    """Write summary.png, prefect.png and check.png; narrow pages, mails and the run's tabs go to `pictures` in the home."""
    more = home / "pictures"
    more.mkdir(parents=True, exist_ok=True)
    pictures.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(None))
        for name, size in (("wide", WIDE), ("narrow", NARROW)):
            page = browser.new_page(viewport=size)
            _pages(page, home, more, name)
            page.close()
        _prefect(browser.new_page(viewport={"width": 1440, "height": 1000}), home, more)
        take_terminal_picture(browser, pictures / "check.png")
        browser.close()
    (more / "summary-wide.png").replace(pictures / "summary.png")
    (more / "prefect-subflow.png").replace(pictures / "prefect.png")


def _pages(page: Page, home: Path, folder: Path, name: str) -> None:
    """The overview, one agency, and the last digest as received."""
    index = home / "summary" / "index.html"
    page.goto(index.as_uri())
    page.screenshot(path=folder / f"summary-{name}.png", full_page=name == "narrow")
    page.goto(min((index.parent / "agencies").glob("*.html")).as_uri())
    page.screenshot(path=folder / f"agency-{name}.png", full_page=True)
    mail = BytesParser(policy=policy.default).parsebytes(max((home / "mail").glob("*.eml")).read_bytes())
    body = mail.get_body(("html",))
    page.goto(
        "about:blank"
    )  # a page of the summary would lay its policy, which forbids styles in the text, over the mail
    page.set_content(body.get_content() if body else "")
    page.screenshot(path=folder / f"digest-{name}.png", full_page=True)


def _prefect(page: Page, home: Path, pictures: Path) -> None:
    url = (home / "prefect" / "server.url").read_text().strip()
    auth = (home / "prefect" / "auth").read_text().strip()
    run = _last_patrol(url, auth)
    page.goto(url)
    page.wait_for_url("**/login**")
    page.locator("input").first.fill(auth)
    page.keyboard.press("Enter")
    page.wait_for_timeout(3000)
    page.goto(f"{url}/runs/flow-run/{run}")
    page.wait_for_timeout(4000)
    page.screenshot(path=pictures / "prefect.png")
    for tab in ("Artifacts", "Subflow Runs", "Task Runs"):
        button = page.get_by_text(tab, exact=True).first
        if button.count():
            button.click()
            page.wait_for_timeout(2000)
            page.screenshot(path=pictures / f"prefect-{tab.split()[0].lower()}.png")


def _last_patrol(url: str, auth: str) -> str:
    user, password = auth.split(":", 1)
    with httpx.Client(base_url=f"{url}/api", auth=(user, password), trust_env=False) as api:
        token = api.get("/csrf-token", params={"client": "pictures"}).json()["token"]
        headers = {"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": "pictures"}
        query = {"flows": {"name": {"any_": ["patrol"]}}, "sort": "START_TIME_DESC", "limit": 1}
        return str(api.post("/flow_runs/filter", json=query, headers=headers).json()[0]["id"])


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
