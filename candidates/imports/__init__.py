"""Lists of candidates and of districts from CSV and XLSX files, and back."""
