# SPDX-License-Identifier: GPL-3.0-or-later
"""Slips of attendance: their keys, and whether one is genuine. Slips are made with the key's own bytes, as FORMAT says them
(include/handrail/print/hr-slip-code.h), by another program than Handrail: so the format is what it is said to be."""
import datetime
import hashlib
import pathlib
import shutil
import stat
import subprocess
import tempfile

import harness

ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
PKCS8 = bytes.fromhex('302e020100300506032b657004220420')


def base45(data):
    text = ''
    for i in range(0, len(data), 2):
        pair = data[i:i + 2]
        number = int.from_bytes(pair, 'big')
        for _ in range(3 if len(pair) == 2 else 2):
            text += ALPHABET[number % 45]
            number //= 45
    return text


def tag(data):
    return hashlib.blake2b(data, digest_size=32).digest()[:4]


def ed25519(seed, message):
    """Signed by openssl."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / 'key').write_bytes(PKCS8 + seed)
        (folder / 'message').write_bytes(message)
        done = subprocess.run(['openssl', 'pkeyutl', '-sign', '-inkey', folder / 'key', '-keyform', 'DER', '-rawin',
                               '-in', folder / 'message'], capture_output=True, check=True)
        return done.stdout


def make(secret, meeting, date, start, length):
    """The text of a slip; @secret: seed and public key."""
    day = (date - datetime.date(2025, 1, 1)).days
    number = 1 << 37 | day << 22 | start << 11 | length
    facts = number.to_bytes(5, 'big') + tag(secret[32:]) + tag(b'handrail-meeting:' + meeting.encode())
    for attempt in range(1000):
        serial = hashlib.sha256(bytes([attempt % 256, attempt // 256])).digest()[:16]
        content = b''.join(bytes(pair) for pair in zip(facts, serial)) + serial[13:]
        text = base45(content + ed25519(secret[:32], b'handrail-slip-1:' + content))
        if ' ' not in text:
            return text
    raise AssertionError('no text without a space')


class Slips(harness.Case):
    def setUp(self):
        super().setUp()
        if shutil.which('openssl') is None:
            self.fail('openssl is missing')
        self.ctl('init')
        self.ctl('slip', 'rotate')
        self.secret = (self.data / 'slip-key-1').read_bytes()

    def slip(self, meeting='m-x', date=datetime.date(2026, 11, 23), start=720, length=60, number=1):
        return make((self.data / f'slip-key-{number}').read_bytes(), meeting, date, start, length)

    def test_keys(self):
        key, = self.json('slip', 'keys')
        self.assertEqual((key['own'], key['state'], key['from'], key['until']), (True, 'signs', '2026-11-23', None))
        self.assertEqual(key['public'], self.secret[32:].hex())
        self.assertEqual(key['key'], tag(self.secret[32:]).hex())
        self.assertEqual(stat.S_IMODE((self.data / 'slip-key-1').stat().st_mode), 0o600)
        self.ctl('slip', 'rotate', now='2026-12-01T12:00:00-05:00')
        old, new = self.json('slip', 'keys')
        self.assertEqual((old['key'], old['state'], old['until']), (key['key'], 'ended', '2026-12-01'))
        self.assertEqual(new['state'], 'signs')
        self.assertFalse((self.data / 'slip-key-1').exists())
        self.ctl('slip', 'revoke', new['key'])
        self.assertEqual([k['state'] for k in self.json('slip', 'keys')], ['ended', 'revoked'])
        self.assertFalse((self.data / 'slip-key-2').exists())
        self.assertIn('revoked', self.ctl('slip', 'keys'))

    def test_clock_never_set(self):
        self.ctl('slip', 'rotate', now='1970-01-01T00:05:00Z', status=3)
        self.assertIn('clock', self.err)
        self.assertEqual(len(self.json('slip', 'keys')), 1)

    def test_verify(self):
        meeting = next(m for m in self.json('occurrences', '--from', '2026-11-23', '--to', '2026-11-23')
                       if m['state'] == 'planned')
        when = datetime.datetime.fromisoformat(meeting['start'])
        text = self.slip(meeting['meeting'], when.date(), when.hour * 60 + when.minute)
        said = self.json('slip', 'verify', text)
        self.assertEqual((said['verdict'], said['meeting'], said['meeting_name'], said['listed']),
                         ('genuine', meeting['meeting'], meeting['name'], True))
        self.assertEqual((said['date'], said['start'], said['length']), ('2026-11-23', when.strftime('%H:%M'), 60))
        self.assertIn('does not prove who was there', self.ctl('slip', 'verify', text))
        self.assertIn('genuine', self.ctl('slip', 'verify', '-', stdin=(text.lower() + '\r\n').encode()))
        grouped = ' '.join(text[i:i + 7] for i in range(0, 140, 7))
        self.assertEqual(self.json('slip', 'verify', grouped)['verdict'], 'genuine')

    def test_not_genuine(self):
        text = self.slip()
        key = self.json('slip', 'keys')[0]['key']
        other = text[:-1] + ('1' if text[-1] == '0' else '0')
        said = self.json('slip', 'verify', other, status=1)
        self.assertEqual((said['verdict'], said['date'], said['meeting']), ('changed', None, None))
        self.assertIn('not genuine', self.ctl('slip', 'verify', other, status=1))
        stranger = hashlib.sha256(b'seed').digest()
        later = self.slip(date=datetime.date(2026, 12, 1))
        self.assertEqual(self.json('slip', 'verify', later, status=1)['verdict'], 'not-yet')
        self.ctl('slip', 'rotate')
        late = make(self.secret, 'm-x', datetime.date(2026, 11, 24), 720, 60)
        self.assertEqual(self.json('slip', 'verify', late, status=1)['verdict'], 'key-ended')
        self.assertEqual(self.json('slip', 'verify', text)['verdict'], 'genuine')
        self.ctl('slip', 'revoke', key)
        self.assertEqual(self.json('slip', 'verify', text, status=1)['verdict'], 'key-revoked')
        unknown = make(stranger + bytes(32), 'm-x', datetime.date(2026, 11, 23), 720, 60)
        self.assertEqual(self.json('slip', 'verify', unknown, status=1)['verdict'], 'unknown-key')
        for nonsense in ('', 'hello', text[:-1], text + 'A', 'https://example.org/' + 'a' * 120):
            with self.subTest(nonsense):
                self.ctl('slip', 'verify', nonsense, status=3)

    def test_elsewhere(self):
        """Who has the public keys can check, with and without a data folder of their own."""
        text = self.slip()
        keys = self.folder / 'keys.conf'
        self.ctl('slip', 'export', '-o', keys)
        self.assertNotIn(self.secret[:32].hex(), keys.read_text())
        office = self.folder / 'office'
        self.assertEqual(self.json('slip', 'verify', text, '--keys', keys, data=office)['verdict'], 'genuine')
        self.assertFalse(office.exists())
        office.mkdir()
        self.assertEqual(self.json('slip', 'verify', text, data=office, status=1)['verdict'], 'unknown-key')
        self.assertIn('changed: 1', self.ctl('slip', 'import', keys, data=office))
        self.assertIn('changed: 0', self.ctl('slip', 'import', keys, data=office))
        self.assertEqual(self.json('slip', 'verify', text, data=office)['verdict'], 'genuine')
        self.assertEqual(self.json('slip', 'keys', data=office)[0]['state'], 'known')
        self.ctl('slip', 'import', self.write('bad', b'\0\1'), data=office, status=3)
        self.ctl('slip', 'import', self.folder / 'missing', data=office, status=3)

    def test_secret_stays_here(self):
        """Neither what is published nor a backup holds a key that signs."""
        backup = self.folder / 'backup.db'
        self.ctl('backup', backup)
        dump = self.ctl('dump')
        for part in (self.secret[:32], self.secret[32:]):
            self.assertNotIn(part, backup.read_bytes())
            self.assertNotIn(part.hex(), dump)
            for path in self.data.rglob('*'):
                if path.is_file() and path.name != 'slip-key-1':
                    self.assertNotIn(part, path.read_bytes(), path)
        self.assertNotIn(self.secret[:32].hex(), (self.data / 'slip-keys.conf').read_text())

    def test_usage(self):
        for words in ([], ['make'], ['keys', 'x'], ['revoke'], ['verify'], ['rotate', '--keys', 'f'], ['keys', '-o', 'f'],
                      ['export', '--keys', 'f'], ['import']):
            with self.subTest(words):
                self.ctl('slip', *words, status=2)
        self.ctl('slip', 'revoke', 'ffffffff', status=3)


if __name__ == '__main__':
    harness.main()
