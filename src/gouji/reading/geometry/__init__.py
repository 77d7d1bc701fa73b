"""From words and ruling lines on a page to lines, paragraphs and tables. Knows no file format.

Coordinates are points from the upper left corner of the *reading frame*: the page turned so that its text stands
upright. A frame that differs from the displayed page is turned back at the very end.
"""
