# SPDX-License-Identifier: GPL-3.0-or-later
"""Real servers of shares, for backends.py: on 127.0.0.1 only, each with its own configuration in a folder that goes away, never as root."""
import base64
import getpass
import hashlib
import os
import pathlib
import pwd
import socket
import subprocess
import time
import xml.etree.ElementTree as xml

PASSWORD = 'harbor light 7'
MODULES = '/usr/lib/apache2/modules'


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def user():
    """Whoever runs the servers: root itself never does."""
    return 'nobody' if os.getuid() == 0 else getpass.getuser()


def drop(command):
    if os.getuid() != 0:
        return command
    who = pwd.getpwnam('nobody')
    return ['setpriv', f'--reuid={who.pw_uid}', f'--regid={who.pw_gid}', '--clear-groups', *command]


def own(*paths):
    if os.getuid() == 0:
        who = pwd.getpwnam('nobody')
        for path in paths:
            os.chown(path, who.pw_uid, who.pw_gid)


class Server:
    """One server; env: what a device needs to reach it; folder: where its files really are."""

    def __init__(self, place):
        self.place = pathlib.Path(place)
        self.folder = self.place / 'files'
        self.folder.mkdir()
        os.chmod(self.place, 0o755)
        own(self.place, self.folder)
        self.port = free_port()
        self.env = {'HANDRAIL_SHARE_USER': user(), 'HANDRAIL_SHARE_PASSWORD': PASSWORD}
        self.process = None
        self.prepare()
        self.start()

    def prepare(self):
        raise NotImplementedError

    def command(self):
        raise NotImplementedError

    def write(self, name, text, mode=0o600):
        path = self.place / name
        path.write_text(text)
        path.chmod(mode)
        own(path)
        return path

    def start(self):
        log = open(self.place / 'server.log', 'ab')
        self.process = subprocess.Popen(drop(self.command()), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                                        env={'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'HOME': str(self.place), 'STNOUPGRADE': '1'})
        log.close()
        for _ in range(300):
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f'{self.command()[0]} does not run:\n' + (self.place / 'server.log').read_text(errors='replace')[-3000:])

    def family(self):
        """The server and all that it began, also in sessions of their own."""
        parents = {}
        for entry in pathlib.Path('/proc').glob('[0-9]*'):
            try:
                parents[int(entry.name)] = int((entry / 'stat').read_text().rsplit(')', 1)[1].split()[1])
            except (OSError, IndexError):
                pass
        family = [self.process.pid]
        for pid in family:
            family.extend(child for child, parent in parents.items() if parent == pid)
        return family

    def signal(self, number):
        for pid in self.family():
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass

    def stop(self):
        if self.process is None:
            return
        self.signal(9)
        self.process.wait()
        self.process = None


class Samba(Server):
    def prepare(self):
        for name in ('private', 'lock', 'state', 'cache', 'pid', 'ncalrpc', 'logs'):
            (self.place / name).mkdir(mode=0o700)
            own(self.place / name)
        conf = self.write('smb.conf', f'''[global]
interfaces = 127.0.0.1/8
bind interfaces only = yes
smb ports = {self.port}
server role = standalone server
disable netbios = yes
private dir = {self.place}/private
passdb backend = tdbsam:{self.place}/private/passdb.tdb
lock directory = {self.place}/lock
state directory = {self.place}/state
cache directory = {self.place}/cache
pid directory = {self.place}/pid
ncalrpc dir = {self.place}/ncalrpc
log file = {self.place}/logs/log
load printers = no
printcap name = /dev/null
disable spoolss = yes
server min protocol = SMB2
[share]
path = {self.folder}
read only = no
''')
        subprocess.run(drop(['pdbedit', '-s', str(conf), '-a', '-t', '-u', user()]), input=f'{PASSWORD}\n{PASSWORD}\n', text=True, check=True,
                       capture_output=True)
        self.uri = f'smb://127.0.0.1:{self.port}/share'

    def command(self):
        return ['/usr/sbin/smbd', '-s', str(self.place / 'smb.conf'), '--foreground', '--no-process-group']


class Apache(Server):
    def prepare(self):
        digest = base64.b64encode(hashlib.sha1(PASSWORD.encode()).digest()).decode()
        self.write('passwords', f'{user()}:{{SHA}}{digest}\n')
        names = ('mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic', 'dav', 'dav_fs')
        loads = '\n'.join(f'LoadModule {name}_module {MODULES}/mod_{name}.so' for name in names)
        self.write('httpd.conf', f'''{loads}
ServerName 127.0.0.1
Listen 127.0.0.1:{self.port}
PidFile {self.place}/pid
DefaultRuntimeDir {self.place}
ErrorLog {self.place}/error.log
DocumentRoot {self.folder}
DavLockDB {self.place}/locks
StartServers 1
<Directory {self.folder}>
  Dav On
  AuthType Basic
  AuthName share
  AuthUserFile {self.place}/passwords
  Require valid-user
</Directory>
''')
        self.uri = f'dav://127.0.0.1:{self.port}/'

    def command(self):
        return ['/usr/sbin/apache2', '-f', str(self.place / 'httpd.conf'), '-D', 'FOREGROUND']


class Ssh(Server):
    def prepare(self):
        for name in ('host', 'key'):
            subprocess.run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', str(self.place / name)], check=True)
        own(self.place / 'host')
        self.write('authorized', (self.place / 'key.pub').read_text())
        self.write('sshd_config', f'''ListenAddress 127.0.0.1:{self.port}
HostKey {self.place}/host
AuthorizedKeysFile {self.place}/authorized
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM yes
StrictModes no
PidFile none
Subsystem sftp internal-sftp
ForceCommand internal-sftp
''')
        # GVfs takes this very computer for known; ssh looks for its files in the home of the account, whatever HOME says
        self.known = self.write('known_hosts', '', 0o644)
        self.write('ssh_config', f'''IdentityFile {self.place}/key
IdentitiesOnly yes
UserKnownHostsFile {self.known}
GlobalKnownHostsFile /dev/null
''', 0o644)
        (self.place / 'bin').mkdir()
        self.write('bin/ssh', f'#!/bin/sh\nexec /usr/bin/ssh -o NoHostAuthenticationForLocalhost=no -F {self.place}/ssh_config "$@"\n', 0o755)
        self.env['PATH'] = f'{self.place}/bin:' + os.environ['PATH']
        self.uri = f'sftp://{user()}@127.0.0.1:{self.port}{self.folder}'

    def introduce(self):
        """As whoever sets up the share does: the key of the server is known from now on."""
        self.known.write_text(f'[127.0.0.1]:{self.port} ' + (self.place / 'host.pub').read_text())

    def command(self):
        return ['/usr/sbin/sshd', '-D', '-e', '-f', str(self.place / 'sshd_config')]


class Syncthing(Server):
    """One of two; nothing beyond this computer."""
    uri = None

    def prepare(self):
        self.listen = free_port()
        self.home = self.place / 'home'
        made = subprocess.run(drop(['syncthing', 'generate', f'--home={self.home}', '--no-default-folder']), text=True, check=True,
                              capture_output=True, env={'PATH': '/usr/bin:/bin', 'HOME': str(self.place), 'STNOUPGRADE': '1'})
        config = xml.parse(self.home / 'config.xml')
        self.id = config.getroot().find('device').get('id')
        assert self.id, made.stdout
        self.uri = str(self.folder)
        self.env = {}

    def start(self):
        """Only when it knows the other one: see meet()."""

    def run(self):
        super().start()

    def meet(self, other):
        path = self.home / 'config.xml'
        config = xml.parse(path)
        root = config.getroot()
        options = root.find('options')
        for name, value in {'listenAddress': f'tcp://127.0.0.1:{self.listen}', 'globalAnnounceEnabled': 'false',
                            'localAnnounceEnabled': 'false', 'relaysEnabled': 'false', 'natEnabled': 'false', 'urAccepted': '-1',
                            'autoUpgradeIntervalH': '0', 'crashReportingEnabled': 'false', 'startBrowser': 'false',
                            'stunKeepaliveStartS': '0', 'reconnectionIntervalS': '1'}.items():
            for old in options.findall(name):
                options.remove(old)
            xml.SubElement(options, name).text = value
        root.find('gui/address').text = f'127.0.0.1:{self.port}'
        for old in root.findall('device') + root.findall('folder'):
            root.remove(old)
        folder = xml.SubElement(root, 'folder', id='share', path=str(self.folder), type='sendreceive', fsWatcherEnabled='true',
                                fsWatcherDelayS='1', rescanIntervalS='3600')
        for one in (self, other):
            device = xml.SubElement(root, 'device', id=one.id, name='device', compression='metadata')
            xml.SubElement(device, 'address').text = f'tcp://127.0.0.1:{one.listen}'
            xml.SubElement(folder, 'device', id=one.id)
        config.write(path)
        own(path)

    def command(self):
        return ['/usr/bin/syncthing', 'serve', f'--home={self.home}', '--no-browser', '--no-restart']
