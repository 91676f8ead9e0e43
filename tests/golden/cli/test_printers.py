# SPDX-License-Identifier: GPL-3.0-or-later
"""handrailctl handout --print, and what check says of the printer, with a real printer and a real print server."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading
import time
import unittest

import harness

RIG = os.environ['HANDRAIL_PRINTERS']
TRIES = 30


class Printers(harness.Case):
    @classmethod
    def setUpClass(cls):
        cls.place = pathlib.Path(tempfile.mkdtemp(prefix='handrail-printers-'))
        cls.addClassCleanup(shutil.rmtree, cls.place)
        cls.rig = subprocess.Popen(['/usr/bin/python3', '-B', '-W', 'ignore', RIG, str(cls.place)], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True)
        ready, cls.uri, server = cls.rig.stdout.readline().split()
        assert ready == 'ready'
        os.environ['CUPS_SERVER'] = server

    @classmethod
    def tearDownClass(cls):
        cls.rig.stdin.close()
        assert cls.rig.wait(timeout=30) == 0
        cls.rig.stdout.close()

    def setUp(self):
        super().setUp()
        self.ctl('init')

    def order(self, text):
        self.rig.stdin.write(text + '\n')
        self.rig.stdin.flush()
        answer = self.rig.stdout.readline().split()
        self.assertEqual(answer[:1], ['ok'])
        return answer[1:]

    def received(self):
        return int(self.order('received')[0])

    def printer_line(self):
        lines = [item for item in self.json('check', status=self.run_program('check').returncode)['items'] if item['area'] == 'printer']
        self.assertEqual(len(lines), 1)
        return lines[0]['level'], lines[0]['text']

    def test_print(self):
        before = self.received()
        self.assertRegex(self.ctl('handout', 'next-days', '--print', 'lobby'), r'\A[0-9]+ pages, ')
        report = self.json('handout', 'door-sign', '--print', self.uri, '-o', self.folder / 'sign.pdf')
        self.assertEqual(report['printer'], self.uri)
        self.assertTrue((self.folder / 'sign.pdf').read_bytes().startswith(b'%PDF'))
        self.ctl('handout', 'week', '--fold', 'booklet', '--print', 'lobby', '--copies', 2)
        self.assertEqual(self.received(), before + 3)
        self.assertIn('IPP_SIDES=two-sided-short-edge', (self.place / 'told').read_text())
        text = b''.join(subprocess.run(['pdftotext', path, '-'], capture_output=True, check=True).stdout
                        for path in (self.place / 'received').glob('*.pdf'))
        self.assertIn(self.json('meetings')[0]['name'].encode(), text)

    def test_trouble(self):
        before = self.received()
        self.order('paper out')
        self.assertIn('out of paper', self.refuse('handout', 'door-sign', '--print', 'lobby', '--wait', 1))
        self.order('paper in')
        self.order('printer off')
        # what a queue heard during the job that was taken back it says for a moment longer
        for _ in range(TRIES):
            text = self.refuse('handout', 'door-sign', '--print', 'lobby', '--wait', 0)
            if 'out of paper' not in text:
                break
            time.sleep(0.3)
        self.assertIn('switched on', text)
        # put right while it waits
        timer = threading.Timer(1.5, self.order, ['printer on'])
        timer.start()
        self.ctl('handout', 'door-sign', '--print', 'lobby')
        timer.join()
        self.assertEqual(self.received(), before + 1)
        self.assertIn('"nowhere"', self.refuse('handout', 'door-sign', '--print', 'nowhere'))

    def test_words(self):
        for words in (('--copies', 2), ('-o', '-', '--wait', 3), ('--print', 'lobby', '--copies', 51), ('--print', 'lobby', '--wait', 'x')):
            self.ctl('handout', 'week', *words, status=2)

    def test_check(self):
        self.assertEqual(self.printer_line()[0], 'ok')
        (self.data / 'handrail.conf').write_text('[printer]\nqueue=lobby\n')
        self.assertEqual(self.printer_line(), ('ok', 'The printer "lobby" is ready.'))
        self.order('paper out')
        self.order('hold')
        level, text = self.printer_line()
        self.assertEqual(level, 'attention')
        self.assertIn('cupsenable', text)
        self.order('go')
        self.order('paper in')
        (self.data / 'handrail.conf').write_text('[printer]\nqueue=nowhere\n')
        self.assertIn('Settings', self.printer_line()[1])


if __name__ == '__main__':
    unittest.main()
