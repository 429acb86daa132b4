import type { UnitNights } from '../calendar/calendar.service.js';
import type { Claim } from '../calendar/domain/claim.js';
import type { Nights } from '../kernel/nights.js';
import type { Known as Compared } from '../matching/compatibility.service.js';
import type { Granted } from '../people/allocations.service.js';
import { fitsOfEach, fitted, safestBeds, type FittedOption } from './domain/fit.js';
import type { Obstacle } from './domain/obstacles.js';
import { obstacles, optionsFor, roomFor, type House, type Question } from './domain/options.js';
import { whoCouldCome, type Could, type Looked } from './domain/who-could-come.js';
import type { Enquiry } from './enquiry-reader.js';
import { guestOf } from './ground.js';
import { usedOf } from './options.service.js';
import type { Known } from './who-could-come-reader.js';

/** One young person: where they stand with the nights, and, where they could come, in which bed and how they would fit. */
export interface Placed extends Looked {
  person: Known;
  /** What their key worker was asked about these nights, or some of them, the first time first. */
  enquiries: Enquiry[];
  /** Looked at in full only of those that are shown. */
  option: () => FittedOption | undefined;
}

export interface WhoCouldCome {
  unit: { id: string; name: string };
  nights: Nights;
  /** Today, by the unit's clocks. */
  today: string;
  house: House;
  all: Record<Could, Placed[]>;
  /** What stands against the nights whoever would come. */
  against: Obstacle[];
  /** Others of the council whom the unit does not know. */
  unknown: number;
  compared: Compared;
}

/** What everybody is looked at against. */
interface Setting {
  nights: Nights;
  question: Question;
  house: House;
  /** The nights of which every claim is in the house. */
  range: Nights;
  compared: Compared;
}

/** What is known of everybody, each part read at once. */
interface Everybody {
  people: readonly Known[];
  /** Every claim of theirs, in any unit. */
  claims: readonly Claim[];
  apart: ReadonlyMap<string, ReadonlySet<string>>;
  granted: ReadonlyMap<string, Granted>;
  enquiries: readonly Enquiry[];
}

/** Where everybody stands with the nights. The time it takes grows as their number does, and no faster. */
export function lookAtEverybody(
  unit: Pick<UnitNights['unit'], 'id' | 'name' | 'leastGapDays'>,
  setting: Setting,
  { people, claims, apart, granted, enquiries }: Everybody,
): Omit<WhoCouldCome, 'unknown'> {
  const { nights, question, house, compared } = setting;
  const own = new Map(people.map(({ id }) => [id, [] as Claim[]]));
  for (const claim of claims) own.get(claim.youngPersonId!)!.push(claim);
  const asked = new Map<string, Enquiry[]>();
  for (const one of enquiries) asked.set(one.youngPerson.id, [...(asked.get(one.youngPerson.id) ?? []), one]);
  const fitsFor = fitsOfEach(house, compared, setting.range);
  const placed = people.map((person): Placed => ({
    ...{ person, firstName: person.firstName, lastName: person.lastName },
    enquiries: asked.get(person.id) ?? [],
    ...lookAtOne(
      person,
      guestOf(
        { unitId: unit.id, youngPersonId: person.id, dateOfBirth: person.dateOfBirth, isPlanned: true },
        { own: own.get(person.id)!, apart: apart.get(person.id)!, needs: person, granted: granted.get(person.id)! },
        unit.leastGapDays,
      ),
      { ...setting, fitsFor },
    ),
  }));
  const { today } = question;
  return {
    unit: { id: unit.id, name: unit.name },
    ...{ nights, today, house, compared },
    against: obstacles(nights, question, house),
    all: whoCouldCome(placed, { arrival: nights.arrival, today }),
  };
}

function lookAtOne(
  person: Known,
  { guest, entitlement }: ReturnType<typeof guestOf>,
  { nights, question, house, compared, fitsFor }: Setting & { fitsFor: ReturnType<typeof fitsOfEach> },
): Pick<Placed, 'obstacles' | 'verdict' | 'facts' | 'option'> {
  const against = obstacles(nights, question, house, guest);
  const assessed = compared.people.get(person.id)!;
  const room = against.length === 0 ? roomFor(nights, house, guest.needs) : undefined;
  const find = room && fitsFor(assessed).find;
  const [bed] = room && find ? safestBeds({ ...nights, ...room }, find) : [];
  const used = usedOf({ guest, today: question.today, ...(entitlement && { entitlement }) }, question);
  const { id, request, strain, lastBreak, noticeDays } = person;
  return {
    obstacles: against,
    ...(bed && find && { verdict: find(nights, bed.id, room?.moves).verdict }),
    facts: {
      ...{ id, request, strain, lastBreak, noticeDays },
      left: used.length > 0 ? used.flatMap(({ kinds }) => kinds).reduce((sum, { left }) => sum + left, 0) : null,
    },
    option: () => {
      const [found] = optionsFor(question, house, guest).options;
      return found && fitted(found, fitsFor(assessed));
    },
  };
}
