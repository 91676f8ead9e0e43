# SPDX-License-Identifier: GPL-3.0-or-later
"""What is no feed, or too much of one: one clear line with the place, nothing changed, nothing held up."""
import os
import time

import harness

SMALL = 'tsmlui-kansascity.json'


class Limits(harness.Case):
    def setUp(self):
        super().setUp()
        self.ctl('init', '--empty')

    def refuse_text(self, content, *parts, name='feed.json'):
        message = self.refuse('import', self.write(name, content))
        for part in parts:
            self.assertIn(part, message)
        return message

    def test_larger_than_any_feed(self):
        path = self.write('huge.json', '[')
        os.truncate(path, 200 * 1024 * 1024)
        began = time.monotonic()
        self.assertIn('160 MB', self.refuse('import', path))
        self.assertLess(time.monotonic() - began, 5)

    def test_endless_standard_input(self):
        # a little more than the limit, sent through a pipe: the size is not known beforehand
        self.assertIn('160 MB', self.refuse('import', '-', stdin=b' ' * (161 * 1024 * 1024)))

    def test_million_brackets(self):
        for content in ('[' * 1_000_000, '[' * 1_000_000 + ']' * 1_000_000, '{"a":' * 300_000):
            self.refuse_text(content, 'line 1', 'column')

    def test_just_too_deep(self):
        self.refuse_text('[' * 65 + ']' * 65, 'line 1', 'column 65')

    def test_broken_utf8(self):
        content = harness.feed(SMALL).read_bytes()
        at = content.index(b'"name"', len(content) // 2) + 10
        broken = content[:at] + b'\xc3\x28' + content[at + 2:]
        line = broken[:at].count(b'\n') + 1
        column = at - broken[:at].rfind(b'\n')
        self.refuse_text(broken, f'line {line}', f'column {column}')

    def test_zero_byte(self):
        self.refuse_text(b'[{"name":"a\x00b","slug":"a","day":1,"time":"10:00"}]', 'line 1', 'column 12')

    def test_half_a_file(self):
        content = harness.feed(SMALL).read_bytes()
        for share in (2, 3, 7):
            half = content[:len(content) // share].decode('utf-8', 'ignore').encode()
            self.refuse_text(half, 'line')

    def test_half_a_file_over_a_whole_one(self):
        self.read(harness.feed(SMALL))
        content = harness.feed(SMALL).read_bytes()
        self.refuse_text(content[:len(content) // 2], 'line', name=SMALL)

    def test_not_json(self):
        for content in ('', ' ', 'hello', '<html><body>Not found</body></html>', '[1, 2', '{"a": 1} {"b": 2}', '[NaN]',
                        '{"slug": "a", "slug": "b"}', '// comment\n[]', '\ufeff', 'null', 'true', '"text"', '12'):
            with self.subTest(content):
                self.refuse_text(content)

    def test_place_of_a_mistake(self):
        self.refuse_text('[\n  {"name": "A",\n   "slug": x}\n]', 'line 3', 'column')

    def test_records_that_are_none(self):
        report = self.read(self.write_json('feed.json', [
            {'name': 'Good', 'slug': 'good', 'day': 1, 'time': '19:00', 'timezone': 'America/Chicago'},
            7, None, 'text', [], {},
            {'slug': 'nameless', 'day': 1, 'time': '19:00'},
        ]), status=1)
        self.assertEqual(report['records'], 7)
        self.assertEqual(report['added'] + len(report['rejected']), 7)
        self.assertIn(2, [note['record'] for note in report['rejected']])
        self.assertEqual({m['name'] for m in self.json('meetings')} & {'Good'}, {'Good'})

    def test_what_is_no_file(self):
        self.assertIn('no such file', self.refuse('import', self.folder / 'none.json'))
        self.refuse('import', self.folder)
        self.refuse('import', '/dev/zero')
        pipe = self.folder / 'pipe'
        os.mkfifo(pipe)
        self.refuse('import', pipe, timeout=20)
        secret = self.write('feed.json', '[]')
        self.refuse('import', harness.feed(SMALL), '--formats', self.folder / 'none.json')
        self.refuse('import', secret, '--formats', self.folder)

    def test_long_values(self):
        report = self.read(self.write_json('feed.json', [
            {'name': 'N' * 100_000, 'slug': 'long', 'day': 1, 'time': '19:00', 'notes': 'x' * 1_000_000,
             'timezone': 'America/Chicago'}]))
        self.assertEqual(report['records'], 1)
        if report['added']:
            self.assertLess(len(self.json('meetings')[0]['name']), 1000)
            self.assertGreaterEqual(len(report['repaired']), 1)

    def test_control_characters_do_not_reach_the_terminal(self):
        self.read(self.write_json('feed.json', [
            {'name': 'A\x1b[31m<b>B</b>\u202e', 'slug': 'a', 'day': 1, 'time': '19:00', 'timezone': 'America/Chicago'}]))
        self.assertNotIn('\x1b', self.ctl('meetings'))
        self.assertNotIn('<b>', self.ctl('meetings'))


if __name__ == '__main__':
    harness.main()
