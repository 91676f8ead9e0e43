# SPDX-License-Identifier: GPL-3.0-or-later
"""Real feeds in, the same directory out, and what happens when they are read again."""
import collections
import copy
import html
import json
import re
import shutil

import harness

# Records as counted in the files themselves.
FEEDS = {
    'tsmlui-aasepia-philadelphia-1.json': (2038, 'meeting-guide'),
    'tsmlui-orangecounty-ca.json': (1967, 'meeting-guide'),
    'tsmlui-nocodeapi-googlesheet.json': (567, 'meeting-guide'),
    'tsmlui-al-anon.json': (360, 'meeting-guide'),
    'tsmlui-kansascity.json': (206, 'meeting-guide'),
    'tsmlui-eda.json': (185, 'meeting-guide'),
    'tsmlui-sussexaa-1.json': (123, 'meeting-guide'),
    'central-query-cypress-meetings.json': (160, 'meeting-guide'),
    'bmlt-newyork-GetSearchResults.json': (1555, 'bmlt'),
}
NO_FEEDS = ('bmlt-newyork-GetFormats.json', 'bmlt-newyork-GetServiceBodies.json', 'smart-recovery-usa-2022.json')
BMLT = 'bmlt-newyork-GetSearchResults.json'
SMALL = 'tsmlui-kansascity.json'


def plain(text):
    """As a person would read it: no markup, no entities, single spaces."""
    text = html.unescape(html.unescape(text or ''))
    return re.sub(r'\s+', ' ', re.sub(r'<[^>]*>', ' ', text)).strip()


class Feeds(harness.Case):
    def setUp(self):
        super().setUp()
        self.ctl('init', '--empty')

    def test_every_feed(self):
        for name, (records, form) in FEEDS.items():
            with self.subTest(name):
                shutil.rmtree(self.data)
                self.ctl('init', '--empty')
                report = self.read(harness.feed(name))
                self.assertEqual(report['records'], records)
                self.assertEqual(report['format'], form)
                self.assertEqual(report['added'], records - len(report['rejected']))
                self.assertLess(len(report['rejected']), records // 50)
                listed = self.json('meetings', '--unpublished')
                self.assertEqual(len(listed), report['added'])
                self.assertEqual(len({m['id'] for m in listed}), len(listed))
                self.assertEqual({m['source'] for m in listed}, {report['source']})

    def test_reading_again_changes_nothing(self):
        for name, (records, _) in FEEDS.items():
            with self.subTest(name):
                shutil.rmtree(self.data)
                self.ctl('init', '--empty')
                first = self.read(harness.feed(name))
                before = self.ctl('dump')
                again = self.read(harness.feed(name))
                self.assertEqual((again['added'], again['changed'], again['removed']), (0, 0, 0))
                self.assertEqual(again['unchanged'], records - len(first['rejected']))
                self.assertEqual(again['rejected'], first['rejected'])
                self.assertEqual(again['repaired'], first['repaired'])
                self.assertEqual(self.ctl('dump'), before)

    def test_days_and_times_are_those_of_the_file(self):
        for name in (SMALL, 'tsmlui-sussexaa-1.json', 'tsmlui-al-anon.json', 'tsmlui-aasepia-philadelphia-1.json',
                     'tsmlui-orangecounty-ca.json'):
            with self.subTest(name):
                shutil.rmtree(self.data)
                self.ctl('init', '--empty')
                report = self.read(harness.feed(name))
                odd = {note['record'] for note in report['repaired'] + report['rejected']}
                wanted = collections.Counter()
                for number, record in enumerate(harness.load_feed(name), 1):
                    days = record.get('day')
                    days = days if isinstance(days, list) else [days]
                    if number not in odd and record.get('time') and days[0] not in (None, ''):
                        wanted[(plain(record['name']), tuple(sorted(int(d) for d in days)), record['time'][:5])] += 1
                listed = collections.Counter((m['name'], tuple(m['days']), m['time'])
                                             for m in self.json('meetings', '--unpublished'))
                self.assertGreater(sum(wanted.values()), report['records'] // 2)
                self.assertEqual(wanted - listed, collections.Counter())

    def test_no_feed_is_refused(self):
        for name in NO_FEEDS:
            with self.subTest(name):
                self.refuse('import', harness.feed(name))

    def test_unpublished_stay_hidden(self):
        self.read(harness.feed('bmlt-newyork-GetSearchResults.json'))
        records = harness.load_feed('bmlt-newyork-GetSearchResults.json')['meetings']
        hidden = sum(1 for m in records if str(m['published']) == '0')
        self.assertEqual(hidden, 42)
        everything = self.json('meetings', '--unpublished')
        self.assertEqual(len(everything) - len(self.json('meetings')), hidden)
        self.assertEqual({m['fellowship'] for m in everything}, {'na'})

    def test_dry_run_writes_nothing(self):
        before = self.ctl('dump')
        report = self.read(harness.feed(SMALL), words=('--dry-run',))
        self.assertEqual((report['records'], report['added'], report['dry_run']), (206, 206, True))
        self.assertEqual(self.ctl('dump'), before)
        real = self.read(harness.feed(SMALL))
        self.assertEqual({k: v for k, v in real.items() if k != 'dry_run'} | {'changes': None},
                         {k: v for k, v in report.items() if k != 'dry_run'} | {'changes': None})

    def test_fellowship_is_taken(self):
        self.read(harness.feed('tsmlui-al-anon.json'), words=('--fellowship', 'al-anon'))
        self.assertEqual({m['fellowship'] for m in self.json('meetings')}, {'al-anon'})
        # the same code means another thing in another fellowship
        self.assertEqual(len(self.json('meetings', '--type', 'aa:POA')), 0)
        self.assertGreater(len(self.json('meetings', '--type', 'al-anon:POA')), 0)
        self.assertEqual(len(self.json('meetings', '--proof')), 0)
        self.refuse('import', harness.feed(SMALL), '--fellowship', 'nobody')

    def test_standard_input(self):
        done = self.run_program('import', '-', '--json', stdin=harness.feed(SMALL).read_bytes())
        self.assertEqual(json.loads(done.stdout)['added'], 206)

    def test_two_feeds_live_side_by_side(self):
        self.read(harness.feed(SMALL))
        report = self.read(harness.feed('tsmlui-sussexaa-1.json'))
        self.assertEqual((report['removed'], report['changed']), (0, 0))
        self.assertEqual(len(self.json('meetings', '--unpublished')), 206 + report['added'])


class Changed(harness.Case):
    """A later copy of a feed, under another file name."""

    def setUp(self):
        super().setUp()
        self.ctl('init', '--empty')
        self.records = harness.load_feed(SMALL)
        self.first = self.read(harness.feed(SMALL))
        self.ids = {change['record']: change['id'] for change in self.first['changes']['added']}

    def test_added_changed_removed(self):
        records = copy.deepcopy(self.records)
        for number in (3, 50, 120):
            records[number]['name'] = f'Renamed {number}'
        gone = {self.ids[181], self.ids[11]}
        del records[180], records[10]
        new = copy.deepcopy(records[0])
        new.update(slug='quite-new', name='Quite new', time='05:05')
        new.pop('id', None)
        records.append(new)
        report = self.read(self.write_json('another-name.json', records))
        self.assertEqual((report['added'], report['changed'], report['removed']), (1, 3, 2))
        self.assertEqual(report['unchanged'], len(records) - 4)
        self.assertEqual(report['source'], self.first['source'])
        self.assertEqual({c['name'] for c in report['changes']['changed']}, {'Renamed 3', 'Renamed 50', 'Renamed 120'})
        self.assertTrue(all(c['fields'] == ['name'] for c in report['changes']['changed']))
        listed = self.json('meetings', '--unpublished')
        self.assertIn('Quite new', {m['name'] for m in listed})
        self.assertEqual({m['id'] for m in listed} & set(self.ids.values()), set(self.ids.values()) - gone)
        # and back again: what was withdrawn returns
        back = self.read(harness.feed(SMALL))
        self.assertEqual((back['added'] + back['changed'], back['removed']), (5, 1))
        self.assertEqual(len(self.json('meetings', '--unpublished')), 206)

    def test_order_does_not_matter(self):
        report = self.read(self.write_json('reversed.json', self.records[::-1]))
        self.assertEqual((report['added'], report['changed'], report['removed'], report['unchanged']), (0, 0, 0, 206))

    def test_shrink_asks_first(self):
        half = self.write_json('half.json', self.records[:100])
        message = self.refuse('import', half)
        self.assertIn('--accept-removals', message)
        self.assertIn('106', message)
        before = self.ctl('dump')
        dry = self.read(half, words=('--dry-run',))
        self.assertEqual((dry['removed'], dry['needs_accept_removals']), (106, True))
        self.assertIn('--accept-removals', self.ctl('import', half, '--dry-run'))
        dry = self.read(half, words=('--dry-run', '--accept-removals'))
        self.assertEqual((dry['removed'], dry['needs_accept_removals']), (106, False))
        few = self.read(self.write_json('few.json', self.records[:200]), words=('--dry-run',))
        self.assertEqual((few['removed'], few['needs_accept_removals']), (6, False))
        self.assertEqual(self.ctl('dump'), before)
        report = self.read(half, words=('--accept-removals',))
        self.assertEqual((report['removed'], report['unchanged']), (106, 100))

    def test_empty_copy_asks_first(self):
        self.refuse('import', self.write_json('empty.json', []), '--source', self.first['source'])

    def test_staff_edits_stay(self):
        meeting = self.json('meetings', '--limit', '1')[0]
        self.ctl('set', f'meeting/{meeting["id"]}', 'name=What staff wrote', 'notes=Ring twice.')
        again = self.read(harness.feed(SMALL))
        self.assertEqual((again['changed'], again['unchanged']), (0, 206))
        shown = self.json('show', f'meeting/{meeting["id"]}')
        self.assertEqual((shown['name'], shown['notes']), ('What staff wrote', 'Ring twice.'))
        # the feed says something new about the same field: staff's stays, and both are shown
        records = copy.deepcopy(self.records)
        record = records[next(number for number, id in self.ids.items() if id == meeting['id']) - 1]
        record.update(name='What the feed now says', time='05:10')
        report = self.read(self.write_json('later.json', records))
        self.assertEqual(report['changed'], 1)
        self.assertIn(('name', 'What staff wrote', 'What the feed now says'),
                      {(k['field'], k['yours'], k['feeds']) for k in report['kept']})
        listed = next(m for m in self.json('meetings', '--unpublished') if m['id'] == meeting['id'])
        self.assertEqual((listed['name'], listed['time']), ('What staff wrote', '05:10'))

    def test_staff_withdrawal_stays(self):
        meeting = self.json('meetings', '--limit', '1')[0]
        self.ctl('retire', f'meeting/{meeting["id"]}')
        self.read(harness.feed(SMALL))
        self.assertNotIn(meeting['id'], {m['id'] for m in self.json('meetings', '--unpublished')})


class Exports(harness.Case):
    def test_export_is_a_feed_for_others(self):
        self.ctl('init')
        records = json.loads(self.ctl('export'))
        self.assertEqual(len(records), len(self.json('meetings')))
        for record in records:
            self.assertTrue(record['name'] and record['slug'])
            if record.get('time'):
                self.assertRegex(record['time'], r'\A\d\d:\d\d\Z')
            for day in record['day'] if isinstance(record.get('day'), list) else [record.get('day', 0)]:
                self.assertIn(day, (None, *range(7)))

    def test_csv(self):
        self.ctl('init')
        self.ctl('set', 'meeting/m-noon-anchor', 'name==SUM(1,2), "quoted"')
        import csv
        import io
        text = self.ctl('export', '--format', 'csv')
        rows = list(csv.DictReader(io.StringIO(text, newline='')))
        # one row for each day of a meeting
        self.assertEqual({r['name'] for r in rows} - {m['name'] for m in self.json('meetings')},
                         {r['name'] for r in rows if 'SUM' in r['name']})
        self.assertEqual(len(rows), sum(len(m['days']) or 1 for m in self.json('meetings')))
        name = next(r['name'] for r in rows if 'SUM' in r['name'])
        self.assertIn('SUM(1,2), "quoted"', name)
        self.assertNotEqual(name[0], '=')
        self.assertIn('\r\n', self.run_program('export', '--format', 'csv').stdout.decode())

    def test_calendar(self):
        self.ctl('init')
        text = self.run_program('export', '--format', 'ics').stdout.decode()
        self.assertTrue(text.startswith('BEGIN:VCALENDAR\r\n') and text.endswith('END:VCALENDAR\r\n'))
        self.assertTrue(all(len(line.encode()) <= 75 for line in text.split('\r\n')))
        planned = {m['id'] for m in self.json('meetings') if m['next_start']}
        series = {uid.split('@')[0] for uid in re.findall(r'^UID:(.*)\r$', text, re.M)}
        # an extra date is an event of its own
        self.assertEqual({uid for uid in series if '-extra-' not in uid}, planned)

    def test_output_files(self):
        self.ctl('init')
        target = self.folder / 'out.json'
        target.write_text('old')
        link = self.folder / 'link.json'
        link.symlink_to(target)
        self.ctl('export', '-o', link)
        self.assertTrue(link.is_symlink())
        self.assertEqual(target.read_text(), self.ctl('export'))
        self.ctl('export', '-o', '/dev/null')
        self.assertTrue(__import__('pathlib').Path('/dev/null').is_char_device())
        self.refuse('export', '-o', self.folder)
        self.refuse('export', '-o', self.folder / 'no' / 'such' / 'folder.json')
        self.refuse('export', '-o', '/dev/full')
        self.assertEqual([p.name for p in self.folder.iterdir() if p.name.startswith(('out.json.', 'link.json.'))], [])


if __name__ == '__main__':
    harness.main()
