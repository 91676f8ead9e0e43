#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""share_reader.py FOLDER INVITATION [SITE]

Prints what a share says, as JSON: kind -> id -> field -> value. Written from app/share/FORMAT.md alone (whose table of kinds it reads),
with the standard library; signatures through the openssl command. It is how the format is held to what is written of it.
"""
import base64
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import zlib

FORMAT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'app', 'share', 'FORMAT.md')
KIOSK, STAFF, OFFICE, MANAGER = 1, 2, 4, 8
ED25519_DER = bytes.fromhex('302a300506032b6570032100')


class Wrong(Exception):
    """Bytes that do not hold"""


def need(condition, what='does not hold'):
    if not condition:
        raise Wrong(what)


def file_hash(data):
    return hashlib.blake2b(data, digest_size=32).digest()


def base32(data):
    return base64.b32encode(data).decode().lower().rstrip('=')


def device_of(public_key):
    return base32(hashlib.blake2b(public_key, digest_size=16).digest())


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def left(self):
        return len(self.data) - self.at

    def take(self, length):
        need(self.left() >= length, 'too short')
        self.at += length
        return self.data[self.at - length:self.at]

    def u32(self):
        return struct.unpack('<I', self.take(4))[0]

    def number(self):
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7f) << shift
            shift += 7
            need(shift <= 70)
            if byte < 0x80:
                need(byte != 0 or shift == 7, 'longer than it can be')
                return value

    def block(self):
        return self.take(self.number())

    def text(self):
        data = self.block()
        need(b'\0' not in data)
        return data.decode()

    def parts(self):
        last, found = 0, []
        while self.left():
            tag = self.number()
            need(tag >= last, 'tags fall')
            last = tag
            found.append((tag, self.block()))
        return found


def whole_number(data):
    reader = Reader(data)
    value = reader.number()
    need(reader.left() == 0)
    return value


class Signed:
    """A file with parts and a signature"""

    def __init__(self, data, magic, word):
        need(len(data) >= 72 and data[:4] == magic and data[4] >= 1 and data[5] == 1)
        self.signed, self.signature = b'handrail/' + word + b'/1' + data[:-64], data[-64:]
        self.parts = Reader(data[8:-64]).parts()

    def one(self, tag):
        found = [data for number, data in self.parts if number == tag]
        need(len(found) == 1, 'part %d' % tag)
        return found[0]

    def all(self, tag):
        return [data for number, data in self.parts if number == tag]

    def is_by(self, public_key):
        with tempfile.TemporaryDirectory() as folder:
            names = [os.path.join(folder, name) for name in ('key', 'signature', 'text')]
            for name, data in zip(names, (ED25519_DER + public_key, self.signature, self.signed)):
                with open(name, 'wb') as file:
                    file.write(data)
            done = subprocess.run(['openssl', 'pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', names[0], '-rawin', '-sigfile',
                                   names[1], '-in', names[2]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return done.returncode == 0


def spans(parts):
    return [struct.unpack('<II', part) for part in parts]


def covers(covered, epoch, seq):
    return any(e == epoch and s >= seq for e, s in covered)


class Member:
    def __init__(self, data):
        parts = Reader(data).parts()
        found = dict(parts)
        self.bytes, self.key = data, found[1]
        self.device = device_of(self.key)
        self.roles, self.serial = whole_number(found.get(2, b'\0')), whole_number(found.get(3, b'\0'))
        self.site = found.get(4, b'').decode()
        self.revoked = 6 in found
        self.kept = spans([value for tag, value in parts if tag == 7])

    def rank(self):
        return (self.serial, self.revoked, self.bytes)


class Group:
    def __init__(self, data, owner):
        reader = Reader(data)
        self.kind, self.scope, self.id = reader.number(), reader.text(), reader.text()
        gen, wall = reader.number(), reader.number()
        foreign = reader.take(1)[0]
        need(foreign in (0, 1))
        writer = base32(reader.take(16)) if foreign else owner
        self.version = (gen, wall, writer, reader.number(), reader.number())
        whole = reader.number()
        skipped = [reader.number() for _ in range(reader.number())]
        self.fields = {}
        for _ in range(reader.number()):
            number, length = reader.number(), reader.number()
            self.fields[number] = reader.take(length - 1).decode() if length else None
        for number in range(whole):
            if number not in skipped:
                self.fields.setdefault(number, None)
        need(reader.left() == 0)


class Share:
    def __init__(self, folder, invitation):
        self.folder = folder
        net = Signed(self.bytes_of('net.hrn'), b'HRnt', b'net')
        self.net, self.root = net.one(1), net.one(2)
        self.check_invitation(invitation)
        need(net.is_by(self.root))
        self.names = sorted(os.listdir(os.path.join(folder, 'h')))
        self.members = self.read_members()
        self.heads = self.read_heads()

    def bytes_of(self, *path):
        with open(os.path.join(self.folder, *path), 'rb') as file:
            return file.read()

    def check_invitation(self, invitation):
        said = re.sub('[^a-z0-9]', '', invitation.lower())
        id = device_of(self.root)
        digest = file_hash(id.encode())
        letters = 'abcdefghijklmnopqrstuvwxyz234567'
        need(said == id + letters[digest[0] & 31] + letters[digest[1] & 31], 'another share')

    # ---- who may what

    def read_members(self):
        manifests = []
        for name in self.names:
            match = re.fullmatch('t-([0-9a-f]{8})-([0-9a-f]{16})\\.hrt', name)
            if not match:
                continue
            data = self.bytes_of('h', name)
            if file_hash(data).hex()[:16] != match[2]:
                continue
            file = Signed(data, b'HRtr', b'trust')
            signer = file.one(4)
            if file.one(1) == self.net and whole_number(file.one(2)) == int(match[1], 16) and file.is_by(signer):
                manifests.append((signer, [Member(part) for part in file.all(5)]))
        said = {}
        for signer, members in manifests:
            if signer == self.root:
                self.hear(said, members, 15)
        managers = {device for device, (member, roles) in said.items() if roles & MANAGER and not member.revoked}
        for signer, members in manifests:
            if device_of(signer) in managers:
                self.hear(said, [member for member in members if member.device not in managers], 15 & ~MANAGER)
        return said

    @staticmethod
    def hear(said, members, most):
        for member in members:
            if member.device not in said or member.rank() > said[member.device][0].rank():
                said[member.device] = (member, member.roles & most)

    # ---- heads

    def read_heads(self):
        found = []
        for name in self.names:
            match = re.fullmatch('l-([a-z2-7]{26})-([0-9a-f]{8})-([0-9a-f]{8})-([0-9a-f]{16})\\.hrh', name)
            if not match or match[1] not in self.members:
                continue
            device, epoch, seq = match[1], int(match[2], 16), int(match[3], 16)
            member, roles = self.members[device]
            data = self.bytes_of('h', name)
            if file_hash(data).hex()[:16] != match[4] or (member.revoked and not covers(member.kept, epoch, seq)):
                continue
            try:
                head = Signed(data, b'HRhd', b'head')
                covered = spans(head.all(6))
                need(head.is_by(member.key) and head.one(1) == self.net and base32(head.one(2)) == device)
                need(whole_number(head.one(3)) == epoch and whole_number(head.one(4)) == seq and covers(covered, epoch, seq))
                need(roles & (STAFF | OFFICE) or not head.all(7))
                groups = [group for live in head.all(7) for group in self.read_segment(device, live)]
            except (Wrong, FileNotFoundError):
                continue
            found.append((device, epoch, seq, covered, groups))
        return [head for head in found if not any(other is not head and other[0] == head[0] and covers(other[3], head[1], head[2])
                                                  for other in found)]

    def read_segment(self, device, live):
        digest = live[:32]
        data = self.bytes_of('s', device[0], device, digest.hex()[:32] + '.hrs')
        need(file_hash(data) == digest and len(data) == struct.unpack('<I', live[32:])[0])
        need(data[:4] == b'HRsg' and data[5] == 1 and base32(data[8:24]) == device)
        n, size = struct.unpack('<II', data[24:32])
        inflater = zlib.decompressobj()
        content = inflater.decompress(data[32:])
        need(inflater.eof and not inflater.unused_data and len(content) == size)
        reader = Reader(content)
        groups = [Group(reader.block(), device) for _ in range(n)]
        need(reader.left() == 0)
        return groups

    # ---- what holds

    def fields(self):
        """(kind, id, scope) -> number -> (version, hash, value)"""
        things = {}
        for device, _, _, _, groups in self.heads:
            member, roles = self.members[device]
            for group in groups:
                if not roles & OFFICE and not (roles & STAFF and member.site and group.scope == member.site):
                    continue
                thing = things.setdefault((group.kind, group.id, group.scope), {})
                for number, value in group.fields.items():
                    says = (group.version, b'' if value is None else file_hash(value.encode()), value)
                    if number not in thing or says[:2] > thing[number][:2]:
                        thing[number] = says
        return things

    def listings(self, site):
        """As a site shows them: kind -> id -> field -> value, None for what somebody unset; its own before everybody's"""
        kinds, shown = kinds_of_format(), {}
        for (kind, id, scope), thing in sorted(self.fields().items(), key=lambda item: item[0][2]):
            if kind not in kinds or scope not in ('', site):
                continue
            name, names = kinds[kind]
            fields = {names[number]: value for number, (_, _, value) in thing.items() if number in names}
            # staff's word for a field that a feed brings
            fields.update({names[number - 64]: value or None for number, (_, _, value) in thing.items()
                           if number - 64 in names and value is not None})
            fields['scope'] = scope or None
            shown.setdefault(name, {})[id] = fields
        return shown


def kinds_of_format():
    kinds = {}
    with open(FORMAT, encoding='utf-8') as file:
        for line in file:
            match = re.fullmatch('\\| ([0-9]+) ([a-z]+) \\| (.*) \\|\n', line)
            if match:
                kinds[int(match[1])] = (match[2], {int(number): name for number, name in (word.split() for word in match[3].split(', '))})
    return kinds


if __name__ == '__main__':
    print(json.dumps(Share(sys.argv[1], sys.argv[2]).listings(sys.argv[3] if len(sys.argv) > 3 else ''), indent=1, ensure_ascii=False))
