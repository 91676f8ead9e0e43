#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader that knows only FORMAT.md reads the share of real devices, and sees what handrailctl shows: after edits of the same and of other
things, gathered segments, a site's own listings, a revoked device and files that somebody forged or flipped."""
import datetime
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import unittest

from share_reader import Share, kinds_of_format

HANDRAILCTL = os.environ['HANDRAILCTL']


class ReaderTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='handrail-reader-')
        self.addCleanup(shutil.rmtree, self.folder)
        self.share = os.path.join(self.folder, 'share')
        os.mkdir(self.share)
        self.run_on('a', 'init')
        said = self.run_on('a', 'share', 'init', '--folder', self.share, '--name', 'Office', '--root-key', os.path.join(self.folder, 'root'),
                           '--json')
        self.invitation = json.loads(said)['invitation']
        self.run_on('a', 'sync', '--once')
        for device, role, site in (('b', 'office', None), ('h', 'staff', 'harbor'), ('k', 'kiosk', 'harbor'), ('m', 'kiosk', 'mill')):
            self.join(device, role, site)

    def run_on(self, device, *words):
        done = subprocess.run([HANDRAILCTL, '--data', os.path.join(self.folder, device), *words], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 0, (words, done.stderr))
        return done.stdout

    def join(self, device, role, site):
        self.run_on(device, 'init', '--empty')
        said = self.run_on(device, 'share', 'enrol', '--folder', self.share, '--invitation', self.invitation, '--name', device, '--json')
        self.run_on('a', 'share', 'approve', json.loads(said)['code'], '--role', role, *(('--site', site) if site else ()))
        self.run_on(device, 'sync', '--once')

    def sync(self, devices):
        for device in devices:
            self.run_on(device, 'sync', '--once')

    def write(self):
        for turn in range(12):
            self.run_on('a', 'add', 'venue/v-%d' % turn, 'name=Hall %d' % turn, 'address=%d Street' % turn)
            self.run_on('b', 'add', 'resource/r-%d' % turn, 'name=en=Pantry %d\nes=Despensa %d' % (turn, turn), 'need=food')
            self.run_on('h', 'add', 'announcement/n-%d' % turn, 'title=en=Only here %d' % turn, 'from=2026-01-01', 'until=2099-01-01')
            self.sync('abh')
        # the same field by two who do not know of each other, and by one who does
        self.run_on('a', 'set', 'venue/v-1', 'name=Said by a', 'address=')
        self.run_on('b', 'set', 'venue/v-1', 'name=Said by b')
        self.run_on('b', 'set', 'venue/v-2', 'name=Said by b')
        self.sync('abab')
        self.run_on('a', 'set', 'venue/v-2', 'name=Said after b')
        self.run_on('b', 'retire', 'venue/v-3')
        self.run_on('h', 'set', 'announcement/n-2', 'text=en=Ring the bell. ¡Gracias!')
        self.sync('abhabkm')

    def expect(self, device, site):
        dump = json.loads(self.run_on(device, 'dump'))
        # what came with the program and nobody wrote is not the share's
        if not os.path.exists(os.path.join(self.folder, 'empty-' + device)):
            self.run_on('empty-' + device, 'init', '--empty')
        expected = json.loads(self.run_on('empty-' + device, 'dump'))
        today = datetime.date.today().isoformat()
        for kind, things in Share(self.share, self.invitation).listings(site).items():
            for id, fields in things.items():
                before = expected.setdefault(kind, {}).pop(id, {})
                now = {name: value for name, value in {**before, **fields}.items() if value}
                if now.get('retired') != 'yes' and now.get('consent_until', today) >= today:
                    expected[kind][id] = now
        for kind in expected:
            self.assertEqual(sorted(expected[kind]), sorted(dump[kind]), (device, kind))
            for id in expected[kind]:
                self.assertEqual(expected[kind][id], dump[kind][id], (device, kind, id))
        self.assertEqual(sorted(expected), sorted(dump))
        return dump

    def test_reader(self):
        self.assertEqual(sorted(kinds_of_format()), list(range(14)))
        self.write()
        dump = self.expect('k', 'harbor')
        self.assertEqual(dump['venue']['v-2']['name'], 'Said after b')
        here = {id for id in dump['announcement'] if id.startswith('n-')}
        self.assertEqual(len(here), 12)
        self.assertGreater(len(dump['meeting']), 10)
        self.assertFalse(here & set(self.expect('m', 'mill')['announcement']))
        # the segments of a were gathered
        mine = Share(self.share, self.invitation)
        self.assertLess(sum(len(files) for _, _, files in os.walk(os.path.join(self.share, 's'))), 60)
        self.assertEqual(len(mine.heads), 3)

    def test_forged(self):
        self.write()
        heads = os.path.join(self.share, 'h')
        for name in sorted(os.listdir(heads)):
            if not name.startswith('l-'):
                continue
            with open(os.path.join(heads, name), 'rb') as file:
                data = bytearray(file.read())
            # a bit in the signed bytes, under a name that fits
            data[len(data) // 2] ^= 4
            words = name.split('-')
            words[3] = 'fffffff0'
            words[4] = hashlib.blake2b(bytes(data), digest_size=32).hexdigest()[:16] + '.hrh'
            with open(os.path.join(heads, '-'.join(words)), 'wb') as file:
                file.write(data)
        with open(os.path.join(heads, 'l-desktop.ini'), 'w', encoding='utf-8') as file:
            file.write('not a head')
        self.sync('km')
        self.expect('k', 'harbor')

    def read_feed(self, device, **fields):
        """As reading one feed at two devices: of one name, with one meeting"""
        path = os.path.join(self.folder, 'feed.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump([{'slug': 'noon', 'name': 'Noon', 'day': 2, 'time': '12:00', 'address': '5 Elm Street', 'city': 'Albany', 'state': 'NY',
                        'notes': 'Feed.', **fields}], file)
        self.run_on(device, 'import', path)

    def test_word_of_staff(self):
        self.read_feed('a')
        self.sync('ab')
        noon = next(id for id, meeting in json.loads(self.run_on('b', 'dump'))['meeting'].items() if meeting['name'] == 'Noon')
        self.run_on('a', 'set', 'meeting/' + noon, 'name=Noon, said by staff', 'notes=')
        self.sync('ab')
        self.read_feed('b', name='Noon anew', notes='Feed anew.', time='12:30')
        self.sync('bak')
        dump = self.expect('k', 'harbor')
        self.assertEqual(dump['meeting'][noon]['name'], 'Noon, said by staff')
        self.assertNotIn('notes', dump['meeting'][noon])
        self.assertIn('12:30', dump['meeting'][noon]['start'])
        # staff take their word back: the feed's shows again
        self.run_on('a', 'set', 'meeting/' + noon, 'name=Noon anew')
        self.sync('ak')
        self.assertEqual(self.expect('k', 'harbor')['meeting'][noon]['name'], 'Noon anew')

    def test_revoked(self):
        self.write()
        self.run_on('a', 'share', 'revoke', 'b')
        self.run_on('b', 'add', 'venue/v-late', 'name=Written after that')
        subprocess.run([HANDRAILCTL, '--data', os.path.join(self.folder, 'b'), 'sync', '--once'], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=False)
        self.sync('akm')
        self.assertNotIn('v-late', self.expect('k', 'harbor')['venue'])

    def test_other(self):
        with self.assertRaises(Exception):
            Share(self.share, self.invitation[:-1] + ('a' if self.invitation[-1] != 'a' else 'b'))


if __name__ == '__main__':
    unittest.main(verbosity=2)
