"""Many documents: a dataset to compare, its questions, what is not printed, and its report.

``build`` makes a dataset of documents, ``open_dataset`` reads one; see ``docs/corpus.md``.
Everything here but the comparison of two documents and the bounds needs the extra ``corpus`` (pyarrow, DuckDB, ibis).
"""
