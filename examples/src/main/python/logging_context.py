"""Each log line names its request, even in the threads of a pool."""

import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context

request = ContextVar("request")


class AddRequest(logging.Filter):
    def filter(self, record):
        record.request = request.get("-")
        return True


def handle(executor, name):
    request.set(name)
    executor.submit(copy_context().run, logging.getLogger("orders").info, "order is paid").result()


def main():
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("request=%(request)s %(message)s"))
    handler.addFilter(AddRequest())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    with ThreadPoolExecutor(1) as executor:
        handle(executor, "1")
        handle(executor, "2")


if __name__ == "__main__":
    main()
