#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The display of the tests: many that start at once do not meet, one outlives its clients, and a result comes back."""
import os
import subprocess
import sys
import unittest

DISPLAY = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'display')
SCREEN = '64x64x24'


def run(*command):
    return subprocess.run([DISPLAY, SCREEN, *command], capture_output=True, text=True)


class Display(unittest.TestCase):
    def test_many_at_once_do_not_meet(self):
        # Each writes its name on the root window and finds it there a while later
        script = 'xprop -root -f WHO 8s -set WHO "$1"; sleep 1; xprop -root WHO; echo "$DISPLAY"'
        running = [subprocess.Popen([DISPLAY, SCREEN, 'sh', '-c', script, 'sh', 'w%d' % i],
                                    stdout=subprocess.PIPE, text=True) for i in range(8)]
        numbers = set()
        for i, process in enumerate(running):
            words, number = process.communicate()[0].strip().split('\n')
            self.assertEqual(words, 'WHO(STRING) = "w%d"' % i)
            numbers.add(number)
        self.assertEqual(len(numbers), len(running))

    def test_outlives_its_clients(self):
        # A server that starts anew forgets what its last client wrote, and is away for that moment
        script = 'for i in $(seq 30); do xprop -root -f MARK$i 8s -set MARK$i here || exit 9; done; xprop -root'
        done = run('sh', '-c', script)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.count('= "here"'), 30)

    def test_the_result_comes_back(self):
        self.assertEqual(run('sh', '-c', 'exit 7').returncode, 7)
        self.assertEqual(run('sh', '-c', 'kill -TERM $$').returncode, 128 + 15)

    def test_says_what_is_wrong(self):
        done = subprocess.run([DISPLAY, 'nonsense', 'true'], capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn('Xvfb did not start', done.stderr)

    def test_goes_with_its_command(self):
        number = run('sh', '-c', 'echo $DISPLAY').stdout.strip()[1:]
        self.assertFalse(os.path.exists('/tmp/.X11-unix/X' + number))


if __name__ == '__main__':
    sys.exit(unittest.main())
