"""A request has a deadline: the wait for a connection and the wait for the answer end in time."""

import asyncio


async def answer(reader, writer):
    name = (await reader.readline()).decode().strip()
    if name == "ada":
        writer.write(b"profile of ada\n")
    else:
        await reader.read()  # no answer: waits until the client leaves
    writer.close()


async def fetch(port, name):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"{name}\n".encode())
        return (await reader.readline()).decode().strip()
    finally:
        writer.close()


async def request(port, connections, name, seconds):
    try:
        async with asyncio.timeout(seconds):
            async with connections:
                return await fetch(port, name)
    except TimeoutError:
        return "not in time"


async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    connections = asyncio.Semaphore(1)

    print("ada:", await request(port, connections, "ada", 30))
    print("bob:", await request(port, connections, "bob", 0.2))
    await connections.acquire()
    print("eve:", await request(port, connections, "eve", 0.2))
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
