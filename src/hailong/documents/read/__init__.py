"""Reading: DOCX, PDF, flattened text and spreadsheets into paragraphs and tables with places."""
