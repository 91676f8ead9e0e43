#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_layers.py ROOT: proves the rooms' layers from the include lines.

A room includes its own headers by bare name, the doors of the rooms below it, and the outside headers of its line in
OUTSIDE: nothing else. Some words belong to one room or one file only. Prints one line per violation; exit 1 when there
is any.
"""
import pathlib
import re
import sys

# Each room with the rooms whose doors it may use.
ROOMS = {
    'core': set(),
    'seal': {'core'},
    'feed': {'core', 'seal'},
    'store': {'core', 'seal', 'feed'},
    'share': {'core', 'seal', 'feed', 'store'},
    'print': {'core', 'seal', 'feed', 'store'},
    'service': {'core', 'seal', 'feed', 'store', 'share', 'print'},
    'ui': {'core', 'print', 'service', 'store', 'feed'},
    'visitor': {'core', 'print', 'service', 'store', 'feed', 'ui'},
    'staff': {'core', 'print', 'service', 'store', 'feed', 'ui'},
    'shell': {'core', 'seal', 'feed', 'store', 'share', 'print', 'service', 'ui', 'visitor', 'staff'},
    'cli': {'core', 'seal', 'feed', 'store', 'share', 'print', 'service'},
}

C = r'(assert|ctype|dirent|errno|fcntl|float|inttypes|langinfo|limits|libintl|locale|malloc|math|setjmp|signal|stdarg|stdbool|stddef' \
    r'|stdint|stdio|stdlib|string|strings|time|unistd|sys/[a-z]+|linux/[a-z]+)\.h'
GLIB = r'glib(-object)?\.h|glib/(gstdio|gi18n-lib|gi18n|gprintf)\.h|gmodule\.h'
GIO = r'gio/[a-z]+\.h|glib-unix\.h'
OUTSIDE = {
    'core': rf'{C}|{GLIB}',
    'seal': rf'{C}|{GLIB}|sodium\.h',
    'feed': rf'{C}|{GLIB}|{GIO}|jansson\.h|libical/ical\.h',
    'store': rf'{C}|{GLIB}|{GIO}|sqlite3\.h',
    'share': rf'{C}|{GLIB}|{GIO}|jansson\.h',
    'print': rf'{C}|{GLIB}|cairo[a-z-]*\.h|pango/[a-z-]+\.h|qrencode\.h|cups/[a-z]+\.h',
    'service': rf'{C}|{GLIB}|{GIO}|libspeechd(_version)?\.h|cmark\.h|speech-dispatcher/libspeechd\.h',
    'ui': rf'{C}|{GLIB}|{GIO}|gtk/gtk\.h|gdk/[a-z0-9/]+\.h|cairo\.h|graphene\.h',
    'visitor': rf'{C}|{GLIB}|{GIO}|gtk/gtk\.h',
    'staff': rf'{C}|{GLIB}|{GIO}|gtk/gtk\.h',
    'shell': rf'{C}|{GLIB}|{GIO}|gtk/gtk\.h|gdk/[a-z0-9/]+\.h|gsk/gsk\.h',
    'cli': rf'{C}|{GLIB}|{GIO}',
}

# What a visitor's page must never hold: anything that edits, imports, exports or syncs.
READ_ONLY = {'visitor'}
EDITING = r'handrail/service/hr-(editor|import-job|importer|column-memory|exporter|generator|health|sync|staff)\.h|handrail/store/.*'
EDITING_WORDS = r'\bhr_store_(edit|apply_feed|undo_import|add_all|backup|restore_file|create)\b|\bHrEdit\b|\bhr_center_(init|restore_last_backup|get_store)\b'

# Words that may stand in one place only: (pattern, allowed path prefixes, why)
WORDS = [
    (r'\b(g_get_real_time|g_date_time_new_now\w*|gettimeofday|clock_gettime\s*\(\s*CLOCK_REALTIME)\b',
     ('app/core/hr-clock.c',), 'the only source of "now" is HrClock'),
    (r'(?<![\w.>])time\s*\(\s*(NULL|&)', ('app/core/hr-clock.c',), 'the only source of "now" is HrClock'),
    (r'\bg_task_run_in_thread\w*', (), 'its pool is shared with GIO: use a worker of your own'),
    (r'\bsqlite3_\w+', ('app/store/',), 'SQL lives in the store'),
    (r'\bsqlite3_exec\b', ('app/store/hr-db.c', 'app/store/hr-counts-'), 'one place runs scripts'),
    (r'\bjson_(object|array|loads|loadb|dumps|string)\w*\s*\(', ('app/feed/', 'app/share/'), 'JSON lives in feed and share'),
    (r'\b(crypto_|randombytes_|sodium_)\w+', ('app/seal/',), 'libsodium lives in seal'),
    (r'\b(cups|ipp|http)[A-Z]\w*\s*\(', ('app/print/hr-printer',), 'one place talks to printers'),
    (r'\bGtk(Dialog|MessageDialog|FileChooser\w*|TreeView|ListStore|ComboBox\w*|IconView|InfoBar|Statusbar|Assistant)\b',
     (), 'deprecated right after GTK 4.8'),
    (r'\bgtk_widget_(show|hide)\s*\(', (), 'use gtk_widget_set_visible()'),
    (r'\bgoto\b', (), 'use autoptr'),
]
# Visitor code writes no log.
LOGGING = r'\bg_(message|info|debug|warning|log|print|printerr|critical)\s*\('

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')


def strip_comments(text):
    """Comments become spaces; line numbers stay."""
    return re.sub(r'/\*.*?\*/|//[^\n]*', lambda m: re.sub(r'[^\n]', ' ', m.group()), text, flags=re.S)


def strip_strings(text):
    return re.sub(r'"(\\.|[^"\\\n])*"', '""', text)


def check_include(room, rel, quote, header, own):
    if header.startswith('handrail/'):
        other = header.split('/')[1]
        if other != room and other not in ROOMS[room]:
            return f'{room} may not use {other}'
        if header.endswith('-private.h'):
            return 'a private header of another room'
        return None
    if quote == '"':
        if '/' in header:
            return 'a room includes its own headers by bare name'
        return None if header in own or header == 'config.h' else f'not a header of {room}'
    if re.fullmatch(OUTSIDE[room], header):
        return None
    return f'{room} may not use <{header}>'


def check_file(root, path, room, own):
    rel = path.relative_to(root).as_posix()
    raw = path.read_text(encoding='utf-8')
    code = strip_comments(raw)
    for number, line in enumerate(code.splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            problem = check_include(room, rel, match.group(1), match.group(2), own)
            if problem:
                yield f'{rel}:{number}: {match.group(2)}: {problem}'
            if room in READ_ONLY and re.fullmatch(EDITING, match.group(2)):
                yield f'{rel}:{number}: {match.group(2)}: visitor pages hold nothing that can edit'
            continue
        line = strip_strings(line)
        for pattern, places, why in WORDS:
            found = re.search(pattern, line)
            if found and not rel.startswith(tuple(places) or ('\0',)):
                yield f'{rel}:{number}: {found.group()}: {why}'
        if room in READ_ONLY:
            found = re.search(EDITING_WORDS, line)
            if found:
                yield f'{rel}:{number}: {found.group()}: visitor pages hold nothing that can edit'
        if room in READ_ONLY or rel in ('app/service/hr-session.c', 'app/service/hr-sign-in.c'):
            found = re.search(LOGGING, line)
            if found:
                yield f'{rel}:{number}: {found.group()}: visitor code writes no log'


def check(root):
    root = pathlib.Path(root)
    seen = 0
    for base in ('app', 'include/handrail'):
        for folder in sorted(p for p in (root / base).glob('*') if p.is_dir()):
            room = folder.name
            if room not in ROOMS:
                yield f'{base}/{room}: no such room'
                continue
            own = {p.name for p in (root / 'app' / room).glob('*.h')}
            for path in sorted(folder.rglob('*.[ch]')):
                seen += 1
                yield from check_file(root, path, room, own)
    if seen == 0:
        yield f'{root}: nothing to check'


if __name__ == '__main__':
    problems = list(check(sys.argv[1]))
    print('\n'.join(problems) if problems else 'layers: sound')
    sys.exit(1 if problems else 0)
