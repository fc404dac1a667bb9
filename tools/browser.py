"""A browser without a window, for tests of a page.

Talks to Chromium over a pipe, in the DevTools protocol, so it needs neither a driver nor a port nor a package.
As a program, prints the path of the browser that is used, and fails if there is none.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List, Optional

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

# As root, and in a container with little shared memory, Chromium starts only with the first two.
OPTIONS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--headless",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--remote-debugging-pipe",
)

LIMIT = 30.0


class BrowserError(Exception):
    """The browser has reported an error, or has not answered in time."""


def find() -> Optional[str]:
    """Returns the path of an installed browser, or None."""
    return next((path for path in map(shutil.which, PROGRAMS) if path), None)


class Browser:
    """A browser with one page, for use in a with statement."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.mkdtemp()
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        command = [program, *OPTIONS, f"--user-data-dir={self._profile}", "about:blank"]
        # The protocol uses the descriptors 3 and 4.
        script = f'exec "$@" 3<&{to_browser} 4>&{from_browser}'
        self._process = subprocess.Popen(
            ["bash", "-c", script, "browser", *command],
            pass_fds=(to_browser, from_browser),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._unread = b""
        self._count = 0
        self._session: Optional[str] = None
        self.messages: List[str] = []
        self.requests: List[str] = []
        targets = self.call("Target.getTargets")["targetInfos"]
        target = next(each["targetId"] for each in targets if each["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "DOM", "Log"):
            self.call(domain + ".enable")

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._out)
        os.close(self._in)
        shutil.rmtree(self._profile, ignore_errors=True)  # a process of the browser may still be ending

    def call(self, method: str, **parameters: Any) -> Dict[str, Any]:
        """Calls a method of the protocol and returns its result."""
        self._count += 1
        message: Dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        while True:
            answer = self._receive(method)
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']}")
                result: Dict[str, Any] = answer["result"]
                return result
            self._note(answer)

    def _receive(self, method: str) -> Dict[str, Any]:
        deadline = time.monotonic() + LIMIT
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._in], [], [], max(0.0, deadline - time.monotonic()))
            data = os.read(self._in, 1 << 16) if ready else b""
            if not data:
                raise BrowserError(f"no answer to {method}: the browser has " + ("ended" if ready else "not answered"))
            self._unread += data
        message, _, self._unread = self._unread.partition(b"\0")
        answer: Dict[str, Any] = json.loads(message)
        return answer

    def _note(self, event: Dict[str, Any]) -> None:
        """Remembers errors, messages to the console, and requests."""
        method, parameters = event.get("method"), event.get("params", {})
        if method in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"):
            self.messages.append(json.dumps(parameters)[:2000])
        elif method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])

    def open(self, page: Path) -> None:
        """Opens a file and waits until it has been loaded."""
        self.call("Page.navigate", url=page.resolve().as_uri())
        self.wait_for("document.readyState === 'complete' && location.protocol === 'file:'")

    def run(self, script: str) -> Any:
        """Returns the value of an expression in the page; waits for it if it is a promise."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise BrowserError(f"{script}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def wait_for(self, condition: str) -> None:
        """Waits until an expression is true."""
        deadline = time.monotonic() + LIMIT
        while not self.run(condition):
            if time.monotonic() > deadline:
                raise BrowserError(f"not true within {LIMIT} s: {condition}")
            time.sleep(0.01)

    def press(self, key: str) -> None:
        """Presses and releases a key, by its name in JavaScript."""
        codes = {"Enter": 13, "Tab": 9, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        common = {"key": key, "code": key, "windowsVirtualKeyCode": codes.get(key, ord(key[0]))}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def click(self, script: str) -> None:
        """Clicks in the middle of the element that an expression returns."""
        box = self.run(f"(() => {{ const e = {script}; e.scrollIntoView({{block: 'nearest'}}); "
                       "const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def choose_file(self, selector: str, file: Path) -> None:
        """Chooses a file in an input element."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=node, files=[str(file.resolve())])

    def prefer(self, scheme: str) -> None:
        """Sets the color scheme that the user prefers: light or dark."""
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def resize(self, width: int, height: int) -> None:
        """Sets the size of the window."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def screenshot(self, file: Path) -> None:
        """Writes what the page shows to a PNG file."""
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))


if __name__ == "__main__":
    sys.exit(print(find()) if find() else "There is no Chromium.")
