"""Papers as Word files: the same HTML and the same style sheet as the PDF, read into Word's own words."""
