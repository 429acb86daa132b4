import { sayClosed } from '../../calendar/domain/closure.js';
import { sayList } from '../../kernel/say-words.js';
import { nightSpan } from '../../web/filters.js';
import type { Clash, Landing, LandsAs, LeftOut, Met } from '../domain/landing.js';

/** What sentences on rows need to name beds and, where they may be seen, young people. */
export interface Named {
  beds: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, { firstName: string; lastName: string }>;
}

const LANDS: Record<LandsAs, string> = {
  completed: 'Recorded as a stay that is over',
  in_residence: 'Recorded as staying now',
  booked: 'Booked',
  closed: 'The unit is closed on these nights',
  out_of_service: 'Out of use on these nights',
};

const WHY: Record<Exclude<LeftOut, 'problems'>, string> = {
  nobody: 'Left out, as you said: this name stands for nobody who stays here.',
  on_record: 'This stay is on record already.',
  said_twice: 'Another row of this file says the same stay. It is brought in once.',
  booked_already:
    'A stay on some of these nights is booked for them already. Change that one, or record their arrival there.',
  staying_already: 'They are recorded as staying already.',
  elsewhere: 'They have a bed on some of these nights already.',
  no_such_bed: 'The unit has no bed of this name. Change it in the file, or leave the bed empty and one is chosen.',
  bed_taken: 'This bed is not free.',
  no_bed: 'No bed is free on all of these nights.',
  needs: 'The bed does not have what this young person needs of a room. Book it by hand, in a bed that has.',
  rules: '',
  may_go_over: 'A manager who may sign can go over it, with a reason.',
  beyond_horizon: 'These nights are further ahead than can be booked yet. Bring them in later.',
  closed_already: 'These nights are closed already.',
  not_registered: 'The beds are not registered on these nights, so there is nothing to close.',
  stays_there: 'Somebody is booked on these nights. Move those stays first, or close the nights by hand afterwards.',
};

/** How the row lands, or why not, in one or two sentences. */
export function landingSentence(landing: Landing, named: Named): string {
  if (landing.outcome === 'asks') return 'Say who this is, and it can come in.';
  if (landing.outcome === 'left_out') return whyNot(landing, named);
  const { as, pieces, clashes } = landing;
  const beds = [...new Set(pieces.map(({ bedId }) => named.beds.get(bedId) ?? 'a bed'))];
  const where = as === 'closed' ? '' : beds.length === 0 ? ', without a bed' : `, ${sayList(beds)}`;
  return [`${LANDS[as]}${where}.`, ...clashes.map((clash) => clashSentence(clash, named))].join(' ');
}

/** Of rules first what they are, then what can be done; of everything else what is in the way, then what else is. */
function whyNot({ why, met, problems }: Landing & { outcome: 'left_out' }, named: Named): string {
  if (why === 'problems') return problems.join(' ');
  if (why === 'rules' || why === 'may_go_over') return [...problems, WHY[why]].join(' ').trim();
  return [WHY[why], ...met.slice(0, 2).map((one) => metSentence(one, named)), ...problems].join(' ');
}

const metSentences = (met: readonly Met[], named: Named) => met.slice(0, 4).map((one) => metSentence(one, named));

function metSentence(met: Met, { beds, people }: Named): string {
  if (met.purpose === 'closed') return `The unit is closed, ${nightSpan(met)}.`;
  const bed = beds.get(met.bedId) ?? 'A bed';
  if (met.purpose === 'out_of_service') return `${bed} is out of use, ${nightSpan(met)}.`;
  if (met.purpose === 'reserve') return `${bed} is kept for emergencies, ${nightSpan(met)}.`;
  const who = met.youngPersonId ? people.get(met.youngPersonId) : undefined;
  if (met.departed) return `${bed} was in use${who ? ` by ${who.firstName} ${who.lastName}` : ''}, ${nightSpan(met)}.`;
  return sayClosed({ ...met }, bed, who && `${who.firstName} ${who.lastName}`);
}

function clashSentence(clash: Clash, named: Named): string {
  const spans = (nights: readonly { arrival: string; departure: string }[]) => nights.map(nightSpan).join(', ');
  switch (clash.kind) {
    case 'no_bed':
      return [`No bed was free: ${spans(clash.nights)}.`, ...metSentences(clash.met ?? [], named)].join(' ');
    case 'not_registered':
      return `No bed is registered on these nights, so it is recorded without one: ${spans(clash.nights)}.`;
    case 'elsewhere':
      return `They are on record in another bed or place too: ${spans(clash.nights)}. Check which is right.`;
    case 'other_bed':
      if (clash.isUnregistered) return `The diary says “${clash.bed}”, which is not registered on all of these nights.`;
      return (clash.met ?? []).length > 0
        ? [`The diary says “${clash.bed}”, which was not free.`, ...metSentences(clash.met ?? [], named)].join(' ')
        : `The diary says “${clash.bed}”, and the unit has no bed of this name.`;
    case 'makes_way':
      return ['Because they are there, this loses its bed:', ...metSentences(clash.met, named)].join(' ');
    case 'gone_over':
      return `Gone over: ${clash.against.map(({ sentence }) => sentence).join(' ')}`;
    case 'around':
      return ['Not on the nights of whoever was there.', ...metSentences(clash.met, named)].join(' ');
  }
}
