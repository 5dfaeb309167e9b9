"""Its verbs, one a file: load, decide by the rules, save on condition."""
