"""Backup and restore: the whole database and the store in one file, between either kind of database.

A backup is a tar: ``manifest.json`` first, then ``tables/NAME.jsonl`` (a row a line, an array in the order of the
manifest's columns), then ``store/AA/SHA256``. The rows are of one moment; files of the store never change, and what a
row names was kept before the row was written. The manifest says the state of the schema, and of every table its rows
and SHA-256; a file of the store is named by its own.

A restore checks all of it before it touches anything, makes the schema of that state in an empty database, puts the
rows in, and brings the schema up to date: a backup is also how an old installation's data, or SQLite's, is moved.
"""
