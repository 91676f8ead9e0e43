/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real engine on a share that goes wrong in every way there is; and the same with planted mistakes, each of which must show.
 *
 *   test-property-share seeds FIRST COUNT   so many stories; exit 1 when one ends badly
 *   test-property-share crowds FIRST COUNT  the same with up to 50 devices
 *   test-property-share caught WORD         that planted mistake is caught
 *   test-property-share mutant N FIRST COUNT   how often one of them shows */
#include "hr-lab-sim.h"
#include "hr-share-engine-private.h"

#include <stdlib.h>
#include <string.h>

/** Mutant: @word: names it, here and in meson.build; @first, @count: stories in which it must show, unless it does in the one that chance
 * hardly ever tells */
typedef struct
{
  HrShareMutant mutant;
  const char *word, *name;
  guint first, count;
} Mutant;

static const Mutant mutants[] = {
  { HR_MUTANT_NO_RELAY, "no-relay", "lost files are not put back", 0, 40 },
  { HR_MUTANT_EPOCH_REUSED, "epoch-reused", "an epoch is used again after a restart", 0, 40 },
  { HR_MUTANT_NO_ADOPTION, "no-adoption", "orphans are not adopted", 0, 0 },
  { HR_MUTANT_FORGETS_WINNERS, "forgets-winners", "gathering forgets what still counts", 0, 40 },
  { HR_MUTANT_NO_ROLE, "no-role", "roles are not checked", 0, 100 },
  { HR_MUTANT_HEAD_WITHOUT_SEGMENT, "head-without-segment", "a head counts without its segments", 0, 150 },
  { HR_MUTANT_NO_TIE, "no-tie", "ties are not total", 0, 150 },
  { HR_MUTANT_OWN_COUNTS_NOT_READ, "own-counts-not-read", "own counts are not read again", 0, 100 },
  { HR_MUTANT_COUNTS_WITHOUT_EPOCH, "counts-without-epoch", "counts do not know their run", 0, 150 },
  { HR_MUTANT_NO_SIGNATURE, "no-signature", "signatures are not checked", 0, 100 },
};

static void
tell (const HrLabStory *story)
{
  g_print ("# %u syncs (%u with errors), %u crashes, %u rollbacks, %u wipes, %u flips, %u restores, %u forgeries, %u deaths; %u published, "
           "%u put back, %u adopted, %u dropped; at most %u files\n",
           story->syncs, story->errors, story->crashes, story->rollbacks, story->wipes, story->flips, story->restores, story->forgeries,
           story->deaths, story->published, story->relayed, story->adopted, story->dropped, story->files);
}

/* Returns: how many ended badly. Adoption is for the rarest of accidents: when it happens all the time, something else is broken that it
 * covers up. */
static guint
run (guint first, guint count, guint most, gboolean crowd, gboolean quiet)
{
  HrLabStory story = { 0 };
  g_autofree char *rare = hr_lab_sim_orphan (&story);
  guint bad = rare != NULL, done = 0;

  if (rare != NULL && !quiet)
    g_print ("# %s\n", rare);
  for (guint seed = first; seed < first + count && bad < most; seed++, done++)
    {
      g_autofree char *wrong = crowd ? hr_lab_sim_crowd (seed, &story) : hr_lab_sim_run (seed, &story);

      if (wrong != NULL && !quiet)
        g_print ("# %s\n", wrong);
      bad += wrong != NULL;
      if (!crowd && done >= 20 && story.adopted > done)
        {
          g_print ("# %u were adopted in %u stories\n", story.adopted, done);
          return bad + 1;
        }
    }
  if (!quiet)
    tell (&story);
  return bad;
}

static int
run_caught (const char *word)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (mutants) == HR_N_MUTANTS - 1);
  for (guint i = 0; i < G_N_ELEMENTS (mutants); i++)
    if (strcmp (word, mutants[i].word) == 0)
      {
        gboolean caught;

        hr_share_mutant = mutants[i].mutant;
        caught = run (mutants[i].first, mutants[i].count, 1, FALSE, TRUE) > 0;
        g_print ("%s: %s\n", mutants[i].name, caught ? "caught" : "NOT caught");
        return caught ? 0 : 1;
      }
  return 2;
}

int
main (int argc, char **argv)
{
  hr_seal_init ();
  if (argc == 4 && strcmp (argv[1], "seeds") == 0)
    return run ((guint)atoi (argv[2]), (guint)atoi (argv[3]), 20, FALSE, FALSE) > 0;
  if (argc == 4 && strcmp (argv[1], "crowds") == 0)
    return run ((guint)atoi (argv[2]), (guint)atoi (argv[3]), 20, TRUE, FALSE) > 0;
  if (argc == 3 && strcmp (argv[1], "caught") == 0)
    return run_caught (argv[2]);
  if (argc == 5 && strcmp (argv[1], "mutant") == 0)
    {
      hr_share_mutant = (HrShareMutant)atoi (argv[2]);
      g_print ("%u\n", run ((guint)atoi (argv[3]), (guint)atoi (argv[4]), G_MAXUINT, FALSE, FALSE));
      return 0;
    }
  g_printerr ("usage: test-property-share seeds FIRST COUNT | crowds FIRST COUNT | caught WORD | mutant N FIRST COUNT\n");
  return 2;
}
