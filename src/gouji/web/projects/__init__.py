"""The project library: what is to be done over the years, with which money, and to which effect."""
