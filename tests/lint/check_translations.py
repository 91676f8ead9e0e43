#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_translations.py ROOT: every language in po/LINGUAS says every text, with the same placeholders, and nothing that the program does
not say any more.

Extracts the texts anew with xgettext, so that a text that was added and not translated is found.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

PLACE = re.compile(r'%(?:\d+\$)?[-+ 0#]*\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[a-zA-Z]')


def run(*words, **options):
    return subprocess.run(words, check=True, capture_output=True, text=True, **options).stdout


def entries(po):
    """Yields (id, plural id or '', translations) of a .po in msgcat's one-line form."""
    for block in run('msgcat', '--no-wrap', po).split('\n\n'):
        if re.search(r'^#~', block, re.M):
            continue
        fields, last = {}, None
        for line in block.splitlines():
            found = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) "(.*)"$', line)
            if found:
                last = found.group(1)
                fields[last] = found.group(2)
            elif line.startswith('"') and last:
                fields[last] += line[1:-1]
        if 'msgid' in fields:
            strings = [v for k, v in fields.items() if k.startswith('msgstr')]
            yield fields['msgid'], fields.get('msgid_plural', ''), strings, ', fuzzy' in block


def check(root):
    root = pathlib.Path(root)
    names = sorted(root.joinpath('po/POTFILES.in').read_text().split())
    with tempfile.TemporaryDirectory() as folder:
        pot = pathlib.Path(folder) / 'all.pot'
        run('xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2',
            '--keyword=ngettext:1,2', '--keyword=g_dngettext:2,3', '-o', str(pot), *names, cwd=root)
        for language in root.joinpath('po/LINGUAS').read_text().split():
            po = pathlib.Path(folder) / 'merged.po'
            run('msgmerge', '--no-fuzzy-matching', '-q', '-o', str(po), str(root / 'po' / f'{language}.po'), str(pot))
            said = 0
            for text, plural, strings, fuzzy in entries(str(po)):
                if not text:
                    continue
                said += 1
                if fuzzy or not strings or not all(strings):
                    yield f'{language}: not said: {text!r}'
                    continue
                for string in strings:
                    wanted = sorted(re.sub(r'\d+\$', '', p) for p in PLACE.findall(plural or text))
                    got = sorted(re.sub(r'\d+\$', '', p) for p in PLACE.findall(string))
                    if got != wanted and not (plural and len(got) == len(wanted) - 1):
                        yield f'{language}: other placeholders: {text!r} and {string!r}'
            for block in run('msgattrib', '--only-obsolete', '--no-wrap', str(po)).split('\n\n'):
                text = ''.join(re.findall(r'^#~ (?:msgid )?"(.*)"$', block.split('#~ msgstr')[0], re.M))
                if text:
                    yield f'{language}: said nowhere any more: {text!r}'
            if said == 0:
                yield f'{language}: nothing to say'


if __name__ == '__main__':
    problems = list(check(sys.argv[1]))
    print('\n'.join(problems[:200]) if problems else 'translations: complete')
    sys.exit(1 if problems else 0)
