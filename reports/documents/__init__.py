"""The compiled report and the cards, as pages and PDFs."""
