import { MOST_ROWS, TOO_MANY_ROWS } from '../domain/bounds.js';
import { FileRefused } from '../domain/file-read.js';

export interface CalendarBlocks {
  events: string[];
  zones: string[];
}

/**
 * The events and the zones of a calendar file, each with its lines unfolded, so that one that cannot be read sinks no other.
 * What began and never ends was cut off: the file is refused, with the event that it breaks off in.
 */
export function calendarBlocks(text: string): CalendarBlocks {
  const blocks: CalendarBlocks = { events: [], zones: [] };
  const open: string[] = [];
  let lines: string[] | undefined;
  let isComplete = false;
  for (const line of text.replace(/\r?\n[ \t]/g, '').split(/\r\n|\n|\r/)) {
    const [, step, name = ''] = /^(BEGIN|END):\s*([A-Z-]+)\s*$/i.exec(line) ?? [];
    const component = name.toUpperCase();
    if (step?.toUpperCase() === 'BEGIN') {
      if (open.length === 1 && (component === 'VEVENT' || component === 'VTIMEZONE')) lines = [];
      open.push(component);
    }
    lines?.push(line);
    if (step?.toUpperCase() !== 'END') continue;
    if (open.pop() !== component) throw new FileRefused(broken(blocks.events.length + 1));
    if (open.length === 0) isComplete = true;
    if (open.length !== 1 || !lines) continue;
    blocks[component === 'VEVENT' ? 'events' : 'zones'].push(lines.join('\r\n'));
    lines = undefined;
    if (blocks.events.length > MOST_ROWS) throw new FileRefused(`The calendar ${TOO_MANY_ROWS}`);
  }
  if (open.length > 0)
    throw new FileRefused(
      open.includes('VEVENT')
        ? `The file breaks off in event ${blocks.events.length + 1}: its end is missing. Export or download it again.`
        : `The file breaks off after event ${blocks.events.length}: its end is missing. Export or download it again.`,
    );
  if (!isComplete) throw new FileRefused('The file is no calendar: it holds no BEGIN:VCALENDAR. Export it again.');
  if (blocks.events.length === 0)
    throw new FileRefused('The calendar holds no events, so there is nothing to bring in.');
  return blocks;
}

const broken = (event: number) =>
  `The file is damaged at event ${event}: something ends there that did not begin. Export or download it again.`;
