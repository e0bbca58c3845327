"""PDF files to pages: pdfium runs in a process of its own, which bounds its time and memory."""

from retrieval.formats.pdf.pages import pdf_pages

__all__ = ["pdf_pages"]
