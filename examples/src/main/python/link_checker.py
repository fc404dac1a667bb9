"""A pool checks all links of a site, and a thread reports the progress; the check can stop at the first broken link."""

import re
import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from urllib.request import urlopen

SITE = {
    "/": ["/docs", "/blog", "/about"],
    "/about": ["/", "/jobs"],
    "/blog": ["/", "/blog/1", "/blog/2"],
    "/blog/1": ["/blog", "/docs/lock"],
    "/blog/2": ["/blog", "/jobs"],
    "/docs": ["/", "/docs/lock", "/docs/queue"],
    "/docs/lock": ["/docs", "/docs/event"],
    "/docs/queue": ["/docs", "/docs/lock"],
}


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        links = SITE.get(self.path)
        self.send_response(404 if links is None else 200)
        self.end_headers()
        for link in links or []:
            self.wfile.write(f'<a href="{link}">{link}</a>\n'.encode())

    def log_message(self, *args):
        pass


def fetch(url):
    """Returns the links of a page, or None if the page cannot be fetched."""
    try:
        with urlopen(url) as answer:
            return re.findall('href="([^"]*)"', answer.read().decode())
    except OSError:
        return None


class LinkChecker:
    def __init__(self, site, until_broken=False):
        self.site = site
        self.until_broken = until_broken
        self.pages = Queue()  # the pages to fetch
        self.progress = Queue()
        self.give_up = threading.Event()
        self.lock = threading.Lock()  # guards the attributes below
        self.referrers = defaultdict(list)
        self.broken = []
        self.checked = 0

    def work(self):
        while (page := self.pages.get()) is not None:
            try:
                if not self.give_up.is_set():
                    self.check(page)
            finally:
                self.pages.task_done()

    def check(self, page):
        links = fetch(self.site + page)
        with self.lock:
            self.checked += 1
            self.progress.put(self.checked)
            if links is None:
                self.broken.append(page)
                if self.until_broken:
                    self.give_up.set()
                return
            for link in links:
                if link not in self.referrers:
                    self.pages.put(link)
                self.referrers[link].append(page)

    def report(self):
        while (checked := self.progress.get()) is not None:
            if checked % 4 == 0:
                print(f"{checked} pages checked")

    def run(self, workers):
        reporter = threading.Thread(target=self.report, name="reporter", daemon=True)
        reporter.start()
        self.referrers["/"].append("the start")
        self.pages.put("/")
        with ThreadPoolExecutor(workers, thread_name_prefix="checker") as pool:
            checkers = [pool.submit(self.work) for _ in range(workers)]
            self.pages.join()
            for _ in checkers:
                self.pages.put(None)
        for checker in checkers:
            checker.result()  # raises the exception of the checker, if any
        self.progress.put(None)
        reporter.join()


def tell(checker):
    for page in sorted(checker.broken):
        print(f"no such page: {page}, linked from {', '.join(sorted(checker.referrers[page]))}")
    print(f"{checker.checked} pages, {len(checker.broken)} of them broken")


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, name="server").start()
    site = f"http://127.0.0.1:{server.server_port}"

    checker = LinkChecker(site)
    checker.run(4)
    tell(checker)

    hasty = LinkChecker(site, until_broken=True)
    hasty.run(1)
    print(f"gave up at {hasty.broken[0]}")
    server.shutdown()


if __name__ == "__main__":
    main()
