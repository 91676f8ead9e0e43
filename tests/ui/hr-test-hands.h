/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands for a desk: real keys, and real touches with the pointer, as the X server gives them to the program. */
#pragma once

#include "hr-test-desk.h"
#include <X11/Xlib.h>
#include <X11/keysym.h>

G_BEGIN_DECLS

typedef struct
{
  HrTestDesk *desk;
  Display *display;
} HrTestHands;

/** hr_test_hands_init: of @desk, whose window gets the keys from now on */
void hr_test_hands_init (HrTestHands *self, HrTestDesk *desk);
/** hr_test_hands_rest: lets the desk work for a while */
void hr_test_hands_rest (int ms);

/** hr_test_hands_press: @modifier: (nullable): 0 = none */
void hr_test_hands_press (HrTestHands *self, KeySym modifier, KeySym key);
void hr_test_hands_type (HrTestHands *self, const char *text);
/** hr_test_hands_tab_to: until the button that says exactly @words has the focus, and shows it; within @row (nullable: anywhere) */
void hr_test_hands_tab_to (HrTestHands *self, GtkWidget *row, const char *words);
/** hr_test_hands_enter: tab to the button, and Enter */
void hr_test_hands_enter (HrTestHands *self, const char *words);

/** hr_test_hands_scroll_to: turns the wheel over the list that @widget stands in until it is in sight */
void hr_test_hands_scroll_to (HrTestHands *self, GtkWidget *widget);

/** hr_test_hands_touch: the middle of the button that says exactly @words, which must be on the screen and answer; within @row (nullable) */
void hr_test_hands_touch (HrTestHands *self, GtkWidget *row, const char *words);
/** hr_test_hands_touch_widget: its middle */
void hr_test_hands_touch_widget (HrTestHands *self, GtkWidget *widget);

G_END_DECLS
