/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-cli"

#include "hr-cli-private.h"

#define IMPORT_HELP                                                                                                    \
  "Reads Meeting Guide JSON and BMLT JSON (GetSearchResults; a GetFormats file beside it is found by its\n"            \
  "name). \"-\" reads standard input. Meetings that the feed no longer has are withdrawn; when that would be\n"        \
  "over 20 percent, nothing is done unless --accept-removals is given. What staff changed here stays.\n\n"             \
  "Exit status 1: done, but some records were rejected; the reasons are printed."
#define MEETINGS_HELP                                                                                                  \
  "Lists what the screen would list, in the same order: what is on comes first.\n\n"                                   \
  "DAYS are names joined with commas (monday,wed), or one of: today, tomorrow, a date like 2026-11-24.\n"              \
  "TIMES: morning, midday, afternoon, evening, night. DISTANCE: 5km, 800m, 3mi or 500ft.\n"                            \
  "WHO: women, men, lgbtq, trans-nonbinary, young, seniors, people-of-color, indigenous, family, newcomer,\n"          \
  "secular, dual-diagnosis, professionals. HOW: in_person, online, hybrid, inactive.\n"                                \
  "Several values in one option mean any of them; several options must all hold."
#define OCCURRENCES_HELP                                                                                               \
  "Without --from it begins now; without --to it ends after seven days. A date alone means the whole day at\n"         \
  "the site, the last one included."
#define EDIT_HELP                                                                                                      \
  "KIND: fellowship, venue, group, meeting, exception, type, resource, site, source. \"handrailctl show KIND\"\n"      \
  "lists the things of a kind, \"handrailctl show KIND/ID\" the fields of one. FIELD= with nothing after it\n"         \
  "clears a field. Texts in several languages: FIELD[es]=TEXT. For a meeting the slug may stand for the id."
#define RESTORE_HELP                                                                                                   \
  "FILE is a backup of \"handrailctl backup\" or one of the automatic ones in the folder \"backups\". Without FILE\n"  \
  "the newest sound automatic backup is taken. The present database is kept beside it. Stop the kiosk first."

#define COUNTS_HELP                                                                                                    \
  "report shows how many came, in whole months such as 2026-11 (of whole weeks, each in the month of its\n"            \
  "Thursday), after their end. Small numbers are hidden, and no total contains a hidden one; meetings are\n"           \
  "kept apart for 13 weeks, after that only --by fellowship has them, in whole quarters.\n\n"                          \
  "enter takes a headcount from paper for one meeting on one day (2026-11-23). It replaces what was counted,\n"        \
  "also later: a day after its end it stands for the whole week, and ten days after the last Sunday of its month\n"     \
  "the numbers are closed. Stop the kiosk first."

#define HANDOUT_HELP                                                                                                   \
  "KIND: week, week-by-place, week-by-fellowship, next-days, meeting, door-sign, resources, plan, facilitator,\n"      \
  "milestone (a card without name, date or place).\n"                                                                 \
  "With --pages the letters are as large as so many pages allow, and never under 10 points."

#define SHARE_HELP                                                                                                     \
  "init --folder FOLDER --name NAME --root-key FILE makes a share of an empty folder that all devices reach;\n"        \
  "this device works for the office and lets others in. invitation prints what a new device is told.\n\n"              \
  "enrol --folder FOLDER --invitation TEXT --name NAME asks to be let in and prints a code. At a manager's\n"          \
  "device requests lists who asks; compare the codes, then approve CODE --role ROLE [--site SITE].\n"                  \
  "ROLE: kiosk (shows, counts), staff (writes for its site), office (writes for all), manager (lets in and\n"          \
  "out; needs --root-key).\n\n"                                                                                       \
  "revoke DEVICE puts one out: do it when a device is stolen. release DEVICE confirms that much may be\n"              \
  "withdrawn at once. status shows the devices and their last news; verify looks whether all is in the folder."
#define SLIP_HELP                                                                                                      \
  "verify says whether a slip of attendance is genuine: TEXT is what a scanner reads in its QR code, or what\n"        \
  "stands beside it; \"-\" reads standard input, which no history of commands keeps. Nothing of it is kept.\n"        \
  "Exit status 1: it is not genuine, or nothing can be said; the reason is printed.\n\n"                               \
  "keys lists the keys: \"signs\", \"ended\" (older slips stay good), \"revoked\" (none is good), \"known\" (of\n"    \
  "another place). rotate makes a new key that signs from now on. revoke is for a key that somebody else\n"            \
  "may have. export writes the public keys, which are no secret; import believes those of another place."

const HrCommand hr_cli_commands[] = {
  { "init", "[--empty]", "make a new database with the sample center, or an empty one", NULL, hr_command_init },
  { "import", "FILE", "read a feed of meetings", IMPORT_HELP, hr_command_import },
  { "export", "[-o FILE]", "write all published meetings", NULL, hr_command_export },
  { "meetings", "", "list meetings", MEETINGS_HELP, hr_command_meetings },
  { "occurrences", "", "list meetings date by date", OCCURRENCES_HELP, hr_command_occurrences },
  { "show", "KIND[/ID]", "list the things of a kind, or the fields of one", NULL, hr_command_show },
  { "add", "KIND[/ID] FIELD=VALUE...", "add a thing", EDIT_HELP, hr_command_add },
  { "set", "KIND/ID FIELD=VALUE...", "change fields of a thing", EDIT_HELP, hr_command_set },
  { "retire", "KIND/ID", "withdraw a thing", NULL, hr_command_retire },
  { "unretire", "KIND/ID", "bring a withdrawn thing back", NULL, hr_command_unretire },
  { "dump", "[-o FILE]", "print all published things as canonical JSON", NULL, hr_command_dump },
  { "counts", "report | enter MEETING DATE NUMBER", "show how many came, or enter a headcount", COUNTS_HELP,
    hr_command_counts },
  { "handout", "KIND [-o FILE.pdf] [--print QUEUE]", "make a page as a PDF, or print it", HANDOUT_HELP, hr_command_handout },
  { "share", "init | enrol | invitation | requests | approve CODE | revoke DEVICE | release DEVICE | status | verify",
    "share listings with other devices through a folder", SHARE_HELP, hr_command_share },
  { "sync", "--once", "read what other devices published, and publish", NULL, hr_command_sync },
  { "slip", "keys | rotate | revoke NUMBER | export | import FILE | verify TEXT", "check slips of attendance, care for their keys",
    SLIP_HELP, hr_command_slip },
  { "check", "", "look whether everything is well", "Exit status 3 when something is in trouble.", hr_command_check },
  { "backup", "FILE", "copy the database to a new file", NULL, hr_command_backup },
  { "restore", "[FILE]", "put a backup in the database's place", RESTORE_HELP, hr_command_restore },
  { "generate", "--meetings N [--seed S]", "add a large made-up directory, for measuring",
    "The same seed gives the same directory everywhere. Makes an empty database when there is none.",
    hr_command_generate },
  { "version", "", "print the version", NULL, hr_command_version },
  { "help", "[COMMAND]", "explain the commands", NULL, hr_command_help },
  { NULL, NULL, NULL, NULL, NULL },
};
