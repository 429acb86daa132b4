import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leadOf, mayTakeForAny, partName, planParts } from './parts.js';
import { OPEN_STATES, REQUEST_STATES, type RequestState } from './states.js';

const part = (state: RequestState, due?: string) => ({ state, nextAction: due ? { due: new Date(due) } : null });
const any = fc.array(
  fc.record({
    state: fc.constantFrom(...REQUEST_STATES),
    nextAction: fc.option(fc.record({ due: fc.option(fc.date({ noInvalidDate: true })) })),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('the part on which the state of its request hangs', () => {
  it.each<[string, RequestState[], RequestState]>([
    ['a draft as long as one part is', ['submitted', 'draft', 'booked'], 'draft'],
    ['one that is to be decided, before one that is booked', ['booked', 'in_review'], 'in_review'],
    ['one that is to be decided, before one that waits', ['waitlisted', 'submitted'], 'submitted'],
    ['one that waits, before who is staying', ['in_residence', 'waitlisted'], 'waitlisted'],
    ['who is staying, before who is to come', ['booked', 'in_residence'], 'in_residence'],
    ['who is to come, before what is over', ['completed', 'booked', 'declined'], 'booked'],
    ['a stay that took place, before one that did not', ['cancelled', 'no_show', 'completed'], 'completed'],
    ['a refusal, before what was withdrawn', ['withdrawn', 'declined'], 'declined'],
  ])('is %s', (_, states, state) => expect(leadOf(states.map((one) => part(one))).state).toBe(state));

  it('is the one that is due first among those to be decided, one without a date after them', () => {
    const parts = [part('submitted'), part('offered', '2027-03-09T17:00Z'), part('in_review', '2027-03-08T17:00Z')];
    expect(leadOf(parts)).toBe(parts[2]);
    expect(leadOf(parts.slice(0, 2))).toBe(parts[1]);
  });

  it('is the first of those that are equal, and always one of them; open as long as any is', () => {
    const same = [part('submitted'), part('submitted')];
    expect(leadOf(same)).toBe(same[0]);
    fc.assert(
      fc.property(any, (parts) => {
        const lead = leadOf(parts);
        expect(parts).toContain(lead);
        const isOpen = parts.some(({ state }) => OPEN_STATES.includes(state));
        expect(OPEN_STATES.includes(lead.state)).toBe(isOpen);
      }),
    );
  });
});

describe('a step for all parts', () => {
  const on = { unit: { id: 'u' }, askedBy: { id: 'k' } };
  const worker = { id: 'k', role: 'cas_worker' as const, units: [] };
  it('is possible where it is for one of them', () => {
    const parts = [part('booked'), part('submitted')];
    expect(mayTakeForAny('withdraw', on, parts, worker).available).toBe(true);
  });
  it('is refused as for the part on which the state hangs', () => {
    const answer = mayTakeForAny('reopen', on, [part('completed'), part('withdrawn')], worker);
    expect(answer).toMatchObject({ available: false, why: expect.stringContaining('Stay completed') });
  });
});

describe('the name of a part', () => {
  const ash = { id: 'a', firstName: 'Ash', lastName: 'Example' };
  const bo = { id: 'b', firstName: 'Bo', lastName: 'Example' };
  it.each([
    ['its place', [ash, ash, ash], 'Break 2 of 3'],
    ['its place, and whose it is', [ash, bo], 'Break 2 of 2, for Bo Example'],
  ])('is %s', (_, people, name) => {
    const parts = people.map((youngPerson, place) => ({ position: place + 1, youngPerson }));
    expect(partName(parts[1]!, parts)).toBe(name);
  });
});

describe('the parts of a draft, wanted otherwise', () => {
  const all = [
    { id: '1', youngPersonId: 'ash', position: 1, isDraft: true, isNoted: false },
    { id: '2', youngPersonId: 'ash', position: 2, isDraft: false, isNoted: true },
    { id: '3', youngPersonId: 'bo', position: 3, isDraft: true, isNoted: false },
  ];
  it.each([
    [
      'as they are',
      ['ash', 'bo'],
      1,
      [
        ['1', 1],
        ['3', 3],
      ],
      [],
      [],
    ],
    [
      'more of each',
      ['ash', 'bo'],
      2,
      [
        ['1', 1],
        ['3', 4],
      ],
      [
        ['ash', 3],
        ['bo', 5],
      ],
      [],
    ],
    ['for one fewer', ['bo'], 1, [['3', 1]], [], ['1']],
    ['for another one first', ['cy', 'ash'], 1, [['1', 3]], [['cy', 1]], ['3']],
  ])('are, wanted %s, in places of their own', (_, people, breaks, kept, added, left) => {
    const plan = planParts(all, people, breaks);
    expect(plan.kept.map(({ id, position }) => [id, position])).toEqual(kept);
    expect(plan.added.map(({ youngPersonId, position }) => [youngPersonId, position])).toEqual(added);
    expect(plan.left).toEqual(left);
    expect(plan.givenUp).toEqual([]);
  });

  it('keep what something is written of: before the others, and in its place where it is wanted no more', () => {
    const part = (id: string, youngPersonId: string, isNoted = false) => ({
      ...{ id, youngPersonId, isNoted, isDraft: true, position: Number(id) },
    });
    const noted = [part('1', 'ash'), part('2', 'ash', true), part('3', 'bo', true), part('4', 'cy')];
    expect(planParts(noted, ['ash', 'cy'], 1)).toEqual({
      kept: [
        { id: '2', position: 1 },
        { id: '4', position: 2 },
      ],
      ...{ added: [], left: ['1'], givenUp: ['3'], last: 2 },
    });
    expect(planParts(noted, ['cy', 'dee', 'eve'], 1)).toMatchObject({ givenUp: ['2', '3'], left: ['1'], last: 5 });
  });
});
