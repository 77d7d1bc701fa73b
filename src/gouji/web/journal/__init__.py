"""The log of what was done: who, when, what, before and after. Nothing in it is ever changed."""
