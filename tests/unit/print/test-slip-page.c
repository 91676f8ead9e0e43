/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/print/hr-slip-page.h"
#include "hr-test-pdf.h"

#include <string.h>

#define PAYLOAD "6BFOXN*TS0BI$ZD-PHQ7I9AD66V5B22CH9M9ESI9XBHXK-%69LQOGI.*V76GCV4*XUA2P-FHT-HNTI4L6N$Q%UG/YL WO*Z7ON1*B%7*:0"

static const HrSlipRow rows[] = {
  { "Where", "Harbor Street Center" },
  { "Meeting", "Noon Anchor" },
  { "Date", "Friday, November 27, 2026" },
  { "Time", "Noon to 1:00 PM" },
};
static const char *const blanks[] = { "Name (you write it)", "Initials of the facilitator" };

static HrSlipPage
make_page (void)
{
  return (HrSlipPage){ .language = "en",
                       .title = "Proof of attendance",
                       .center = "Harbor Street Center",
                       .rows = rows,
                       .n_rows = G_N_ELEMENTS (rows),
                       .blanks = blanks,
                       .n_blanks = G_N_ELEMENTS (blanks),
                       .payload = (const guint8 *)PAYLOAD,
                       .n_payload = strlen (PAYLOAD),
                       .code_label = "To check this slip, scan the code or type:",
                       .code = "6BFOX N*TS0 BI$ZD",
                       .proves = "It shows that this kiosk made the slip for this meeting. It does not show who holds it.",
                       .foot = "Call or text 988 at any time." };
}

/* Each on every paper, whatever its size: nothing is left out, and the code can be read. */
static void
test_papers (void)
{
  if (!hr_test_pdf_has_tools ())
    return;
  for (guint paper = 0; paper < HR_N_PAPERS; paper++)
    {
      HrSlipPage page = make_page ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pdf = hr_slip_page_to_pdf (&page, paper, hr_date_from_ymd (2026, 11, 27), &error);
      g_assert_no_error (error);
      hr_test_pdf_check (pdf, "Proof of attendance", "en");
      g_autofree char *text = hr_test_pdf_text (pdf);
      g_autofree char *squeezed = hr_test_pdf_squeeze (text);
      const char *at = squeezed;
      const char *const order[] = { "Harbor Street Center", "Proof of attendance",   "Meeting",     "Noon Anchor",
                                    "Friday, November 27",  "Name (you write it)",   "Initials of", "6BFOX N*TS0 BI$ZD",
                                    "does not show who",    "Call or text 988" };
      for (guint i = 0; i < G_N_ELEMENTS (order); i++)
        {
          at = strstr (at, order[i]);
          if (at == NULL)
            g_error ("on %s, \"%s\" is not in its place in: %s", hr_paper_to_string (paper), order[i], squeezed);
        }
      g_auto (GStrv) codes = hr_test_pdf_codes (pdf, 200);
      g_assert_cmpuint (g_strv_length (codes), ==, 1);
      g_assert_cmpstr (codes[0], ==, PAYLOAD);
    }
}

static void
test_same_bytes (void)
{
  HrSlipPage page = make_page ();
  g_autoptr (GBytes) a = hr_slip_page_to_pdf (&page, HR_PAPER_A4, hr_date_from_ymd (2026, 11, 27), NULL);
  g_autoptr (GBytes) b = hr_slip_page_to_pdf (&page, HR_PAPER_A4, hr_date_from_ymd (2026, 11, 27), NULL);
  g_assert_true (g_bytes_equal (a, b));
}

/* No time of the day stands in the file. */
static void
test_no_time (void)
{
  HrSlipPage page = make_page ();
  g_autoptr (GBytes) pdf = hr_slip_page_to_pdf (&page, HR_PAPER_RECEIPT, hr_date_from_ymd (2026, 11, 27), NULL);
  gsize size = 0;
  const char *data = g_bytes_get_data (pdf, &size);
  g_assert_nonnull (memmem (data, size, "/CreationDate (D:20261127000000", strlen ("/CreationDate (D:20261127000000")));
  g_assert_null (memmem (data, size, "/ModDate", strlen ("/ModDate")));
}

/* A long list of rows is drawn smaller rather than cut. */
static void
test_long (void)
{
  if (!hr_test_pdf_has_tools ())
    return;
  HrSlipPage page = make_page ();
  HrSlipRow many[60];
  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    many[i] = (HrSlipRow){ "Label", i + 1 == G_N_ELEMENTS (many) ? "The last one" : "One" };
  page.rows = many;
  page.n_rows = G_N_ELEMENTS (many);
  g_autoptr (GBytes) pdf = hr_slip_page_to_pdf (&page, HR_PAPER_A5, hr_date_from_ymd (2026, 11, 27), NULL);
  g_autofree char *text = hr_test_pdf_text (pdf);
  g_assert_nonnull (strstr (text, "The last one"));
  g_assert_nonnull (strstr (text, "Call or text 988"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slip-page/papers", test_papers);
  g_test_add_func ("/slip-page/same-bytes", test_same_bytes);
  g_test_add_func ("/slip-page/no-time", test_no_time);
  g_test_add_func ("/slip-page/long", test_long);
  return g_test_run ();
}
