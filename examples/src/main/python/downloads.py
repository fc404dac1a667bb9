"""A pool downloads files from a server that runs in this program; an optional bar shows the progress."""

import os
import sys
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor, as_completed
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Files(BaseHTTPRequestHandler):
    def do_GET(self):
        if not self.path.startswith("/file/"):
            self.send_error(404)
            return
        size = int(self.path[len("/file/"):])
        self.send_response(200)
        self.send_header("Content-Length", str(size))
        self.end_headers()
        self.wfile.write(bytes(size))

    def log_message(self, *args):
        pass


def download(url):
    with urllib.request.urlopen(url) as response:
        return len(response.read())


def show(done, total):
    if "EXAMPLES_BAR" in os.environ:
        print(f"\rdownloads [{'=' * done}{' ' * (total - done)}]", end="", file=sys.stderr)


def size(file):
    if isinstance(file.exception(), urllib.error.HTTPError):
        print("a file is missing")
        return 0
    return file.result()


def download_all(urls):
    total = 0
    with ThreadPoolExecutor(4) as executor:
        files = [executor.submit(download, url) for url in urls]
        for done, file in enumerate(as_completed(files), 1):
            show(done, len(urls))
            total += size(file)
    print(f"downloaded {total} bytes")


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Files)
    threading.Thread(target=server.serve_forever).start()
    try:
        base = f"http://127.0.0.1:{server.server_port}"
        download_all([f"{base}/file/{n * 1000}" for n in range(1, 21)] + [f"{base}/missing"])
    finally:
        server.shutdown()


if __name__ == "__main__":
    main()
