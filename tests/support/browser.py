"""A headless Chromium, steered over the DevTools protocol through two pipes: no port, no library."""

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Self

from support.programs import end

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# The suite takes the settings of the person who runs it away; a browser may need its own to start at all.
_ENVIRONMENT = dict(os.environ)
_SWITCHES = (
    *("--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu", "--disable-extensions"),
    *("--disable-background-networking", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars"),
    "--proxy-server=127.0.0.1:9",  # pages under test need no network and get none
)
_END = b"\0"


def program() -> str | None:
    """Give the path of a Chromium; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """One browser with one page."""

    def __init__(self, into: IO[bytes], out_of: IO[bytes]) -> None:
        self._into, self._out_of = into, out_of
        self._number = 0
        self._rest = b""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self._ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self.ask("Page.enable")

    @classmethod
    @contextlib.contextmanager
    def running(cls, path: str, folder: Path) -> Iterator[Self]:
        """Run a browser with a profile of its own in a folder, until the block ends."""
        read_by_browser, into = os.pipe()
        out_of, written_by_browser = os.pipe()
        switches = [*_SWITCHES, f"--user-data-dir={folder}"]
        if os.geteuid() == 0:
            switches.append("--no-sandbox")  # Chromium refuses to start for root with it
        # The protocol is spoken on the file descriptors 3 and 4 of the browser.
        redirected = f'exec "$0" "$@" 3<&{read_by_browser} 4>&{written_by_browser}'
        started = subprocess.Popen(
            ["/bin/bash", "-c", redirected, path, *switches, "about:blank"],
            env=_ENVIRONMENT | {"HOME": str(folder)},
            pass_fds=(read_by_browser, written_by_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read_by_browser)
        os.close(written_by_browser)
        try:
            with os.fdopen(into, "wb", 0) as write, os.fdopen(out_of, "rb", 0) as read:
                yield cls(write, read)
        finally:
            end(started)

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command about the page and give its result."""
        return self._ask(method, self._session, **parameters)

    def open(self, path: Path) -> None:
        """Show a file and wait until it is loaded."""
        self.ask("Page.navigate", url=path.as_uri())
        while self._receive().get("method") != "Page.loadEventFired":
            pass

    def prefer(self, scheme: str) -> None:
        """Let the page see a reader who prefers `light` or `dark`."""
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def size(self, width: int, height: int) -> None:
        """Give the window a size in pixels."""
        size = {"width": width, "height": height}
        self.ask("Emulation.setDeviceMetricsOverride", **size, deviceScaleFactor=1, mobile=False)

    def press(self, key: str) -> None:
        """Press and release a key, such as Tab."""
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=9)

    def run(self, script: str) -> Any:
        """Run a script in the page and give its value, awaited."""
        answer = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def _ask(self, method: str, session: str | None = None, /, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        if session is not None:
            command["sessionId"] = session
        self._into.write(json.dumps(command).encode() + _END)
        while (answer := self._receive()).get("id") != self._number:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _receive(self) -> dict[str, Any]:
        while _END not in self._rest:
            more = self._out_of.read(1 << 16)
            if not more:
                raise RuntimeError("the browser is gone")
            self._rest += more
        message, self._rest = self._rest.split(_END, 1)
        received: dict[str, Any] = json.loads(message)
        return received
