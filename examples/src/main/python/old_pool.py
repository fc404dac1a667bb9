"""A multiprocessing.pool.ThreadPool: map, apply_async with a callback, imap, close and join."""

from multiprocessing.pool import ThreadPool


def square(n):
    return n * n


def main():
    pool = ThreadPool(3)
    print(pool.map(square, [1, 2, 3, 4, 5]))
    told = []
    pool.apply_async(square, (6,), callback=told.append)
    squares = list(pool.imap(square, range(5)))
    pool.close()  # no more tasks
    pool.join()
    print(told, squares)


if __name__ == "__main__":
    main()
