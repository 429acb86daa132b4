import type { Actor } from '../../identity/domain/actor.js';
import { dateIn } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import type { FieldWords } from '../../web/edit-form.js';
import { dateTime, staySpan } from '../../web/filters.js';
import type { TypedValues } from '../../web/typed-forms.js';
import { AIM_MET_TEXT, AIM_STATE_TEXT, AIM_STATES, mayWritePlan, type AimState } from '../domain/family-plan.js';
import type { PlanAim } from '../family-plan.service.js';

/** The aims of a family plan: those that are worked on, and the others. `isTheirs` is whether the record is the actor's to change. */
export function planPage(
  aims: readonly PlanAim[],
  actor: Pick<Actor, 'role'>,
  youngPersonId: string,
  isTheirs: boolean,
) {
  const path = `/young-people/${youngPersonId}/plan`;
  const mayWrite = isTheirs && mayWritePlan(actor);
  const rows = aims.map((aim) => ({
    text: aim.text,
    isOpen: aim.state === 'open',
    stateText: AIM_STATE_TEXT[aim.state],
    written: `Agreed on ${sayDate(aim.agreedOn)}, written down by ${aim.writtenBy}.`,
    steps: aim.steps.map(({ state, by, at, note }) => ({
      text: `${AIM_STATE_TEXT[state]}: ${by}, ${dateTime(at)}`,
      note,
    })),
    stays: aim.stays.map(({ arrival, departure, met, said, by, at }) => ({
      nights: staySpan({ arrival, departure }),
      text: `${AIM_MET_TEXT[met]}: ${by}, ${dateTime(at)}`,
      said,
    })),
    href: mayWrite ? `${path}/${aim.id}` : '',
  }));
  return {
    path,
    newPath: mayWrite ? `${path}/new` : '',
    open: rows.filter(({ isOpen }) => isOpen),
    others: rows.filter(({ isOpen }) => !isOpen),
  };
}

export const newAimValues = (now: Date): TypedValues => ({ text: '', agreedOn: dateIn(now, 'Europe/London') });

/** What stands of an aim, for whoever says what became of it. */
export const aimValues = (aim: Pick<PlanAim, 'state'> | undefined): TypedValues => ({ was: aim?.state ?? '' });

export const AIM_WORDS: FieldWords = {
  was: { label: 'The aim', text: (state) => AIM_STATE_TEXT[state as AimState] ?? 'Not there any more' },
};

/** What an aim can become, but what it is. */
export function stateChoices({ state }: Pick<PlanAim, 'state'>, chosen: unknown) {
  return AIM_STATES.filter((one) => one !== state).map((value) => ({
    ...{ value, text: value === 'open' ? 'Worked on again' : AIM_STATE_TEXT[value], checked: value === chosen },
  }));
}
