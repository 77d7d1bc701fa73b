"""A publication → DOCX, PDF, XLSX, HTML and open data; the gate that reads each of them back."""
