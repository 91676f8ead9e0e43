# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists and dates of the sample center, at a fixed time."""
import datetime
import json
import math

import harness

KEYS = {'id', 'slug', 'name', 'group', 'fellowship', 'days', 'time', 'end_time', 'timezone', 'rule', 'types', 'attendance',
        'venue', 'address', 'latitude', 'longitude', 'conference_url', 'conference_phone', 'next_start', 'distance_m',
        'source'}


def moment(text):
    return datetime.datetime.fromisoformat(text)


def distance_m(a, b, c, d):
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371008.8 * math.asin(math.sqrt(h))


class Lists(harness.Case):
    def setUp(self):
        super().setUp()
        self.ctl('init')

    def ids(self, *words, **options):
        return [m['id'] for m in self.json('meetings', *words, **options)]

    def test_shape(self):
        meetings = self.json('meetings')
        self.assertGreater(len(meetings), 60)
        for m in meetings:
            self.assertLessEqual(KEYS, set(m))
            self.assertTrue(all(0 <= d <= 6 for d in m['days']))
            self.assertEqual(m['days'], sorted(m['days']))
            self.assertIsInstance(m['types'], list)
            if m['next_start']:
                self.assertIsNotNone(moment(m['next_start']).utcoffset())
                self.assertEqual(m['next_start'][11:16], m['time'] if m['next_state'] == 'planned' else m['next_start'][11:16])
            if m['attendance'] == 'online':
                self.assertIsNone(m['latitude'])

    def test_order_is_next_start(self):
        meetings = self.json('meetings')
        starts = [moment(m['next_start']) for m in meetings if m['next_start']]
        self.assertEqual(starts, sorted(starts))
        self.assertEqual([m['next_start'] for m in meetings[len(starts):]], [None] * (len(meetings) - len(starts)))
        # what is on comes first: at 19:30 Harbor SMART has been on for half an hour
        first = self.json('meetings', '--limit', '5', now='2026-11-23T19:31:00-05:00')
        self.assertIn('m-harbor-smart', [m['id'] for m in first])

    def test_days(self):
        week = {}
        for number, day in enumerate('sunday monday tuesday wednesday thursday friday saturday'.split()):
            week[day] = self.ids('--day', day)
            self.assertGreater(len(week[day]), 10)
            for m in self.json('meetings', '--day', day):
                self.assertIn(number, m['days'])
        self.assertEqual(set(self.ids('--day', 'mon,sat')), set(week['monday']) | set(week['saturday']))
        self.assertEqual(self.ids('--day', 'today'), self.ids('--day', '2026-11-23'))
        self.assertEqual(self.ids('--day', 'tomorrow'), self.ids('--day', '2026-11-24'))
        # the first Friday is a Friday meeting, and not on the second one
        self.assertIn('m-first-friday-jam', week['friday'])
        self.assertIn('m-first-friday-jam', self.ids('--day', '2026-12-04'))
        self.assertNotIn('m-first-friday-jam', self.ids('--day', '2026-12-11'))

    def test_filters(self):
        for time, first, last in (('morning', '04:00', '10:59'), ('midday', '11:00', '12:59'),
                                  ('afternoon', '13:00', '16:59'), ('evening', '17:00', '20:59')):
            for m in self.json('meetings', '--time', time, '--attendance', 'in_person,hybrid'):
                if m['next_state'] != 'extra':
                    self.assertTrue(first <= m['time'] <= last, m)
        self.assertIn('m-midnight-lantern', self.ids('--time', 'night'))
        self.assertEqual({m['fellowship'] for m in self.json('meetings', '--fellowship', 'na,lifering')}, {'na', 'lifering'})
        self.assertEqual({m['attendance'] for m in self.json('meetings', '--attendance', 'online')}, {'online'})
        self.assertEqual(self.ids('--attendance', 'inactive'), ['m-riverside'])
        self.assertIn('m-grupo-nueva-luz', self.ids('--language', 'es'))
        self.assertNotIn('m-noon-anchor', self.ids('--language', 'es'))
        self.assertEqual(set(self.ids('--for', 'women')) & {'m-new-life-circle', 'm-noon-anchor'}, {'m-new-life-circle'})
        self.assertIn('m-noon-anchor', self.ids('--proof'))
        self.assertNotIn('m-candlelight', self.ids('--proof'))
        self.assertNotIn('m-big-book-study', self.ids('--step-free'))
        self.assertIn('m-noon-anchor', self.ids('--step-free'))
        self.assertEqual(set(self.ids('--type', 'W', '--type', 'S')), {'m-hermanas-en-recuperacion'})
        self.assertEqual(self.ids('--venue', 'v-point'), ['m-sunrise-at-the-point'])
        self.assertNotIn('m-new-fathers', self.ids())
        self.assertIn('m-new-fathers', self.ids('--unpublished'))
        everyone = set(self.ids())
        self.assertEqual(set(self.ids('--upcoming')), {m['id'] for m in self.json('meetings') if m['next_start']})
        self.assertLess(set(self.ids('--upcoming')), everyone)

    def test_search(self):
        self.assertEqual(self.ids('--search', 'HERMANAS recuperacion'), ['m-hermanas-en-recuperacion'])
        self.assertEqual(self.ids('--search', 'hermanas en recuperación'), ['m-hermanas-en-recuperacion'])
        self.assertIn('m-coopers-wharf-steps', self.ids('--search', 'coopers wh'))
        self.assertEqual(self.ids('--search', 'zzzz'), [])
        self.assertEqual(set(self.ids('--search', 'wharf', '--sort', 'rank')), set(self.ids('--search', 'wharf')))
        self.assertEqual(self.ids('--search', '"; DROP TABLE meeting; --'), [])

    def test_distance(self):
        here = (41.2741, -72.6013)
        meetings = self.json('meetings', '--near', '%f,%f' % here)
        with_place = [m for m in meetings if m['distance_m'] is not None]
        self.assertEqual([m['distance_m'] for m in with_place], sorted(m['distance_m'] for m in with_place))
        for m in with_place:
            self.assertAlmostEqual(m['distance_m'], distance_m(*here, m['latitude'], m['longitude']), delta=25)
        near = self.ids('--near', '%f,%f' % here, '--within', '1km')
        self.assertEqual(set(near), {m['id'] for m in with_place if m['distance_m'] <= 1000})
        self.assertEqual(self.ids('--near', '-33.8,151.2', '--within', '3mi'), [])

    def test_paging(self):
        everything = self.ids()
        self.assertEqual(self.ids('--limit', '7'), everything[:7])
        self.assertEqual(self.ids('--limit', '7', '--offset', '7'), everything[7:14])
        self.assertEqual(self.ids('--offset', str(len(everything) - 2)), everything[-2:])
        self.assertEqual(self.ids('--offset', '100000'), [])
        names = [m['name'] for m in self.json('meetings', '--sort', 'name')]
        self.assertEqual(len(names), len(everything))
        self.assertLess(names.index('Candlelight'), names.index('Noon Anchor'))

    def test_plain_text(self):
        text = self.ctl('meetings', '--search', 'noon')
        self.assertIn('Noon Anchor', text)
        self.assertTrue(text.endswith('meetings.\n'))
        self.assertFalse(any(line != line.rstrip() for line in text.splitlines()))

    def test_mistyped_ids_are_not_empty_lists(self):
        self.refuse('meetings', '--fellowship', 'nobody')
        self.refuse('meetings', '--venue', 'v-none')
        self.refuse('occurrences', '--meeting', 'm-none')


class Occurrences(harness.Case):
    def setUp(self):
        super().setUp()
        self.ctl('init', '--empty')
        self.ctl('add', 'venue/v-1', 'name=Hall', 'address=1 Main Street')
        self.ctl('add', 'venue/v-2', 'name=Library', 'address=2 Main Street')
        self.ctl('add', 'meeting/m-1', 'name=Noon', 'fellowship=aa', 'venue=v-1', 'attendance=in_person',
                 'timezone=America/New_York', 'start=2026-10-05T12:00', 'length=60', 'rule=FREQ=WEEKLY;BYDAY=MO')

    def dates(self, *words):
        return self.json('occurrences', '--meeting', 'm-1', *words)

    def test_over_the_change_of_the_clock(self):
        dates = self.dates('--from', '2026-10-19', '--to', '2026-11-09')
        self.assertEqual([d['start'] for d in dates], ['2026-10-19T12:00:00-04:00', '2026-10-26T12:00:00-04:00',
                                                       '2026-11-02T12:00:00-05:00', '2026-11-09T12:00:00-05:00'])
        self.assertEqual(dates[0]['end'], '2026-10-19T13:00:00-04:00')
        self.assertEqual({d['state'] for d in dates}, {'planned'})
        self.assertEqual({(d['meeting'], d['name'], d['venue']) for d in dates}, {('m-1', 'Noon', 'Hall')})

    def test_cancelled_and_moved(self):
        self.ctl('add', 'exception', 'meeting=m-1', 'from=2026-11-30', 'state=cancelled', 'note=Holiday', 'note[es]=Feriado')
        self.ctl('add', 'exception', 'meeting=m-1', 'from=2026-12-07', 'state=moved', 'new_date=2026-12-08',
                 'new_start=18:30', 'new_length=90', 'new_venue=v-2')
        self.ctl('add', 'exception', 'meeting=m-1', 'from=2026-12-10', 'state=extra', 'new_start=09:00')
        dates = self.dates('--from', '2026-11-24', '--to', '2026-12-14')
        self.assertEqual([(d['start'][:16], d['end'][11:16], d['state']) for d in dates], [
            ('2026-11-30T12:00', '13:00', 'cancelled'), ('2026-12-08T18:30', '20:00', 'moved'),
            ('2026-12-10T09:00', '10:00', 'extra'), ('2026-12-14T12:00', '13:00', 'planned')])
        self.assertEqual([d['venue'] for d in dates], ['Hall', 'Library', 'Hall', 'Hall'])
        # the list says so too
        listed = self.json('meetings', now='2026-11-29T12:00:00-05:00')[0]
        self.assertEqual((listed['next_start'], listed['next_state']), ('2026-11-30T12:00:00-05:00', 'cancelled'))
        listed = self.json('meetings', now='2026-12-08T19:59:00-05:00')[0]
        self.assertEqual((listed['next_start'], listed['next_state']), ('2026-12-08T18:30:00-05:00', 'moved'))

    def test_closed_venue(self):
        self.ctl('add', 'exception/x-1', 'venue=v-1', 'from=2026-11-25', 'until=2026-12-07', 'state=cancelled')
        states = [d['state'] for d in self.dates('--from', '2026-11-23', '--to', '2026-12-14')]
        self.assertEqual(states, ['planned', 'cancelled', 'cancelled', 'planned'])
        self.ctl('retire', 'exception/x-1')
        states = [d['state'] for d in self.dates('--from', '2026-11-23', '--to', '2026-12-14')]
        self.assertEqual(states, ['planned'] * 4)

    def test_bounds(self):
        one = self.dates('--from', '2026-11-23T12:59:59-05:00', '--to', '2026-11-23T13:00:00-05:00')
        self.assertEqual(len(one), 1)
        self.assertEqual(self.dates('--from', '2026-11-23T13:00:00-05:00', '--to', '2026-11-23T14:00:00-05:00'), [])
        self.assertEqual(len(self.dates('--from', '2026-11-23', '--to', '2026-11-23')), 1)
        self.ctl('occurrences', '--from', '2026-11-24', '--to', '2026-11-23', status=2)

    def test_other_zone_and_midnight(self):
        self.ctl('set', 'meeting/m-1', 'timezone=Europe/London', 'start=2026-10-05T23:30')
        dates = self.dates('--from', '2026-11-30', '--to', '2026-11-30')
        self.assertEqual([(d['start'], d['end']) for d in dates],
                         [('2026-11-30T23:30:00+00:00', '2026-12-01T00:30:00+00:00')])

    def test_all_together_are_sorted(self):
        other = self.folder / 'sample'
        self.ctl('init', data=other)
        dates = self.json('occurrences', '--from', '2026-11-23', '--to', '2026-11-29', data=other)
        starts = [moment(d['start']) for d in dates]
        self.assertEqual(starts, sorted(starts))
        self.assertGreater(len(dates), 120)
        self.assertEqual({d['state'] for d in dates}, {'planned', 'cancelled', 'moved', 'extra'})
        self.assertNotIn('m-new-fathers', {d['meeting'] for d in dates})


class SampleCenter(harness.Case):
    def test_somebody_can_nearly_always_sign_in(self):
        """Open from half an hour before the start until the end, in the hours of the center."""
        self.ctl('init')
        dates = self.json('occurrences', '--from', '2026-11-30', '--to', '2026-12-06')
        signs = {m['id'] for m in self.json('meetings') if (m['address'] or '').startswith('12 Harbor Street')}
        spans = [(moment(d['start']) - datetime.timedelta(minutes=30), moment(d['end'])) for d in dates
                 if d['meeting'] in signs and d['state'] != 'cancelled']
        zone = datetime.timezone(datetime.timedelta(hours=-5))
        closed = total = 0
        for day in range(7):
            at = datetime.datetime(2026, 11, 30, 7, 0, tzinfo=zone) + datetime.timedelta(days=day)
            for _ in range(15 * 60):
                total += 1
                closed += not any(a <= at < b for a, b in spans)
                at += datetime.timedelta(minutes=1)
        self.assertLess(closed / total, 0.05)

    def test_every_fellowship_and_way(self):
        self.ctl('init')
        meetings = self.json('meetings')
        self.assertGreaterEqual(len({m['fellowship'] for m in meetings}), 15)
        self.assertEqual({m['attendance'] for m in meetings}, {'in_person', 'online', 'hybrid', 'inactive'})
        self.assertGreaterEqual(len({m['timezone'] for m in meetings}), 4)
        resources = json.loads(self.ctl('dump'))['resource']
        self.assertEqual(len({r['need'] for r in resources.values()}), 9)
        self.assertGreaterEqual(len(resources), 18)


if __name__ == '__main__':
    harness.main()
