"""A task for each page of a site checks the links of the page; all tasks end together, at the first error at once."""

import asyncio

SITE = {
    "/": ["/docs", "/blog", "/about"],
    "/about": ["/", "/jobs"],
    "/blog": ["/", "/blog/1", "/docs"],
    "/blog/1": ["/blog", "/docs"],
    "/docs": ["/", "/about"],
}


async def fetch(page):
    if page not in SITE:
        raise FileNotFoundError(page)
    return SITE[page]


class LinkChecker:
    def __init__(self, until_broken):
        self.until_broken = until_broken
        self.seen = {"/"}
        self.broken = []

    async def check(self, page):
        try:
            for link in await fetch(page):
                self.follow(link)
        except FileNotFoundError:
            if self.until_broken:
                raise
            self.broken.append(page)

    def follow(self, link):
        if link not in self.seen:
            self.seen.add(link)
            self.group.create_task(self.check(link))

    async def run(self):
        async with asyncio.TaskGroup() as self.group:
            self.group.create_task(self.check("/"))


def main():
    checker = LinkChecker(until_broken=False)
    asyncio.run(checker.run())
    print(f"{len(checker.seen)} pages, broken: {', '.join(checker.broken)}")

    try:
        asyncio.run(LinkChecker(until_broken=True).run())
    except* FileNotFoundError as group:
        print(group)
        print(f"gave up at {group.exceptions[0]}")


if __name__ == "__main__":
    main()
