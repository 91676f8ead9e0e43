# SPDX-License-Identifier: GPL-3.0-or-later
"""How many came: reports with small numbers hidden, and headcounts from paper."""
import sqlite3

import harness

# week 44 of 2026: Monday October 26 to Sunday November 1, in the month of October
ROWS = [('m-noon', 44, 120, 1), ('m-gone', 44, 4, 2), ('m-twice', 44, 40, 1)]


class Counts(harness.Case):
    def fill(self):
        """A center whose counts hold one closed month."""
        self.ctl('init', '--empty')
        self.ctl('add', 'meeting/m-noon', 'name=Noon, "Anchor"', 'fellowship=aa', 'attendance=in_person', 'slug=noon')
        self.ctl('counts', 'enter', 'm-noon', '2026-11-22', '5', status=3)
        database = sqlite3.connect(self.data / 'counts.db')
        for meeting, week, n, state in ROWS:
            days = 2 if meeting != 'm-twice' else 6
            database.execute('INSERT INTO week VALUES (2026, ?, ?, ?, ?, ?, ?, ?, ?, 4, ?)',
                             (week, meeting, 'aa', n.to_bytes(4, 'big'), bytes(4), 2026 * 12 + 9, days, bytes(4), state))
        database.commit()
        database.close()

    def test_nothing_yet(self):
        self.ctl('init', '--empty')
        self.assertIn('no numbers', self.ctl('counts', 'report'))
        self.assertEqual(self.json('counts', 'report')['rows'], [])
        self.assertFalse((self.data / 'counts.db').exists())

    def test_report(self):
        self.fill()
        report = self.json('counts', 'report')
        self.assertEqual((report['from'], report['to'], report['threshold']), ('2026-10', '2026-10', 11))
        rows = {row['key']: (row['label'], row['count'], row['hidden']) for row in report['rows']}
        self.assertEqual(rows, {'m-noon': ('Noon, "Anchor"', 120, 0), 'm-gone': ('m-gone', None, 1),
                                'm-twice': ('m-twice', 40, 0)})
        self.assertEqual((report['total'], report['hidden']), (160, 1))
        text = self.ctl('counts', 'report')
        self.assertRegex(text, r'm-gone +hidden\n')
        self.assertRegex(text, r'Total +at least 160\n')
        csv = self.ctl('counts', 'report', '--csv')
        self.assertIn('"m-noon","Noon, ""Anchor""",120,""', csv)
        self.assertIn('"m-gone","m-gone",,"hidden"', csv)
        days = {row['key']: row['count'] for row in self.json('counts', 'report', '--by', 'weekday')['rows']}
        self.assertEqual(days, {'1': 120, 'several': 40})
        aa, = self.json('counts', 'report', '--by', 'fellowship')['rows']
        self.assertEqual((aa['key'], aa['count'], aa['hidden']), ('aa', 160, 1))
        month, = self.json('counts', 'report', '--by', 'month')['rows']
        self.assertEqual((month['key'], month['count']), ('2026-10', 160))
        self.assertEqual(self.json('counts', 'report', '--from', '2026-11')['rows'], [])
        self.assertEqual(len(self.json('counts', 'report', '--from', '2026-10', '--to', '2026-10')['rows']), 3)

    def test_usage(self):
        self.ctl('init', '--empty')
        for words in (['report', '--by', 'person'], ['report', '--from', '2026'], ['report', 'x'], ['count'], [],
                      ['report', '--from', '2026-11', '--to', '2026-10'], ['report', '--csv', '--json'],
                      ['enter', 'm-noon', 'today', '5'], ['enter', 'm-noon', '2026-11-22'],
                      ['enter', 'm-noon', '2026-11-22', '-1'], ['enter', 'm-noon', '2026-11-22', '100000'],
                      ['enter', 'm-noon', '2026-11-22', '5', '--csv']):
            with self.subTest(words):
                self.ctl('counts', *words, status=2)

    def test_enter(self):
        self.fill()
        database = sqlite3.connect(self.data / 'counts.db')
        end = 1795482000  # 2026-11-23 20:00 in New York
        database.execute('INSERT INTO occurrence VALUES (20780, ?, ?, ?, ?, 0, ?, ?, ?, ?)',
                         ('m-noon', 'aa', end - 3600, end, (7).to_bytes(4, 'big'), bytes(4), bytes(4), bytes(4)))
        database.commit()
        database.close()
        self.refuse('counts', 'enter', 'noon', '2026-11-23', '31')
        self.refuse('counts', 'enter', 'm-nowhere', '2026-11-23', '31')
        told = self.ctl('counts', 'enter', 'noon', '2026-11-23', '31', now='2026-11-24T06:00:00-05:00')
        self.assertNotRegex(told, r'\b(7|31)\b')
        database = sqlite3.connect(self.data / 'counts.db')
        self.assertEqual(database.execute('SELECT headcount FROM occurrence').fetchone()[0], (32).to_bytes(4, 'big'))
        database.close()
        # the history knows who and when, and not how many
        database = sqlite3.connect(self.data / 'handrail.db')
        lines = database.execute("SELECT actor, kind, id, field, old, new FROM history WHERE verb='headcount'").fetchall()
        database.close()
        self.assertEqual(lines, [('command line', 'meeting', 'm-noon', None, None, '2026-11-23')])
        self.ctl('set', 'site/site', 'count_threshold=130')
        report = self.json('counts', 'report')
        self.assertEqual((report['threshold'], report['total']), (130, None))


if __name__ == '__main__':
    harness.main()
