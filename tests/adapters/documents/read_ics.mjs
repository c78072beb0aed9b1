// Reads a calendar file from standard input with ical.js, and says what it found as JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const ICAL = (await import(pathToFileURL(process.argv[2]).href)).default;
const faults = [];
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
ICAL.TimezoneService.reset();
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}
const instant = (time) => new Date(time.toUnixTime() * 1000).toISOString();
const events = calendar.getAllSubcomponents("vevent").map((part) => {
  const event = new ICAL.Event(part);
  for (const time of [event.startDate, event.endDate]) {
    if (time.zone === ICAL.Timezone.localTimezone) faults.push(`no zone for ${time}`);
  }
  return {
    uid: event.uid,
    sequence: event.sequence,
    start: instant(event.startDate),
    end: instant(event.endDate),
    summary: event.summary,
    status: part.getFirstPropertyValue("status") ?? "",
  };
});
process.stdout.write(JSON.stringify({ method: calendar.getFirstPropertyValue("method"), events, faults }));
