#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_reading.py ROOT PROGRAM: what visitors read follows the hints that staff get.

Runs the reading help (list-reading) over every English and Spanish text of the lobby's catalogue and of the sample center,
prints what it says, and holds person-first hints, words that blame and praise at none beside the list below.
"""
import pathlib
import re
import subprocess
import sys

from check_translations import entries, run

HELD = ('person-first', 'house-word', 'praise')
# Reviewed: (language, found, the text begins with): why it may stay
ALLOWED = {}
LOBBY = ('app/visitor/', 'app/ui/', 'app/service/hr-words', 'app/service/hr-links', 'app/service/hr-sign-in', 'resources/ui/visitor/')


def catalogue(root):
    """Yields (language, text): the lobby's texts, and their translations."""
    names = [n for n in root.joinpath('po/POTFILES.in').read_text().split() if n.startswith(LOBBY)]
    pot = run('xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2',
              '--keyword=ngettext:1,2', '-o', '-', *names, cwd=root)
    path = pathlib.Path(sys.argv[3])
    path.write_text(pot)
    for language in root.joinpath('po/LINGUAS').read_text().split():
        merged = run('msgmerge', '--no-fuzzy-matching', '-q', '-o', '-', str(root / 'po' / f'{language}.po'), str(path))
        path.with_suffix('.po').write_text(merged)
        for text, plural, strings, fuzzy in entries(str(path.with_suffix('.po'))):
            if text:
                yield 'en', text
                yield from ((language, string) for string in strings if string and not fuzzy)
            if plural:
                yield 'en', plural


def sample(root):
    own = 'en'  # an article is in one language
    for line in root.joinpath('resources/sample/center.ini').read_text().splitlines():
        own = 'es' if line == 'language=es' else 'en' if line.startswith('[') else own
        found = re.match(r'(name|line|notes|note|hours|welcome|front_desk|naloxone|first_time|title|text|about|for_whom|decide|ask|cost|place|treatment|help_\d_\w+)(?:\[(\w+)\])?=(.*)', line)
        if found and not found.group(1).endswith('phone'):
            yield found.group(2) or own, found.group(3).replace('\\n', ' ')
    for line in root.joinpath('resources/sample/fellowships.tsv').read_text().splitlines():
        if not line.startswith('#'):
            columns = line.split('\t')
            yield 'en', columns[1]
            yield 'en', columns[4]
            yield 'es', columns[5]
            yield 'en', columns[8]
            yield 'es', columns[9]


def main():
    root = pathlib.Path(sys.argv[1])
    texts = sorted(set(catalogue(root)) | set(sample(root)))
    plain = [(language, re.sub(r'\\n|\t', ' ', re.sub(r'%(\d+\$)?[-0-9.]*l?[a-z]', '1', text))) for language, text in texts]
    if len({t for l, t in plain if l == 'en'}) < 300 or len({t for l, t in plain if l == 'es'}) < 300:
        sys.exit('reading: too few texts were found')
    said = subprocess.run([sys.argv[2]], input='\n'.join('\t'.join(p) for p in plain), check=True, capture_output=True, text=True).stdout
    print(said)
    held = []
    for line in said.splitlines():
        columns = line.split('\t')
        if columns[0] in HELD and not any(columns[1] == l and columns[2] == f and columns[3].startswith(b) for l, f, b in ALLOWED):
            held.append(line)
    print(f'texts: {len(plain)}; held: {len(held)}')
    sys.exit(1 if held else 0)


if __name__ == '__main__':
    main()
