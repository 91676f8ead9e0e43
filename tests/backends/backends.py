#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""backends.py samba|webdav|sftp|syncthing: two devices meet over a real one on this computer. DEVICE is the program of a device,
CONTRACT what every folder is held to (tests/unit/share/test-folder.c)."""
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import servers

LIMIT = 60


def check(holds, words):
    if not holds:
        raise AssertionError(words)


class Device:
    """A device with its own bus and its own GVfs. Another program of
    devices needs edit, sync, dump and get; the lines of share-device.c that only measure stay with that one."""

    def __init__(self, place, name, server, *arguments):
        home = pathlib.Path(place) / name
        home.mkdir(mode=0o700, exist_ok=True)
        if server.uri == str(server.folder):
            # whose folder it is: what replicates it must be able to write where the device does
            servers.own(home)
            arguments = servers.drop(list(arguments))
        self.env = {**os.environ, **server.env, 'HOME': str(home), 'XDG_RUNTIME_DIR': str(home), 'GVFS_DISABLE_FUSE': '1',
                    'GIO_USE_VOLUME_MONITOR': 'unix', 'G_DEBUG': '', 'SSH_AUTH_SOCK': ''}
        self.process = subprocess.Popen(['dbus-run-session', '--', *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        bufsize=0, env=self.env, start_new_session=True)

    def send(self, line):
        self.process.stdin.write(line.encode() + b'\n')

    def answer(self, limit=LIMIT):
        line = ''
        while not line.startswith('> '):
            check(select.select([self.process.stdout], [], [], limit)[0], 'a device did not answer in time')
            line = self.process.stdout.readline().decode()
            check(line != '', 'a device ended')
        return line[2:].strip()

    def ask(self, line, limit=LIMIT):
        self.send(line)
        return self.answer(limit)

    def must(self, line):
        answer = self.ask(line)
        check(answer.startswith('ok'), f'{line}: {answer}')
        return answer

    def edit(self, thing, field, value):
        self.must(f'edit {thing} {field} {value}')

    def sync(self):
        return self.ask('sync')

    def dump(self):
        return self.must('dump')

    def close(self):
        """Also what its bus began: GVfs ends with the bus, unless it hangs."""
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.process.stdout.close()


class Center:
    """The real program with a data folder, as people use it: each command on a bus of its own."""

    def __init__(self, story, name, server):
        self.story, self.server = story, server
        self.local = server.uri == str(server.folder)
        self.home = story.place / name
        self.home.mkdir(mode=0o700)
        self.data = self.home / 'data'
        self.data.mkdir(mode=0o700)
        if self.local:
            servers.own(self.home, self.data)
        else:
            login = f"[login]\nuser={server.env['HANDRAIL_SHARE_USER']}\npassword={server.env['HANDRAIL_SHARE_PASSWORD']}\n"
            (self.data / 'share.login').write_text(login)
        self.env = {**os.environ, **server.env, 'HOME': str(self.home), 'XDG_RUNTIME_DIR': str(self.home), 'GVFS_DISABLE_FUSE': '1',
                    'GIO_USE_VOLUME_MONITOR': 'unix', 'G_DEBUG': '', 'SSH_AUTH_SOCK': ''}

    def run(self, *words):
        command = [self.story.control, '--data', str(self.data), *words]
        if self.local:
            command = servers.drop(command)
        done = subprocess.run(['dbus-run-session', '--', *command], env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=LIMIT, check=False)
        check(done.returncode == 0, f'{words}: {done.stderr.decode()}')
        return done.stdout.decode()

    def find(self, pattern, *words, seconds=30):
        """What the command says, once it does: a folder that is replicated takes its time"""
        end = time.monotonic() + seconds
        while True:
            found = re.search(pattern, self.run(*words))
            if found or time.monotonic() > end:
                check(found, f'{words} never says {pattern}')
                return found.group(0)
            time.sleep(0.5)

    def dump(self):
        path = self.home / 'dump'
        path.unlink(missing_ok=True)
        self.run('dump', '-o', str(path))
        return path.read_text()


def commands(story, one, where_one, two, where_two):
    """Two centers with handrailctl: one makes the share, the other joins, both write, and both show the same."""
    one.run('init')
    one.run('share', 'init', '--folder', where_one, '--name', 'One', '--root-key', str(one.home / 'root'))
    invitation = re.search('([a-z2-7]{4}-){6}[a-z2-7]{4}', one.run('share', 'invitation')).group(0)
    two.run('init', '--empty')
    end = time.monotonic() + 30
    while True:
        try:
            two.run('share', 'enrol', '--folder', where_two, '--invitation', invitation, '--name', 'Two')
            break
        except AssertionError:
            # the share has not come here yet
            if time.monotonic() > end:
                raise
            time.sleep(0.5)
    code = one.find('[0-9]{4} [0-9]{4}', 'share', 'requests').replace(' ', '')
    one.run('share', 'approve', code, '--role', 'office')
    converge_centers(one, two)
    one.run('add', 'venue/v-one', 'name=Hall one')
    two.run('add', 'venue/v-two', 'name=Hall two')
    one.run('set', 'meeting/m-just-for-tonight', 'notes=From one')
    two.run('set', 'meeting/m-just-for-tonight', 'notes=From two')
    same = converge_centers(one, two, 'Hall one', 'Hall two')
    check(('From one' in same) != ('From two' in same), 'one of two words stands')


def converge_centers(one, two, *words, seconds=60):
    end = time.monotonic() + seconds
    while True:
        for center in (one, two):
            center.run('sync', '--once')
        same = one.dump()
        if same == two.dump() and all(word in same for word in words):
            return same
        check(time.monotonic() < end, 'the two centers never show the same')
        time.sleep(0.3)


class Story:
    def __init__(self, kind):
        self.place = pathlib.Path(tempfile.mkdtemp(prefix='hr-backend-'))
        self.place.chmod(0o755)
        self.kind = kind
        self.servers = []
        self.devices = []
        servers.own(self.place)
        self.program = str(self.place / 'device')
        shutil.copy(os.environ['DEVICE'], self.program)
        self.control = str(self.place / 'handrailctl')
        shutil.copy(os.environ['HANDRAILCTL'], self.control)

    def serve(self, kind, name='server'):
        (self.place / name).mkdir()
        self.servers.append(kind(self.place / name))
        return self.servers[-1]

    def uri(self, server, name):
        return server.uri.rstrip('/') + '/' + name

    def folder(self, server, name):
        path = server.folder / name
        path.mkdir()
        servers.own(path)
        return path

    def run(self, name, server, *arguments):
        device = Device(self.place, name, server, *arguments)
        self.devices.append(device)
        return device

    def begin(self, server, where, keys='keys'):
        """Returns: how it ended."""
        device = self.run('begin', server, self.program, 'begin', str(self.place / keys), where)
        try:
            return device.process.wait(LIMIT)
        finally:
            self.close(device)

    def device(self, index, server, where, keys='keys'):
        return self.run(f'device{index}', server, self.program, 'run', str(self.place / keys), str(index), where)

    def close(self, device):
        self.devices.remove(device)
        device.close()

    def end(self):
        for device in list(self.devices):
            self.close(device)
        for server in self.servers:
            server.stop()
        shutil.rmtree(self.place)


def contract(story, server):
    """What the engine relies on; each case in a folder of its own."""
    for i in range(1, 4):
        story.folder(server, f'contract{i}')
    test = story.run('contract', server, os.environ['CONTRACT'], '--tap', '-p', '/share/folder/server')
    output = test.process.communicate(timeout=LIMIT)[0].decode()
    check(test.process.returncode == 0, f'the contract does not hold:\n{output}')
    check(output.count('\nok ') == 3, f'not all of the contract was tried:\n{output}')


def converge(one, two, seconds=30):
    end = time.monotonic() + seconds
    while True:
        said = [one.sync(), two.sync(), one.sync()]
        if all(words.startswith('ok') for words in said) and one.dump() == two.dump():
            return
        check(time.monotonic() < end, f'no agreement: {said}\n{one.dump()}\n{two.dump()}')
        time.sleep(0.2)


def meet(one, two):
    """Different things, the same thing, and the same field without knowing of each other."""
    one.edit('noon', 1, 'Serenity at noon')
    two.edit('evening', 1, 'Evening calm')
    one.edit('both', 1, 'by one')
    one.edit('both', 2, 'room of one')
    two.edit('both', 1, 'by two')
    two.edit('both', 3, 'floor of two')
    converge(one, two)
    text = one.dump()
    for words in ('Serenity at noon', 'Evening calm', 'room of one', 'floor of two'):
        check(words in text, f'{words!r} is lost: {text}')
    check(('by one' in text) != ('by two' in text), text)
    # whoever saw the other one wins
    for device, words in ((two, 'two again'), (one, 'one at last')):
        device.edit('both', 1, words)
        converge(one, two)
        check(words in one.dump(), f'{words!r} did not win: {one.dump()}')


def race(writer, reader, seconds=6, calm=1, pause=0):
    """calm: so many seconds the reader goes on alone."""
    writer.must('limit 20000')
    reader.send(f'watch {seconds}')
    end = time.monotonic() + seconds - calm
    rounds = 0
    while time.monotonic() < end:
        for field in range(1, 21):
            writer.must(f'fill long {field} 8000')
        check(writer.sync().startswith('ok'), 'the writer could not publish')
        rounds += 1
        time.sleep(pause)
    said = reader.answer(seconds + LIMIT)
    print(f'race: {rounds} rounds; {said}')
    seen = dict(word.split('=') for word in said.split()[1:])
    check(seen['torn'] == '0', f'half a file was taken: {said}')
    # each of these servers, used like this, shows whole files only
    check(seen['short'] == '0', f'half a file had its name: {said}')
    check(int(seen['values']) > 0 and int(seen['files']) > 3, f'nothing was read: {said}')
    converge(writer, reader)


def vanish(server, one, two):
    """The server goes in the middle of everything, and comes back."""
    for device in (one, two):
        device.must('limit 3000')
    one.edit('away', 1, 'written while nobody was there')
    for field in range(1, 21):
        two.must(f'fill long {field} 8000')
    two.send('sync')
    time.sleep(0.02)
    server.stop()
    two.answer(20)
    start = time.monotonic()
    said = one.sync()
    check(said.startswith('no '), f'no server, and yet: {said}')
    check(time.monotonic() - start < 15, 'it took too long to say so')
    print(f'away: {said}')
    server.start()
    converge(one, two, 40)
    both(one, two, 'away', 'written while nobody was there')


def both(one, two, thing, words):
    for device in (one, two):
        check(device.must(f'get {thing} 1') == f'ok {words}', f'{words!r} is lost')


def hang(server, one, two):
    """The server takes everything and answers nothing."""
    for device in (one, two):
        device.must('limit 1000')
    one.edit('hang', 1, 'later')
    server.signal(signal.SIGSTOP)
    start = time.monotonic()
    said = one.sync()
    took = time.monotonic() - start
    server.signal(signal.SIGCONT)
    check(said.startswith('no '), f'a server that hangs, and yet: {said}')
    check(took < 10, f'it took {took:.1f} s to give up')
    print(f'hang: {took:.1f} s; {said}')
    time.sleep(1)
    converge(one, two, 40)
    both(one, two, 'hang', 'later')


def read_only(server, path, one, two):
    folders = [path, *(one for one in path.rglob('*') if one.is_dir())]
    one.edit('closed', 1, 'kept for later')
    for folder in folders:
        folder.chmod(0o555)
    said = one.sync()
    print(f'read only: {said}')
    check(said.startswith('no '), f'nothing could be written, and yet: {said}')
    check(two.sync().startswith('ok'), 'to read is still possible')
    for folder in folders:
        folder.chmod(0o755)
    converge(one, two)
    both(one, two, 'closed', 'kept for later')


def wrong(story, server, path, one, two):
    """Another share with the right name: nothing of it is believed, nothing is written into it, and the right one comes back."""
    other = story.folder(server, 'other')
    check(story.begin(server, story.uri(server, 'other'), 'other-keys') == 0, 'a second share could not be begun')
    files = sorted(other.rglob('*'))
    before = one.dump()
    path.rename(server.folder / 'aside')
    other.rename(path)
    one.edit('wrong', 1, 'stays here')
    said = one.sync()
    print(f'wrong share: {said}')
    two.sync()
    check(two.dump() == before, 'something of the wrong share was taken')
    check([file.relative_to(other) for file in files] == sorted(file.relative_to(path) for file in path.rglob('*')),
          'something was written into the wrong share')
    path.rename(other)
    (server.folder / 'aside').rename(path)
    converge(one, two)
    both(one, two, 'wrong', 'stays here')


def strangers(story, server):
    """A server whose key nobody made known is not trusted, and nobody is asked."""
    check(story.begin(server, story.uri(server, 'share')) != 0, 'an unknown server was trusted')
    server.introduce()


def wrong_password(story, server):
    right = server.env['HANDRAIL_SHARE_PASSWORD']
    server.env['HANDRAIL_SHARE_PASSWORD'] = 'not this one'
    check(story.begin(server, story.uri(server, 'share')) != 0, 'any password will do')
    server.env['HANDRAIL_SHARE_PASSWORD'] = right


def remote(story, kind):
    server = story.serve(kind)
    path = story.folder(server, 'share')
    where = story.uri(server, 'share')
    if kind is servers.Ssh:
        strangers(story, server)
    else:
        wrong_password(story, server)
    server.env['HANDRAIL_TEST_SHARE'] = server.uri.rstrip('/')
    contract(story, server)
    check(story.begin(server, where) == 0, 'the share could not be begun')
    one, two = story.device(0, server, where), story.device(1, server, where)
    meet(one, two)
    story.folder(server, 'centers')
    where_centers = story.uri(server, 'centers')
    commands(story, Center(story, 'center1', server), where_centers, Center(story, 'center2', server), where_centers)
    if kind is servers.Apache:
        moves(story, server, where, one, two)
    race(one, two)
    read_only(server, path, one, two)
    wrong(story, server, path, one, two)
    hang(server, one, two)
    vanish(server, one, two)


def moves(story, server, where, one, two):
    """The moves of GVfs hang; ours are none. Whoever makes some all the same is stopped in time, and nobody else is."""
    third = story.run('mover', server, story.program, 'run', str(story.place / 'keys'), '1', where)
    third.must('limit 1000')
    said = third.must('moves 60')
    print(f'moves: {said}')
    seen = dict(word.split('=') for word in said.split()[1:])
    check(float(seen['longest']) < 5, f'it took too long to give up: {said}')
    start = time.monotonic()
    third.sync()
    check(time.monotonic() - start < 10, 'what comes after hangs, too')
    one.edit('moves', 1, 'went on')
    converge(one, two)
    both(one, two, 'moves', 'went on')
    story.close(third)


def replicated(story):
    first, second = story.serve(servers.Syncthing, 'first'), story.serve(servers.Syncthing, 'second')
    first.meet(second)
    second.meet(first)
    first.run()
    second.run()
    check(story.begin(first, first.uri) == 0, 'the share could not be begun')
    one, two = story.device(0, first, first.uri), story.device(1, second, second.uri)
    meet(one, two)
    # a state that is replaced before all of it has come is never seen
    race(one, two, 12, calm=5, pause=0.2)
    for server in (first, second):
        path = server.folder / 'centers'
        path.mkdir(exist_ok=True)
        servers.own(path)
    commands(story, Center(story, 'center1', first), first.uri + '/centers', Center(story, 'center2', second), second.uri + '/centers')


def main():
    kind = sys.argv[1]
    story = Story(kind)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        if kind == 'syncthing':
            replicated(story)
        else:
            remote(story, {'samba': servers.Samba, 'webdav': servers.Apache, 'sftp': servers.Ssh}[kind])
    finally:
        story.end()
    print(f'{kind}: all holds')


main()
