# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts on the share: told at night, sealed, added up at the office and at the site's staff, with small numbers hidden everywhere."""
import os
import re
import shutil
import sqlite3
import subprocess
import time

import harness

DAY = '2026-11-23T12:00:00-05:00'
NIGHT = '2026-11-24T04:00:00-05:00'
NEXT = '2026-11-25T04:00:00-05:00'
LATER = '2026-11-26T04:00:00-05:00'


class ShareCounts(harness.Case):
    def setUp(self):
        super().setUp()
        self.share = self.folder / 'share'
        self.share.mkdir()
        self.on('office', 'init', '--empty')
        self.on('office', 'add', 'meeting/m-canary-heron', 'name=Heron at noon', 'fellowship=aa', 'attendance=in_person', 'slug=heron')
        self.on('office', 'share', 'init', '--folder', self.share, '--name', 'Office', '--root-key', self.folder / 'root.key')
        self.invitation = re.search('([a-z2-7]{4}-){6}[a-z2-7]{4}', self.on('office', 'share', 'invitation')).group(0)

    def on(self, device, *words, now=DAY, **options):
        return self.ctl(*words, data=self.folder / device, now=now, **options)

    def join(self, device, role, site=None, now=DAY):
        self.on(device, 'init', '--empty', now=now)
        self.on(device, 'share', 'enrol', '--folder', self.share, '--invitation', self.invitation, '--name', device, now=now)
        code = re.search('[0-9]{4} [0-9]{4}', self.on('office', 'share', 'requests', now=now)).group(0).replace(' ', '')
        self.on('office', 'share', 'approve', code, '--role', role, *(['--site', site] if site else []), now=now)

    def sync(self, device, now=NIGHT):
        told = self.on(device, 'sync', '--once', now=now)
        self.assertNotIn('signature', told)
        return told

    def report(self, device, *words, now=NIGHT):
        return self.json('counts', 'report', *words, data=self.folder / device, now=now)

    def rows(self, device, now=NIGHT):
        return {row['key']: (row['count'], row['hidden']) for row in self.report(device, now=now)['rows']}

    def files(self, folder='cur'):
        return sorted(self.share.glob(f'**/c/{folder}/*.hrc'))

    def count(self, device, rows, quarters=()):
        """What a kiosk holds that counted: weeks of October (44) with their sums, already decided on: 1 shown, 2 hidden."""
        path = self.folder / device / 'counts.db'
        if not path.exists():
            self.make_counts(device)
        database = sqlite3.connect(path)
        for meeting, n, state in rows:
            database.execute('INSERT OR REPLACE INTO week VALUES (2026, 44, ?, ?, ?, ?, ?, 2, ?, 4, ?)',
                             (meeting, 'aa', n.to_bytes(4, 'big'), bytes(4), 2026 * 12 + 9, bytes(4), state))
        for year, quarter, fellowship, n in quarters:
            database.execute('INSERT OR REPLACE INTO quarter VALUES (?, ?, ?, ?, ?, ?)',
                             (year, quarter, fellowship, n.to_bytes(4, 'big'), bytes(4), n.to_bytes(4, 'big')))
        database.commit()
        database.close()

    def make_counts(self, device):
        """The file, made by the program itself: a sheet that is refused opens it."""
        self.sync(device, now=DAY)
        self.on(device, 'counts', 'enter', 'm-canary-heron', '2026-01-02', '5', status=3)
        self.assertTrue((self.folder / device / 'counts.db').exists())

    def occur(self, device, meeting, start, end):
        database = sqlite3.connect(self.folder / device / 'counts.db')
        database.execute('INSERT INTO occurrence VALUES (20780, ?, ?, ?, ?, 0, ?, ?, ?, ?)',
                         (meeting, 'aa', start, end, (7).to_bytes(4, 'big'), bytes(4), bytes(4), bytes(4)))
        database.commit()
        database.close()

    def test_story(self):
        """Two kiosks of one site, its staff, staff of another site, the office."""
        for device, role, site in [('one', 'kiosk', 'harbor'), ('two', 'kiosk', 'harbor'), ('staff', 'staff', 'harbor'),
                                   ('river', 'staff', 'river')]:
            self.join(device, role, site)
        self.count('one', [('m-canary-heron', 120, 1), ('m-small', 7, 2)])
        self.count('two', [('m-canary-heron', 31, 1), ('m-small', 6, 2)])
        for device in ('one', 'two', 'staff', 'river', 'office'):
            self.sync(device)
        both = {'m-canary-heron': (151, 0), 'm-small': (None, 2)}
        self.assertEqual(self.rows('office'), both)
        self.assertEqual(self.rows('staff'), both)
        # a kiosk has its own, and the staff of another site nothing
        self.assertEqual(self.rows('one'), {'m-canary-heron': (120, 0), 'm-small': (None, 1)})
        self.assertEqual(self.rows('river'), {})
        office = self.report('office')
        self.assertEqual((office['total'], office['hidden'], office['other_devices']), (151, 2, 2))
        self.assertIn('Includes the counts of 2 other devices of the share.', self.on('office', 'counts', 'report', now=NIGHT))
        self.assertEqual([row['label'] for row in office['rows'] if row['count']], ['Heron at noon'])
        self.assertEqual(self.report('office', '--by', 'weekday')['rows'][0]['key'], '1')
        self.assertEqual(self.report('office', '--by', 'fellowship')['total'], 151)
        # what is together large enough stays hidden: one report less the other would tell it
        self.assertEqual(both['m-small'], (None, 2))
        # the same night nothing more is written
        before = self.files()
        self.assertEqual(len(before), 2)
        for device in ('one', 'two', 'staff', 'office'):
            self.sync(device, now=NIGHT)
        self.assertEqual(self.files(), before)
        # and the next night only when there is something to say
        self.sync('one', now=NEXT)
        self.assertEqual(self.files(), before)
        # no other device's numbers were ever on the kiosk's disk, sealed or not
        other, = [path for path in before if path.name.startswith('c-' + self.device('two'))]
        self.assertFalse(self.has_note('one', other.name))
        self.assertTrue(self.has_note('office', other.name))
        self.assertFalse(self.has_note('river', other.name))

    def device(self, name):
        return self.json('share', 'status', data=self.folder / name)['device']

    def has_note(self, device, name):
        database = sqlite3.connect(self.folder / device / 'handrail.db')
        found = database.execute('SELECT count(*) FROM share_note WHERE key LIKE ?', ('tally/%' + name,)).fetchone()[0]
        database.close()
        return found > 0

    def test_when(self):
        """Never while people can be counted, and not between the first and the last meeting of a day."""
        self.join('kiosk', 'kiosk', 'harbor')
        self.make_counts('kiosk')
        self.assertEqual(self.files(), [])
        noon = 1795453200  # 2026-11-23 12:00 in New York
        self.occur('kiosk', 'm-morning', noon - 2 * 3600, noon - 3600)
        self.occur('kiosk', 'm-evening', noon + 6 * 3600, noon + 7 * 3600)
        for clock in ('09:30', '10:30', '12:00', '18:30', '18:59'):
            self.sync('kiosk', now=f'2026-11-23T{clock}:00-05:00')
            self.assertEqual(self.files(), [], clock)
            self.assertEqual(self.json('share', 'status', data=self.folder / 'kiosk')['told_ms'], 0)
        self.sync('kiosk', now='2026-11-23T19:00:00-05:00')
        self.assertEqual(len(self.files()), 1)
        self.assertGreater(self.json('share', 'status', data=self.folder / 'kiosk')['told_ms'], 0)

    def test_syncd(self):
        """The service tells by itself, as soon as it starts after the close, and goes away in order."""
        self.join('kiosk', 'kiosk', 'harbor')
        self.count('kiosk', [('m-canary-heron', 120, 1)])
        self.assertEqual(self.files(), [])
        service = subprocess.Popen([os.environ['HANDRAIL_SYNCD'], '--data', self.folder / 'kiosk'], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        end = time.monotonic() + 60
        while not self.files() and service.poll() is None and time.monotonic() < end:
            time.sleep(0.1)
        service.terminate()
        _, said = service.communicate(timeout=60)
        self.assertEqual((service.returncode, len(self.files())), (0, 1), said)
        self.sync('office')
        self.assertEqual(self.rows('office'), {'m-canary-heron': (120, 0)})

    def test_canary(self):
        """No number, no meeting and no size in the folder tells anything; nor does anything but counts.db on the kiosk's disk."""
        self.join('one', 'kiosk', 'harbor')
        self.join('two', 'kiosk', 'harbor')
        self.count('one', [('m-canary-heron', 3735928559, 1), ('m-canary-egret', 12, 1)])
        self.count('two', [('m-canary-heron', 4, 2), ('m-canary-egret', 0, 2)])
        for device in ('one', 'two', 'office'):
            self.sync(device)
        self.assertEqual(self.rows('office')['m-canary-heron'], (3735928559, 1))
        # but for the epoch of each process, which is drawn by chance and written as short as it can be
        sizes = [path.stat().st_size for path in self.files()]
        self.assertEqual(len(sizes), 2)
        self.assertLessEqual(max(sizes) - min(sizes), 2, sizes)
        needles = [b'm-canary-egret', b'3735928559', (3735928559).to_bytes(4, 'big'), (3735928559).to_bytes(4, 'little')]
        places = [path for path in self.share.rglob('*') if path.is_file()]
        places += [path for device in ('one', 'two', 'office') for path in (self.folder / device).rglob('*')
                   if path.is_file() and not path.name.startswith('counts.db')]
        for path in places:
            content = path.read_bytes()
            for needle in needles:
                self.assertNotIn(needle, content, path)
        for path in self.files():
            self.assertNotIn(b'canary', path.read_bytes())

    def test_who_comes_and_goes(self):
        """New staff read what is sealed anew the next night; who is out reads nothing more, and what was read of him stays."""
        self.join('kiosk', 'kiosk', 'harbor')
        self.count('kiosk', [('m-canary-heron', 120, 1)])
        self.sync('kiosk')
        self.join('branch', 'office', now=NIGHT)
        self.sync('branch')
        self.assertEqual(self.rows('branch'), {})
        self.sync('kiosk', now=NEXT)
        self.assertEqual(len(self.files()), 1)
        self.sync('branch', now=NEXT)
        self.sync('office', now=NEXT)
        self.assertEqual(self.rows('branch', now=NEXT), {'m-canary-heron': (120, 0)})
        # the branch's PC is stolen: it opens nothing that is sealed from now on
        self.on('office', 'share', 'revoke', 'branch', now=NEXT)
        self.count('kiosk', [('m-canary-egret', 50, 1)])
        shutil.copytree(self.folder / 'branch', self.folder / 'thief')
        self.sync('kiosk', now=LATER)
        self.sync('office', now=LATER)
        self.assertEqual(self.rows('office', now=LATER), {'m-canary-heron': (120, 0), 'm-canary-egret': (50, 0)})
        self.sync('thief', now=LATER)
        self.assertEqual(self.rows('thief', now=LATER), {})
        # then the kiosk: what it told until now stays, what it tells from now on counts no more
        shutil.copytree(self.folder / 'kiosk', self.folder / 'stolen')
        self.on('office', 'share', 'revoke', 'kiosk', now=LATER)
        self.count('stolen', [('m-forged', 5000, 1)])
        self.sync('stolen', now='2026-11-27T04:00:00-05:00')
        self.sync('office', now='2026-11-27T04:00:00-05:00')
        self.assertEqual(self.rows('office', now='2026-11-27T04:00:00-05:00'), {'m-canary-heron': (120, 0), 'm-canary-egret': (50, 0)})

    def test_restored(self):
        """A disk from before: nothing that was told is lost, nothing counts twice."""
        self.join('kiosk', 'kiosk', 'harbor')
        self.make_counts('kiosk')
        shutil.copytree(self.folder / 'kiosk', self.folder / 'backup')
        self.count('kiosk', [('m-canary-heron', 120, 1), ('m-canary-egret', 40, 1)])
        self.sync('kiosk', now=NEXT)
        self.sync('office', now=NEXT)
        shutil.rmtree(self.folder / 'kiosk')
        shutil.move(self.folder / 'backup', self.folder / 'kiosk')
        self.count('kiosk', [('m-canary-heron', 90, 1), ('m-canary-egret', 7, 2), ('m-canary-wren', 15, 1)])
        self.sync('kiosk', now=LATER)
        self.sync('office', now=LATER)
        self.assertEqual(self.rows('office', now=LATER), {'m-canary-heron': (120, 0), 'm-canary-egret': (40, 0), 'm-canary-wren': (15, 0)})
        self.assertEqual(len(self.files()), 1)
        # and a file of counts that was lost and begun anew
        (self.folder / 'kiosk' / 'counts.db').unlink()
        self.sync('kiosk', now='2026-11-27T04:00:00-05:00')
        self.sync('office', now='2026-11-27T04:00:00-05:00')
        self.assertEqual(self.report('office', now='2026-11-27T04:00:00-05:00')['total'], 175)

    def test_years(self):
        """Quarters take the place of old months, and closed years have a folder of their own."""
        self.join('kiosk', 'kiosk', 'harbor')
        self.count('kiosk', [('m-canary-heron', 120, 1)], [(2024, 2, 'aa', 700), (2025, 4, 'aa', 900), (2026, 1, 'aa', 800)])
        self.sync('kiosk')
        self.sync('office')
        self.assertEqual((len(self.files()), len(self.files('2024')), len(self.files('2025')), len(self.files('2026'))), (1, 1, 1, 0))
        aa, = self.report('office', '--by', 'fellowship')['rows']
        self.assertEqual(aa['count'], 120 + 700 + 900 + 800)
        self.assertEqual(self.report('office', '--by', 'fellowship', '--from', '2025-01', '--to', '2025-12')['total'], 900)
        # the kiosk is never seen again: its October becomes a part of a quarter at the office, once that is over
        much = '2027-04-20T04:00:00-04:00'
        self.sync('office', now='2027-02-10T04:00:00-05:00')
        self.assertEqual(self.rows('office', now='2027-02-10T04:00:00-05:00'), {})
        self.assertEqual(self.rows('office', now=much), {})
        self.assertEqual(self.report('office', '--by', 'fellowship', '--from', '2026-10', '--to', '2026-12', now=much)['total'], 120)
        # it comes back, and says nothing of October by meeting any more
        self.sync('kiosk', now=much)
        self.assertEqual(len(self.files('2026')), 1)
        self.sync('office', now=much)
        self.assertEqual(self.rows('office', now=much), {})

    def test_threshold(self):
        """Who hides more sees less; a number that is small here never leaves."""
        self.join('kiosk', 'kiosk', 'harbor')
        self.count('kiosk', [('m-canary-heron', 40, 1)])
        self.sync('kiosk')
        self.sync('office')
        self.assertEqual(self.rows('office'), {'m-canary-heron': (40, 0)})
        self.on('office', 'set', 'site/site', 'count_threshold=60', now=NIGHT)
        self.assertEqual(self.rows('office'), {'m-canary-heron': (None, 1)})


if __name__ == '__main__':
    harness.main()
