"""Surveys by note verbale: replies by State and section, coding, and the report that is written from the coding."""
