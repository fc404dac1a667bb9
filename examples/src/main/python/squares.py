"""A pool squares numbers: by map, in order, and by submit, in the order of completion."""

from concurrent.futures import ThreadPoolExecutor, as_completed


def square(n):
    return n * n


def main():
    with ThreadPoolExecutor(3) as executor:
        print(list(executor.map(square, [1, 2, 3, 4, 5])))
        futures = [executor.submit(square, n) for n in range(1, 6)]
        total = 0
        for future in as_completed(futures):
            total += future.result()
        print(f"total {total}")


if __name__ == "__main__":
    main()
