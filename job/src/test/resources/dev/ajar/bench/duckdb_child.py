"""A DuckDB that stays: runs each line of stdin as SQL and answers with one line."""

import sys

import duckdb

connection = duckdb.connect()
connection.execute("SET threads = 2")
connection.execute("SET preserve_insertion_order = false")
connection.execute("SET TimeZone = 'UTC'")
connection.execute("SET enable_progress_bar = false")
print("ready " + duckdb.__version__, flush=True)
for line in sys.stdin:
    try:
        connection.execute(line)
        print("done", flush=True)
    except Exception as failed:
        print("failed " + " ".join(str(failed).split()), flush=True)
