#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""visit.py HANDRAIL HANDRAILCTL pointer|assistive

One whole visit with the real program on the sample center: touch the resting screen, answer "Help me choose", ask for a number
for a talk, look for a meeting by filter and by words, take it along as a code, be counted, take a slip, clear the screen. With
"pointer" every touch is a real press of the pointer on the screen; with "assistive" nothing but the actions and texts that assistive
technology is given.
Runs under a display and a session bus of its own.
"""
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

NOW = '2026-11-24T18:40:00-05:00'
# Typed as words to search for; afterwards no file may hold it
CANARY = 'zqxjvk'
# Of the text in a slip's code
SLIP_LENGTH = 140
# A hand that strikes twice within half a second is heard once
PACE_S = 0.6
PATIENCE_S = 15
BUTTONS = ('push button', 'toggle button')


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def wait_for(what, question):
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        answer = question()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError('not seen within %d seconds: %s' % (PATIENCE_S, what))


class Screen:
    """What can be perceived and done, through the bus of assistive technology and the pointer"""

    def __init__(self, mode, program):
        self.mode = mode
        self.app = wait_for('the program on the bus (exit status %s)' % program.poll(), self.find_app)

    @staticmethod
    def find_app():
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None and 'handrail' in (app.get_name() or '').lower():
                return app
        return None

    def nodes(self):
        todo = [self.app]
        while todo:
            node = todo.pop()
            try:
                node.clear_cache()
                yield node
                todo.extend(child for child in
                            (node.get_child_at_index(i) for i in reversed(range(node.get_child_count())))
                            if child is not None)
            except gi.repository.GLib.Error:
                continue  # went away while we looked

    @staticmethod
    def extents(node):
        component = node.get_component_iface()
        return component.get_extents(Atspi.CoordType.WINDOW) if component is not None else None

    def shown(self, roles):
        for node in self.nodes():
            if node.get_role_name() in roles:
                box = self.extents(node)
                if box is not None and box.width > 4 and box.height > 4:
                    yield node

    def button(self, words, exact=False):
        def look():
            for node in self.shown(BUTTONS):
                name = node.get_name() or ''
                states = node.get_state_set()
                if (name == words if exact else words in name) and states.contains(Atspi.StateType.SENSITIVE):
                    return node
            return None
        return wait_for('the button “%s”' % words, look)

    def text(self):
        return '\n'.join(node.get_name() or '' for node in self.shown(BUTTONS + ('label', 'heading', 'image', 'icon')))

    def says(self, words):
        wait_for('“%s”, but only:\n%s' % (words, self.text()), lambda: words in self.text())

    @staticmethod
    def window_origin():
        places = []
        for window in run('xdotool', 'search', '--name', '^Handrail$').decode().split():
            out = run('xdotool', 'getwindowgeometry', '--shell', window).decode()
            place = dict(line.split('=') for line in out.split() if '=' in line)
            places.append((int(place['WIDTH']), int(place['X']), int(place['Y'])))
        return max(places)[1:]  # the toolkit has tiny windows of its own beside the one that is seen

    def press(self, words, exact=False, pace=PACE_S):
        node = self.button(words, exact)
        if self.mode == 'pointer':
            box = self.extents(node)
            left, top = self.window_origin()
            x, y = left + box.x + box.width // 2, top + box.y + box.height // 2
            run('xdotool', 'mousemove', str(x), str(y), 'mousedown', '1')
            time.sleep(0.05)
            run('xdotool', 'mouseup', '1')
        else:
            action = node.get_action_iface()
            names = [Atspi.Action.get_action_name(action, i) for i in range(Atspi.Action.get_n_actions(action))]
            assert Atspi.Action.do_action(action, names.index('click')), words
        time.sleep(pace)

    def press_on_some_page(self, words):
        """Goes on with More until the words are there"""
        while not any(words in (node.get_name() or '') for node in self.shown(BUTTONS)):
            self.press('More', exact=True)
        self.press(words)

    def type(self, words):
        if self.mode == 'pointer':
            for letter in words:
                self.press(letter, exact=True, pace=0.15)
            return
        entry = wait_for('the field', lambda: next(
            (node for node in self.nodes() if node.get_editable_text_iface() is not None
             and node.get_state_set().contains(Atspi.StateType.EDITABLE)), None))
        Atspi.EditableText.insert_text(entry.get_editable_text_iface(), 0, words, len(words.encode()))


def read_code(folder):
    picture = os.path.join(folder, 'screen.png')
    run('import', '-window', 'root', picture)
    seen = subprocess.run(['zbarimg', '-q', '--raw', picture], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    os.remove(picture)
    return seen.decode()


def contents(folder):
    """Of every file but that of the counts, which is written with each beat, busy or idle"""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if os.path.isfile(path) and not name.startswith('counts.db'):
                with open(path, 'rb') as file:
                    found[path] = hashlib.sha256(file.read()).hexdigest()
    return found


def choose_and_ask(screen):
    """Six answers and a number: no word of them could be searched for, so no file at all may change"""
    screen.press('Help me choose')
    for answer in ('I would just listen', 'One person', 'No, it has to move', 'Yes, I want help', 'No, not a religious way', 'No special group'):
        screen.press_on_some_page(answer)
    screen.says('Because you said:')
    screen.press('Home', exact=True)
    screen.press('Talk with one person')
    screen.press('Ask to meet a peer')
    screen.says('Your number')
    screen.press('Home', exact=True)


def visit(screen, folder):
    screen.press('Touch anywhere')
    before = contents(folder)
    choose_and_ask(screen)
    assert contents(folder) == before, 'a file was written'
    screen.press('Meetings')
    screen.says('Now and next')

    screen.press('Filters')
    screen.press_on_some_page('Evening')
    screen.press('Show ')
    screen.says('Evening')
    screen.press('Show all')

    screen.press('Search')
    screen.type(CANARY)
    screen.press('Delete all')
    screen.type('wharf')
    screen.press('Show ' if any('Show ' in (n.get_name() or '') for n in screen.shown(BUTTONS)) else 'Done')
    screen.press_on_some_page('Cooper’s Wharf Steps')
    screen.says('Alcoholics Anonymous')

    screen.press('Take it along')
    screen.press('Add to calendar')
    wait_for('a code that a camera reads', lambda: 'BEGIN:VEVENT' in read_code(folder))
    screen.press('Back', exact=True)
    screen.says('Directions')
    screen.press('Back', exact=True)
    screen.press('Add to my plan')
    screen.says('Take out of my plan')

    screen.press('Home', exact=True)
    screen.press('Talk with one person')
    screen.press_on_some_page('June')
    screen.press('Add to my plan')
    screen.press('My plan (2)')
    screen.says('This plan is gone when your visit ends.')
    while 'Cooper’s Wharf Steps' not in screen.text():
        screen.press('More', exact=True)
    screen.press('Take it along')
    wait_for('the plan as a code', lambda: 'BEGIN:VEVENT' in read_code(folder))

    screen.press('Home', exact=True)
    screen.press('Sign in')
    screen.press('Men’s Table')
    screen.says('No name. No time.')
    screen.press('Count me')
    screen.says('You are counted.')
    screen.press('I am marking')
    screen.press_on_some_page('I am starting again')
    screen.says('Welcome back.')
    screen.press('Done', exact=True)
    screen.says('Touch anywhere')

    # nobody finds it afterwards
    screen.press('Touch anywhere')
    screen.says('Meetings')
    assert 'My plan' not in screen.text(), screen.text()
    screen.press('Clear screen')
    screen.says('Touch anywhere')


def take_slip(screen, folder, process):
    """Returns the text of the slip: chance made it, so that whoever finds it later found this visit"""
    screen.press('Touch anywhere')
    screen.press('Sign in')
    screen.press('After Work')
    screen.says('Proof of attendance')
    wait_for('a code that a camera reads', lambda: len(read_code(folder).strip()) == SLIP_LENGTH)
    text = read_code(folder).strip()
    shown = places_in_memory(process, text)
    assert shown is None or shown, 'the search of the memory finds nothing'
    screen.press('Clear screen')
    screen.says('Touch anywhere')
    wait_for('the slip gone from the memory: %s' % places_in_memory(process, text), lambda: not places_in_memory(process, text))
    return text


def memory_of(process):
    """All that the program can write to; nothing where this user may not look"""
    with open('/proc/%d/maps' % process) as maps, open('/proc/%d/mem' % process, 'rb', 0) as memory:
        for line in maps:
            fields = line.split()
            if not fields[1].startswith('rw') or fields[-1].startswith(('[v', '/dev/')):
                continue
            first, last = (int(end, 16) for end in fields[0].split('-'))
            try:
                memory.seek(first)
                yield line, memory.read(last - first)
            except (OSError, ValueError, OverflowError):
                continue


def places_in_memory(process, text):
    """None where this user may not look"""
    try:
        return [line for line, held in memory_of(process) if text.encode() in held]
    except PermissionError:
        return None


def check_traces(folder, slip):
    canaries = (CANARY.encode(), slip.encode(), slip[:40].encode(), slip[-40:].encode())
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if os.path.isfile(path):
                with open(path, 'rb') as file:
                    content = file.read()
                assert not any(canary in content for canary in canaries), path


def main(handrail, handrailctl, mode):
    folder = tempfile.mkdtemp(prefix='handrail-visit-')
    environment = dict(os.environ, HOME=os.path.join(folder, 'home'), XDG_RUNTIME_DIR=os.path.join(folder, 'run'),
                       XDG_DATA_HOME=os.path.join(folder, 'home', 'data'), XDG_CONFIG_HOME=os.path.join(folder, 'home', 'config'),
                       XDG_CACHE_HOME=os.path.join(folder, 'home', 'cache'), TMPDIR=os.path.join(folder, 'tmp'))
    os.makedirs(environment['HOME'])
    os.makedirs(environment['TMPDIR'])
    os.makedirs(environment['XDG_RUNTIME_DIR'], mode=0o700)
    data = os.path.join(folder, 'data')
    subprocess.run([handrailctl, '--data', data, 'init'], check=True, env=environment, stdout=subprocess.DEVNULL)
    with open(os.path.join(data, 'handrail.conf'), 'w') as file:
        file.write('[slips]\noffered=yes\n')
    Atspi.get_desktop(0).get_child_count()  # the bus stands before the program looks for it
    program = subprocess.Popen([handrail, '--data', data, '--windowed', '--now', NOW], env=environment)
    try:
        screen = Screen(mode, program)
        visit(screen, folder)
        slip = take_slip(screen, folder, program.pid)
        checked = subprocess.run([handrailctl, '--data', data, '--now', NOW, 'slip', 'verify', '-'], input=slip.encode(), env=environment,
                                 stdout=subprocess.PIPE, check=True).stdout.decode()
        assert 'This slip is genuine.' in checked and 'After Work' in checked, checked
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait(timeout=20)
    check_traces(folder, slip)
    shutil.rmtree(folder)


if __name__ == '__main__':
    main(*sys.argv[1:])
