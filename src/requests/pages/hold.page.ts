import { addDays, ageOn, type PlainDate } from '../../kernel/nights.js';
import { staySpan } from '../../web/filters.js';
import { bedsForAll } from '../domain/beds-for-all.js';
import type { OptionsView } from '../options.service.js';
import { companyOf } from './company.page.js';
import { fitIn } from './options.page.js';
import { optionValue, readOption } from './option-value.js';

/**
 * The page that holds several options at once: those that were chosen, each with a bed of its own, or why they cannot be
 * held together. What takes moves is proposed by itself.
 */
export function holdPage(view: OptionsView, values: readonly string[]) {
  const { request, house } = view;
  const chosen = values.flatMap((value) => readOption(value) ?? []);
  const nightsOf = (arrival: PlainDate) => ({ arrival, departure: addDays(arrival, request.nights) });
  const found = chosen.flatMap(({ arrival, bed }) => {
    const option = view.options.find((one) => one.arrival === arrival && one.moves.length === 0);
    const beds = option?.beds.toSorted((a, b) => Number(b.id === bed) - Number(a.id === bed));
    return option && beds ? [{ ...option, beds }] : [];
  });
  const gone = chosen.filter(({ arrival }) => !found.some((option) => option.arrival === arrival));
  const beds = bedsForAll(found);
  return {
    options: found.map((option, place) => {
      const bed = option.beds.find(({ id }) => id === beds?.[place]) ?? option.bed;
      return {
        ...{ arrival: option.arrival, departure: option.departure, bed: bed.name },
        value: optionValue(option.arrival, bed.id),
        ageThen: ageOn(request.youngPerson.dateOfBirth, option.arrival),
        ground: {
          company: companyOf(option, option.company, view.guests),
          ages: { youngest: house.youngest, oldest: house.oldest },
          fit: fitIn(option, bed.id, view),
          moves: [],
        },
      };
    }),
    gone: gone.map(({ arrival }) => {
      const refused = view.unavailable.find((one) => one.arrival === arrival);
      const why = refused?.reasons.map(({ sentence }) => sentence).join(' ') ?? 'No bed is free as things are.';
      return `${staySpan(nightsOf(arrival))}: ${why}`;
    }),
    tooFew: beds
      ? ''
      : 'There are not enough free beds to hold all of these at once: some share a night, and no two can have the same bed. Leave one of them out.',
  };
}
