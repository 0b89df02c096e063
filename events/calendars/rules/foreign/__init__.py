"""Calendars that others write: bytes in, occurrences out, and what could not be read, by line.

Standard library alone, since `events.calendars.apart` runs it in a bare process of its own, many times an hour.
"""
