/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-links.h"

#include "handrail/feed/hr-calendar.h"
#include "handrail/service/hr-words.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

/* Enough for a meter */
#define COORDINATE_FORMAT "%.5f"

static gboolean
is_set (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static const char *
title_of (HrLinkKind kind)
{
  switch (kind)
    {
    case HR_LINK_CALENDAR:
      /* Translators: these five stand above a QR code that a phone reads */
      return _("Add to calendar");
    case HR_LINK_DIRECTIONS:
      return _("Directions");
    case HR_LINK_JOIN:
      return _("Join online");
    case HR_LINK_CALL:
      return _("Call");
    case HR_LINK_WEBSITE:
      return _("Website");
    case HR_LINK_CALENDARS:
      /* Translators: one QR code puts all meetings of "My plan" into the calendar */
      return _("All in one code");
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
free_link_cb (gpointer data)
{
  hr_link_free (data);
}

/* Takes @payload and @words */
static void
add (GPtrArray *links, HrLinkKind kind, char *payload, char *words)
{
  HrLink *link;

  if (!is_set (payload) || !is_set (words))
    {
      g_free (payload);
      g_free (words);
      return;
    }
  link = g_new (HrLink, 1);
  link->kind = kind;
  link->payload = payload;
  link->title = g_strdup (title_of (kind));
  link->words = words;
  g_ptr_array_add (links, link);
}

static gboolean
is_tracking (const char *parameter)
{
  static const char *const names[] = { "fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid" };
  gsize length = strcspn (parameter, "=");

  if (g_ascii_strncasecmp (parameter, "utm_", 4) == 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (parameter, names[i], length) == 0)
      return TRUE;
  return FALSE;
}

/* The address without what tells its owner where the visitor came from */
static char *
untracked (const char *url)
{
  gsize path = strcspn (url, "?#");
  gsize query = url[path] == '?' ? strcspn (url + path + 1, "#") : 0;
  const char *fragment = url + path + (url[path] == '?' ? query + 1 : 0);
  g_autofree char *text = g_strndup (url + path + (url[path] == '?' ? 1 : 0), query);
  g_auto (GStrv) parameters = g_strsplit (text, "&", -1);
  GString *result = g_string_new_len (url, (gssize) path);
  char separator = '?';

  for (gsize i = 0; parameters[i] != NULL; i++)
    if (parameters[i][0] != '\0' && !is_tracking (parameters[i]))
      {
        g_string_append_c (result, separator);
        g_string_append (result, parameters[i]);
        separator = '&';
      }
  g_string_append (result, fragment);
  return g_string_free (result, FALSE);
}

/* Host and path: what a person can write down. Never the parameters: a passcode can be among them */
static char *
words_of_url (const char *url)
{
  const char *host = strstr (url, "://");
  g_autofree char *address = NULL;
  g_autofree char *readable = NULL;
  gsize length;

  host = host != NULL ? host + 3 : url;
  if (g_ascii_strncasecmp (host, "www.", 4) == 0)
    host += 4;
  length = strcspn (host, "?#");
  while (length > 0 && host[length - 1] == '/')
    length--;
  address = g_strndup (host, length);
  readable = g_uri_unescape_string (address, "/");
  return readable != NULL && g_utf8_validate (readable, -1, NULL) ? g_steal_pointer (&readable)
                                                                  : g_steal_pointer (&address);
}

static void
add_url (GPtrArray *links, HrLinkKind kind, const char *url)
{
  if (is_set (url))
    add (links, kind, untracked (url), words_of_url (url));
}

/* RFC 3966: no spaces and brackets; "#" would begin a fragment. "," is not in the RFC, but every phone pauses for it */
static char *
tel_of_phone (const char *phone)
{
  gsize main_length = strcspn (phone, ",;x#*");
  GString *number = g_string_new (NULL);
  const char *rest = phone + main_length;
  gboolean international = FALSE;

  for (gsize i = 0; i < main_length; i++)
    if (g_ascii_isdigit (phone[i]))
      g_string_append_c (number, phone[i]);
    else if (phone[i] == '+' && number->len == 0)
      international = TRUE;
  if (number->len == 10 && !international)
    g_string_prepend (number, "+1");
  else if (international || (number->len == 11 && number->str[0] == '1'))
    g_string_prepend_c (number, '+');
  for (const char *p = rest; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || *p == ',' || *p == '*')
      g_string_append_c (number, *p);
    else if (*p == 'x' || *p == ';')
      g_string_append_c (number, ',');
    else if (*p == '#')
      g_string_append (number, "%23");
  g_string_prepend (number, "tel:");
  return g_string_free (number, FALSE);
}

/* What comes after the first "#" can be a passcode: the code dials it, the screen does not show it. */
static char *
words_of_phone (const char *phone)
{
  const char *pound = strchr (phone, '#');
  g_autofree char *shown = g_strndup (phone, pound != NULL ? (gsize) (pound - phone) + 1 : strlen (phone));

  return hr_words_phone (shown);
}

static void
add_phone (GPtrArray *links, const char *phone)
{
  if (is_set (phone))
    add (links, HR_LINK_CALL, tel_of_phone (phone), words_of_phone (phone));
}

static char *
degrees (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  gsize length;

  g_ascii_formatd (buffer, sizeof buffer, COORDINATE_FORMAT, value);
  for (length = strlen (buffer); length > 0 && buffer[length - 1] == '0'; length--)
    ;
  if (length > 0 && buffer[length - 1] == '.')
    length--;
  buffer[length] = '\0';
  return g_strdup (strcmp (buffer, "-0") == 0 ? "0" : buffer);
}

static void
add_directions (GPtrArray *links, const HrMeeting *meeting)
{
  g_autofree char *latitude = NULL;
  g_autofree char *longitude = NULL;
  g_autofree char *name = NULL;
  const char *place = is_set (meeting->venue_name) ? meeting->venue_name : meeting->name;
  char *words;

  if (!(meeting->attendance & (HR_ATTENDANCE_IN_PERSON | HR_ATTENDANCE_HYBRID)) || meeting->approximate
      || !isfinite (meeting->latitude) || !isfinite (meeting->longitude))
    return;
  latitude = degrees (meeting->latitude);
  longitude = degrees (meeting->longitude);
  name = g_uri_escape_string (place != NULL ? place : "", NULL, FALSE);
  if (is_set (meeting->venue_name) && is_set (meeting->address))
    /* Translators: the name of a place and its address */
    words = g_strdup_printf (C_("place", "%1$s, %2$s"), meeting->venue_name, meeting->address);
  else if (is_set (meeting->address) || is_set (meeting->venue_name))
    words = g_strdup (is_set (meeting->address) ? meeting->address : meeting->venue_name);
  else
    words = g_strdup_printf ("%s, %s", latitude, longitude);
  add (links, HR_LINK_DIRECTIONS,
       g_strdup_printf ("geo:%s,%s?q=%s,%s(%s)", latitude, longitude, latitude, longitude, name), words);
}

void
hr_link_free (HrLink *self)
{
  if (self == NULL)
    return;
  g_free (self->payload);
  g_free (self->title);
  g_free (self->words);
  g_free (self);
}

GPtrArray *
hr_links_for_meeting (HrMeeting *meeting, gint64 at_s)
{
  g_return_val_if_fail (meeting != NULL, NULL);

  GPtrArray *links = g_ptr_array_new_with_free_func (free_link_cb);

  add (links, HR_LINK_CALENDAR, hr_calendar_write_for_qr (meeting, at_s), hr_words_when (meeting, meeting->schedule.zone));
  add_directions (links, meeting);
  if (meeting->attendance & (HR_ATTENDANCE_ONLINE | HR_ATTENDANCE_HYBRID))
    {
      add_url (links, HR_LINK_JOIN, meeting->conference_url);
      add_phone (links, meeting->conference_phone);
    }
  add_url (links, HR_LINK_WEBSITE, is_set (meeting->website) ? meeting->website : meeting->group_website);
  return links;
}

/* "Morning Group, Night Group": what the one code is about */
static char *
names_of (GPtrArray *meetings)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < meetings->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((HrMeeting *) g_ptr_array_index (meetings, i))->name);
  return g_string_free (names, FALSE);
}

GPtrArray *
hr_links_for_plan (GPtrArray *meetings, gint64 now_s)
{
  g_return_val_if_fail (meetings != NULL, NULL);

  GPtrArray *links = g_ptr_array_new_with_free_func (free_link_cb);

  for (guint i = 0; i < meetings->len; i++)
    {
      HrMeeting *meeting = g_ptr_array_index (meetings, i);
      guint n = links->len;

      add (links, HR_LINK_CALENDAR, hr_calendar_write_for_qr (meeting, now_s), hr_words_when (meeting, meeting->schedule.zone));
      if (links->len == n)
        continue;
      g_free (((HrLink *) g_ptr_array_index (links, n))->title);
      ((HrLink *) g_ptr_array_index (links, n))->title = g_strdup (meeting->name);
    }
  /* last: readers built on ZXing take the first meeting of such a code and say nothing of the others */
  if (meetings->len > 1)
    add (links, HR_LINK_CALENDARS, hr_calendar_write_all_for_qr ((HrMeeting *const *) meetings->pdata, meetings->len, now_s),
         names_of (meetings));
  return links;
}

static const char *
get_optional (HrRecord *record, const char *field)
{
  return hr_kind_find_field (hr_record_get_kind (record), field) >= 0 ? hr_record_get (record, field) : NULL;
}

GPtrArray *
hr_links_for_record (HrRecord *record)
{
  g_return_val_if_fail (record != NULL, NULL);

  GPtrArray *links = g_ptr_array_new_with_free_func (free_link_cb);
  const char *address = get_optional (record, "address");

  add_phone (links, get_optional (record, "phone"));
  if (address != NULL)
    {
      g_autofree char *escaped = g_uri_escape_string (address, NULL, FALSE);

      /* maps search for the address from anywhere */
      add (links, HR_LINK_DIRECTIONS, g_strdup_printf ("geo:0,0?q=%s", escaped), g_strdup (address));
    }
  add_url (links, HR_LINK_WEBSITE, get_optional (record, "website"));
  return links;
}

GPtrArray *
hr_links_for_resource (HrRecord *resource)
{
  g_return_val_if_fail (resource != NULL, NULL);
  g_return_val_if_fail (hr_record_get_kind (resource) == HR_KIND_RESOURCE, NULL);

  return hr_links_for_record (resource);
}
