/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-shell"

#include "hr-tour-private.h"
#include "handrail/service/hr-language.h"
#include "hr-tour-desk-private.h"
#include "hr-tour-folder-private.h"
#include "hr-tour-steps-private.h"

#include <glib/gstdio.h>
#include <stdio.h>

/* A Monday evening: meetings are on, others begin soon, sign-in is open. */
#define SAMPLE_NOW "2026-11-23T18:50:00-05:00"

#define MOST_TRIES 20

static const char *const default_sizes[] = { "1080x1920", "1920x1080", "1280x800", NULL };

/* Widths of the panels that these sizes usually are: 24 inches upright and lying, 15 inches. */
static const struct
{
  int width, height;
  double width_mm;
} panels[] = { { 1080, 1920, 299.0 }, { 1920, 1080, 531.0 }, { 1280, 800, 323.0 } };

static const char *const theme_names[HR_N_THEMES] = { "calm", "light", "dark", "dark-yellow", "soft" };
static const char *const text_names[HR_N_TEXT_SIZES] = { "small", "medium", "default", "large", "largest" };

typedef struct
{
  const HrTourOptions *options;
  HrTheme *theme;
  HrTourWalk walk;
  GtkWindow *window; /* what is drawn: the lobby or the desk */
  const char *size;
  int width, height;
  HrTextSize text;
  HrThemeChoice choice;
  guint n_pictures;
  gboolean failed;
} Tour;

gboolean
hr_tour_parse_size (const char *text, int *ret_width, int *ret_height)
{
  int width = 0, height = 0, end = 0;

  if (sscanf (text, "%dx%d%n", &width, &height, &end) != 2 || text[end] != '\0')
    return FALSE;
  if (width < 320 || height < 320 || width > 8192 || height > 8192)
    return FALSE;
  *ret_width = width;
  *ret_height = height;
  return TRUE;
}

static double
get_px_per_mm (int width, int height)
{
  for (gsize i = 0; i < G_N_ELEMENTS (panels); i++)
    {
      if (panels[i].width == width && panels[i].height == height)
        return width / panels[i].width_mm;
    }
  return 96.0 / 25.4;
}

/* ---- pictures ---- */

static gboolean
is_wanted (Tour *tour, const char *name)
{
  if (tour->options->only == NULL || tour->options->only[0] == NULL)
    return TRUE;
  for (gsize i = 0; tour->options->only[i] != NULL; i++)
    {
      if (strstr (name, tour->options->only[i]) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* What is on the window now; it may take another moment until there is something. */
static GskRenderNode *
draw (Tour *tour)
{
  GtkWidget *window = GTK_WIDGET (tour->window);

  for (int round = 0; round < MOST_TRIES; round++)
    {
      g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      GskRenderNode *node;

      gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
      node = gtk_snapshot_free_to_node (snapshot);
      if (node != NULL)
        return node;
      gtk_widget_queue_draw (window);
      hr_tour_run_until_quiet ();
    }
  return NULL;
}

static void
take_picture (Tour *tour, HrPage *page, const char *name)
{
  GtkWidget *window = GTK_WIDGET (tour->window);
  g_autoptr (GskRenderNode) node = draw (tour);
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = g_build_filename (tour->options->directory, name, NULL);
  int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);

  if (node == NULL)
    {
      g_warning ("Nothing was drawn for %s.", name);
      tour->failed = TRUE;
      return;
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  if (!gdk_texture_save_to_png (texture, path))
    {
      g_warning ("%s cannot be written.", path);
      tour->failed = TRUE;
      return;
    }
  tour->n_pictures++;
  g_print ("%s", name);
  if (width != tour->width || height != tour->height)
    {
      g_print ("  is %dx%d", width, height);
      tour->failed = TRUE;
    }
  if (page != NULL && hr_page_get_fit (page) < 1.0)
    g_print ("  drawn at %d percent, to fit", (int)(hr_page_get_fit (page) * 100 + 0.5));
  g_print ("\n");
}

/* ---- the walk ---- */

static char *
make_name (Tour *tour, const char *step, guint i, const char *language)
{
  return g_strdup_printf ("%02u-%s_%s_%s_%s_%s.png", i + 1, step, tour->size, language, theme_names[tour->choice],
                          text_names[tour->text]);
}

static gboolean
is_any_wanted (Tour *tour, const char *language)
{
  guint n;
  const HrTourStep *steps = hr_tour_get_steps (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = make_name (tour, steps[i].name, i, language);
      if (is_wanted (tour, name))
        return TRUE;
    }
  return FALSE;
}

static void
walk_steps (Tour *tour, const char *language, gboolean keys_only)
{
  guint n;
  const HrTourStep *steps = hr_tour_get_steps (&n);

  if (!is_any_wanted (tour, language))
    return;
  hr_visitor_window_set_trouble (tour->walk.window, FALSE);
  hr_session_clear (tour->walk.session);
  hr_session_touch (tour->walk.session);
  hr_session_set_language (tour->walk.session, language);
  hr_session_set_text_size (tour->walk.session, tour->text);
  hr_session_set_theme (tour->walk.session, tour->choice);
  hr_tour_settle (&tour->walk);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = make_name (tour, steps[i].name, i, language);
      if (keys_only && !steps[i].key)
        continue;
      /* nobody has chosen a size or a language before the visit begins */
      if (steps[i].rest && (tour->text != HR_TEXT_DEFAULT || g_strcmp0 (language, "en") != 0))
        continue;
      /* a step may start where the one before it ended, so every step is walked */
      if (steps[i].go (&tour->walk) && is_wanted (tour, name))
        take_picture (tour, hr_visitor_window_get_page (tour->walk.window), name);
    }
}

static void
walk_size (Tour *tour, gboolean first)
{
  const char *const *languages = hr_language_list ();

  for (gsize i = 0; languages[i] != NULL; i++)
    {
      tour->choice = HR_THEME_CALM;
      tour->text = HR_TEXT_DEFAULT;
      walk_steps (tour, languages[i], FALSE);
      tour->text = HR_TEXT_LARGEST;
      walk_steps (tour, languages[i], FALSE);
    }
  tour->text = HR_TEXT_SMALL;
  walk_steps (tour, languages[0], TRUE);
  tour->text = HR_TEXT_DEFAULT;
  for (int choice = HR_THEME_CALM + 1; first && choice < HR_N_THEMES; choice++)
    {
      tour->choice = (HrThemeChoice)choice;
      walk_steps (tour, languages[0], TRUE);
    }
}

static void
open_window (Tour *tour, GtkApplication *application, gboolean first)
{
  HrCenter *center = tour->walk.center;
  g_autoptr (HrSession) session = hr_session_new (tour->walk.session_clock, "en");
  g_autoptr (HrDirectory) directory = hr_directory_new (center);
  g_autoptr (HrSignIn) sign_in = hr_sign_in_new (center, session);
  g_autoptr (HrSpeaker) speaker = hr_speaker_new ();
  g_autoptr (HrTickets) tickets = hr_tickets_new (hr_center_get_clock (center));
  g_autoptr (HrSlips) slips = hr_slips_new (center);
  g_autoptr (HrPrinting) printing = hr_printing_new (center);

  hr_theme_set_px_per_mm (tour->theme, get_px_per_mm (tour->width, tour->height));
  tour->walk.session = session;
  tour->walk.window = hr_visitor_window_new (application, directory, session, sign_in, speaker, tour->theme);
  hr_visitor_window_set_tickets (tour->walk.window, tickets);
  hr_visitor_window_set_slips (tour->walk.window, slips);
  hr_visitor_window_set_printing (tour->walk.window, printing);
  tour->walk.printing = printing;
  /* they need a key, and a folder of somebody's own stays as it is */
  hr_slips_set_offered (slips, tour->options->data == NULL);
  gtk_window_set_default_size (GTK_WINDOW (tour->walk.window), tour->width, tour->height);
  tour->window = GTK_WINDOW (tour->walk.window);
  gtk_window_present (tour->window);
  hr_tour_settle (&tour->walk);
  walk_size (tour, first);
  hr_session_clear (session);
  gtk_window_destroy (GTK_WINDOW (tour->walk.window));
}

/* ---- the desk ---- */

/* Its pictures follow those of the lobby. */
static char *
make_desk_name (Tour *tour, guint i, const char *language)
{
  guint n, n_lobby;
  const HrTourDeskStep *steps = hr_tour_desk_get_steps (&n);

  hr_tour_get_steps (&n_lobby);
  return make_name (tour, steps[i].name, n_lobby + i, language);
}

/* How many steps there are up to the last one that is wanted: each step may start where the one before it ended. */
static guint
count_wanted (Tour *tour, const char *language, gboolean keys_only)
{
  guint n, n_wanted = 0;
  const HrTourDeskStep *steps = hr_tour_desk_get_steps (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = make_desk_name (tour, i, language);
      if ((!keys_only || steps[i].key) && is_wanted (tour, name))
        n_wanted = i + 1;
    }
  return n_wanted;
}

static void
walk_desk (Tour *tour, GtkApplication *application, HrTourDesk *desk, const char *language, gboolean keys_only)
{
  guint n_steps, n = count_wanted (tour, language, keys_only);
  const HrTourDeskStep *steps = hr_tour_desk_get_steps (&n_steps);

  if (n == 0)
    return;
  hr_theme_set_choice (tour->theme, tour->choice);
  tour->window = hr_tour_desk_open (desk, application, language, tour->width, tour->height);
  for (guint i = 0; tour->window != NULL && i < n; i++)
    {
      g_autofree char *name = make_desk_name (tour, i, language);
      if (steps[i].go (desk) && (!keys_only || steps[i].key) && is_wanted (tour, name))
        take_picture (tour, hr_staff_window_get_page (HR_STAFF_WINDOW (tour->window)), name);
    }
  hr_tour_desk_close (desk);
}

/* The desk is as large for everybody: it has one text size. */
static void
walk_desks (Tour *tour, GtkApplication *application, HrTourDesk *desk, gboolean first)
{
  const char *const *languages = hr_language_list ();

  hr_theme_set_px_per_mm (tour->theme, get_px_per_mm (tour->width, tour->height));
  hr_theme_set_text_size (tour->theme, HR_TEXT_DEFAULT);
  tour->text = HR_TEXT_DEFAULT;
  tour->choice = HR_THEME_CALM;
  for (gsize i = 0; languages[i] != NULL; i++)
    walk_desk (tour, application, desk, languages[i], FALSE);
  for (int choice = HR_THEME_CALM + 1; first && choice < HR_N_THEMES; choice++)
    {
      tour->choice = (HrThemeChoice)choice;
      walk_desk (tour, application, desk, languages[0], TRUE);
    }
}

static gboolean
tour_desk (Tour *tour, GtkApplication *application, const char *const *sizes)
{
  HrStore *source = tour->options->data != NULL ? hr_center_get_store (tour->walk.center) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrTourDesk) desk
      = hr_tour_desk_new (source, hr_clock_now_s (hr_center_get_clock (tour->walk.center)), tour->theme, &error);

  if (desk == NULL)
    {
      g_printerr ("handrail: %s\n", error->message);
      return FALSE;
    }
  for (gsize i = 0; sizes[i] != NULL; i++)
    {
      tour->size = sizes[i];
      hr_tour_parse_size (sizes[i], &tour->width, &tour->height);
      walk_desks (tour, application, desk, i == 0);
    }
  return TRUE;
}

/* ---- the center ---- */

/* Returns: (transfer full): an open center; with @ret_sample its folder, when it is a sample that must go away again */
static HrCenter *
open_center (const HrTourOptions *options, char **ret_sample, GError **error)
{
  g_autoptr (HrCenter) center = NULL;
  g_autoptr (HrClock) clock = options->clock != NULL ? g_object_ref (options->clock) : NULL;
  g_autofree char *sample = NULL;

  if (options->data == NULL)
    {
      sample = g_dir_make_tmp ("handrail-tour-XXXXXX", error);
      if (sample == NULL)
        return NULL;
      if (clock == NULL)
        clock = hr_clock_new_parse (SAMPLE_NOW, NULL);
    }
  center = hr_center_new (sample != NULL ? sample : options->data, clock);
  if (sample != NULL && !hr_center_create (center, FALSE, error))
    {
      hr_tour_remove_folder (sample);
      return NULL;
    }
  if (!hr_center_open (center, error) || !hr_center_open_counts (center, error))
    {
      if (sample != NULL)
        hr_tour_remove_folder (sample);
      return NULL;
    }
  *ret_sample = g_steal_pointer (&sample);
  return g_steal_pointer (&center);
}

int
hr_tour_run (GtkApplication *application, HrTheme *theme, const HrTourOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sample = NULL;
  const char *const *sizes = options->sizes != NULL && options->sizes[0] != NULL ? options->sizes : default_sizes;
  Tour tour = { .options = options, .theme = theme };

  if (g_mkdir_with_parents (options->directory, 0755) != 0)
    {
      g_printerr ("handrail: the folder %s cannot be made.\n", options->directory);
      return 3;
    }
  tour.walk.center = open_center (options, &sample, &error);
  if (tour.walk.center == NULL)
    {
      g_printerr ("handrail: %s\n", error->message);
      return 3;
    }
  tour.walk.session_clock = hr_clock_new_fixed (hr_clock_now_s (hr_center_get_clock (tour.walk.center)));
  tour.walk.clock_stands = sample != NULL || options->clock != NULL;
  /* pictures hold still */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (gsize i = 0; sizes[i] != NULL; i++)
    {
      tour.size = sizes[i];
      hr_tour_parse_size (sizes[i], &tour.width, &tour.height);
      open_window (&tour, application, i == 0);
    }
  if (!tour_desk (&tour, application, sizes))
    tour.failed = TRUE;
  hr_center_close (tour.walk.center);
  g_object_unref (tour.walk.center);
  g_object_unref (tour.walk.session_clock);
  if (sample != NULL)
    hr_tour_remove_folder (sample);
  g_print ("%u pictures in %s\n", tour.n_pictures, options->directory);
  return tour.failed ? 3 : 0;
}
