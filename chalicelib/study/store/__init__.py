"""Its items in the tables: keys, conditions, transactions."""
