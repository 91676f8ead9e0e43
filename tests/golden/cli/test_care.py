# SPDX-License-Identifier: GPL-3.0-or-later
"""Making, saving, restoring and checking the data folder; the large made-up directory."""
import json
import os
import re
import shutil

import harness


class Care(harness.Case):
    def test_init(self):
        self.assertEqual(self.json('init'), {'directory': str(self.data), 'sample': True})
        before = self.ctl('dump')
        self.refuse('init')
        self.refuse('init', '--empty')
        other = self.folder / 'empty'
        self.ctl('init', '--empty', data=other)
        empty = json.loads(self.ctl('dump', data=other))
        self.assertLessEqual({'aa', 'na', 'al-anon', 'eda', 'smart-recovery'}, set(empty['fellowship']))
        self.assertEqual([k for k, v in empty.items() if v], ['fellowship', 'site'])
        self.assertEqual(self.ctl('dump'), before)

    def test_init_where_nothing_can_be(self):
        blocked = self.write('file', 'not a folder')
        self.ctl('init', data=blocked / 'data', status=3)
        self.ctl('init', data='/proc/handrail', status=3)

    def test_two_devices_print_the_same_bytes(self):
        other = self.folder / 'other'
        self.ctl('init')
        self.ctl('init', data=other)
        self.assertEqual(self.ctl('dump'), self.ctl('dump', data=other))
        self.assertEqual(self.ctl('dump'), self.ctl('dump', '--json'))

    def test_folder_is_private(self):
        self.ctl('init')
        self.assertEqual(os.stat(self.data).st_mode & 0o077, 0)

    def test_backup_and_restore(self):
        self.ctl('init')
        before = self.ctl('dump')
        copy = self.folder / 'copy.db'
        self.ctl('backup', copy)
        self.refuse('backup', copy)
        self.refuse('backup', copy / 'copy.db')
        self.ctl('set', 'site/site', 'name=Another name')
        changed = self.ctl('dump')
        self.assertNotEqual(changed, before)
        self.ctl('restore', copy)
        self.assertEqual(self.ctl('dump'), before)
        kept = [p for p in self.data.iterdir() if 'before-restore' in p.name]
        self.assertEqual(len(kept), 1)
        # and back, within the same second
        self.ctl('restore', kept[0])
        self.assertEqual(self.ctl('dump'), changed)
        kept = [p.name for p in self.data.iterdir() if 'before-restore' in p.name and not p.name.endswith(('-wal', '-shm'))]
        self.assertEqual(len(kept), 2)

    def test_restore_takes_no_other_file(self):
        self.ctl('init')
        for content in (b'', b'hello', b'SQLite format 3\x00' + bytes(4080), os.urandom(8192)):
            self.refuse('restore', self.write('no-backup', content))
        self.refuse('restore', self.folder / 'none')
        self.refuse('restore', self.folder)
        self.refuse('restore')

    def test_damaged_database(self):
        self.ctl('init')
        copy = self.folder / 'copy.db'
        self.ctl('backup', copy)
        before = self.ctl('dump')
        database = self.data / 'handrail.db'
        for name in ('handrail.db-wal', 'handrail.db-shm'):
            (self.data / name).unlink(missing_ok=True)
        sound = database.read_bytes()
        for second, damage in enumerate((b'garbage' * 5000, sound[:len(sound) // 2],
                                         sound[:100] + os.urandom(len(sound) - 100))):
            with self.subTest(damage[:20]):
                database.write_bytes(damage)
                for words in (('meetings',), ('dump',), ('import', copy), ('set', 'site/site', 'name=A')):
                    self.ctl(*words, status=3)
                printed = self.ctl('check', status=3)
                self.assertIn('trouble', printed)
                self.assertIn('handrailctl restore', printed)
                self.assertEqual(database.read_bytes(), damage)
                # what is kept carries the time in its name
                self.ctl('restore', copy, now=f'2026-11-23T18:50:0{second}-05:00')
                self.assertEqual(self.ctl('dump'), before)

    def test_restore_of_an_automatic_backup(self):
        self.ctl('init')
        before = self.ctl('dump')
        automatic = self.data / 'backups'
        automatic.mkdir(exist_ok=True)
        self.ctl('backup', self.folder / 'copy.db')
        # as the kiosk names them
        for day in ('2026-11-21', '2026-11-22'):
            shutil.copy(self.folder / 'copy.db', automatic / f'handrail-{day}.db')
        (self.data / 'handrail.db').write_bytes(b'garbage' * 5000)
        for name in ('handrail.db-wal', 'handrail.db-shm'):
            (self.data / name).unlink(missing_ok=True)
        self.ctl('restore')
        self.assertEqual(self.ctl('dump'), before)

    def test_check(self):
        self.ctl('init')
        report = self.json('check')
        self.assertIn(report['level'], ('ok', 'attention'))
        areas = {item['area'] for item in report['items']}
        self.assertLessEqual({'database', 'counts', 'clock', 'disk', 'fonts', 'backups', 'listings', 'translations', 'reading',
                              'links'}, areas)
        for item in report['items']:
            self.assertIn(item['level'], ('ok', 'attention', 'trouble'))
            self.assertRegex(item['text'], r'\A[A-Z].*\.\Z')

    def test_check_sees_a_clock_that_was_never_set(self):
        self.ctl('init')
        done = self.run_program('check', '--json', now='1970-01-01T00:03:00Z')
        self.assertEqual(done.returncode, 3)
        report = json.loads(done.stdout)
        self.assertEqual([i['area'] for i in report['items'] if i['level'] == 'trouble'], ['clock'])

    def test_check_sees_listings(self):
        self.ctl('init')
        texts = '\n'.join(i['text'] for i in self.json('check')['items'])
        self.assertIn('not published: 1', texts)
        self.assertRegex(texts, r'over 90 days ago: 1\.')
        later = self.json('check', now='2027-08-23T18:50:00-04:00')
        self.assertRegex('\n'.join(i['text'] for i in later['items']), r'over 180 days ago: 82\.')
        for day, name in enumerate('SU MO TU WE TH FR SA'.split()):
            listed = self.json('meetings', '--day', 'SU MO TU WE TH FR SA'.split()[day].lower())
            self.assertTrue(listed, name)
        empty = self.folder / 'empty'
        self.ctl('init', '--empty', data=empty)
        self.assertIn('no published meetings', self.ctl('check', data=empty))
        self.ctl('add', 'meeting', 'name=Sundays', 'fellowship=aa', 'attendance=online', 'start=2026-11-01T10:00',
                 'rule=FREQ=WEEKLY', 'conference_url=https://example.org/', data=empty)
        printed = self.ctl('check', data=empty)
        self.assertEqual(re.findall(r'no meeting on (\w+)\.', printed),
                         ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'])

    def test_check_sees_feeds(self):
        self.ctl('init', '--empty')
        self.read(self.write_json('town.json', [{'slug': 'a', 'name': 'A', 'day': 1, 'time': '19:00',
                                                 'formatted_address': '1 Main St, Town, CT 06000, USA'}]))
        said = {later: [(i['level'], i['text']) for i in self.json('check', now=later)['items'] if i['area'] == 'feeds']
                for later in (harness.NOW, '2026-12-25T18:50:00-05:00')}
        self.assertEqual([s[0][0] for s in said.values()], ['ok', 'attention'])
        self.assertIn('32 days ago', said['2026-12-25T18:50:00-05:00'][0][1])

    def test_check_without_database(self):
        printed = self.ctl('check', status=3)
        self.assertIn('trouble', printed)
        self.assertEqual(list(self.folder.iterdir()), [])


class Generate(harness.Case):
    def test_is_deterministic(self):
        dumps = {}
        for name, seed in (('a', 7), ('b', 7), ('c', 8)):
            folder = self.folder / name
            self.assertEqual(self.json('generate', '--meetings', '600', '--seed', seed, data=folder),
                             {'meetings': 600, 'seed': seed})
            dumps[name] = self.ctl('dump', data=folder)
        self.assertEqual(dumps['a'], dumps['b'])
        self.assertNotEqual(dumps['a'], dumps['c'])

    def test_is_realistic(self):
        self.ctl('generate', '--meetings', '2000', '--seed', '1')
        meetings = self.json('meetings', '--unpublished')
        self.assertEqual(len(meetings), 2000)
        self.assertEqual(len({m['slug'] for m in meetings}), 2000)
        self.assertGreaterEqual(len({m['fellowship'] for m in meetings}), 6)
        in_person = sum(m['attendance'] == 'in_person' for m in meetings)
        self.assertTrue(0.6 < in_person / 2000 < 0.8)
        evening = sum('17:00' <= m['time'] <= '20:59' for m in meetings)
        self.assertTrue(0.4 < evening / 2000 < 0.7)
        self.assertGreater(len(self.json('meetings', '--language', 'es')), 80)
        self.assertGreater(len(json.loads(self.ctl('dump'))['exception']), 10)
        self.assertTrue(any(not m['name'].isascii() for m in meetings))
        states = {d['state'] for d in self.json('occurrences', '--from', '2026-01-01', '--to', '2027-12-31', '--meeting',
                                                next(iter(json.loads(self.ctl('dump'))['exception'].values()))['meeting'])}
        self.assertGreater(len(states), 1)

    def test_nothing_and_twice(self):
        self.ctl('generate', '--meetings', '0')
        self.assertEqual(self.json('meetings'), [])
        self.ctl('generate', '--meetings', '50', '--seed', '3')
        before = self.ctl('dump')
        self.ctl('generate', '--meetings', '50', '--seed', '3')
        self.assertEqual(self.ctl('dump'), before)


if __name__ == '__main__':
    harness.main()
