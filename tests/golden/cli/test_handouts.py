# SPDX-License-Identifier: GPL-3.0-or-later
"""Printed pages of real feeds: no meeting is lost on the way to paper."""
import collections
import re
import shutil
import subprocess
import unittest

import harness

TOOLS = ('pdftotext', 'pdfinfo', 'pdffonts')
FEEDS = (('tsmlui-aasepia-philadelphia-1.json', ()), ('tsmlui-orangecounty-ca.json', ()), ('tsmlui-nocodeapi-googlesheet.json', ()),
         ('tsmlui-al-anon.json', ('--fellowship', 'al-anon')), ('tsmlui-kansascity.json', ()), ('tsmlui-eda.json', ('--fellowship', 'eda')),
         ('tsmlui-sussexaa-1.json', ()), ('central-query-cypress-meetings.json', ()), ('bmlt-newyork-GetSearchResults.json', ()))
WEEK = ('--from', '2026-11-23', '--to', '2026-11-29')


def squeeze(text):
    # where lines break does not matter; soft line ends within a long word neither
    return re.sub(r'\s+', '', text)


@unittest.skipUnless(all(shutil.which(tool) for tool in TOOLS), 'poppler-utils is not installed')
class Handouts(harness.Case):
    def handout(self, kind, *words, **options):
        path = self.folder / 'handout.pdf'
        result = self.json('handout', kind, '-o', path, *words, **options)
        self.assertIsNone(result['warning'])
        text = subprocess.run(['pdftotext', '-raw', path, '-'], capture_output=True, check=True).stdout.decode()
        return result, text

    def check_counts(self, text, expected):
        """Every name as often as expected; longer names first, for one may be within another."""
        text = squeeze(text)
        for name in sorted(expected, key=len, reverse=True):
            found = text.count(name)
            self.assertGreaterEqual(found, expected[name], name)
            # each is taken away once for each time it was expected, so that shorter names do not live on longer ones
            text = text.replace(name, '\0', expected[name])

    def test_every_meeting(self):
        for file, words in FEEDS:
            with self.subTest(feed=file):
                data = self.folder / file
                self.ctl('init', '--empty', data=data)
                self.read(harness.feed(file), words=words, data=data)
                meetings = [m for m in self.json('meetings', data=data)]
                # what began the evening before belongs to that evening
                week = [o for o in self.json('occurrences', *WEEK, data=data) if o['start'] >= WEEK[1]]
                self.assertGreater(len(meetings), 100)
                shown = {o['meeting'] for o in week}
                by_day = collections.Counter(squeeze(o['name']) for o in week)
                by_day.update(squeeze(m['name']) for m in meetings if m['id'] not in shown)
                result, text = self.handout('week', data=data)
                self.assertEqual(result['meetings'], len(meetings))
                self.check_counts(text, by_day)
                result, text = self.handout('week-by-place', '--paper', 'a5', data=data)
                self.assertEqual(result['meetings'], len(meetings))
                self.check_counts(text, collections.Counter(squeeze(m['name']) for m in meetings))
                # the clock stands on a Monday: the next seven days are this week
                for kind, sheet in (('week-by-fellowship', ('--fold', 'booklet')), ('next-days', ('--fold', 'pocket', '--paper', 'a4'))):
                    result, text = self.handout(kind, *sheet, data=data)
                    self.assertEqual(result['meetings'], len(meetings))
                    self.check_counts(text, by_day)

    def test_kinds(self):
        self.ctl('init')
        for kind in ('week', 'week-by-place', 'week-by-fellowship', 'next-days', 'door-sign', 'resources', 'facilitator'):
            for paper in ('a4', 'letter', 'a5', 'half-letter', 'receipt'):
                with self.subTest(kind=kind, paper=paper):
                    _, text = self.handout(kind, '--paper', paper)
                    self.assertIn('Harbor Street Recovery Center', text)
                    self.assertIn('call911', squeeze(text))
        _, text = self.handout('meeting', '--meeting', 'm-harbor-smart')
        self.assertIn('Harbor SMART', text)
        self.assertIn('First time?', text)
        _, text = self.handout('week', '--language', 'es')
        self.assertIn('lunes, 23 de noviembre', text.lower())
        _, text = self.handout('facilitator', '--meeting', 'm-harbor-smart')
        self.assertIn('Monday, November 30', text)

    def test_same_bytes(self):
        self.ctl('init')
        first = self.handout('week')[1]
        path = self.folder / 'handout.pdf'
        bytes_of_first = path.read_bytes()
        self.assertEqual(self.handout('week')[1], first)
        self.assertEqual(path.read_bytes(), bytes_of_first)

    def test_filters(self):
        self.ctl('init')
        kinds = ('week', 'week-by-place', 'week-by-fellowship', 'next-days')
        filters = (('--for', 'women'), ('--time', 'morning,night'), ('--day', 'tuesday'), ('--step-free', '--attendance', 'in_person,hybrid'),
                   ('--fellowship', 'na'), ('--type', 'D'), ('--search', 'noon'), ('--near', '41.2,-73', '--within', '500km'))
        for kind, words in zip(kinds * 2, filters):
            with self.subTest(kind=kind, words=words):
                result, text = self.handout(kind, *words)
                found = self.json('meetings', *words)
                self.assertEqual(result['meetings'], len(found))
                self.assertGreater(len(found), 0)
                self.assertIn('Only: ', text)
        result, text = self.handout('week', '--meeting-language', 'es', '--language', 'es')
        self.assertIn('Solo: Español', ' '.join(text.split()))
        self.assertEqual(result['meetings'], len(self.json('meetings', '--language', 'es')))
        # without a place, a distance is counted from the center
        near = self.handout('week', '--within', '2mi')[0]['meetings']
        whole = self.handout('week')[0]['meetings']
        self.assertTrue(0 < near < whole)
        result, text = self.handout('door-sign', '--day', 'tomorrow')
        self.assertIn('Tuesday, November 24', text)

    def test_refusals(self):
        self.ctl('init')
        path = self.folder / 'no.pdf'
        self.ctl('handout', 'week', status=2)
        self.ctl('handout', 'poster', '-o', path, status=2)
        self.ctl('handout', 'week', '-o', path, '--paper', 'a0', status=2)
        self.ctl('handout', 'week', '-o', path, '--language', 'xx', status=2)
        self.ctl('handout', 'help', '-o', path, '--step-free', status=2)
        self.ctl('handout', 'week', '-o', path, '--day', 'someday', status=2)
        self.ctl('handout', 'week', '-o', path, '--near', '41,-73', status=2)
        self.refuse('handout', 'week', '-o', path, '--fellowship', 'nobody')
        self.refuse('handout', 'week', '-o', path, '--venue', 'nowhere')
        self.refuse('handout', 'meeting', '-o', path)
        self.refuse('handout', 'meeting', '--meeting', 'm-nobody', '-o', path)
        self.refuse('handout', 'plan', '-o', path)
        self.assertFalse(path.exists())


if __name__ == '__main__':
    harness.main()
