#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""pin.py HANDRAIL HANDRAILCTL

The desk's first PIN is typed with the real program, while assistive technology listens: it hears how many digits there are, and never which;
and nothing that it can see holds one. Runs under a display and a session bus of its own.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

import visit  # noqa: E402

PIN = '730482'
HEARD = ('object:text-changed', 'object:property-change', 'object:state-changed', 'object:announcement')


def listen(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        while GLib.MainContext.default().pending():
            GLib.MainContext.default().iteration(False)
        time.sleep(0.01)


def write_name(screen, name):
    for node in screen.nodes():
        text = node.get_editable_text_iface()
        if text is not None and node.get_role_name() == 'text':
            Atspi.EditableText.set_text_contents(text, name)
            return
    raise AssertionError('there is no field for a name')


def look(screen, typed):
    """Whatever can be perceived; "3 of 6 digits" is all that may be said of the PIN"""
    for node in screen.nodes():
        name = (node.get_name() or '').strip()
        assert not (name.isdigit() and len(name) == 1), 'a key is spoken: ' + name
        assert PIN[:typed] not in name or typed < 2, 'the PIN is shown: ' + name
        text = node.get_text_iface()
        if text is not None:
            shown = Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))
            assert typed < 2 or PIN[:typed] not in shown, 'the PIN is shown: ' + shown


def main():
    handrail, handrailctl = sys.argv[1:3]
    folder = tempfile.mkdtemp(prefix='handrail-pin-')
    data = os.path.join(folder, 'data')
    visit.run(handrailctl, 'init', '--data', data)
    heard = []
    program = subprocess.Popen([handrail, '--data', data, '--staff'], env=dict(os.environ, GTK_A11Y='atspi'))
    try:
        screen = visit.Screen('assistive', program)
        screen.says('Set up the staff desk')
        write_name(screen, 'Robin')
        time.sleep(visit.PACE_S)
        screen.press('Go on')
        screen.says('Choose your PIN')
        listener = Atspi.EventListener.new(lambda event: heard.append(
            (event.type, str(event.any_data), event.source.get_name() if event.source is not None else '')))
        for kind in HEARD:
            listener.register(kind)
        listen(1)
        heard.clear()
        for typed, digit in enumerate(PIN[:5], 1):
            visit.run('xdotool', 'key', digit)
            listen(0.5)
            look(screen, typed)
        visit.wait_for('how many digits there are', lambda: any(node.get_name() == '5 of 6 digits' for node in screen.nodes()))
        said = [words for event in heard for words in event[1:] if words]
        assert any('of 6 digits' in words for words in said), said
        for words in said:
            plain = words.replace('of 6 digits', '').strip()
            assert plain in '012345' or not any(c.isdigit() for c in plain), 'it was said: ' + words
    finally:
        program.terminate()
        program.wait()
        shutil.rmtree(folder)
    print('not spoken, not shown')


if __name__ == '__main__':
    main()
