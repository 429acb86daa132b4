import type { Actor } from '../../identity/domain/actor.js';
import { ageOn, type PlainDate } from '../../kernel/nights.js';
import { dateTime, staySpan } from '../../web/filters.js';
import { LOOK_OUTCOME_TEXT, LOOK_OUTCOMES } from '../domain/information.js';
import type { Information, KnownPerson } from '../information-reader.js';
import { ownUnits, type OpenedInformation } from '../information.service.js';

export const informationPath = (id: string) => `/information/${id}`;

const nameOf = ({ firstName, lastName }: Pick<KnownPerson, 'firstName' | 'lastName'>) => `${firstName} ${lastName}`;

/** A piece of information as a line of a list. */
export function informationRow({ id, text, at, by, looks }: Information) {
  return {
    href: informationPath(id),
    text,
    said: `${by.name}, ${dateTime(at)}`,
    looked: looks.map(({ unit, by: who, outcome }) => `${unit}: ${who}. ${LOOK_OUTCOME_TEXT[outcome]}`),
  };
}

/** One piece of information: what it touches, who looked at it, and whether the actor's units still have to. */
export function informationPage(found: OpenedInformation, actor: Actor, today: PlainDate, chosen: unknown) {
  const { youngPerson, looks, touches, namesOthers } = found;
  const unitNames = new Set(looks.map(({ unit }) => unit));
  const own = new Set(ownUnits(actor));
  return {
    ...informationRow(found),
    person: { ...youngPerson, name: nameOf(youngPerson), age: ageOn(youngPerson.dateOfBirth, today) },
    looks: looks.map(({ note, at, by, unit, outcome }) => ({
      what: `${LOOK_OUTCOME_TEXT[outcome]}: ${by} for ${unit}, ${dateTime(at)}`,
      note,
    })),
    touches: touches.map((stay) => ({
      href: `/stays/${stay.id}`,
      name: nameOf(stay.youngPerson),
      caseNumber: stay.youngPerson.caseNumber,
      isOwn: stay.youngPerson.id === youngPerson.id,
      nights: staySpan(stay),
      unit: stay.unit,
    })),
    isWithheldFromOthers: namesOthers && actor.role !== 'cas_worker',
    mayLook: actor.units.some(({ id, name }) => own.has(id) && !unitNames.has(name)),
    outcomes: LOOK_OUTCOMES.map((value) => ({ value, text: LOOK_OUTCOME_TEXT[value], checked: value === chosen })),
  };
}
