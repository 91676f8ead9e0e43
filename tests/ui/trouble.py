#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""trouble.py HANDRAIL HANDRAILCTL

The real program where something is wrong: a damaged database, none at all, a clock that was never set, a full disk. The lobby
shows what it can, help is always there, and the log says what to do. Also the backup that a sound day begins with.
Runs under a display and a session bus of its own.
"""
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import visit

NEVER_SET = '1970-01-02T00:00:00Z'


class Lobby:
    """The program on a data folder; what it logged is known when it has ended"""

    def __init__(self, base, data, now=visit.NOW, largest=None):
        self.log = base.folder / 'log'
        self.environment = base.environment
        command = [base.handrail, '--data', str(data), '--windowed', '--now', now]
        limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))) if largest is not None else None
        with open(self.log, 'wb') as log:
            # A log is a pipe: the limit stands for a full disk, and is not the log's
            self.cat = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=log)
            self.program = subprocess.Popen(command, env=self.environment, stdout=self.cat.stdin, stderr=self.cat.stdin,
                                            preexec_fn=limit, restore_signals=limit is None)
        self.cat.stdin.close()

    def __enter__(self):
        return self

    def screen(self):
        return visit.Screen('assistive', self.program)

    def said(self, words):
        visit.wait_for('in the log: “%s”, but only:\n%s' % (words, self.log.read_text()),
                       lambda: words in self.log.read_text())

    def __exit__(self, *_):
        self.program.send_signal(signal.SIGTERM)
        status = self.program.wait(timeout=20)
        self.cat.wait(timeout=20)
        assert status == 0, (status, self.log.read_text())


class Trouble:
    def __init__(self, handrail, handrailctl):
        self.handrail = handrail
        self.handrailctl = handrailctl
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='handrail-trouble-'))
        self.data = self.folder / 'data'
        home = self.folder / 'home'
        self.environment = dict(os.environ, HOME=str(home), XDG_RUNTIME_DIR=str(self.folder / 'run'),
                                XDG_DATA_HOME=str(home / 'data'), XDG_CONFIG_HOME=str(home / 'config'),
                                XDG_CACHE_HOME=str(home / 'cache'))
        home.mkdir()
        (self.folder / 'run').mkdir(mode=0o700)
        self.ctl('init')

    def ctl(self, *words, status=0, data=None):
        done = subprocess.run([self.handrailctl, '--data', str(data or self.data), '--now', visit.NOW, *words],
                              env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        assert done.returncode == status, (words, done.returncode, done.stderr.decode())
        return done.stdout.decode()

    def copy(self, name):
        place = self.folder / name
        shutil.copytree(self.data, place)
        for path in place.glob('handrail.db-*'):
            path.unlink()
        return place

    def assert_looked_after(self, lobby):
        screen = lobby.screen()
        screen.says('This screen is being looked after.')
        screen.says('Ask at the front desk.')
        screen.press('988')
        screen.says('911')
        screen.says('988')
        screen.press('Home', exact=True)
        screen.says('This screen is being looked after.')

    def a_day_begins_with_a_backup(self):
        backup = self.data / 'backups' / 'handrail-2026-11-24.db'
        assert not backup.exists()
        with Lobby(self, self.data) as lobby:
            visit.wait_for('the backup', backup.exists)
            lobby.screen().says('Touch anywhere')
        assert [p.name for p in backup.parent.iterdir()] == [backup.name]
        assert 'handrail' not in lobby.log.read_text(), lobby.log.read_text()

    def damaged_database(self):
        data = self.copy('damaged')
        database = data / 'handrail.db'
        backup = data / 'backups' / 'handrail-2026-11-24.db'
        # one that is newer and no better is not recommended
        (data / 'backups' / 'handrail-2026-11-25.db').write_bytes(b'garbage' * 5000)
        damaged = os.urandom(40000)
        database.write_bytes(damaged)
        command = "handrailctl restore --data '%s' '%s'" % (data, backup)
        with Lobby(self, data) as lobby:
            self.assert_looked_after(lobby)
            lobby.said(command)
        assert database.read_bytes() == damaged
        assert command in self.ctl('check', status=3, data=data)
        self.ctl('restore', str(backup), data=data)
        kept = [p for p in data.iterdir() if 'before-restore' in p.name]
        assert len(kept) == 1 and kept[0].read_bytes() == damaged, kept
        (data / 'backups' / 'handrail-2026-11-25.db').unlink()
        with Lobby(self, data) as lobby:
            lobby.screen().says('Touch anywhere')

    def damage_that_shows_later(self):
        data = self.copy('partly')
        shutil.rmtree(data / 'backups')
        database = data / 'handrail.db'
        sound = database.read_bytes()
        database.write_bytes(sound[:len(sound) // 8] + os.urandom(len(sound) - len(sound) // 8))
        with Lobby(self, data) as lobby:
            self.assert_looked_after(lobby)
            lobby.said('There is no sound automatic backup')

    def nothing_there(self):
        for name in ('none', 'empty'):
            data = self.folder / name
            if name == 'empty':
                data.mkdir()
            with Lobby(self, data) as lobby:
                self.assert_looked_after(lobby)
                lobby.said("There is no database at %s/handrail.db" % data)
                lobby.said("handrailctl init --data '%s'" % data)
            assert not data.exists() or not list(data.iterdir()), data

    def clock_never_set(self):
        with Lobby(self, self.data, now=NEVER_SET) as lobby:
            screen = lobby.screen()
            screen.press('Touch anywhere')
            screen.press('Meetings')
            screen.says('After Work')
            screen.says('Every Tuesday and Thursday')
            screen.press('Home', exact=True)
            screen.press('Sign in')
            screen.says('No meeting is open for sign-in right now.')
            screen.says('See all meetings')
        assert [p.name for p in (self.data / 'backups').iterdir()] == ['handrail-2026-11-24.db']

    def full_disk(self):
        data = self.copy('full')
        shutil.rmtree(data / 'backups')
        with Lobby(self, data, largest=2) as lobby:
            screen = lobby.screen()
            screen.press('Touch anywhere')
            screen.press('Meetings')
            screen.says('Page 1 of')
            screen.press('Home', exact=True)
            screen.press('Sign in')
            screen.says('No meeting is open for sign-in right now.')
            lobby.said('The disk is full')
            lobby.said('Nobody can sign in')


def main(handrail, handrailctl):
    visit.Atspi.get_desktop(0).get_child_count()  # the bus stands before the program looks for it
    trouble = Trouble(handrail, handrailctl)
    for part in (trouble.a_day_begins_with_a_backup, trouble.damaged_database, trouble.damage_that_shows_later,
                 trouble.nothing_there, trouble.clock_never_set, trouble.full_disk):
        begin = time.monotonic()
        part()
        print('%s: %.1f s' % (part.__name__, time.monotonic() - begin), flush=True)
    shutil.rmtree(trouble.folder)


if __name__ == '__main__':
    main(*sys.argv[1:])
