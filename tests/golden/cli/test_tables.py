# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables and calendars from the command line: what is recognised, what is said of columns, and our own exports read again."""
import json

import harness

SHEET = 'Who;When it is;Where;Phone\nA;Monday 7 pm;Church;555\nB;Friday 8 pm;Church;\n'
SMALL = 'tsmlui-kansascity.json'


class Tables(harness.Case):
    def setUp(self):
        super().setUp()
        self.ctl('init', '--empty')

    def test_columns(self):
        path = self.write('sheet.csv', SHEET)
        message = self.refuse('import', path)
        self.assertIn('table', message)
        match = self.write('match.txt', '# how our sheet is\nWho=name\nWhen it is=day_time\n')
        report = self.read(path, status=0, words=('--match', match, '--columns', 'C=location,Phone='))
        self.assertEqual((report['format'], report['added'], report['rejected']), ('csv', 2, []))
        self.assertEqual(report['left_out'], {'Phone': 1})
        self.assertIn('conference_url', self.refuse('import', path, '--columns', 'Who=nonsense'))
        self.assertIn('no column', self.refuse('import', path, '--columns', 'Nobody=name'))

    def test_changes_are_told(self):
        path = self.write('sheet.csv', 'id,name,day,time,location,address\na,A,1,19:00,Hall,1 Main St\n')
        self.read(path, status=0)
        path.write_text('id,name,day,time,location,address\na,A,1,20:00,Church,1 Main St\n')
        report = self.read(path, status=0, words=('--dry-run',))
        self.assertEqual(report['changed'], 1)
        diff = {item['field']: (item['from'][-5:], item['to'][-5:]) for item in report['changes']['changed'][0]['diff']
                if item['from'] and item['to']}
        self.assertEqual(diff['start'], ('19:00', '20:00'))

    def meetings(self, data=None):
        return list(json.loads(self.ctl('dump', data=data))['meeting'].values())

    def go_round(self, name):
        self.read(harness.feed(SMALL), status=0)
        exported, other = self.folder / ('export.' + name), self.folder / 'other'
        self.ctl('export', '--format', name, '-o', exported)
        self.ctl('init', '--empty', data=other)
        report = self.read(exported, data=other)
        self.assertEqual(report['format'], name)
        return report, self.meetings(), self.meetings(other)

    def test_csv_round(self):
        report, before, after = self.go_round('csv')
        self.assertEqual(report['rejected'], [])
        self.assertEqual(len(after), len(before))
        key = lambda meeting: tuple(meeting.get(field) or '' for field in ('name', 'rule', 'start', 'length', 'attendance',
                                                                          'conference_url'))
        self.assertEqual(sorted(map(key, after)), sorted(map(key, before)))

    def test_ics_round(self):
        report, before, after = self.go_round('ics')
        self.assertEqual(report['rejected'], [])
        timed = [meeting for meeting in before if meeting.get('start')]
        key = lambda meeting: (meeting['name'], meeting.get('rule') or '', meeting['start'][11:])
        self.assertEqual(sorted(map(key, after)), sorted(map(key, timed)))


if __name__ == '__main__':
    harness.main()
