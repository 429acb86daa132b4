import type { Guest } from '../../calendar/calendar.service.js';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { gravest, type Verdict } from '../../matching/domain/verdicts.js';
import type { StayMove } from '../domain/make-room.js';
import type { Obstacle } from '../domain/obstacles.js';
import { bedsBrokenUp, type Unavailable } from '../domain/options.js';
import type { OptionForAll } from '../domain/options-together.js';
import { fitJson } from './fit.page.js';
import { placesOf } from './options.page.js';
import type {
  MoveAnswer,
  ObstacleAnswer,
  OptionAnswer,
  OptionsAnswer,
  UnavailableAnswer,
} from '../dto/option.answer.js';
import type { OptionsView } from '../options.service.js';
import type { TogetherView } from '../options-together.service.js';

/** Options as the API answers them, each with the advice on who fits with whom. */
export function optionsJson({ request, options, unavailable, guests, fits, house }: OptionsView): OptionsAnswer {
  const places = placesOf(
    options.map((option) => rankOf(option, [option.bed], [option.fit.compatibility.verdict], house.claims)),
  );
  return {
    request: request.id,
    options: options.map((option, at) => ({
      ...optionJson(option, option.bed, guests, places[at]!),
      compatibility: fitJson(option.fit, fits.known, { guests, youngPerson: request.youngPerson, beds: house.beds }),
    })),
    unavailable: unavailable.map(unavailableJson),
  };
}

/** The same for brothers and sisters together: `bed` is that of the first, `beds` those of each in their order. */
export function optionsTogetherJson(view: TogetherView): OptionsAnswer {
  const { request, parts, options, unavailable, guests, fits, house } = view;
  const names = new Map<string, Pick<Guest, 'firstName' | 'lastName'>>(guests);
  for (const { youngPerson } of parts) names.set(youngPerson.id, youngPerson);
  const fitted = options.map((option) => ({ option, fit: fits.of(option) }));
  const places = placesOf(
    fitted.map(({ option, fit }) =>
      rankOf(
        option,
        option.beds,
        fit.map(({ compatibility }) => compatibility.verdict),
        house.claims,
      ),
    ),
  );
  return {
    request: request.id,
    options: fitted.map(({ option, fit }, at) => {
      return {
        ...optionJson(option, option.beds[0]!, guests, places[at]!),
        together: parts.map(({ partId, youngPerson }, place) => ({
          part: partId,
          youngPerson: { id: youngPerson.id, firstName: youngPerson.firstName, lastName: youngPerson.lastName },
          bed: bedJson(option.beds[place]!),
          compatibility: fitJson(fit[place]!, fits.known, { youngPerson, guests: names, beds: house.beds }),
        })),
      };
    }),
    unavailable: unavailable.map(unavailableJson),
  };
}

/** What the place of an option goes by; of several children the gravest advice. */
function rankOf(option: OptionForAll, beds: readonly Bed[], verdicts: readonly Verdict[], claims: readonly Claim[]) {
  const { arrival, moves, suitsWeekdays } = option;
  const verdict = gravest(verdicts);
  const weekdays = suitsWeekdays ? ('any' as const) : ('other' as const);
  return { arrival, moves, weekdays, breaksUp: bedsBrokenUp(option, beds, claims), fit: { verdict } };
}

function optionJson(option: OptionForAll, bed: Bed, guests: ReadonlyMap<string, Guest>, place: number): OptionAnswer {
  return {
    place,
    arrival: option.arrival,
    departure: option.departure,
    bed: bedJson(bed),
    beds: option.beds.map(bedJson),
    moves: option.moves.map((move) => moveJson(move, guests)),
    suitsWeekdays: option.suitsWeekdays,
    company: option.company.map((claim) => ({
      youngPerson: (claim.youngPersonId && guests.get(claim.youngPersonId)) || null,
      arrival: claim.arrival,
      departure: claim.departure,
      state: claim.purpose === 'offer' ? 'offer' : claim.arrived ? 'occupied' : 'booked',
    })),
  };
}

const bedJson = ({ id, name }: Bed) => ({ id, name });

/** What stands against nights, and whether a manager could go over it. */
export const obstacleJson = ({ code, sentence, mayBeOverruled }: Obstacle): ObstacleAnswer => ({
  code,
  sentence,
  ...(mayBeOverruled && { mayBeOverruled }),
});

/** Why a start date does not work, and whether a manager could go over it. */
export function unavailableJson({ arrival, departure, reasons }: Omit<Unavailable, 'ifOverruled'>): UnavailableAnswer {
  return {
    arrival,
    departure,
    reasons: reasons.map(obstacleJson),
  };
}

/**
 * A move as the API answers it: whose it is for those who may see them. A key worker learns that it takes a move, and
 * nothing of another child: neither who nor when nor where.
 */
export function moveJson(move: StayMove, guests: ReadonlyMap<string, Guest>, isToldWhat = true): MoveAnswer {
  if (!isToldWhat) return { stay: null, youngPerson: null, from: null, to: null, arrival: null, departure: null };
  const youngPerson = guests.get(move.youngPersonId) ?? null;
  return {
    stay: youngPerson && move.stayId,
    youngPerson,
    from: { id: move.from.id, name: move.from.name },
    to: { id: move.to.id, name: move.to.name },
    arrival: move.arrival,
    departure: move.departure,
  };
}
