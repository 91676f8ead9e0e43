#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""printers.py FOLDER [Yes|No [strict]]: a real IPP printer (ippeveprinter) and a real print server (cupsd) with a queue for it, private to FOLDER.

Yes or No: whether the server keeps what was printed; strict: nobody takes a job back without a password.
Nothing of it is seen by the network or by the machine's own print server, and it needs no rights: the printer listens on
127.0.0.1, the server on FOLDER/cups.sock. "ready IPP-URI CUPS-SERVER" is the first line written. Then each line that is read
is an order, and "ok" or "ok ANSWER" the answer; the end of the input ends everything.

  paper out | paper in       the printer's tray
  fault REASON | fault none  a state such as cover-open or media-jam, while a job is in the printer
  hold | go                  the queue is stopped by hand, or started
  printer off | printer on   the printer's plug
  server off | server on     the print server stops in order, or starts again
  server crash               it has no time to write down what waits
  received                   how many pages came out, as files in FOLDER/received
"""
import grp
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import gi
gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib

SERVER_ROOT = pathlib.Path('/usr/lib/cups')
WAIT_S = 20

# ippeveprinter asks the name service of the local network before anything else, and will not work without. This one knows nobody
# and tells nobody.
NAMES = '''<node><interface name="org.freedesktop.Avahi.Server">
<method name="GetVersionString"><arg direction="out" type="s"/></method>
<method name="GetAPIVersion"><arg direction="out" type="u"/></method>
<method name="GetHostName"><arg direction="out" type="s"/></method>
<method name="GetHostNameFqdn"><arg direction="out" type="s"/></method>
<method name="GetState"><arg direction="out" type="i"/></method>
<method name="EntryGroupNew"><arg direction="out" type="o"/></method>
</interface></node>'''
GROUP = '''<node><interface name="org.freedesktop.Avahi.EntryGroup">
<method name="Commit"/><method name="Reset"/><method name="Free"/>
<method name="IsEmpty"><arg direction="out" type="b"/></method>
<method name="GetState"><arg direction="out" type="i"/></method>
<method name="AddService"><arg direction="in" type="i"/><arg direction="in" type="i"/><arg direction="in" type="u"/>
<arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="s"/>
<arg direction="in" type="q"/><arg direction="in" type="aay"/></method>
<method name="AddServiceSubtype"><arg direction="in" type="i"/><arg direction="in" type="i"/><arg direction="in" type="u"/>
<arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="s"/></method>
</interface></node>'''
ANSWERS = {'GetVersionString': ('(s)', 'none'), 'GetAPIVersion': ('(u)', 515), 'GetHostName': ('(s)', 'localhost'),
           'GetHostNameFqdn': ('(s)', 'localhost'), 'EntryGroupNew': ('(o)', '/group'), 'IsEmpty': ('(b)', False)}

BUS = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={bus}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy>
</busconfig>'''

CUPSD = '''LogLevel info
Listen {folder}/cups.sock
Browsing Off
DefaultAuthType Basic
WebInterface No
PreserveJobFiles {keep}
PreserveJobHistory {keep}
ErrorPolicy retry-job
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow all
</Location>
{policy}
'''

# What may be done is what an ordinary print server allows: the owner of a job and the administrators may take it back. A strict one wants
# a password for that.
POLICY = pathlib.Path('/usr/share/cups/cupsd.conf.default')
CANCEL = '<Limit Cancel-Job CUPS-Authenticate-Job>\n'

FILES = '''ServerRoot {folder}/etc
ServerBin {folder}/bin
StateDir {folder}/state
CacheDir {folder}/cache
RequestRoot {folder}/spool
TempDir {folder}/tmp
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
User {user}
Group {group}
SystemGroup {group}
FileDevice Yes
'''

# What the printer does with a job: it says what is wrong as long as it is wrong, then the page comes out.
# Printers do not print what they were told to cancel; this simulator would, when it waited for paper, so its log is read.
COMMAND = '''#!/bin/sh
job=$(basename "$1" | cut -d- -f1)
while [ -e "{folder}/fault" ]; do
  reason=$(cat "{folder}/fault")
  echo "STATE: +$reason" >&2
  while [ -e "{folder}/fault" ]; do sleep 0.05; done
  echo "STATE: -$reason" >&2
done
grep -A 12 'operation-id=Cancel-Job' "{folder}/log/printer" | grep -q "job-id (integer) $job\$" && exit 0
cp "$1" "{folder}/received/.$$" && mv "{folder}/received/.$$" "{folder}/received/$(date +%s%N)-$IPP_COPIES.pdf"
{{ echo "$(basename "$1")"; env | grep -E '^IPP_(JOB_NAME|MEDIA|SIDES|COPIES|JOB_ORIGINATING|REQUESTING|PRINT_SCALING)'; }} >> "{folder}/told"
'''


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def wait_for(what, done):
    end = time.monotonic() + WAIT_S
    while not done():
        if time.monotonic() > end:
            raise SystemExit(f'printers.py: {what} does not come')
        time.sleep(0.02)


def answers_at(port):
    with socket.socket() as probe:
        return probe.connect_ex(('127.0.0.1', port)) == 0


class Rig:
    def __init__(self, folder, keep, strict):
        self.folder = pathlib.Path(folder).resolve()
        self.keep = keep
        self.strict = strict
        self.port = free_port()
        self.children = []
        self.printer = self.server = None
        for name in ('etc/ppd', 'etc/ssl', 'state', 'cache', 'spool', 'tmp', 'log', 'received', 'inbox', 'home'):
            (self.folder / name).mkdir(parents=True)
        # the printer and the server use no names from outside: no answer may depend on who runs this
        self.env = dict(os.environ, HOME=str(self.folder / 'home'), CUPS_SERVER=str(self.folder / 'cups.sock'), TMPDIR=str(self.folder / 'tmp'))

    def spawn(self, *command, log, env=None):
        with open(self.folder / 'log' / log, 'ab') as output:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env or self.env,
                                    start_new_session=True)

    # ---- the name service ----

    def start_names(self):
        address = self.folder / 'bus'
        (self.folder / 'bus.conf').write_text(BUS.format(bus=address))
        self.children.append(self.spawn('dbus-daemon', f'--config-file={self.folder}/bus.conf', '--nofork', log='bus'))
        wait_for('the message bus', address.exists)
        self.env['DBUS_SYSTEM_BUS_ADDRESS'] = f'unix:path={address}'
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(f'unix:path={address}', flags, None, None)
        for path, xml in (('/', NAMES), ('/group', GROUP)):
            self.bus.register_object(path, Gio.DBusNodeInfo.new_for_xml(xml).interfaces[0], self.answer, None, None)
        Gio.bus_own_name_on_connection(self.bus, 'org.freedesktop.Avahi', Gio.BusNameOwnerFlags.NONE, None, None)

    def answer(self, bus, sender, path, interface, method, words, invocation):
        if method == 'GetState':
            kind, value = '(i)', 2
        else:
            kind, value = ANSWERS.get(method, (None, None))
        invocation.return_value(GLib.Variant(kind, (value,)) if kind else None)

    # ---- the printer ----

    def start_printer(self):
        command = self.folder / 'print'
        command.write_text(COMMAND.format(folder=self.folder))
        command.chmod(0o755)
        self.printer = self.spawn('ippeveprinter', '-vv', '-2', '-p', str(self.port), '-n', 'localhost', '-r', 'off', '-f',
                                  'application/pdf,image/pwg-raster', '-d', str(self.folder / 'inbox'), '-c', str(command),
                                  'Lobby printer', log='printer')
        loop = GLib.MainContext.default()

        def up():
            while loop.iteration(False):
                pass
            return answers_at(self.port)
        wait_for('the printer', up)

    def stop(self, child):
        if child is not None and child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()

    def tray(self, sheets):
        # a tray that is not named is taken out
        form = urllib.parse.urlencode({'size1': 'na_letter_8.5x11in', 'type1': 'stationery', 'level1': sheets,
                                       'size3': 'na_number-10_4.125x9.5in', 'type3': 'envelope', 'level3': 25})
        with urllib.request.urlopen(f'http://127.0.0.1:{self.port}/media?{form}', timeout=WAIT_S) as page:
            page.read()

    # ---- the print server ----

    def policy(self):
        text = POLICY.read_text()
        text = text[text.index('<Policy default>'):]
        text = text[:text.index('</Policy>') + len('</Policy>')]
        assert CANCEL in text
        return text.replace(CANCEL, CANCEL + '    AuthType Default\n') if self.strict else text

    def configure_server(self):
        user = pwd.getpwuid(os.getuid()).pw_name
        group = grp.getgrgid(os.getgid()).gr_name
        words = {'folder': self.folder, 'keep': self.keep, 'user': user, 'group': group, 'policy': self.policy()}
        (self.folder / 'etc/cupsd.conf').write_text(CUPSD.format(**words))
        (self.folder / 'etc/cups-files.conf').write_text(FILES.format(**words))
        # whoever runs the server may not run what only root may; a copy of the one backend that is needed is his own
        (self.folder / 'bin/backend').mkdir(parents=True)
        shutil.copy(SERVER_ROOT / 'backend/ipp', self.folder / 'bin/backend/ipp')
        # folders of our own with links to files: a link to a folder is one slip away from emptying the system's own
        for name in ('cgi-bin', 'daemon', 'driver', 'filter', 'monitor', 'notifier'):
            (self.folder / 'bin' / name).mkdir()
            # of a server without its pages for a browser some are missing
            for path in (SERVER_ROOT / name).iterdir() if (SERVER_ROOT / name).is_dir() else ():
                if path.is_file():
                    (self.folder / 'bin' / name / path.name).symlink_to(path)
        (self.folder / 'bin/backend/ipp').chmod(0o755)

    def start_server(self):
        self.server = self.spawn('cupsd', '-f', '-c', str(self.folder / 'etc/cupsd.conf'), '-s', str(self.folder / 'etc/cups-files.conf'),
                                 log='cupsd')
        wait_for('the print server', lambda: b'not running' not in subprocess.run(['lpstat', '-r'], env=dict(self.env, LC_ALL='C'), capture_output=True, check=False).stdout)

    def admin(self, *command):
        subprocess.run(command, env=self.env, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    # ---- orders ----

    def start(self):
        self.start_names()
        self.start_printer()
        self.configure_server()
        self.start_server()
        self.admin('lpadmin', '-p', 'lobby', '-E', '-D', 'Printer by the door', '-v', f'ipp://localhost:{self.port}/ipp/print', '-m', 'everywhere',
                   '-o', 'printer-error-policy=retry-current-job')
        # a queue is only written down after half a minute, or at an end in order
        self.obey('server off')
        self.obey('server on')
        self.tray(250)

    def obey(self, order):
        if order in ('paper out', 'paper in'):
            self.tray(0 if order == 'paper out' else 250)
        elif order == 'fault none':
            (self.folder / 'fault').unlink(missing_ok=True)
        elif order.startswith('fault '):
            (self.folder / 'fault').write_text(order.split(' ', 1)[1])
        elif order == 'hold':
            self.admin('cupsdisable', 'lobby')
        elif order == 'go':
            self.admin('cupsenable', 'lobby')
        elif order == 'printer off':
            self.stop(self.printer)
        elif order == 'printer on':
            self.start_printer()
        elif order == 'server off':
            os.killpg(self.server.pid, signal.SIGTERM)
            self.server.wait()
        elif order == 'server crash':
            self.stop(self.server)
        elif order == 'server on':
            self.start_server()
        elif order == 'received':
            return ' ' + str(len(list((self.folder / 'received').glob('*.pdf'))))
        else:
            raise SystemExit(f'printers.py: no such order: {order}')
        return ''

    def end(self):
        (self.folder / 'fault').unlink(missing_ok=True)
        for child in (self.server, self.printer, *self.children):
            self.stop(child)
        self.stop_backends()

    def stop_backends(self):
        """A print server that was killed leaves those that speak to printers: they would wait for theirs for ever"""
        for process in pathlib.Path('/proc').glob('[0-9]*'):
            try:
                if os.readlink(process / 'exe').startswith(str(self.folder)):
                    os.kill(int(process.name), signal.SIGKILL)
            except OSError:
                continue


def drop_rights(folder):
    """What runs here is seen to need none."""
    nobody = pwd.getpwnam('nobody')
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)


def main():
    if os.getuid() == 0:
        drop_rights(sys.argv[1])
    rig = Rig(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else 'Yes', 'strict' in sys.argv[3:])
    signal.signal(signal.SIGTERM, lambda *args: sys.exit(1))
    try:
        rig.start()
        print(f'ready ipp://localhost:{rig.port}/ipp/print {rig.env["CUPS_SERVER"]}', flush=True)
        for line in sys.stdin:
            print('ok' + rig.obey(line.strip()), flush=True)
    finally:
        rig.end()


if __name__ == '__main__':
    main()
