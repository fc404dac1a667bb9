"""The value of a context variable is available in new threads and in a pool, without being passed as an argument."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from threading import Thread

request = ContextVar("request", default="no request")


def say(text):
    print(f"[{request.get()}] {text}")


def handle(name, executor):
    token = request.set(name)
    try:
        say("begins")
        thread = Thread(target=copy_context().run, args=(say, "is in a thread"))
        thread.start()
        thread.join()
        executor.submit(copy_context().run, say, "is in the pool").result()
        executor.submit(say, "is what the pool knows by itself").result()
    finally:
        request.reset(token)


def main():
    with ThreadPoolExecutor(1) as executor:
        handle("request 1", executor)
        handle("request 2", executor)
    say("ends")


if __name__ == "__main__":
    main()
