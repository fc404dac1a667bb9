"""What the checker is made of; `porting_check.py` is the program.

* `reference` reads the tables of docs/python-names.md: the counterpart of each name.
* `library` is what has to be known of Python's library beyond names: what is a subclass of what, what a call returns.
* `annotations`, `scopes`, `bindings` and `calls` tell which name is bound to what, `values` what each expression
  denotes.
* `source` is a file, with the questions that can be asked about it.
* `uses` and `traps` ask them; `loops`, `collections` and `locks` find what takes more than a few lines. `targets` tells
  what other threads run, `held` where they hold which lock.
* What is found is a `finding`. `check` does it for files and folders.
"""
