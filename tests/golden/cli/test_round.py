# SPDX-License-Identifier: GPL-3.0-or-later
"""A directory that is exported and read in an empty center is the same directory, whatever was done to it before."""
import json
import shutil

import harness

FEEDS = (
    'tsmlui-aasepia-philadelphia-1.json',
    'tsmlui-orangecounty-ca.json',
    'tsmlui-nocodeapi-googlesheet.json',
    'tsmlui-al-anon.json',
    'tsmlui-kansascity.json',
    'tsmlui-eda.json',
    'tsmlui-sussexaa-1.json',
    'central-query-cypress-meetings.json',
    'bmlt-newyork-GetSearchResults.json',
)
BMLT = 'bmlt-newyork-GetSearchResults.json'
SMALL = 'tsmlui-kansascity.json'
# resources, announcements and the profile of the site are the center's own
MEETING_KINDS = ('fellowship', 'venue', 'group', 'meeting', 'exception', 'type', 'source')


class Round(harness.Case):
    def setUp(self):
        super().setUp()
        self.exported = self.folder / 'export.json'
        self.other = self.folder / 'other'

    def meeting_things(self, data=None):
        dump = json.loads(self.ctl('dump', data=data))
        return {kind: dump[kind] for kind in MEETING_KINDS}

    def go_round(self, whole=True):
        """Exports, reads that in an empty center and here; @whole: the site is an empty one too."""
        self.ctl('export', '-o', self.exported)
        shutil.rmtree(self.other, ignore_errors=True)
        self.ctl('init', '--empty', data=self.other)
        report = self.read(self.exported, status=0, data=self.other)
        self.assertEqual(report['repaired'], [])
        live = len(json.loads(self.ctl('dump'))['meeting'])
        self.assertEqual((report['records'], report['added']), (live, live))
        if whole:
            self.assertEqual(self.ctl('dump', data=self.other), self.ctl('dump'))
        for kind, things in self.meeting_things().items():
            self.assertEqual(self.meeting_things(self.other)[kind], things, kind)
        if whole:
            self.assertEqual(self.shown(self.other), self.shown(None))
        again = self.folder / 'again.json'
        self.ctl('export', '-o', again, data=self.other)
        self.assertEqual(again.read_bytes(), self.exported.read_bytes())
        for data in (None, self.other):
            before = self.ctl('dump', data=data)
            report = self.read(self.exported, status=0, data=data)
            self.assertEqual((report['unchanged'], report['records']), (live, live))
            self.assertEqual((report['added'], report['changed'], report['removed']), (0, 0, 0))
            self.assertEqual(self.ctl('dump', data=data), before)

    def shown(self, data):
        """What the screens would say; those that begin at once and are named alike in any order."""
        meetings = self.json('meetings', '--unpublished', data=data)
        dates = self.json('occurrences', '--from', '2026-11-23', '--to', '2026-12-31', data=data)
        return (sorted(meetings, key=lambda m: m['id']), sorted(dates, key=lambda d: (d['start'], d['meeting'], str(d))))

    def add(self, what, *fields):
        return self.ctl('add', what, *fields)

    def test_every_feed(self):
        for name in FEEDS:
            with self.subTest(name):
                shutil.rmtree(self.data, ignore_errors=True)
                self.ctl('init', '--empty')
                self.read(harness.feed(name))
                self.go_round()

    def test_names_of_a_servers_formats_stay(self):
        self.ctl('init', '--empty')
        self.read(harness.feed(BMLT))
        types = self.meeting_things()['type']
        self.assertTrue(any(thing['names'] != f'en={thing["code"]}' for thing in types.values()))
        self.go_round()

    def test_others_see_no_unpublished_meeting(self):
        self.ctl('init', '--empty')
        self.read(harness.feed(BMLT))
        records = json.loads(self.ctl('export'))
        self.assertEqual({r['handrail']['meeting']['id'] for r in records}, {m['id'] for m in self.json('meetings')})
        self.assertEqual([i for i, r in enumerate(records) if 'file' in r['handrail']], [0])
        self.assertEqual(len(records[0]['handrail']['file']['unpublished']), 42)
        # and a reader that knows nothing of Handrail finds only what is published
        for record in records:
            del record['handrail']
        self.ctl('init', '--empty', data=self.other)
        self.assertEqual(self.read(self.write_json('plain.json', records), data=self.other)['records'], len(records))

    def test_sample_center(self):
        self.ctl('init')
        self.go_round(whole=False)

    def test_empty_center(self):
        self.ctl('init', '--empty')
        self.go_round()

    def test_edits(self):
        self.ctl('init', '--empty')
        self.read(harness.feed(SMALL))
        self.read(harness.feed('tsmlui-sussexaa-1.json'))
        meetings = self.json('meetings')
        ids = [m['id'] for m in meetings]
        venues = sorted({m['venue']['id'] if isinstance(m['venue'], dict) else m['venue'] for m in meetings if m['venue']})
        things = json.loads(self.ctl('dump'))
        used = [(id, m['venue']) for id, m in things['meeting'].items() if m.get('venue')]
        self.assertTrue(venues)
        self.ctl('set', f'meeting/{ids[0]}', 'name=What staff wrote', 'notes=Ring twice.', 'first_time[es]=Pase')
        self.ctl('set', f'meeting/{ids[1]}', 'published=no')
        # on a meeting, on one that nobody sees, on one that is withdrawn, on places with and without meetings
        for id in ids[:4]:
            self.add('exception', f'meeting={id}', 'from=2026-12-24', 'state=cancelled', 'note=Holiday',
                     'note[es]=Día festivo')
        self.ctl('retire', f'meeting/{ids[2]}')
        self.add('exception', f'meeting={ids[5]}', 'from=2026-12-01', 'state=moved', f'new_venue={used[0][1]}')
        self.add('exception', f'venue={used[1][1]}', 'from=2026-12-20', 'until=2027-01-02', 'state=cancelled')
        self.add('venue/v-empty', 'name=Hall where nobody meets', 'street=1 Main St', 'city=Troy')
        self.add('exception', 'venue=v-empty', 'from=2026-12-20', 'state=cancelled')
        self.add('group/g-empty', 'name=Without a meeting', 'fellowship=aa')
        # places, groups and exceptions that staff withdrew while something still names them
        self.ctl('retire', f'venue/{used[2][1]}')
        group = next(m['group'] for m in things['meeting'].values() if m.get('group'))
        self.ctl('retire', f'group/{group}')
        self.add('exception/x-gone', f'meeting={ids[6]}', 'from=2026-12-02', 'state=cancelled')
        self.ctl('retire', 'exception/x-gone')
        # two meetings with one slug, one of them hidden
        slug = things['meeting'][ids[7]]['slug']
        self.add('meeting/m-same', 'name=The same', f'slug={slug}', 'fellowship=na', 'attendance=inactive', 'published=no')
        self.add('meeting/m-also', 'name=The same', f'slug={slug}', 'fellowship=na', 'attendance=inactive')
        self.go_round()
        self.ctl('unretire', f'meeting/{ids[2]}')
        self.go_round()

    def test_fellowships_and_types(self):
        self.ctl('init', '--empty')
        self.add('fellowship/hope', 'name=Hope House', 'short_name=Hope', 'line=People who talk', 'line[es]=Hablamos',
                 'phone=555-0100')
        self.add('fellowship/unused', 'name=Nobody yet')
        self.add('fellowship/old', 'name=Was once')
        self.ctl('set', 'fellowship/na', 'phone=555-0101', 'line[es]=Otra frase')
        self.ctl('set', 'fellowship/al-anon', 'website=')
        self.add('type', 'fellowship=hope', 'code=TEA', 'names=With tea', 'names[es]=Con té')
        self.add('type', 'fellowship=*', 'code=BARK', 'names=Dogs welcome')
        self.add('type', 'fellowship=aa', 'code=GONE', 'names=Withdrawn type')
        self.add('meeting/m-1', 'name=Tea', 'fellowship=hope', 'attendance=in_person', 'start=2026-11-24T19:00',
                 'rule=FREQ=WEEKLY', 'types=TEA,BARK')
        self.add('meeting/m-2', 'name=Old', 'fellowship=old', 'attendance=inactive')
        self.add('meeting/m-3', 'name=Gone', 'fellowship=aa', 'attendance=inactive', 'types=GONE')
        self.ctl('retire', 'fellowship/old')
        self.ctl('retire', 'fellowship/eda')
        self.ctl('retire', 'type/aa:GONE')
        self.go_round()
        self.assertEqual([m['id'] for m in self.json('meetings', '--search', 'tea', data=self.other)], ['m-1'])
        self.assertEqual([m['id'] for m in self.json('meetings', '--search', 'dogs', data=self.other)], ['m-1'])

    def test_soundness(self):
        """Nothing names what did not come along."""
        self.ctl('init', '--empty')
        self.read(harness.feed(SMALL))
        meeting = self.json('meetings')[0]['id']
        self.add('exception', f'meeting={meeting}', 'from=2026-12-24', 'state=cancelled')
        self.ctl('retire', f'meeting/{meeting}')
        self.go_round()
        checked = self.run_program('check', '--json', data=self.other).stdout.decode()
        self.assertNotIn('there is no', checked)

    def test_the_feed_is_known_there(self):
        self.ctl('init', '--empty')
        first = self.read(harness.feed(BMLT))
        self.go_round()
        report = self.read(harness.feed(BMLT), data=self.other)
        self.assertEqual((report['added'], report['changed'], report['removed']), (0, 0, 0))
        self.assertEqual(report['source_id'], first['source_id'])

    def test_changes_travel(self):
        """A later export brings what became different, and says so."""
        self.ctl('init', '--empty')
        self.read(harness.feed(SMALL))
        self.go_round()
        dump = json.loads(self.ctl('dump'))
        meeting, venue = next((id, m['venue']) for id, m in dump['meeting'].items() if m.get('venue'))
        there = sum(1 for m in dump['meeting'].values() if m.get('venue') == venue)
        self.ctl('set', f'venue/{venue}', 'name=Renamed hall')
        self.ctl('set', 'fellowship/na', 'phone=555-0101')
        self.ctl('export', '-o', self.exported)
        report = self.read(self.exported, data=self.other)
        self.assertEqual((report['added'], report['changed'], report['removed']), (0, there, 0))
        self.assertIn(meeting, {c['id'] for c in report['changes']['changed']})
        self.assertEqual(self.ctl('dump', data=self.other), self.ctl('dump'))

    def test_distrust(self):
        """What stands beside the meetings is checked like anything else."""
        self.ctl('init', '--empty')
        self.add('meeting/m-1', 'name=One', 'fellowship=aa', 'attendance=inactive')
        records = json.loads(self.ctl('export'))
        records[0]['handrail']['file'] = {
            'types': [{'id': 'aa:Q Q'}, 7, {'fellowship': 'aa', 'code': 'Q', 'names': 'en=Quiet', 'colour': 'red'}],
            'unpublished': [7, {}, {'meeting': {'id': 'm-2', 'name': 'Two', 'slug': 'two', 'attendance': 'inactive',
                                                'published': 'no'}}],
            'others': [None, {'kind': 'site', 'id': 'site', 'name': 'Taken over'}, {'kind': 'moon'},
                       {'kind': 'resource', 'id': 'r-1', 'name': 'x', 'need': 'food'},
                       {'kind': 'announcement', 'id': 'a-1', 'title': 'x', 'from': '2026-11-01', 'until': '2026-12-31'},
                       {'kind': 'meeting', 'id': 'm-3', 'name': 'Three', 'slug': 't', 'fellowship': 'aa',
                        'attendance': 'inactive'},
                       {'kind': 'venue', 'name': 'No id'}, {'kind': 'venue', 'id': 'v-1', 'name': 'Hall'},
                       {'kind': 'exception', 'id': 'x-1', 'venue': 'v-1', 'from': '2026-12-24', 'state': 'moved'}]}
        self.ctl('init', '--empty', data=self.other)
        report = self.read(self.write_json('odd.json', records), status=1, data=self.other)
        self.assertEqual((report['records'], report['added'], len(report['rejected'])), (4, 2, 2))
        self.assertGreaterEqual(len(report['repaired']), 10)
        things = json.loads(self.ctl('dump', data=self.other))
        self.assertEqual(set(things['meeting']), {'m-1', 'm-2'})
        self.assertEqual(set(things['venue']), {'v-1'})
        self.assertEqual(set(things['type']), {'aa:Q'})
        self.assertEqual((things['exception'], things['resource'], things['announcement']), ({}, {}, {}))
        self.assertNotEqual(things['site']['site']['name'], 'Taken over')

    def test_announcements_stay(self):
        """They are written, changed and withdrawn like anything else, but leave the center in no feed."""
        self.ctl('init', '--empty')
        self.add('meeting/m-1', 'name=One', 'fellowship=aa', 'attendance=inactive')
        self.ctl('add', 'announcement', 'title=Late', 'from=2026-11-27', 'until=2026-11-26', status=3)
        self.add('announcement/a-1', 'title=Closed', 'title[es]=Cerrado', 'from=2026-11-26', 'until=2026-11-26')
        self.add('announcement/a-2', 'title=Coats', 'from=2026-11-26', 'until=2026-11-30')
        self.ctl('set', 'announcement/a-1', 'text=Happy holidays', 'until=2026-11-27')
        self.ctl('retire', 'announcement/a-2')
        here = json.loads(self.ctl('dump'))
        self.assertEqual(here['announcement'], {'a-1': {'title': 'en=Closed\nes=Cerrado', 'text': 'en=Happy holidays',
                                                        'from': '2026-11-26', 'until': '2026-11-27'}})
        self.assertIn('Closed', self.ctl('show', 'announcement'))
        self.ctl('export', '-o', self.exported)
        self.assertNotIn('Cerrado', self.exported.read_text())
        self.ctl('init', '--empty', data=self.other)
        self.read(self.exported, status=0, data=self.other)
        there = json.loads(self.ctl('dump', data=self.other))
        self.assertEqual(there.pop('announcement'), {})
        del here['announcement']
        self.assertEqual(there, here)

    def test_nothing_published(self):
        """Without a published meeting there is no record to hold the rest; nothing is made up either."""
        self.ctl('init', '--empty')
        self.add('meeting/m-1', 'name=Draft', 'fellowship=aa', 'attendance=inactive', 'published=no')
        self.ctl('export', '-o', self.exported)
        self.assertEqual(json.loads(self.exported.read_text()), [])
        self.ctl('init', '--empty', data=self.other)
        empty = self.ctl('dump', data=self.other)
        self.assertEqual(self.read(self.exported, data=self.other)['records'], 0)
        self.assertEqual(self.ctl('dump', data=self.other), empty)


if __name__ == '__main__':
    harness.main()
