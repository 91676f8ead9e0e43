/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/service/hr-reading.h"

#include <math.h>
#include <string.h>

/* Those that the rules get wrong stand in the list beside them. */
#define WRONG_AT_MOST 0

static const struct
{
  const char *word;
  guint syllables;
} english[] = {
    { "a", 1 }, { "cat", 1 }, { "home", 1 }, { "some", 1 }, { "house", 1 },
    { "through", 1 }, { "though", 1 }, { "where", 1 }, { "there", 1 }, { "care", 1 },
    { "your", 1 }, { "our", 1 }, { "please", 1 }, { "hours", 1 }, { "clothes", 1 },
    { "street", 1 }, { "call", 1 }, { "here", 1 }, { "need", 1 }, { "front", 1 },
    { "desk", 1 }, { "help", 1 }, { "church", 1 }, { "peer", 1 }, { "hope", 1 },
    { "prayed", 1 }, { "watched", 1 }, { "walked", 1 }, { "lines", 1 }, { "times", 1 },
    { "school", 1 }, { "free", 1 }, { "group", 1 }, { "bus", 1 }, { "hour", 1 },
    { "court", 1 }, { "work", 1 }, { "night", 1 }, { "weeks", 1 }, { "two", 1 },
    { "people", 2 }, { "table", 2 }, { "open", 2 }, { "meeting", 2 }, { "noon", 1 },
    { "tonight", 2 }, { "number", 2 }, { "sober", 2 }, { "naked", 2 }, { "quiet", 2 },
    { "welcome", 2 }, { "before", 2 }, { "after", 2 }, { "ready", 2 }, { "upstairs", 2 },
    { "entrance", 2 }, { "language", 2 }, { "women", 2 }, { "children", 2 }, { "seven", 2 },
    { "begins", 2 }, { "water", 2 }, { "started", 2 }, { "needed", 2 }, { "houses", 2 },
    { "changes", 2 }, { "pages", 2 }, { "basement", 2 }, { "statement", 2 }, { "safely", 2 },
    { "movement", 2 }, { "careful", 2 }, { "someone", 2 }, { "something", 2 }, { "homework", 2 },
    { "lifetime", 2 }, { "didn't", 2 }, { "couldn't", 2 }, { "evening", 2 }, { "every", 2 },
    { "Tuesday", 2 }, { "Wednesday", 2 }, { "parking", 2 }, { "nurses", 2 }, { "kitchen", 2 },
    { "prism", 2 }, { "being", 2 }, { "going", 2 }, { "seeing", 2 }, { "sharing", 2 },
    { "clinic", 2 }, { "treatment", 2 }, { "letter", 2 }, { "paper", 2 }, { "garden", 2 },
    { "harbor", 2 }, { "little", 2 }, { "middle", 2 }, { "apple", 2 }, { "reading", 2 },
    { "phone-call", 2 }, { "computer", 3 }, { "Saturday", 3 }, { "library", 3 }, { "hospital", 3 },
    { "newcomer", 3 }, { "addiction", 3 }, { "agreement", 3 }, { "completely", 3 }, { "video", 3 },
    { "radio", 3 }, { "media", 3 }, { "idea", 3 }, { "area", 3 }, { "different", 3 },
    { "everyone", 3 }, { "policy", 3 }, { "decided", 3 }, { "united", 3 }, { "another", 3 },
    { "understand", 3 }, { "together", 3 }, { "remember", 3 }, { "important", 3 }, { "tobacco", 3 },
    { "alcohol", 3 }, { "medicine", 3 }, { "assistance", 3 }, { "employment", 3 }, { "September", 3 },
    { "October", 3 }, { "holiday", 3 }, { "animal", 3 }, { "cigarette", 3 }, { "potato", 3 },
    { "tomato", 3 }, { "studio", 3 }, { "volunteer", 3 }, { "recommend", 3 }, { "recovery", 4 },
    { "community", 4 }, { "medication", 4 }, { "January", 4 }, { "February", 4 }, { "meditation", 4 },
    { "american", 4 }, { "facility", 4 }, { "society", 4 }, { "sobriety", 4 }, { "anxiety", 4 },
    { "television", 4 }, { "ability", 4 }, { "literature", 4 }, { "dictionary", 4 }, { "category", 4 },
    { "education", 4 }, { "university", 5 }, { "opportunity", 5 }, { "communication", 5 }, { "refrigerator", 5 },
    { "electricity", 5 }, { "anniversary", 5 }, { "alcoholism", 5 }, { "medicines", 3 }, { "anonymous", 4 },
    { "experience", 4 }, { "information", 4 }, { "spiritual", 4 }, { "material", 4 }, { "period", 3 },
    { "family", 3 }, { "addicted", 3 }, { "wanted", 2 }, { "wheelchair", 2 }, { "serenity", 4 },
    { "sponsor", 2 }, { "chairperson", 3 }, { "fellowship", 3 }, { "traditions", 3 }, { "coffee", 2 },
    { "candlelight", 3 }, { "beginner", 3 }, { "celebrate", 3 }, { "confidential", 4 }, { "Narcotics", 3 },
    { "alcoholics", 4 }, { "insurance", 3 }, { "appointment", 3 }, { "withdrawal", 3 }, { "overdose", 3 },
    { "buprenorphine", 4 }, { "methadone", 3 }, { "naloxone", 3 }, { "crisis", 2 }, { "counselor", 3 },
    { "depression", 3 }, { "psychology", 4 }, { "physician", 3 }, { "prescription", 3 }, { "social", 2 },
    { "special", 2 }, { "nation", 2 }, { "question", 2 }, { "religious", 3 }, { "million", 2 },
    { "region", 2 }, { "various", 3 }, { "previous", 3 }, { "museum", 3 }, { "neighbor", 2 },
    { "value", 2 }, { "continue", 3 }, { "league", 1 }, { "technique", 2 }, { "usual", 3 },
    { "actual", 3 }, { "influence", 3 }, { "science", 2 }, { "client", 2 }, { "violence", 3 },
    { "variety", 4 }, { "studying", 3 }, { "buying", 2 }, { "playing", 2 }, { "doing", 2 },
    { "triangle", 3 }, { "giant", 2 }, { "piano", 3 }, { "create", 2 }, { "realize", 3 },
    { "theater", 3 }, 
};

static const struct
{
  const char *word;
  guint syllables;
} spanish[] = {
  { "casa", 2 }, { "reunión", 2 }, { "día", 2 }, { "guía", 2 }, { "grupo", 2 }, { "que", 1 }, { "quien", 1 },
  { "aquí", 2 }, { "recuperación", 5 }, { "persona", 3 }, { "ciudad", 2 }, { "país", 2 }, { "baúl", 2 },
  { "poeta", 3 }, { "ahora", 3 }, { "leer", 2 }, { "hoy", 1 }, { "y", 1 }, { "muy", 1 }, { "yo", 1 },
  { "ayuda", 3 }, { "pingüino", 3 }, { "guerra", 2 }, { "agua", 2 }, { "cuidado", 3 }, { "oído", 3 },
  { "teléfono", 4 }, { "viernes", 2 }, { "sábado", 3 }, { "miércoles", 3 }, { "noche", 2 }, { "familia", 3 },
  { "iglesia", 3 }, { "lluvia", 2 }, { "Paraguay", 3 }, { "tío", 2 }, { "alcohol", 3 }, { "niño", 2 },
};

static void
test_syllables (void)
{
  guint wrong = 0;

  g_assert_cmpuint (G_N_ELEMENTS (english), >=, 150);
  for (gsize i = 0; i < G_N_ELEMENTS (english); i++)
    {
      guint count = hr_reading_count_syllables (english[i].word, "en");

      if (count != english[i].syllables)
        {
          g_test_message ("%s: %u, not %u", english[i].word, count, english[i].syllables);
          wrong++;
        }
    }
  g_assert_cmpuint (wrong, <=, WRONG_AT_MOST);
  for (gsize i = 0; i < G_N_ELEMENTS (spanish); i++)
    {
      g_test_message ("%s", spanish[i].word);
      g_assert_cmpuint (hr_reading_count_syllables (spanish[i].word, "es"), ==, spanish[i].syllables);
    }
}

/* Counted by hand */
static void
test_grades (void)
{
  static const struct
  {
    const char *text;
    guint words, sentences, syllables;
    HrReadingLevel level;
  } passages[] = {
    { "The cat sat on the mat. The dog ran to the door. We all sat down.", 16, 3, 16, HR_READING_EASY },
    { "You do not have to give your name. You can sit and listen as long as you like. The coffee is free.", 22, 3, 24,
      HR_READING_EASY },
    { "the platypus is seemingly a hybrid of a mammal and a reptilian creature", 13, 1, 23, HR_READING_HARD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (passages); i++)
    {
      g_autoptr (HrReadingReport) report = hr_reading_check (passages[i].text, "en");
      double words = passages[i].words;
      double grade = 0.39 * words / passages[i].sentences + 11.8 * passages[i].syllables / words - 15.59;

      g_test_message ("%s", passages[i].text);
      g_assert_cmpuint (report->words, ==, passages[i].words);
      g_assert_cmpuint (report->sentences, ==, passages[i].sentences);
      g_assert_cmpfloat_with_epsilon (report->grade, MAX (grade, 0), 0.01);
      g_assert_true (isnan (report->ease));
      g_assert_cmpint (report->level, ==, passages[i].level);
    }
}

static void
test_spanish (void)
{
  g_autoptr (HrReadingReport) easy = hr_reading_check ("No tiene que dar su nombre. Puede sentarse y escuchar. El café es gratis.", "es-MX");
  g_autoptr (HrReadingReport) hard = hr_reading_check (
      "la implementación interdisciplinaria de procedimientos administrativos institucionales condiciona significativamente "
      "la accesibilidad universal", "es");

  g_assert_cmpuint (easy->words, ==, 14);
  g_assert_true (isnan (easy->grade));
  /* no-tie-ne-que-dar-su-nom-bre, pue-de-sen-tar-se-y-es-cu-char, el-ca-fé-es-gra-tis */
  g_assert_cmpfloat_with_epsilon (easy->ease, 206.835 - 62.3 * 23 / 14 - 14.0 / 3, 0.01);
  g_assert_cmpint (easy->level, ==, HR_READING_EASY);
  g_assert_cmpint (hard->level, ==, HR_READING_HARD);
}

static void
test_short (void)
{
  g_autoptr (HrReadingReport) report = hr_reading_check ("Interdisciplinary care.", "en");
  g_autoptr (HrReadingReport) empty = hr_reading_check ("", "en");
  g_autoptr (HrReadingReport) other = hr_reading_check ("Dies ist ein Satz mit genug Wörtern, damit man ihn zählen kann.", "de");

  g_assert_true (isnan (report->grade));
  g_assert_cmpint (report->level, ==, HR_READING_UNKNOWN);
  g_assert_cmpuint (report->hints->len, ==, 1);
  g_assert_cmpint (((HrReadingHint *)report->hints->pdata[0])->kind, ==, HR_READING_LONG_WORD);
  g_assert_cmpuint (empty->words, ==, 0);
  g_assert_cmpuint (empty->sentences, ==, 0);
  g_assert_cmpint (other->level, ==, HR_READING_UNKNOWN);
  g_assert_cmpuint (other->words, ==, 12);
}

/* Addresses, numbers, names, hours and titles end no sentence and are not hard */
static void
test_what_is_no_word (void)
{
  g_autoptr (HrReadingReport) report = hr_reading_check (
      "Call Dr. Featherstonehaugh at 203-555-0100 by 7:30 p.m. or see https://example.org/interdisciplinary/page.html soon.", "en");
  g_autoptr (HrReadingReport) lines = hr_reading_check ("Monday group\nBring lunch\nand a friend", "en");

  g_assert_cmpuint (report->sentences, ==, 1);
  g_assert_cmpuint (report->hints->len, ==, 0);
  g_assert_cmpuint (lines->sentences, ==, 2);
}

static void
test_long_sentence (void)
{
  static const char text[] = "We meet. We sit and talk and sit and talk and sit and talk and sit and talk and sit and talk and then go home.";
  g_autoptr (HrReadingReport) report = hr_reading_check (text, "en");
  const HrReadingHint *hint = report->hints->pdata[0];
  g_autofree char *line = hr_reading_describe (report);

  g_assert_cmpuint (report->hints->len, ==, 1);
  g_assert_cmpint (hint->kind, ==, HR_READING_LONG_SENTENCE);
  g_assert_cmpuint (hint->start, ==, strlen ("We meet. "));
  g_assert_cmpuint (hint->end, ==, strlen (text) - 1);
  g_assert_true (strstr (hint->why, "Two short ones") != NULL);
  g_assert_cmpstr (line, !=, "");
}

typedef struct
{
  const char *language, *text;
  const char *found;      /* NULL: nothing */
  const char *suggestion; /* the first one */
} Phrase;

static void
test_person_first (void)
{
  static const Phrase phrases[] = {
    { "en", "He was an addict once.", "an addict", "a person in recovery" },
    { "en", "Addicts welcome.", "Addicts", "People in recovery" },
    { "en", "ADDICTS WELCOME", "ADDICTS", "PEOPLE IN RECOVERY" },
    { "en", "a heroin-addict", "addict", "person in recovery" },
    { "en", "Sex and Love Addicts Anonymous meets here.", NULL, NULL },
    { "en", "Alcoholics Anonymous", NULL, NULL },
    { "en", "Adult Children of Alcoholics & Dysfunctional Families", NULL, NULL },
    { "en", "Narcotics Anonymous and Cocaine Anonymous", NULL, NULL },
    { "en", "for alcoholics", "alcoholics", "people with alcohol use disorder" },
    { "en", "no alcoholic drinks", NULL, NULL },
    { "en", "He is clean now.", "He is clean", "In recovery" },
    { "en", "stay clean", "stay clean", "be in recovery" },
    { "en", "a clean drug test", "clean drug test", "negative test" },
    { "en", "90 days clean", "90 days clean", "in recovery for this long" },
    { "en", "Get clean clothes here. Clean-up is at noon. Clean towels.", NULL, NULL },
    { "en", "get clean-up supplies", NULL, NULL },
    { "en", "how much clean time", NULL, NULL },
    { "en", "a dirty urine", "dirty urine", "positive test" },
    { "en", "dirty dishes", NULL, NULL },
    { "en", "Relapse prevention", "Relapse", "Return to use" },
    { "en", "she relapsed", "relapsed", "returned to use" },
    { "en", "substance abuse", "substance abuse", "substance use" },
    { "en", "his drug habit", "drug habit", "substance use" },
    { "en", "a good habit", NULL, NULL },
    { "en", "opioid replacement therapy", "opioid replacement therapy", "medication for opioid use disorder" },
    { "en", "who failed the program", "failed the program", "did not finish the program" },
    { "en", "committed suicide", "committed suicide", "died by suicide" },
    { "en", "drug users", "drug users", "people who use drugs" },
    { "en", "the addictive reading", NULL, NULL },
    { "es", "Es un adicto.", "un adicto", "una persona en recuperación" },
    { "es", "Alcohólicos Anónimos", NULL, NULL },
    { "es", "para alcohólicos", "alcohólicos", "personas con trastorno por consumo de alcohol" },
    { "es", "bebidas alcohólicas", NULL, NULL },
    { "es", "tuvo una recaída", "una recaída", "un regreso al consumo" },
    { "es", "tuvo una recaida", "una recaida", "un regreso al consumo" },
    { "es", "abuso de sustancias", "abuso de sustancias", "uso de sustancias" },
    { "es", "mantenerse limpio", "mantenerse limpio", "en recuperación" },
    { "es", "ropa limpia y agua limpia", NULL, NULL },
    { "es", "cometió suicidio", "cometió suicidio", "murió por suicidio" },
    { "es", "usuarios de drogas", "usuarios de drogas", "personas que usan drogas" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      g_autoptr (HrReadingReport) report = hr_reading_check (phrases[i].text, phrases[i].language);
      const HrReadingHint *hint = report->hints->len > 0 ? report->hints->pdata[0] : NULL;

      g_test_message ("%s", phrases[i].text);
      g_assert_cmpuint (report->hints->len, ==, phrases[i].found != NULL ? 1 : 0);
      if (hint == NULL)
        continue;
      g_assert_cmpint (hint->kind, ==, HR_READING_PERSON_FIRST);
      g_assert_cmpstr (hint->found, ==, phrases[i].found);
      g_assert_cmpstr (hint->suggestions[0], ==, phrases[i].suggestion);
      g_assert_true (hint->why[0] != '\0');
    }
}

static void
test_house (void)
{
  g_autoptr (HrReadingReport) blame = hr_reading_check ("Invalid name.", "en");
  g_autoptr (HrReadingReport) praise = hr_reading_check ("AA is the best program.", "en");
  g_autoptr (HrReadingReport) palabras = hr_reading_check ("Es el mejor programa.", "es");
  g_autofree char *line = hr_reading_describe_hint (blame->hints->pdata[0]);

  g_assert_cmpint (((HrReadingHint *)blame->hints->pdata[0])->kind, ==, HR_READING_HOUSE_WORD);
  g_assert_cmpint (((HrReadingHint *)praise->hints->pdata[0])->kind, ==, HR_READING_PRAISE);
  g_assert_cmpstr (((HrReadingHint *)praise->hints->pdata[0])->found, ==, "the best program");
  g_assert_cmpint (((HrReadingHint *)palabras->hints->pdata[0])->kind, ==, HR_READING_PRAISE);
  g_assert_true (g_str_has_prefix (line, "You could also say: "));
}

static void
test_offsets (void)
{
  static const char text[] = "Café, niño: el adicto";
  g_autoptr (HrReadingReport) report = hr_reading_check (text, "es");
  const HrReadingHint *hint = report->hints->pdata[0];

  g_assert_cmpuint (report->hints->len, ==, 1);
  g_assert_cmpstr (hint->found, ==, "adicto");
  g_assert_cmpuint (hint->start, ==, strlen ("Café, niño: el "));
  g_assert_cmpuint (hint->end, ==, strlen (text));
  g_assert_cmpuint (hint->start_char, ==, 15);
  g_assert_cmpuint (hint->end_char, ==, 21);
}

/* Up to the first broken byte, also inside a word */
static void
test_broken (void)
{
  g_autoptr (HrReadingReport) report = hr_reading_check ("addicts we\xff\xfe addicts", "en");

  g_assert_cmpuint (report->words, ==, 2);
  g_assert_cmpuint (report->hints->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reading/syllables", test_syllables);
  g_test_add_func ("/reading/grades", test_grades);
  g_test_add_func ("/reading/spanish", test_spanish);
  g_test_add_func ("/reading/short", test_short);
  g_test_add_func ("/reading/what-is-no-word", test_what_is_no_word);
  g_test_add_func ("/reading/long-sentence", test_long_sentence);
  g_test_add_func ("/reading/person-first", test_person_first);
  g_test_add_func ("/reading/house", test_house);
  g_test_add_func ("/reading/offsets", test_offsets);
  g_test_add_func ("/reading/broken", test_broken);
  return g_test_run ();
}
