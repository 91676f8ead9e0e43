/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lobby for tests: the sample center in a folder that goes away, a clock that stands, the real window at a given size, and hands for it. */
#pragma once

#include "handrail/visitor/hr-visitor-window.h"

G_BEGIN_DECLS

/** HR_LOBBY_NOW: a Tuesday evening in the sample center's zone */
#define HR_LOBBY_NOW "2026-11-24T18:40:00-05:00"

typedef struct
{
  char *folder;
  HrCenter *center;
  HrDirectory *directory;
  HrSession *session;
  HrSignIn *sign_in;
  HrTickets *tickets;
  HrSlips *slips; /* not offered until hr_slips_set_offered() */
  HrTheme *theme;
  HrVisitorWindow *window;
} HrLobby;

/** hr_lobby_new: opens everything and shows Home; @empty: a center without listings */
HrLobby *hr_lobby_new (int width, int height, gboolean empty) G_GNUC_WARN_UNUSED_RESULT;
void hr_lobby_free (HrLobby *self);

/** hr_lobby_go: shows a page and waits until it is drawn and nothing more is under way */
void hr_lobby_go (HrLobby *self, const char *page, const char *argument);
/** hr_lobby_settle: runs the main loop until answers came and a frame was drawn */
void hr_lobby_settle (HrLobby *self);

/** hr_lobby_find: (nullable): the first visible button that says @words (in its labels or accessible name) */
GtkWidget *hr_lobby_find (HrLobby *self, const char *words);
/** hr_lobby_tap: presses the button that says @words, and settles; there must be one */
void hr_lobby_tap (HrLobby *self, const char *words);
/** hr_lobby_tap_primary: presses the first button that the page puts forward, in any language */
void hr_lobby_tap_primary (HrLobby *self);
/** hr_lobby_text: (transfer full): everything that can be read on the page, one label a line */
char *hr_lobby_text (HrLobby *self) G_GNUC_WARN_UNUSED_RESULT;
/** hr_lobby_says: whether @words can be read on the page */
gboolean hr_lobby_says (HrLobby *self, const char *words);
/** hr_lobby_save: a picture of the whole window */
void hr_lobby_save (HrLobby *self, const char *path);
/** hr_lobby_check_page: nothing cut, nothing smaller than asked, nothing outside, every button at least 20 mm; @what names it in messages */
void hr_lobby_check_page (HrLobby *self, const char *what);

G_END_DECLS
