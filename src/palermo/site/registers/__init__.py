"""Registers as people use them: lists, forms, records, imports, calendars and the editor of declarations.

One room for the registers of every wing: a register differs by its declaration, never by its pages.
"""
