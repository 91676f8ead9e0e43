# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the built handrailctl on folders of its own. HANDRAILCTL names the program, HANDRAIL_FEEDS the folder of feeds."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ['HANDRAILCTL']
FEEDS = pathlib.Path(os.environ['HANDRAIL_FEEDS'])
NOW = '2026-11-23T18:50:00-05:00'


class Case(unittest.TestCase):
    """A test with a folder for itself."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='handrail-cli-'))
        self.addCleanup(shutil.rmtree, self.folder)
        self.data = self.folder / 'data'

    def run_program(self, *words, data=None, stdin=None, now=NOW, timeout=120):
        command = [PROGRAM, '--data', str(data or self.data), '--now', now, *map(str, words)]
        env = dict(os.environ, LC_ALL='C', TZ='America/New_York')
        return subprocess.run(command, input=stdin, capture_output=True, env=env, timeout=timeout, check=False)

    def ctl(self, *words, status=0, **options):
        """Standard output as text; the exit status must be as said, and messages must be one clear line."""
        done = self.run_program(*words, **options)
        err = done.stderr.decode()
        self.assertEqual(done.returncode, status, f'{words}: {err}')
        if status in (0, 1):
            self.assertEqual(err, '')
        elif status == 3:
            self.assertRegex(err, r'\Ahandrailctl: [^\n]{10,}\n\Z')
        else:
            self.assertRegex(err, r'\Ahandrailctl: [^\n]{10,}\n"handrailctl help [a-z]+" says more.\n\Z')
        self.err = err
        return done.stdout.decode()

    def json(self, *words, **options):
        return json.loads(self.ctl(*words, '--json', **options))

    def refuse(self, *words, **options):
        """The message of a command that could not be done; nothing may have changed."""
        before = self.ctl('dump')
        printed = self.ctl(*words, status=3, **options)
        self.assertEqual(printed, '')
        message = self.err
        self.assertEqual(self.ctl('dump'), before)
        return message

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def write_json(self, name, value):
        return self.write(name, json.dumps(value, ensure_ascii=False))

    def check_report(self, report, records=None):
        self.assertEqual(report['added'] + report['changed'] + report['unchanged'] + len(report['rejected']),
                         report['records'])
        for kind in ('added', 'changed', 'removed'):
            self.assertEqual(len(report['changes'][kind]), report[kind])
        for note in report['repaired']:
            self.assertEqual(set(note), {'record', 'name', 'what'})
            self.assertTrue(1 <= note['record'] <= report['records'] and note['what'])
        for note in report['rejected']:
            self.assertEqual(set(note), {'record', 'name', 'reason'})
            self.assertTrue(1 <= note['record'] <= report['records'] and note['reason'])
        if records is not None:
            self.assertEqual(report['records'], records)

    def read(self, path, status=None, **options):
        """Imports and checks the sums; without @status both "done" and "with rejected records" are right."""
        words = options.pop('words', ())
        done = self.run_program('import', path, *words, '--json', **options)
        self.assertIn(done.returncode, (0, 1) if status is None else (status,), done.stderr.decode())
        report = json.loads(done.stdout)
        self.check_report(report)
        self.assertEqual(done.returncode, 1 if report['rejected'] else 0)
        return report


def feed(name):
    return FEEDS / name


def load_feed(name):
    return json.loads(feed(name).read_text(encoding='utf-8'))


def main():
    unittest.main(verbosity=2)
