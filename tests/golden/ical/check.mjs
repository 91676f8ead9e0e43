// SPDX-License-Identifier: GPL-3.0-or-later
// A second opinion on the calendars that Handrail writes: reads each .ics file with ical.js, which shares no code with
// libical, and prints the first occurrences of each event.
//
//   node check.mjs [--count=N] [--from=2026-11-23T00:00:00Z] FILE.ics…
//
// One line per occurrence: UID, start and end as UTC (on the wall for codes, which define no zone), summary, place;
// tab-separated. Ends with 1 when a file cannot be
// read, has no calendar, names a time zone that it does not define, or breaks the rules for lines.
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

const options = { count: 5, from: null };
const files = [];
for (const argument of process.argv.slice(2)) {
  const [, name, value] = argument.match(/^--(count|from)=(.*)$/) ?? [];
  if (name === 'count') options.count = Number(value);
  else if (name === 'from') options.from = new Date(value).getTime();
  else files.push(argument);
}

function checkLines(text) {
  if (!text.endsWith('END:VCALENDAR\r\n')) throw new Error('it does not end with END:VCALENDAR and CRLF');
  for (const line of text.slice(0, -2).split('\r\n')) {
    if (/[\r\n]/.test(line)) throw new Error(`a line ends without CRLF: ${JSON.stringify(line)}`);
    if (Buffer.byteLength(line) > 75) throw new Error(`a line is longer than 75 octets: ${line}`);
  }
}

// ical.js reads a zone that the file does not define as floating: that would hide a missing VTIMEZONE
function checkZones(calendar, needed) {
  const defined = new Set(calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid')));
  for (const event of calendar.getAllSubcomponents('vevent')) {
    for (const property of event.getAllProperties()) {
      const tzid = property.getParameter('tzid');
      if (needed && tzid && !defined.has(tzid)) throw new Error(`${tzid} has no VTIMEZONE`);
    }
  }
}

const toMs = (time) => time.toUnixTime() * 1000;
const isFloating = (time) => time.zone === ICAL.Timezone.localTimezone;
const toText = (time) =>
  isFloating(time) ? time.toString() : new Date(toMs(time)).toISOString().replace('.000Z', 'Z');

function print(event, start, end, item) {
  const place = item.component.getFirstPropertyValue('location') ?? '';
  console.log([event.uid, toText(start), toText(end), item.summary ?? '', place].join('\t').replaceAll('\n', ' '));
}

function printEvent(event) {
  let printed = 0;
  if (!event.isRecurring()) {
    if (options.from === null || toMs(event.endDate) > options.from) print(event, event.startDate, event.endDate, event);
    return;
  }
  // the iterator gives planned dates; what was moved stands where it was moved to
  const iterator = event.iterator();
  for (let next = iterator.next(); next && printed < options.count; next = iterator.next()) {
    const details = event.getOccurrenceDetails(next);
    if (options.from !== null && toMs(details.endDate) <= options.from) continue;
    print(event, details.startDate, details.endDate, details.item);
    printed++;
  }
}

function printFile(file) {
  const text = readFileSync(file, 'utf8');
  checkLines(text);
  const calendar = new ICAL.Component(ICAL.parse(text));
  if (calendar.name !== 'vcalendar') throw new Error('it holds no calendar');
  // the codes for phones leave VTIMEZONE out on purpose
  checkZones(calendar, calendar.getFirstPropertyValue('prodid') !== '-//Handrail//EN');
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  // left to itself ical.js gives every event the exceptions of all others
  const newEvent = (component) => new ICAL.Event(component, { strictExceptions: true, exceptions: [] });
  const events = calendar.getAllSubcomponents('vevent').map(newEvent);
  const series = new Map(events.filter((event) => !event.isRecurrenceException()).map((event) => [event.uid, event]));
  for (const event of events) {
    if (!event.isRecurrenceException()) continue;
    if (!series.has(event.uid)) throw new Error(`${event.uid} changes an event that is not there`);
    series.get(event.uid).relateException(event);
  }
  for (const event of series.values()) printEvent(event);
}

if (files.length === 0) {
  console.error('usage: node check.mjs [--count=N] [--from=TIME] FILE.ics…');
  process.exit(2);
}
let failed = false;
for (const file of files) {
  try {
    printFile(file);
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
