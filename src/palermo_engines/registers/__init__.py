"""Registers: a declaration in YAML becomes fields, validation, workflow, cells of a spreadsheet, forms and measures."""
