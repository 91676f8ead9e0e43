/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is anybody there? libcups says "Host is down" for all that can happen. */
#define G_LOG_DOMAIN "handrail-print"

#include "hr-printer-private.h"

#include <cups/cups.h>
#include <errno.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define WAIT_US 1500000

/* Returns: 0, or why it could not be called */
static int
call (http_addr_t *address)
{
  int fd = socket (httpAddrFamily (address), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  int problem = 0;
  socklen_t length = sizeof problem;

  if (fd < 0)
    return errno;
  if (connect (fd, (struct sockaddr *)address, (socklen_t)httpAddrLength (address)) != 0)
    problem = errno;
  if (problem == EINPROGRESS && fd < FD_SETSIZE)
    {
      struct timeval wait = { WAIT_US / G_USEC_PER_SEC, WAIT_US % G_USEC_PER_SEC };
      fd_set set;

      FD_ZERO (&set);
      FD_SET (fd, &set);
      if (select (fd + 1, NULL, &set, NULL, &wait) != 1)
        problem = ETIMEDOUT;
      else if (getsockopt (fd, SOL_SOCKET, SO_ERROR, &problem, &length) != 0)
        problem = errno;
    }
  close (fd);
  return problem;
}

gboolean
hr_printer_probe (const char *host, int port, gboolean *ret_sure)
{
  g_autofree char *service = g_strdup_printf ("%d", port);
  http_addrlist_t *list = httpAddrGetList (host, AF_UNSPEC, service);
  gboolean there = FALSE, sure = FALSE;

  for (http_addrlist_t *row = list; row != NULL && !there; row = row->next)
    {
      int problem = call (&row->addr);

      there = problem == 0;
      sure |= problem == ECONNREFUSED || problem == EHOSTUNREACH || problem == EHOSTDOWN || problem == ETIMEDOUT;
    }
  httpAddrFreeList (list);
  *ret_sure = there || sure;
  return there;
}
