"""Files for people and their programs: the record as Word, PDF and JSON, figures as PDF, meetings as calendar files. What is in them, the core says."""
