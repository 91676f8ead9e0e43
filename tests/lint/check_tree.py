#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_tree.py ROOT: habits of the house that a compiler does not see.

Top level as planned; SPDX lines; sizes of files and functions; no words of unfinished work; visitor words that blame;
every source with a translatable text is in POTFILES; every page's base name is the same for .c, .ui and test.
"""
import pathlib
import re
import subprocess
import sys

TOP = {'app', 'resources', 'include', 'po', 'tests', 'meson.build', 'README.md', 'LICENSE'}
FILE_LINES = 700
FUNCTION_LINES = 100
UNFINISHED = re.compile(r'\b(TODO|FIXME|XXX|stub|lorem ipsum|not implemented)\b', re.I)
BLAMING = re.compile(r'\b(Error|Invalid|Failed|Illegal|Fatal)\b')
# Person-first language (NIDA, "Words Matter"); names of fellowships are their own.
PERSON_FIRST = re.compile(r'\b(addicts?|alcoholics?|abusers?|junkies?|drug abuse|substance abuse|clean and sober|dirty)\b', re.I)
OWN_NAMES = re.compile(r'(Alcoholics|Narcotics|Cocaine|Heroin|Crystal Meth|Marijuana|Gamblers|Drug Addicts|Adult Children of Alcoholics'
                       r'|Children of Alcoholics)( Anonymous)?( & Dysfunctional Families)?')


def files(root):
    try:
        out = subprocess.run(['git', '-C', str(root), 'ls-files', '-co', '--exclude-standard'], capture_output=True, text=True, check=True)
        return [root / name for name in out.stdout.splitlines() if (root / name).is_file()]
    except (OSError, subprocess.CalledProcessError):
        return [p for p in root.rglob('*') if p.is_file() and '/.git/' not in p.as_posix() and '/build' not in p.as_posix()]


def functions(text):
    """Yields (name, first line, lines): GNU style bodies open and close with a brace in the first column."""
    lines = text.splitlines()
    start = name = None
    for number, line in enumerate(lines, 1):
        if line == '{' and start is None:
            for above in reversed(lines[max(0, number - 12):number - 1]):
                found = re.match(r'(\w+) \(', above)
                if found:
                    start, name = number, found.group(1)
                    break
        elif line.startswith('}') and start is not None:
            yield name, start, number - start
            start = None


def visitor_texts(rel, text):
    """Yields (line, text) of what a visitor can read."""
    if rel.startswith(('app/visitor/', 'app/ui/', 'app/service/hr-words', 'app/service/hr-links')) and rel.endswith('.c'):
        for found in re.finditer(r'\b(?:_|N_|C_|ngettext|Q_)\s*\(((?:\s*"(?:\\.|[^"\\])*"\s*,?)+)', text):
            yield text.count('\n', 0, found.start()) + 1, found.group(1)
    elif rel.startswith('resources/ui/') and rel.endswith('.ui'):
        for found in re.finditer(r'translatable="yes"[^>]*>([^<]+)<', text):
            yield text.count('\n', 0, found.start()) + 1, found.group(1)


def check(root):
    root = pathlib.Path(root)
    listed = files(root)
    potfiles = set((root / 'po/POTFILES.in').read_text().split())
    for entry in sorted({p.relative_to(root).parts[0] for p in listed}):
        if not entry.startswith('.') and entry not in TOP:
            yield f'{entry}: the top level holds only {", ".join(sorted(TOP))}'
    for path in listed:
        rel = path.relative_to(root).as_posix()
        if not re.search(r'\.(c|h|py|sh|ui|css|mjs|build)$', rel) or rel.startswith('tests/golden/feeds/'):
            continue
        text = path.read_text(encoding='utf-8')
        if re.search(r'\.(c|h|py|sh|css|mjs)$', rel) and 'SPDX-License-Identifier: GPL-3.0-or-later' not in text[:300]:
            yield f'{rel}:1: no SPDX line'
        if rel.startswith(('app/', 'include/')) and text.count('\n') > FILE_LINES:
            yield f'{rel}: {text.count(chr(10))} lines; split it'
        if rel.startswith('app/') and rel.endswith('.c'):
            for name, start, length in functions(text):
                if length > FUNCTION_LINES and not name.endswith('_class_init'):
                    yield f'{rel}:{start}: {name} has {length} lines'
        if rel.startswith(('app/', 'include/', 'resources/')):
            for number, line in enumerate(text.splitlines(), 1):
                if UNFINISHED.search(line):
                    yield f'{rel}:{number}: unfinished work: {line.strip()[:80]}'
        for number, words in visitor_texts(rel, text):
            if BLAMING.search(words):
                yield f'{rel}:{number}: a visitor never reads this word: {words.strip()[:80]}'
            if PERSON_FIRST.search(OWN_NAMES.sub('', words)):
                yield f'{rel}:{number}: person-first, please: {words.strip()[:80]}'
        if rel.startswith(('app/', 'resources/ui/')) and (re.search(r'\b(_|ngettext|C_|N_|NC_)\s*\(\s*"', text) if rel.endswith('.c') else 'translatable="yes"' in text if rel.endswith('.ui') else False):
            if rel not in potfiles:
                yield f'{rel}: has texts and is not in po/POTFILES.in'
    for name in sorted(potfiles):
        if not (root / name).is_file():
            yield f'po/POTFILES.in: {name} does not exist'
    for page in sorted((root / 'resources/ui').rglob('hr-*.ui')):
        if not list((root / 'app').rglob(page.stem + '.c')):
            yield f'{page.relative_to(root)}: no source of the same name'


if __name__ == '__main__':
    problems = list(check(sys.argv[1]))
    print('\n'.join(problems) if problems else 'tree: sound')
    sys.exit(1 if problems else 0)
