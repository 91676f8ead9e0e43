#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the tables beside it: one sheet, byte for byte as a spreadsheet saves it with various settings."""
import pathlib

HEADER = ['Time', 'End Time', 'Day', 'Name', 'Location', 'Address', 'City', 'State', 'Postal Code', 'Country', 'Region',
          'Sub Region', 'Types', 'Notes', 'Contact 1 Name', 'ID']
ROWS = [
    ['7:00 PM', '8:00 PM', 'Monday', 'Café “Sunrise”', 'St. Mary’s Hall', '12 Main St', 'Town', 'NY', '01234', 'USA',
     'North', 'Hill', 'Open, Discussion', 'Ring the bell;\nthe door is at the back.', 'Ana', 'cafe-1'],
    ['12:00', '', 'Tuesday; Thursday', 'Noon, and then some', 'Library', '5 Elm Ave', 'Town', 'NY', '01235', 'USA',
     'North', '', 'Closed;Women', 'He said "hello"', '', 'noon-2'],
    ['', '', '', 'By appointment', 'Señor Peña House', '7 Oak Rd', 'Town', 'NY', '', 'USA', '', '', '', '', '', 'app-3'],
    ['19:30', '21:00', 'Mon-Fri', 'Every weekday', '', '', '', '', '', '', '', '', 'Español', '', '', 'week-4'],
]
FILES = {
    'comma-utf8.csv': (',', 'utf-8', '\n'),
    'semicolon-windows-1252.csv': (';', 'cp1252', '\r\n'),
    'tab-utf16.csv': ('\t', 'utf-16-le', '\n'),
    'comma-cr.csv': (',', 'utf-8-sig', '\r'),
}


def cell(text, separator):
    if any(c in text for c in (separator, '"', '\n')):
        return '"' + text.replace('"', '""') + '"'
    return text


def main():
    folder = pathlib.Path(__file__).parent
    for name, (separator, encoding, end) in FILES.items():
        lines = [separator.join(cell(text, separator) for text in row) for row in [HEADER, *ROWS]]
        # what is inside of a cell keeps its line feed
        data = (end.join(lines) + end).encode(encoding)
        (folder / name).write_bytes((b'\xff\xfe' if encoding == 'utf-16-le' else b'') + data)


main()
