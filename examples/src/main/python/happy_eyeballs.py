"""Connects to the first of several addresses that answers; a new attempt begins when the last one fails or is slow."""

import asyncio

ADDRESSES = ["2001:db8::1", "2001:db8::2", "192.0.2.1", "192.0.2.2"]


async def connect(address):
    """Simulates a network: the first address never answers, the second one refuses."""
    if address == "2001:db8::1":
        await asyncio.Event().wait()
    if address == "2001:db8::2":
        raise ConnectionRefusedError("connection refused")
    return f"connection to {address}"


async def happy_eyeballs(addresses, delay):
    winners = []
    attempts = []

    async def attempt(address, failed):
        try:
            winners.append(await connect(address))
            for other in attempts:
                other.cancel()
        except OSError as e:
            print(f"{address}: {e}")
            failed.set()

    async with asyncio.TaskGroup() as group:
        for address in addresses:
            if winners:
                break
            print(f"trying {address}")
            failed = asyncio.Event()
            attempts.append(group.create_task(attempt(address, failed)))
            try:
                await asyncio.wait_for(failed.wait(), delay)
            except TimeoutError:
                pass
    return winners[0]


def main():
    print(asyncio.run(happy_eyeballs(ADDRESSES, 0.5)))


if __name__ == "__main__":
    main()
