"""A crawler visits each page once, shortest path first: a queue with a custom order, a thread with a custom join."""

import heapq
import queue
import threading

SITE = {
    "/": ["/docs/lock", "/blog", "/"],
    "/blog": ["/blog/2026/1", "/blog/2026/2", "/about"],
    "/about": ["/", "/blog"],
    "/docs/lock": ["/docs/event", "/docs/lock"],
    "/docs/event": ["/docs/lock", "/about"],
}


class PageQueue(queue.Queue):
    """Rejects pages that were added before, and returns the page with the shortest path first."""

    def _init(self, maxsize):
        self.seen = set()
        self.pages = []

    def _qsize(self):
        return len(self.pages)

    def _put(self, page):
        if page in self.seen:
            self.unfinished_tasks -= 1  # since put() counts the ignored page
        else:
            self.seen.add(page)
            heapq.heappush(self.pages, (page.count("/"), page))

    def _get(self):
        return heapq.heappop(self.pages)[1]


class Crawler(threading.Thread):
    """Visits pages until it is joined."""

    def __init__(self, pages):
        super().__init__(name="crawler")
        self.pages = pages
        self.stop = threading.Event()

    def run(self):
        while not self.stop.is_set():
            try:
                page = self.pages.get(timeout=0.01)
            except queue.Empty:
                continue  # time to check whether to stop
            self.visit(page)
            self.pages.task_done()

    def visit(self, page):
        links = SITE.get(page, [])
        print(f"{self.name}: {page} has {len(links)} links")
        for link in links:
            self.pages.put(link)

    def join(self, timeout=None):
        self.stop.set()
        super().join(timeout)


def main():
    pages = PageQueue()
    for page in ("/docs/event", "/", "/"):
        pages.put(page)
    print(f"{pages.qsize()} pages to begin with")
    crawler = Crawler(pages)
    crawler.start()
    pages.join()
    crawler.join(10)
    print(f"{len(pages.seen)} pages, and {pages.qsize()} left")
    print("the crawler is alive" if crawler.is_alive() else "the crawler has ended")


if __name__ == "__main__":
    main()
