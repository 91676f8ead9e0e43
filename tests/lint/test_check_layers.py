#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lint is tested itself: each planted violation must be found, and a sound tree must pass."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_layers  # noqa: E402

# (file, content, words that the finding must hold)
PLANTED = [
    ('app/core/hr-a.c', '#include "handrail/store/hr-store.h"\n', 'core may not use store'),
    ('app/core/hr-a.c', '#include <gio/gio.h>\n', 'core may not use <gio/gio.h>'),
    ('app/core/hr-a.c', '#include <sqlite3.h>\n', 'core may not use <sqlite3.h>'),
    ('app/feed/hr-a.c', '#include <sodium.h>\n', 'feed may not use <sodium.h>'),
    ('app/store/hr-a.c', '#include <gtk/gtk.h>\n', 'store may not use <gtk/gtk.h>'),
    ('app/store/hr-a.c', '#include <jansson.h>\n', 'store may not use <jansson.h>'),
    ('app/service/hr-a.c', '#include <gtk/gtk.h>\n', 'service may not use'),
    ('app/service/hr-a.c', '#include "handrail/ui/hr-page.h"\n', 'service may not use ui'),
    ('app/ui/hr-a.c', '#include "handrail/visitor/hr-visitor-window.h"\n', 'ui may not use visitor'),
    ('app/visitor/hr-a.c', '#include "handrail/service/hr-importer.h"\n', 'nothing that can edit'),
    ('app/visitor/hr-a.c', '#include "handrail/store/hr-store.h"\n', 'nothing that can edit'),
    ('app/visitor/hr-a.c', 'void f (void) { hr_store_edit (s); }\n', 'nothing that can edit'),
    ('app/visitor/hr-a.c', 'void f (void) { g_message ("x"); }\n', 'writes no log'),
    ('app/service/hr-sign-in.c', 'void f (void) { g_debug ("x"); }\n', 'writes no log'),
    ('app/cli/hr-a.c', '#include "handrail/ui/hr-page.h"\n', 'cli may not use ui'),
    ('app/service/hr-a.c', '#include "hr-db-private.h"\n', 'not a header of service'),
    ('app/service/hr-a.c', '#include "../store/hr-db-private.h"\n', 'by bare name'),
    ('app/service/hr-a.c', 'gint64 f (void) { return g_get_real_time (); }\n', 'HrClock'),
    ('app/service/hr-a.c', 'long f (void) { return time (NULL); }\n', 'HrClock'),
    ('app/service/hr-a.c', 'void f (void) { g_task_run_in_thread (t, g); }\n', 'worker of your own'),
    ('app/service/hr-a.c', 'void f (void) { sqlite3_step (s); }\n', 'SQL lives'),
    ('app/store/hr-a.c', 'void f (void) { sqlite3_exec (s); }\n', 'one place'),
    ('app/store/hr-a.c', 'void f (void) { json_loads (s); }\n', 'JSON lives'),
    ('app/store/hr-a.c', 'void f (void) { crypto_sign (s); }\n', 'libsodium lives'),
    ('app/ui/hr-a.c', 'void f (void) { gtk_widget_hide (w); }\n', 'set_visible'),
    ('include/handrail/core/hr-a.h', '#include <gtk/gtk.h>\n', 'core may not use'),
    ('app/attic/hr-a.c', 'int x;\n', 'no such room'),
]

SOUND = {
    'app/core/hr-a.c': '#include "handrail/core/hr-a.h"\n#include <string.h>\n/* sqlite3_step() g_get_real_time() are words here */\n',
    'app/store/hr-b-private.h': '#include <sqlite3.h>\n',
    'app/store/hr-b.c': '#include "hr-b-private.h"\nvoid f (void) { sqlite3_step (s); }\nconst char *x = "time (NULL)";\n',
    'app/visitor/hr-c.c': '#include "handrail/service/hr-directory.h"\n#include "handrail/ui/hr-page.h"\n',
    'include/handrail/core/hr-a.h': '#include <glib.h>\n',
}


def plant(root, files):
    for name, text in files.items():
        path = pathlib.Path(root) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')


class CheckLayers(unittest.TestCase):
    def test_sound_tree_passes(self):
        with tempfile.TemporaryDirectory() as root:
            plant(root, SOUND)
            self.assertEqual(list(check_layers.check(root)), [])

    def test_empty_tree_is_not_sound(self):
        with tempfile.TemporaryDirectory() as root:
            self.assertNotEqual(list(check_layers.check(root)), [])

    def test_every_planted_violation_is_found(self):
        for name, text, words in PLANTED:
            with self.subTest(name=name, text=text), tempfile.TemporaryDirectory() as root:
                plant(root, {**SOUND, name: text})
                found = list(check_layers.check(root))
                self.assertEqual(len(found), 1, found)
                self.assertIn(words, found[0])


if __name__ == '__main__':
    unittest.main()
