/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-cli"

#include "hr-cli-private.h"

int
main (int argc, char **argv)
{
  return (int)hr_cli_run ((const char *const *)argv, stdout, stderr);
}
