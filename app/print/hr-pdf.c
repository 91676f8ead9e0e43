/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-print"

#include "hr-pdf-private.h"
#include "handrail/core/hr-error.h"

#include <cairo-pdf.h>
#include <stdio.h>
#include <string.h>

#define XREF_ENTRY 20
#define LARGEST_OFFSET 9999999999.0

struct _HrPdf
{
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_t *cr;
  char *language;
  gboolean right_to_left;
  HrDuplex duplex;
};

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

HrPdf *
hr_pdf_new (const char *title, const char *language, gboolean right_to_left, HrDuplex duplex, HrDate today)
{
  HrPdf *self = g_new0 (HrPdf, 1);
  g_autofree char *day = hr_date_to_string (today);
  g_autofree char *moment = g_strconcat (day, "T00:00:00Z", NULL);
  self->bytes = g_byte_array_new ();
  self->language = g_strdup (language);
  self->right_to_left = right_to_left;
  self->duplex = duplex;
  self->surface = cairo_pdf_surface_create_for_stream (write_cb, self->bytes, 1, 1);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR, "Handrail");
  /* The day only: a time would say when somebody stood in the lobby. */
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATE_DATE, moment);
  return self;
}

void
hr_pdf_free (HrPdf *self)
{
  if (self == NULL)
    return;
  /* given up half way: cairo keeps what belongs to a tag until its end */
  if (self->cr != NULL)
    hr_pdf_end_tag (self->cr, "Document");
  g_clear_pointer (&self->cr, cairo_destroy);
  /* It writes its end into the bytes, which must still be there. */
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self->language);
  g_free (self);
}

cairo_t *
hr_pdf_begin_page (HrPdf *self, double width, double height)
{
  cairo_pdf_surface_set_size (self->surface, width, height);
  if (self->cr == NULL)
    {
      self->cr = cairo_create (self->surface);
      /* Readers want one root; it may span pages. */
      hr_pdf_begin_tag (self->cr, "Document");
    }
  return self->cr;
}

void
hr_pdf_end_page (HrPdf *self)
{
  cairo_show_page (self->cr);
}

/* ---- what cairo 1.16 leaves out of a file ---- */

typedef struct
{
  gsize at;
  gsize length;
} Insertion;

/* @found: the place just behind the last @text in @bytes */
static gboolean
find_last (GByteArray *bytes, const char *text, gsize *ret_found)
{
  gsize length = strlen (text);
  for (gsize at = bytes->len >= length ? bytes->len - length + 1 : 0; at-- > 0;)
    if (memcmp (bytes->data + at, text, length) == 0)
      {
        *ret_found = at + length;
        return TRUE;
      }
  return FALSE;
}

static gboolean
insert_after (GByteArray *bytes, const char *after, const char *text, Insertion *ret_insertion)
{
  gsize at = 0;
  gsize length = strlen (text);
  if (!find_last (bytes, after, &at))
    return FALSE;
  gsize rest = bytes->len - at;
  g_byte_array_set_size (bytes, (guint)(bytes->len + length));
  memmove (bytes->data + at + length, bytes->data + at, rest);
  memcpy (bytes->data + at, text, length);
  *ret_insertion = (Insertion){ at, length };
  return TRUE;
}

/* Where what stood at @offset stands after the insertions, which were made one after the other */
static guint64
shift (guint64 offset, const Insertion *insertions, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (offset >= insertions[i].at)
      offset += insertions[i].length;
  return offset;
}

static guint64
read_number (GByteArray *bytes, gsize at)
{
  guint64 number = 0;
  for (; at < bytes->len && g_ascii_isdigit ((char)bytes->data[at]); at++)
    number = number * 10 + (guint64)(bytes->data[at] - '0');
  return number;
}

/* The table of where objects begin, and the place of the table. */
static gboolean
repair_offsets (GByteArray *bytes, const Insertion *insertions, gsize n)
{
  gsize table = 0;
  gsize start = 0;
  if (!find_last (bytes, "startxref\n", &start) || !find_last (bytes, "\nxref\n0 ", &table))
    return FALSE;
  guint64 n_objects = read_number (bytes, table);
  guint64 place = read_number (bytes, start);
  const guint8 *end = memchr (bytes->data + table, '\n', bytes->len - table);
  gsize first = end != NULL ? (gsize)(end - bytes->data) + 1 : bytes->len;
  if (n_objects > (bytes->len - first) / XREF_ENTRY)
    return FALSE;
  for (guint64 i = 0; i < n_objects; i++)
    {
      guint8 *entry = bytes->data + first + i * XREF_ENTRY;
      char digits[32];
      if (entry[17] != 'n')
        continue;
      guint64 offset = shift (read_number (bytes, first + i * XREF_ENTRY), insertions, n);
      if ((double)offset > LARGEST_OFFSET)
        return FALSE;
      g_snprintf (digits, sizeof digits, "%010" G_GUINT64_FORMAT, offset);
      memcpy (entry, digits, 10);
    }
  g_byte_array_set_size (bytes, (guint)start);
  g_autofree char *tail = g_strdup_printf ("%" G_GUINT64_FORMAT "\n%%%%EOF\n", shift (place, insertions, n));
  g_byte_array_append (bytes, (const guint8 *)tail, (guint)strlen (tail));
  return TRUE;
}

/* cairo knows neither the language of a file nor how it is turned over; its date lacks two letters; and it does not say that its tags
 * may be trusted. */
static gboolean
complete (HrPdf *self)
{
  static const char *const duplex[] = { "/Simplex", "/DuplexFlipLongEdge", "/DuplexFlipShortEdge" };
  Insertion insertions[2];
  g_autofree char *catalog = g_strdup_printf ("   /Lang (%s)\n   /MarkInfo << /Marked true >>\n"
                                              "   /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None "
                                              "/Duplex %s%s >>\n",
                                              self->language, duplex[self->duplex],
                                              self->right_to_left ? " /Direction /R2L" : "");
  return insert_after (self->bytes, "<< /Type /Catalog\n", catalog, &insertions[0])
         && insert_after (self->bytes, "/CreationDate (", "D:", &insertions[1])
         && repair_offsets (self->bytes, insertions, G_N_ELEMENTS (insertions));
}

GBytes *
hr_pdf_finish (HrPdf *self, GError **error)
{
  if (self->cr != NULL)
    hr_pdf_end_tag (self->cr, "Document");
  g_clear_pointer (&self->cr, cairo_destroy);
  cairo_surface_finish (self->surface);
  cairo_status_t status = cairo_surface_status (self->surface);
  if (status != CAIRO_STATUS_SUCCESS || !complete (self))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_IO, "The pages could not be made: %s.",
                   status != CAIRO_STATUS_SUCCESS ? cairo_status_to_string (status) : "the drawing library is another one");
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));
}

/* ---- tags ---- */

void
hr_pdf_begin_tag (cairo_t *cr, const char *tag)
{
  cairo_tag_begin (cr, tag, "");
}

void
hr_pdf_end_tag (cairo_t *cr, const char *tag)
{
  cairo_tag_end (cr, tag);
}

gboolean
hr_pdf_begin_link (cairo_t *cr, const char *uri)
{
  for (const char *p = uri; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p) || *p == '\'' || *p == '\\' || *p == '(' || *p == ')')
      return FALSE;
  g_autofree char *attributes = g_strdup_printf ("uri='%s'", uri);
  cairo_tag_begin (cr, CAIRO_TAG_LINK, attributes);
  return TRUE;
}
