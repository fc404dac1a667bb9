"""The modules of the checker; `porting_check.py` is the program.

* `reference` reads the tables of docs/python-names.md: the counterpart of each name.
* `library` contains further knowledge about Python's library: base classes, and the results of calls.
* `annotations`, `scopes`, `bindings` and `calls` determine the bindings of names; `values` determines what each
  expression denotes.
* `source` is a parsed file, with queries about its expressions.
* `uses` and `traps` find the uses of names and the traps; `loops`, `collections` and `locks` find the more complex
  traps. `targets` determines the functions that other threads run, `held` the locks held at each statement.
* `finding` defines a line of the list. `check` checks files and folders.
"""
