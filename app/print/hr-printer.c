/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IPP through libcups, request by request: its calls for "destinations" read and write files of the user and look around in the network. */
#define G_LOG_DOMAIN "handrail-print"

#include "hr-printer-private.h"

#include "handrail/core/hr-error.h"

#include <cups/cups.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define ANSWER_S 5
#define CONNECT_MS 3000
#define CHUNK (64 * 1024)
#define GENTLE_MS 3000
#define GENTLE_STEP_MS 50
/* Whoever looks at the queue sees these, and no name of anybody */
#define OWNER "handrail"
#define TITLE "Handrail"

struct _HrPrinter
{
  char *name;
  char *uri;      /* (nullable): not known yet */
  char *host;     /* (nullable): the print server */
  char *resource; /* where requests go */
  int port;
  gboolean secure;
  http_t *http;      /* (nullable) */
  HrPrinter *device; /* (nullable): the printer behind the queue, where it can be asked */
};

/* ---- the other side ---- */

/* Nobody is asked for a password: neither on a terminal nor elsewhere. */
static const char *
no_password_cb (const char *prompt, http_t *http, const char *method, const char *resource, void *user_data)
{
  return NULL;
}

static int
too_long_cb (http_t *http, void *user_data)
{
  return 0;
}

static http_t *
connect_to (const char *host, int port, gboolean secure)
{
  http_t *http = httpConnect2 (host, port, NULL, AF_UNSPEC, secure ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1, CONNECT_MS, NULL);

  if (http != NULL)
    httpSetTimeout (http, ANSWER_S, too_long_cb, NULL);
  return http;
}

/* libcups keeps these for each thread. */
static void
begin_thread (void)
{
  cupsSetUser (OWNER);
  cupsSetPasswordCB2 (no_password_cb, NULL);
}

static gboolean
set_no_service (GError **error)
{
  g_set_error_literal (error, HR_ERROR, HR_ERROR_IO, _ ("The print service of this device does not answer."));
  return FALSE;
}

static gboolean
is_address (const char *name)
{
  return g_str_has_prefix (name, "ipp://") || g_str_has_prefix (name, "ipps://");
}

static gboolean
read_address (HrPrinter *self, GError **error)
{
  char scheme[32], user[256], host[256], resource[1024];

  if (httpSeparateURI (HTTP_URI_CODING_ALL, self->name, scheme, sizeof scheme, user, sizeof user, host, sizeof host, &self->port, resource,
                       sizeof resource)
      < HTTP_URI_STATUS_OK)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("\"%s\" is not the address of a printer."), self->name);
      return FALSE;
    }
  self->host = g_strdup (host);
  self->resource = g_strdup (resource);
  self->secure = g_str_equal (scheme, "ipps");
  self->uri = g_strdup (self->name);
  return TRUE;
}

static char *
find_default (http_t *http)
{
  ipp_t *answer = cupsDoRequest (http, ippNewRequest (IPP_OP_CUPS_GET_DEFAULT), "/");
  ipp_attribute_t *name = answer != NULL ? ippFindAttribute (answer, "printer-name", IPP_TAG_NAME) : NULL;
  char *found = name != NULL ? g_strdup (ippGetString (name, 0, NULL)) : NULL;

  ippDelete (answer);
  return found;
}

static gboolean
read_queue (HrPrinter *self, GError **error)
{
  g_autofree char *preferred = g_str_equal (self->name, HR_PRINTER_DEFAULT) ? find_default (self->http) : NULL;
  const char *name = preferred != NULL ? preferred : self->name;
  char uri[1024];

  if (preferred == NULL && g_str_equal (self->name, HR_PRINTER_DEFAULT))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("The print service of this device prefers no printer. Choose one by its name."));
      return FALSE;
    }
  httpAssembleURIf (HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0, "/printers/%s", name);
  self->uri = g_strdup (uri);
  self->resource = g_strdup (uri + strlen ("ipp://localhost"));
  return TRUE;
}

static void
hang_up (HrPrinter *self)
{
  if (self->http != NULL)
    httpClose (self->http);
  self->http = NULL;
}

/* Before each request: whoever was restarted meanwhile is called again. */
static gboolean
reach (HrPrinter *self, GError **error)
{
  begin_thread ();
  if (self->uri == NULL && is_address (self->name) && !read_address (self, error))
    return FALSE;
  if (self->http == NULL)
    self->http = connect_to (self->host != NULL ? self->host : cupsServer (), self->host != NULL ? self->port : ippPort (), self->secure);
  if (self->http == NULL)
    {
      if (self->host == NULL)
        return set_no_service (error);
      g_set_error (error, HR_ERROR, HR_ERROR_IO, _ ("The printer at %s does not answer."), self->host);
      return FALSE;
    }
  return self->uri != NULL || read_queue (self, error);
}

static ipp_t *
make_request (HrPrinter *self, ipp_op_t operation, int job)
{
  ipp_t *request = ippNewRequest (operation);

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, self->uri);
  if (job > 0)
    ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, OWNER);
  return request;
}

/* Returns: whether @answer is one; takes and frees it when it is not. */
static gboolean
check_answer (HrPrinter *self, ipp_t **answer, GError **error)
{
  gboolean answered = *answer != NULL;
  ipp_status_t status = answered ? ippGetStatusCode (*answer) : cupsLastError ();

  if (answered && status < IPP_STATUS_REDIRECTION_OTHER_SITE)
    return TRUE;
  ippDelete (*answer);
  *answer = NULL;
  /* a connection that lasted longer than the other side is worth nothing */
  hang_up (self);
  /* libcups' own words for a connection that broke */
  if (!answered && (status == IPP_STATUS_ERROR_SERVICE_UNAVAILABLE || status == IPP_STATUS_ERROR_INTERNAL))
    return set_no_service (error);
  switch ((int)status)
    {
    case IPP_STATUS_ERROR_NOT_FOUND:
    case IPP_STATUS_ERROR_GONE:
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("There is no printer with the name \"%s\"."), self->name);
      break;
    case IPP_STATUS_ERROR_BUSY:
    case IPP_STATUS_ERROR_SERVICE_UNAVAILABLE:
    case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS:
    case IPP_STATUS_ERROR_TOO_MANY_JOBS:
    case IPP_STATUS_ERROR_TEMPORARY:
    case IPP_STATUS_ERROR_INTERNAL:
    case IPP_STATUS_ERROR_DEVICE:
      g_set_error (error, HR_ERROR, HR_ERROR_BUSY, _ ("The printer \"%s\" takes no pages at the moment."), self->name);
      break;
    default:
      g_set_error (error, HR_ERROR, HR_ERROR_REFUSED, _ ("The printer \"%s\" does not take these pages: %s"), self->name, cupsLastErrorString ());
      break;
    }
  return FALSE;
}

/* Takes @request. */
static ipp_t *
ask (HrPrinter *self, ipp_t *request, GError **error)
{
  ipp_t *answer = cupsDoRequest (self->http, request, self->resource);

  return check_answer (self, &answer, error) ? answer : NULL;
}

/* ---- object ---- */

HrPrinter *
hr_printer_new (const char *name)
{
  HrPrinter *self = g_new0 (HrPrinter, 1);

  g_return_val_if_fail (name != NULL, NULL);

  self->name = g_strdup (name);
  return self;
}

void
hr_printer_free (HrPrinter *self)
{
  if (self == NULL)
    return;
  hang_up (self);
  hr_printer_free (self->device);
  g_free (self->name);
  g_free (self->uri);
  g_free (self->host);
  g_free (self->resource);
  g_free (self);
}

void
hr_printer_info_free (HrPrinterInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->words);
  g_free (self);
}

static void
free_info_cb (gpointer data)
{
  hr_printer_info_free (data);
}

static void
take_queues (ipp_t *answer, const char *preferred, GPtrArray *list)
{
  HrPrinterInfo *info = NULL;

  for (ipp_attribute_t *row = ippFirstAttribute (answer); row != NULL; row = ippNextAttribute (answer))
    {
      const char *name = ippGetName (row);

      /* groups are parted by an attribute without a name */
      if (ippGetGroupTag (row) != IPP_TAG_PRINTER || name == NULL)
        {
          info = NULL;
          continue;
        }
      if (info == NULL)
        {
          info = g_new0 (HrPrinterInfo, 1);
          g_ptr_array_add (list, info);
        }
      if (g_str_equal (name, "printer-name") && info->name == NULL)
        info->name = g_strdup (ippGetString (row, 0, NULL));
      else if (g_str_equal (name, "printer-info") && info->words == NULL && *ippGetString (row, 0, NULL) != '\0')
        info->words = g_strdup (ippGetString (row, 0, NULL));
    }
  for (guint i = list->len; i > 0; i--)
    {
      info = list->pdata[i - 1];
      info->is_default = g_strcmp0 (info->name, preferred) == 0;
      if (info->name == NULL)
        g_ptr_array_remove_index (list, i - 1);
    }
}

GPtrArray *
hr_printer_list (GError **error)
{
  static const char *const wanted[] = { "printer-name", "printer-info" };
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_info_cb);
  g_autofree char *preferred = NULL;
  http_t *http;
  ipp_t *request, *answer;
  gboolean known;

  begin_thread ();
  http = connect_to (cupsServer (), ippPort (), FALSE);
  if (http == NULL)
    {
      set_no_service (error);
      return NULL;
    }
  preferred = find_default (http);
  request = ippNewRequest (IPP_OP_CUPS_GET_PRINTERS);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, OWNER);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted), NULL, wanted);
  answer = cupsDoRequest (http, request, "/");
  /* a server without a queue says "not found" */
  known = answer != NULL && (ippGetStatusCode (answer) < IPP_STATUS_REDIRECTION_OTHER_SITE || ippGetStatusCode (answer) == IPP_STATUS_ERROR_NOT_FOUND);
  if (known)
    take_queues (answer, preferred, list);
  ippDelete (answer);
  httpClose (http);
  if (!known)
    {
      set_no_service (error);
      return NULL;
    }
  return g_steal_pointer (&list);
}

/* ---- how it is ---- */

/* @is_queue: what a queue says of its printer while nothing is printed, it heard at the end of the last job: the paper may be there again */
static HrPrinterTrouble
read_trouble (ipp_t *answer, gboolean is_queue)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();
  ipp_attribute_t *row = ippFindAttribute (answer, "printer-state", IPP_TAG_ENUM);
  int state = row != NULL ? ippGetInteger (row, 0) : 0;
  gboolean accepting;

  row = ippFindAttribute (answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
  accepting = row == NULL || ippGetBoolean (row, 0);
  row = ippFindAttribute (answer, "printer-state-reasons", IPP_TAG_KEYWORD);
  for (int i = 0; row != NULL && !(is_queue && state == IPP_PSTATE_IDLE) && i < ippGetCount (row); i++)
    g_ptr_array_add (reasons, (gpointer)ippGetString (row, i, NULL));
  g_ptr_array_add (reasons, NULL);
  return hr_printer_trouble_from (state, (const char *const *)reasons->pdata, accepting);
}

/* The queue knows how its printer is while it prints, and not even then whether it is switched on. */
static HrPrinterTrouble
look_behind (HrPrinter *self)
{
  gboolean sure = FALSE;

  if (self->device == NULL || (self->device->host == NULL && !read_address (self->device, NULL)))
    return HR_PRINTER_READY;
  if (!hr_printer_probe (self->device->host, self->device->port, &sure))
    return sure ? HR_PRINTER_OFFLINE : HR_PRINTER_READY;
  return hr_printer_look (self->device, FALSE);
}

static void
take_device (HrPrinter *self, ipp_t *answer)
{
  ipp_attribute_t *row = ippFindAttribute (answer, "device-uri", IPP_TAG_URI);
  const char *uri = row != NULL ? ippGetString (row, 0, NULL) : NULL;

  if (self->host == NULL && uri != NULL && is_address (uri) && (self->device == NULL || !g_str_equal (self->device->name, uri)))
    {
      hr_printer_free (self->device);
      self->device = hr_printer_new (uri);
    }
}

HrPrinterTrouble
hr_printer_look (HrPrinter *self, gboolean thorough)
{
  static const char *const wanted[] = { "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "device-uri" };
  g_autoptr (GError) error = NULL;
  HrPrinterTrouble trouble;
  ipp_t *request, *answer = NULL;

  g_return_val_if_fail (self != NULL, HR_PRINTER_UNKNOWN);

  if (reach (self, &error))
    {
      request = make_request (self, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
      ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted), NULL, wanted);
      answer = ask (self, request, &error);
    }
  if (answer == NULL)
    {
      if (g_error_matches (error, HR_ERROR, HR_ERROR_NOT_FOUND))
        return HR_PRINTER_UNKNOWN;
      return self->host != NULL ? HR_PRINTER_OFFLINE : g_error_matches (error, HR_ERROR, HR_ERROR_IO) ? HR_PRINTER_NO_SERVICE : HR_PRINTER_HELP;
    }
  trouble = read_trouble (answer, self->host == NULL);
  take_device (self, answer);
  ippDelete (answer);
  return trouble == HR_PRINTER_READY && thorough ? look_behind (self) : trouble;
}

/* ---- jobs ---- */

static char *
make_media (const HrPrinterSheet *sheet)
{
  const char *media = hr_paper_get_media (sheet->paper);

  if (media != NULL)
    return g_strdup (media);
  return g_strdup_printf ("custom_receipt_%dx%dmm", (int)(sheet->width / HR_PAPER_POINTS + 0.5), (int)(sheet->height / HR_PAPER_POINTS + 0.5));
}

static ipp_t *
make_job (HrPrinter *self, const HrPrinterSheet *sheet)
{
  ipp_t *request = make_request (self, IPP_OP_CREATE_JOB, 0);
  g_autofree char *media = make_media (sheet);

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, TITLE);
  ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, media);
  ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", NULL, hr_duplex_get_sides (sheet->duplex));
  ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL, "none");
  if (sheet->copies > 1)
    ippAddInteger (request, IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", (int)sheet->copies);
  if (sheet->cancel_after_s > 0)
    ippAddInteger (request, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-cancel-after", (int)sheet->cancel_after_s);
  return request;
}

static gboolean
send_document (HrPrinter *self, int job, GBytes *pdf, GError **error)
{
  ipp_t *request = make_request (self, IPP_OP_SEND_DOCUMENT, job), *answer;
  gsize length = 0;
  const char *bytes = g_bytes_get_data (pdf, &length);
  http_status_t status;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, "application/pdf");
  ippAddBoolean (request, IPP_TAG_OPERATION, "last-document", 1);
  status = cupsSendRequest (self->http, request, self->resource, ippLength (request) + length);
  for (gsize sent = 0; status == HTTP_STATUS_CONTINUE && sent < length; sent += CHUNK)
    status = cupsWriteRequestData (self->http, bytes + sent, MIN (CHUNK, length - sent));
  ippDelete (request);
  answer = cupsGetResponse (self->http, self->resource);
  if (!check_answer (self, &answer, error))
    return FALSE;
  ippDelete (answer);
  return TRUE;
}

gboolean
hr_printer_start (HrPrinter *self, GBytes *pdf, const HrPrinterSheet *sheet, int *ret_job, GError **error)
{
  ipp_attribute_t *row;
  ipp_t *answer;
  int job;

  g_return_val_if_fail (self != NULL && pdf != NULL && sheet != NULL && ret_job != NULL, FALSE);

  if (!reach (self, error) || (answer = ask (self, make_job (self, sheet), error)) == NULL)
    return FALSE;
  row = ippFindAttribute (answer, "job-id", IPP_TAG_INTEGER);
  job = row != NULL ? ippGetInteger (row, 0) : 0;
  ippDelete (answer);
  if (!send_document (self, job, pdf, error))
    {
      /* a job without its pages would block the ones behind it */
      hr_printer_cancel (self, job, TRUE, NULL);
      return FALSE;
    }
  *ret_job = job;
  return TRUE;
}

static HrPrinterJob
read_state (int state)
{
  switch (state)
    {
    case IPP_JSTATE_PENDING:
      return HR_PRINTER_JOB_WAITING;
    case IPP_JSTATE_HELD:
      return HR_PRINTER_JOB_HELD;
    case IPP_JSTATE_PROCESSING:
      return HR_PRINTER_JOB_PRINTING;
    case IPP_JSTATE_STOPPED:
      return HR_PRINTER_JOB_STOPPED;
    case IPP_JSTATE_CANCELED:
      return HR_PRINTER_JOB_CANCELED;
    case IPP_JSTATE_ABORTED:
      return HR_PRINTER_JOB_ABORTED;
    case IPP_JSTATE_COMPLETED:
      return HR_PRINTER_JOB_DONE;
    default:
      return HR_PRINTER_JOB_GONE;
    }
}

gboolean
hr_printer_look_at (HrPrinter *self, int job, HrPrinterJob *ret_state, GError **error)
{
  static const char *const wanted[] = { "job-state" };
  g_autoptr (GError) own = NULL;
  ipp_attribute_t *row;
  ipp_t *request, *answer = NULL;

  g_return_val_if_fail (self != NULL && job > 0 && ret_state != NULL, FALSE);

  if (reach (self, &own))
    {
      request = make_request (self, IPP_OP_GET_JOB_ATTRIBUTES, job);
      ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted), NULL, wanted);
      answer = ask (self, request, &own);
    }
  if (answer == NULL)
    {
      if (!g_error_matches (own, HR_ERROR, HR_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&own));
          return FALSE;
        }
      *ret_state = HR_PRINTER_JOB_GONE;
      return TRUE;
    }
  row = ippFindAttribute (answer, "job-state", IPP_TAG_ENUM);
  *ret_state = row != NULL ? read_state (ippGetInteger (row, 0)) : HR_PRINTER_JOB_GONE;
  ippDelete (answer);
  return TRUE;
}

static gboolean
try_cancel (HrPrinter *self, int job, gboolean purge, GError **error)
{
  ipp_t *request, *answer;
  gboolean done;

  if (!reach (self, error))
    return FALSE;
  request = make_request (self, IPP_OP_CANCEL_JOB, job);
  /* only the print server knows this one */
  if (purge && self->host == NULL)
    ippAddBoolean (request, IPP_TAG_OPERATION, "purge-job", 1);
  answer = ask (self, request, error);
  /* one that ended meanwhile needs no more */
  done = answer != NULL || cupsLastError () == IPP_STATUS_ERROR_NOT_POSSIBLE;
  ippDelete (answer);
  return done;
}

static gboolean
is_busy (HrPrinter *self)
{
  static const char *const wanted[] = { "printer-state" };
  ipp_attribute_t *row;
  ipp_t *request, *answer;
  gboolean busy;

  if (!reach (self, NULL))
    return FALSE;
  request = make_request (self, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted), NULL, wanted);
  answer = ask (self, request, NULL);
  row = answer != NULL ? ippFindAttribute (answer, "printer-state", IPP_TAG_ENUM) : NULL;
  busy = row != NULL && ippGetInteger (row, 0) == IPP_PSTATE_PROCESSING;
  ippDelete (answer);
  return busy;
}

/* Purging kills whoever talks to the printer, and then the printer never hears that it shall not print. */
static void
cancel_gently (HrPrinter *self, int job)
{
  HrPrinterJob state = HR_PRINTER_JOB_GONE;

  if (!hr_printer_look_at (self, job, &state, NULL) || state == HR_PRINTER_JOB_GONE || state >= HR_PRINTER_JOB_DONE)
    return;
  try_cancel (self, job, FALSE, NULL);
  for (int i = 0; i < GENTLE_MS / GENTLE_STEP_MS && is_busy (self); i++)
    g_usleep (GENTLE_STEP_MS * 1000);
}

gboolean
hr_printer_cancel (HrPrinter *self, int job, gboolean purge, GError **error)
{
  g_autoptr (GError) own = NULL;

  g_return_val_if_fail (self != NULL && job > 0, FALSE);

  if (purge && self->host == NULL)
    cancel_gently (self, job);
  if (try_cancel (self, job, purge, &own) || g_error_matches (own, HR_ERROR, HR_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&own));
  return FALSE;
}
