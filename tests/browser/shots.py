"""Pictures of every page: ``python -m tests.browser.shots OUTDIR [ADDRESS]``."""

import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from tests.browser.dashboard import NAMES, PHONE, WIDE, launched, served, visited


def main(folder: Path, address: str | None) -> None:
    """Write NAME-SIZE-SCHEME.png for every page at its whole height, and README's picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        started = nullcontext(address) if address else served(Path(place) / "workspace")
        with started as at, launched() as browser:
            with visited(browser, str(at), size=(1280, 1000)) as visit:
                visit.open(NAMES[0]).page.screenshot(path=folder / "brief.png")
            for size, pixels in (("wide", WIDE), ("phone", PHONE)):
                for dark in (False, True):
                    with visited(browser, str(at), size=pixels, dark=dark) as visit:
                        for name in NAMES:
                            visit.open(name)
                            height = visit.page.evaluate(HEIGHT)
                            visit.page.set_viewport_size({"width": pixels[0], "height": height})
                            visit.page.wait_for_timeout(300)
                            scheme = "dark" if dark else "light"
                            visit.page.screenshot(path=folder / f"{name}-{size}-{scheme}.png")
                            print(folder / f"{name}-{size}-{scheme}.png")
                            visit.page.set_viewport_size({"width": pixels[0], "height": pixels[1]})


HEIGHT = """() => Math.max(window.innerHeight, Math.min(9000,
    document.querySelector('[data-testid="stMain"]').scrollHeight + 80))"""


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
