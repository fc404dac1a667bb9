"""Runs the subjects of all scripts in this folder."""

import futures_benchmark  # noqa: F401
import locks_benchmark  # noqa: F401
import queue_benchmark  # noqa: F401
import threads_benchmark  # noqa: F401
from timing import main

if __name__ == "__main__":
    main()
