#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""share_kill.py HANDRAILCTL

Two devices write and sync, and are killed at any moment of it, again and again, as by a power cut of the program. Nothing that a command
said it had done may be lost, both end the same, and a device that joins then sees the same. A kiosk that tells its counts night by night is
killed, too: in the end the office has exactly them.
"""
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

ROUNDS = 80


def main(handrailctl):
    folder = tempfile.mkdtemp(prefix='handrail-kill-')
    share = os.path.join(folder, 'share')
    os.mkdir(share)
    seed = random.randrange(2 ** 32)
    chance = random.Random(seed)
    print('# seed', seed, flush=True)

    def command(device, *words):
        return [handrailctl, '--data', os.path.join(folder, device), *words]

    def run(device, *words):
        done = subprocess.run(command(device, *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout

    def join(device, role):
        run(device, 'init', '--empty')
        code = json.loads(run(device, 'share', 'enrol', '--folder', share, '--invitation', invitation, '--name', device, '--json'))['code']
        run('a', 'share', 'approve', code, '--role', role)

    run('a', 'init')
    invitation = json.loads(run('a', 'share', 'init', '--folder', share, '--name', 'a', '--root-key', os.path.join(folder, 'root'),
                                '--json'))['invitation']
    join('b', 'office')
    run('b', 'sync', '--once')
    run('a', 'add', 'meeting/m-k', 'name=K', 'fellowship=aa', 'attendance=in_person')
    join('k', 'kiosk')
    run('k', 'sync', '--once')
    # makes the file, and refuses the sheet
    subprocess.run(command('k', 'counts', 'enter', 'm-k', '2026-01-02', '5'), stderr=subprocess.DEVNULL, check=False)
    came = {}

    def come(turn):
        meeting, n = 'm-%d' % turn, chance.randrange(11, 99999)
        database = sqlite3.connect(os.path.join(folder, 'k', 'counts.db'), timeout=20)
        database.execute('INSERT INTO week VALUES (2026, 44, ?, ?, ?, ?, ?, 2, ?, 4, 1)',
                         (meeting, 'aa', n.to_bytes(4, 'big'), bytes(4), 2026 * 12 + 9, bytes(4)))
        database.commit()
        database.close()
        came[meeting] = n

    def night(turn):
        return ('--now', '2026-%02d-%02dT04:00:00Z' % (11 + turn // 29, 1 + turn % 29) if turn < 58 else '2027-01-%02dT04:00:00Z' % (turn - 57))

    longest = 0.05
    killed, said = 0, {}
    for turn in range(ROUNDS):
        device = chance.choice('abkk')
        if device == 'k':
            come(turn)
            words = (*night(turn), 'sync', '--once')
        elif chance.random() < 0.6:
            words = ('set', 'site/site', 'address=%d Street' % turn) if chance.random() < 0.3 else ('add', 'venue/v-%d' % turn, 'name=Hall %d' % turn)
        else:
            words = ('sync', '--once') if chance.random() < 0.8 else ('share', 'verify')
        began = time.monotonic()
        program = subprocess.Popen(command(device, *words), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            _, trouble = program.communicate(timeout=chance.random() * longest)
            longest = max(0.01, min(2.0, 1.3 * (time.monotonic() - began)))
            assert program.returncode == 0, trouble
            if words[0] == 'add':
                said[words[1]] = words[2]
        except subprocess.TimeoutExpired:
            program.kill()
            program.communicate()
            killed += 1
            longest = min(2.0, longest * 1.2)
    assert killed >= ROUNDS // 10 and killed < ROUNDS, 'killed %d of %d' % (killed, ROUNDS)
    run('k', *night(ROUNDS), 'share', 'verify')
    for device in 'abab':
        run(device, 'share', 'verify')
    for device in 'ab':
        rows = json.loads(run(device, *night(ROUNDS), 'counts', 'report', '--json'))['rows']
        assert {row['key']: row['count'] for row in rows} == came, (device, folder)
    assert len([name for name in os.listdir(os.path.join(share, 'c', 'cur'))]) == 1
    join('c', 'kiosk')
    run('c', 'sync', '--once')
    dumps = [run(device, 'dump') for device in 'abc']
    assert dumps[0] == dumps[1], 'a and b differ: %s' % folder
    assert dumps[0] == dumps[2], 'a and c differ: %s' % folder
    for thing, name in said.items():
        assert thing.split('/')[1] in dumps[0] and name.split('=')[1] in dumps[0], thing
    for device in 'abc':
        run(device, 'check')
    print('# killed %d of %d, %d halls and %d meetings kept' % (killed, ROUNDS, len(said), len(came)))
    shutil.rmtree(folder)


if __name__ == '__main__':
    main(sys.argv[1])
