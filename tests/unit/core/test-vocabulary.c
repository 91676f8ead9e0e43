/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/core/hr-record.h"
#include "handrail/core/hr-vocabulary.h"

#include <gio/gio.h>

#define TABLE "/org/handrail/data/vocabulary/types.tsv"

static GBytes *
load_table (void)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (TABLE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  return bytes;
}

static HrVocabulary *
load (void)
{
  g_autoptr (GBytes) bytes = load_table ();
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  HrVocabulary *vocabulary = hr_vocabulary_new (data, length, &error);

  g_assert_no_error (error);
  return vocabulary;
}

typedef struct
{
  const char *fellowship;
  const char *code;
  const char *english; /* NULL: nothing is known of this code */
  guint64 feature;
  const char *language;
} Expected;

static void
test_traps (void)
{
  static const Expected expected[] = {
    /* Easily mixed up within the Meeting Guide's table */
    { "aa", "FF", "Fragrance Free", 0, NULL },
    { "aa", "FI", "Finnish", 0, "fi" },
    { "aa", "N", "Native American", HR_FEATURE_INDIGENOUS, NULL },
    { "aa", "NE", "Nepali", 0, "ne" },
    { "aa", "NB", "Non-Binary", HR_FEATURE_TRANS_NONBINARY, NULL },
    { "aa", "NDG", "Indigenous", HR_FEATURE_INDIGENOUS, NULL },
    { "aa", "SL", "Slovenian", 0, "sl" },
    { "aa", "SK", "Slovak", 0, "sk" },
    { "aa", "SV", "Swedish", 0, "sv" },
    { "aa", "SM", "Smoking Permitted", 0, NULL },
    { "aa", "SP", "Speaker", HR_FEATURE_SPEAKER, NULL },
    { "aa", "TR", "Tradition Study", 0, NULL },
    { "aa", "TUR", "Turkish", 0, "tr" },
    { "aa", "TH", "Thai", 0, "th" },
    { "aa", "TL", "Tagalog", 0, "tl" },
    { "aa", "X", "Wheelchair Access", HR_FEATURE_STEP_FREE, NULL },
    { "aa", "XB", "Wheelchair-Accessible Bathroom", 0, NULL },
    { "aa", "XT", "Cross Talk Permitted", 0, NULL },
    { "aa", "S", "Spanish", 0, "es" },
    { "aa", "ITA", "Italian", 0, "it" },
    { "aa", "KOR", "Korean", 0, "ko" },
    { "aa", "POL", "Polish", 0, "pl" },
    { "aa", "POR", "Portuguese", 0, "pt" },
    { "aa", "PUN", "Punjabi", 0, "pa" },
    { "aa", "RUS", "Russian", 0, "ru" },
    { "aa", "FA", "Persian", 0, "fa" },
    { "aa", "TC", "Location Temporarily Closed", HR_FEATURE_CLOSED_TEMPORARILY, NULL },
    { "aa", "ONL", "Online", HR_FEATURE_ONLINE, NULL },
    { "aa", "D-HOH", "Deaf / Hard of Hearing", HR_FEATURE_HEARING, NULL },
    /* One code, other meanings */
    { "aa", "POA", "Proof of Attendance", HR_FEATURE_PROOF, NULL },
    { "al-anon", "POA", "Parents of Alcoholics", HR_FEATURE_FAMILY, NULL },
    { "slaa", "POA", "Attendance Voucher", HR_FEATURE_PROOF, NULL },
    { "aa", "B", "Big Book", 0, NULL },
    { "na", "B", "Beginners", HR_FEATURE_NEWCOMER, NULL },
    { "da", "B", "Business Owner", 0, NULL },
    { "aa", "C", "Closed", HR_FEATURE_CLOSED, NULL },
    { "al-anon", "C", "Families and Friends Only", HR_FEATURE_FAMILY, NULL },
    { "al-anon", "O", "Families Friends and Observers Welcome", HR_FEATURE_OPEN, NULL },
    { "aa", "A", "Secular", HR_FEATURE_SECULAR, NULL },
    { "aca", "A", "Age Restricted 18+", 0, NULL },
    { "aca", "S", "Speaker", HR_FEATURE_SPEAKER, NULL },
    { "aca", "T", "Fellowship Text", 0, NULL },
    { "aca", "G", "Gay/Lesbian", HR_FEATURE_LGBTQ, NULL },
    { "al-anon", "Y", "Alateen", HR_FEATURE_YOUNG, NULL },
    { "aca", "Y", "Yellow Workbook Study", 0, NULL },
    { "eda", "CC", "Chair's Choice", 0, NULL },
    { "recovery-dharma", "CC", "Child Care Available", HR_FEATURE_CHILD_CARE, NULL },
    { "recovery-dharma", "IS", "Inquiry Study", 0, NULL },
    { "refuge-recovery", "IS", "Inventory Study", 0, NULL },
    { "aa", "IS", "Icelandic", 0, "is" },
    { "sca", "GL", "Graphic Language", 0, NULL },
    { "ha", "GL", "Gay/Lesbian", HR_FEATURE_LGBTQ, NULL },
    { "na", "GL", "Gay/Lesbian/Transgender", HR_FEATURE_LGBTQ, NULL },
    { "na", "SL", "American Sign Language", HR_FEATURE_SIGN_LANGUAGE, NULL },
    { "na", "WC", "Wheelchair Access", HR_FEATURE_STEP_FREE, NULL },
    { "na", "X", "Wheelchair Accessible", HR_FEATURE_STEP_FREE, NULL },
    { "na", "ES", "Spanish", 0, "es" },
    { "na", "VM", "Virtual Meeting", HR_FEATURE_ONLINE, NULL },
    { "na", "HY", "Hybrid Meeting", HR_FEATURE_HYBRID, NULL },
    { "na", "QA", "Question and Answer", 0, NULL },
    { "na", "BEG", "Beginner/Newcomer", HR_FEATURE_NEWCOMER, NULL },
    { "da", "N", "Numbers", 0, NULL },
    { "da", "P", "Prosperity", 0, NULL },
    { "sa", "MI", "Mixed", 0, NULL },
    { "rca", "C", "Closed", HR_FEATURE_CLOSED, NULL },
    { "ua", "BIPOC", "BIPOC", HR_FEATURE_PEOPLE_OF_COLOR, NULL },
    /* A fellowship without a table: what is safe, and nothing else */
    { "lifering", "O", "Open", HR_FEATURE_OPEN, NULL },
    { "lifering", "X", "Wheelchair Access", HR_FEATURE_STEP_FREE, NULL },
    { "lifering", "S", "Spanish", 0, "es" },
    { "lifering", "TC", "Location Temporarily Closed", HR_FEATURE_CLOSED_TEMPORARILY, NULL },
    { "lifering", "POA", NULL, 0, NULL },
    { "lifering", "B", NULL, 0, NULL },
    { "lifering", "H", NULL, 0, NULL },
    { "lifering", "T", NULL, 0, NULL },
    { "lifering", "N", NULL, 0, NULL },
    { "sca", "W", "Women", HR_FEATURE_WOMEN, NULL },
    { "va", "NO_MEETINGS", NULL, 0, NULL },
  };
  g_autoptr (HrVocabulary) vocabulary = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const Expected *e = &expected[i];
      const HrType *type = hr_vocabulary_lookup (vocabulary, e->fellowship, e->code);

      g_test_message ("%s %s", e->fellowship, e->code);
      g_assert_cmpstr (hr_vocabulary_get_name (vocabulary, e->fellowship, e->code, "en"), ==, e->english);
      if (e->english == NULL)
        {
          g_assert_null (type);
          continue;
        }
      g_assert_nonnull (type);
      g_assert_cmphex (type->feature, ==, e->feature);
      g_assert_cmpstr (type->language, ==, e->language);
    }
}

static void
test_case (void)
{
  g_autoptr (HrVocabulary) vocabulary = load ();

  g_assert_cmpstr (hr_vocabulary_lookup (vocabulary, "aa", "onl")->code, ==, "ONL");
  g_assert_cmpstr (hr_vocabulary_lookup (vocabulary, "aa", "12X12")->code, ==, "12x12");
  g_assert_cmpstr (hr_vocabulary_lookup (vocabulary, "na", "ST")->code, ==, "St");
  g_assert_cmpstr (hr_vocabulary_lookup (vocabulary, NULL, "o")->fellowship, ==, "*");
  g_assert_null (hr_vocabulary_lookup (vocabulary, "aa", "ASBI"));
  g_assert_null (hr_vocabulary_lookup (vocabulary, "aa", ""));
}

static void
test_names (void)
{
  g_autoptr (HrVocabulary) vocabulary = load ();
  char long_code[300];

  g_assert_cmpstr (hr_vocabulary_get_name (vocabulary, "aa", "POA", "es"), ==, "Prueba de Asistencia");
  g_assert_cmpstr (hr_vocabulary_get_name (vocabulary, "aa", "POA", "es-MX"), ==, "Prueba de Asistencia");
  g_assert_cmpstr (hr_vocabulary_get_name (vocabulary, "aa", "POA", "sv"), ==, "Närvarobevis");
  g_assert_cmpstr (hr_vocabulary_get_name (vocabulary, "aa", "POA", "xx"), ==, "Proof of Attendance");
  g_assert_cmpstr (hr_vocabulary_get_name (vocabulary, "aa", "POA", NULL), ==, "Proof of Attendance");
  g_assert_cmpstr (hr_vocabulary_get_name (vocabulary, "al-anon", "POA", "es"), ==, "Padres de alcohólicos");
  g_assert_cmpstr (hr_vocabulary_get_name (vocabulary, "na", "B", "fr"), ==, "Débutants");
  /* A better wording is shown; the published one still finds the type. */
  g_assert_cmpstr (hr_vocabulary_get_name (vocabulary, "aa", "CF", "es"), ==, "Se admiten niños");
  g_assert_cmpstr (hr_vocabulary_find_name (vocabulary, "aa", "NIÑO AMIGABLE")->code, ==, "CF");
  memset (long_code, 'X', sizeof long_code - 1);
  long_code[sizeof long_code - 1] = '\0';
  g_assert_null (hr_vocabulary_get_name (vocabulary, "aa", long_code, "en"));
}

static void
test_find_name (void)
{
  static const struct
  {
    const char *fellowship, *name, *code;
  } expected[] = {
    { "aa", "Closed", "C" },
    { "aa", "  big   BOOK ", "B" },
    { "aa", "12 Steps & 12 Traditions", "12x12" },
    { "aa", "Orador", "SP" },
    { "aa", "Språk", NULL },
    { "aa", "Suédois", "SV" },
    { "aa", "suedois", "SV" },
    { "aa", "Sign Language", "ASL" },
    { "aa", "Online Meeting", "ONL" },
    { "aa", "Outdoor Meeting", "OUT" },
    { "aa", "Step Meeting", "ST" },
    { "aa", "Wheelchair Accessible", "X" },
    { "aa", "Child-Friendly", "CF" },
    { "aa", "オープン", "O" },
    { "al-anon", "Parents of Alcoholics", "POA" },
    { "al-anon", "Proof of Attendance", NULL },
    { "na", "Beginners", "B" },
    { "na", "Wheelchair", "WC" },
    { "smart-recovery", "Women", "W" },
    { "aa", "", NULL },
    { "aa", "!?", NULL },
  };
  g_autoptr (HrVocabulary) vocabulary = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const HrType *type = hr_vocabulary_find_name (vocabulary, expected[i].fellowship, expected[i].name);

      g_test_message ("%s %s", expected[i].fellowship, expected[i].name);
      g_assert_cmpstr (type != NULL ? type->code : NULL, ==, expected[i].code);
    }
}

static void
test_world_ids (void)
{
  static const char *const expected[][2] = {
    { "BEG", "B" },    { "OPEN", "O" }, { "CLOSED", "C" }, { "WCHR", "WC" }, { "TRAD", "Tr" }, { "QA", "QA" },
    { "HYBR", "HY" },  { "TC", "TC" },  { "VM", "VM" },    { "JFT", "JT" },  { "Y", "YP" },    { "STEP", "St" },
    { "SPAD", "SPAD" }, { "beg", "B" },
  };
  g_autoptr (HrVocabulary) vocabulary = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const HrType *type = hr_vocabulary_find_world_id (vocabulary, "na", expected[i][0]);

      g_test_message ("%s", expected[i][0]);
      g_assert_nonnull (type);
      g_assert_cmpstr (type->code, ==, expected[i][1]);
    }
  /* Five languages share it: no one format can be meant. */
  g_assert_null (hr_vocabulary_find_world_id (vocabulary, "na", "LANG"));
  g_assert_null (hr_vocabulary_find_world_id (vocabulary, "aa", "BEG"));
}

static void
test_sets (void)
{
  static const char *const codes[] = { "O", "X", "S", "EN", "nope", "RUS", "s", NULL };
  g_autoptr (HrVocabulary) vocabulary = load ();
  g_auto (GStrv) languages = hr_vocabulary_languages (vocabulary, "aa", codes);
  g_auto (GStrv) none = hr_vocabulary_languages (vocabulary, "aa", NULL);
  g_autofree char *joined = g_strjoinv (" ", languages);

  g_assert_cmphex (hr_vocabulary_features (vocabulary, "aa", codes), ==, HR_FEATURE_OPEN | HR_FEATURE_STEP_FREE);
  g_assert_cmphex (hr_vocabulary_features (vocabulary, "aa", NULL), ==, 0);
  g_assert_cmpstr (joined, ==, "en es ru");
  g_assert_nonnull (none);
  g_assert_null (none[0]);
}

static void
test_language_names (void)
{
  g_autoptr (HrVocabulary) vocabulary = load ();

  g_assert_cmpstr (hr_vocabulary_language_name (vocabulary, "es", "en"), ==, "Spanish");
  g_assert_cmpstr (hr_vocabulary_language_name (vocabulary, "es", "es"), ==, "Español");
  g_assert_cmpstr (hr_vocabulary_language_name (vocabulary, "pt-BR", "es"), ==, "Portugués");
  g_assert_cmpstr (hr_vocabulary_language_name (vocabulary, "en", "es"), ==, "Inglés");
  g_assert_null (hr_vocabulary_language_name (vocabulary, "tlh", "en"));
}

/* English and Spanish screens must be complete, and no row may look like a text of a program's user interface. */
static void
test_complete (void)
{
  g_autoptr (GBytes) bytes = load_table ();
  g_autoptr (HrVocabulary) vocabulary = load ();
  g_autofree char *table = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  guint n = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);

      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      n++;
      g_assert_cmpuint (g_strv_length (columns), >=, 7);
      g_assert_true (g_str_has_prefix (columns[5], "en="));
      g_assert_true (strstr (lines[i], "\tes=") != NULL);
      g_assert_nonnull (hr_vocabulary_lookup (vocabulary, columns[0], columns[1]));
      g_assert_null (strstr (columns[5], "…"));
    }
  g_assert_cmpuint (n, >, 600);
}

static void
test_bad_tables (void)
{
  static const struct
  {
    const char *tsv, *message;
  } expected[] = {
    { "aa\tO\topen\t\t\n", "Line 1 of the table of types needs five columns and then at least one name." },
    { "# fine\n\naa\tO\topen\t\t\ten=Open\naa\to\t\t\t\ten=Other\n",
      "Line 4 of the table of types repeats a code of the same fellowship." },
    { "\tO\topen\t\t\ten=Open", "Line 1 of the table of types needs a fellowship and a code." },
    { "aa\tO\tajar\t\t\ten=Open", "Line 1 of the table of types names a feature that Handrail does not understand." },
    { "aa\tO\t\tSpanish!\t\ten=Open",
      "Line 1 of the table of types has a fourth column that is no short name of a language like \"es\"." },
    { "aa\tO\t\t\t\tOpen", "Line 1 of the table of types has a name that is not written like \"en=Open\"." },
    { "aa\tO\t\t\t\ten=", "Line 1 of the table of types has a name that is not written like \"en=Open\"." },
    { "aa\tO\t\t\t\ten=\xff", "Line 1 of the table of types is not UTF-8." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hr_vocabulary_new (expected[i].tsv, strlen (expected[i].tsv), &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
      g_assert_cmpstr (error->message, ==, expected[i].message);
    }
}

static HrRecord *
type_record (const char *fellowship, const char *code, const char *names, const char *feature)
{
  HrRecord *record = hr_record_new (HR_KIND_TYPE, NULL);

  g_assert_true (hr_record_set (record, "fellowship", fellowship, NULL));
  g_assert_true (hr_record_set (record, "code", code, NULL));
  g_assert_true (hr_record_set (record, "names", names, NULL));
  g_assert_true (hr_record_set (record, "feature", feature, NULL));
  return record;
}

static void
test_extend (void)
{
  g_autoptr (HrVocabulary) vocabulary = load ();
  g_autoptr (GPtrArray) types = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);
  g_autoptr (HrVocabulary) extended = NULL;
  HrRecord *retired;

  g_ptr_array_add (types, type_record ("lifering", "HC", "en=Hike", NULL));
  g_ptr_array_add (types, type_record ("lifering", "HC", "en=Hike and Coffee\nes=Caminata y café", "outdoor"));
  g_ptr_array_add (types, type_record ("na", "B", "en=First timers", "newcomer"));
  retired = type_record ("aa", "O", "en=Gone", NULL);
  g_assert_true (hr_record_set (retired, "retired", "yes", NULL));
  g_ptr_array_add (types, retired);
  extended = hr_vocabulary_extend (vocabulary, types);

  g_assert_cmpstr (hr_vocabulary_get_name (extended, "lifering", "hc", "es"), ==, "Caminata y café");
  g_assert_cmphex (hr_vocabulary_lookup (extended, "lifering", "HC")->feature, ==, HR_FEATURE_OUTDOOR);
  g_assert_cmpstr (hr_vocabulary_find_name (extended, "lifering", "hike and coffee")->code, ==, "HC");
  g_assert_cmpstr (hr_vocabulary_get_name (extended, "na", "B", "es"), ==, "First timers");
  g_assert_cmpstr (hr_vocabulary_find_world_id (extended, "na", "BEG")->code, ==, "B");
  g_assert_cmpstr (hr_vocabulary_get_name (extended, "aa", "O", "en"), ==, "Open");
  g_assert_cmpstr (hr_vocabulary_get_name (extended, "aa", "POA", "es"), ==, "Prueba de Asistencia");
  /* The first is as it was. */
  g_assert_null (hr_vocabulary_lookup (vocabulary, "lifering", "HC"));
  g_assert_cmpstr (hr_vocabulary_get_name (vocabulary, "na", "B", "en"), ==, "Beginners");
}

static void
test_features (void)
{
  for (guint i = 0; i < 64; i++)
    {
      guint64 feature = G_GUINT64_CONSTANT (1) << i;
      const char *name = hr_feature_to_name (feature);

      if (feature <= HR_FEATURE_TRANS_NONBINARY)
        g_assert_cmphex (hr_feature_from_name (name), ==, feature);
      else
        g_assert_null (name);
    }
  g_assert_cmphex (hr_feature_from_name ("step-free"), ==, HR_FEATURE_STEP_FREE);
  g_assert_cmphex (hr_feature_from_name ("trans-nonbinary"), ==, HR_FEATURE_TRANS_NONBINARY);
  g_assert_cmphex (hr_feature_from_name ("dual-diagnosis"), ==, HR_FEATURE_DUAL_DIAGNOSIS);
  g_assert_cmphex (hr_feature_from_name ("hearing"), ==, HR_FEATURE_HEARING);
  g_assert_cmphex (hr_feature_from_name (NULL), ==, 0);
  g_assert_null (hr_feature_to_name (HR_FEATURE_OPEN | HR_FEATURE_CLOSED));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vocabulary/traps", test_traps);
  g_test_add_func ("/vocabulary/case", test_case);
  g_test_add_func ("/vocabulary/names", test_names);
  g_test_add_func ("/vocabulary/find-name", test_find_name);
  g_test_add_func ("/vocabulary/world-ids", test_world_ids);
  g_test_add_func ("/vocabulary/sets", test_sets);
  g_test_add_func ("/vocabulary/language-names", test_language_names);
  g_test_add_func ("/vocabulary/complete", test_complete);
  g_test_add_func ("/vocabulary/bad-tables", test_bad_tables);
  g_test_add_func ("/vocabulary/extend", test_extend);
  g_test_add_func ("/vocabulary/features", test_features);
  return g_test_run ();
}
