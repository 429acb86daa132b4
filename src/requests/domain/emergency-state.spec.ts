import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STAY_STATES, type StayState } from '../../stays/domain/stay-state.js';
import { BEFORE_ADMISSION, missingBefore } from './before-admission.js';
import { EMERGENCY_DECISIONS, emergencyState, emergencySteps, type EmergencyFacts } from './emergency-state.js';

const at = (time: string) => new Date(`2027-03-12T${time}:00Z`);
const MONDAY = new Date('2027-03-15T17:00:00Z');
const none: EmergencyFacts = {
  askBy: at('23:00'),
  comeBy: at('23:20'),
  expectedAt: null,
  ended: false,
  stay: null,
  agreedSince: null,
  decisions: [],
};
const stay = (state: StayState) => ({ state, arrivedAt: at('21:40') });
const decided = (
  decision: (typeof EMERGENCY_DECISIONS)[number],
  more: { countersignBy?: Date | null; countersigned?: object } = {},
) => ({ decision, recordedAt: at('21:20'), countersignBy: MONDAY, countersigned: null, ...more });
const signed = { countersigned: {} };
const TUESDAY = new Date('2027-03-16T17:00:00Z');

describe('where an emergency stands', () => {
  it.each<[string, Partial<EmergencyFacts>, string, Date | null]>([
    ['just begun', {}, 'asking', at('23:00')],
    ['no place needed', { ended: true }, 'settled', null],
    ['here before anybody was asked', { stay: stay('in_residence') }, 'decision_owed', at('21:40')],
    ['came and left without a decision', { stay: stay('completed') }, 'decision_owed', at('21:40')],
    ['recorded by mistake', { stay: stay('cancelled') }, 'settled', null],
    ['agreed, to come', { decisions: [decided('agreed')], expectedAt: at('22:00') }, 'agreed', at('22:00')],
    [
      'agreed after they were to come',
      { decisions: [decided('agreed')], expectedAt: at('21:10') },
      'agreed',
      at('23:20'),
    ],
    ['agreed, and here', { decisions: [decided('agreed')], stay: stay('in_residence') }, 'to_countersign', MONDAY],
    [
      'agreed with conditions and countersigned',
      { decisions: [decided('agreed_with_conditions', signed)], stay: stay('in_residence') },
      ...(['settled', null] as [string, null]),
    ],
    ['refused', { decisions: [decided('refused')], ended: true }, 'to_countersign', MONDAY],
    ['refused and countersigned', { decisions: [decided('refused', signed)], ended: true }, 'settled', null],
    [
      'refused, and here',
      { decisions: [decided('refused')], stay: stay('in_residence') },
      'refused_but_here',
      at('21:20'),
    ],
    [
      'refused, and here, and decided otherwise since',
      { decisions: [decided('refused')], stay: stay('in_residence'), agreedSince: {} },
      ...(['to_countersign', MONDAY] as [string, Date]),
    ],
    [
      'refused after a bed was held, and decided otherwise since',
      { decisions: [decided('agreed', signed), decided('refused', signed)], stay: stay('booked'), agreedSince: {} },
      ...(['settled', null] as [string, null]),
    ],
    [
      'recorded by the manager in person',
      { decisions: [decided('agreed', { countersignBy: null })], stay: stay('in_residence') },
      ...(['settled', null] as [string, null]),
    ],
    [
      'refused by telephone, agreed to in person',
      {
        decisions: [decided('refused'), decided('agreed', { countersignBy: null })],
        stay: stay('in_residence'),
      },
      ...(['to_countersign', MONDAY] as [string, Date]),
    ],
    [
      'twice by telephone, the first of them countersigned',
      {
        decisions: [decided('refused', signed), decided('agreed', { countersignBy: TUESDAY })],
        stay: stay('in_residence'),
      },
      ...(['to_countersign', TUESDAY] as [string, Date]),
    ],
    [
      'refused after a bed was held',
      { decisions: [decided('agreed', signed), decided('refused', signed)], stay: stay('booked') },
      ...(['refused_but_held', at('21:20')] as [string, Date]),
    ],
    [
      'refused after a bed was held, and called off',
      { decisions: [decided('agreed', signed), decided('refused', signed)], stay: stay('cancelled') },
      ...(['settled', null] as [string, null]),
    ],
  ])('%s', (_, facts, state, due) => {
    const all = { ...none, ...facts };
    expect([emergencyState(all), emergencySteps(all)[0]?.due ?? null]).toEqual([state, due]);
  });

  it('owes a countersignature beside whatever else is owed, once there is a decision that was told', () => {
    const facts = fc.record({
      ended: fc.boolean(),
      stay: fc.option(fc.constantFrom(...STAY_STATES).map(stay)),
      decisions: fc.array(
        fc
          .tuple(fc.constantFrom(...EMERGENCY_DECISIONS), fc.boolean())
          .map(([one, isSigned]) => decided(one, isSigned ? signed : {})),
      ),
    });
    fc.assert(
      fc.property(facts, (some) => {
        const steps = emergencySteps({ ...none, ...some });
        expect(steps.some(({ state }) => state === 'to_countersign')).toBe(
          some.decisions.some((one) => !one.countersigned),
        );
        expect(new Set(steps.map(({ state }) => state)).size).toBe(steps.length);
        if (some.stay?.state === 'in_residence' && some.decisions.length === 0)
          expect(steps.map(({ state }) => state)).toEqual(['decision_owed']);
      }),
    );
  });
});

describe('what is missing before an admission is written as planned', () => {
  const whole = { why: 'x', risk: 'x', authority: 'x', decision: 'agreed' as const, impactOn: new Set(['a', 'b']) };

  it.each([
    [{}, ['a', 'b'], []],
    [{ impactOn: new Set(['a']) }, ['a', 'b'], ['impact']],
    [{ impactOn: new Set<string>() }, [], []],
    [{ decision: 'refused' as const }, [], ['decision']],
    [{ decision: null, authority: '' }, [], ['authority', 'decision']],
    [{ why: '', risk: '' }, [], ['why', 'risk']],
  ])('%j with %j staying: %j', (some, staying, missing) => {
    expect(missingBefore({ ...whole, ...some }, staying)).toEqual(missing);
  });

  it('is everything at first', () => {
    const nothing = { why: '', risk: '', authority: '', decision: null, impactOn: new Set<string>() };
    expect(missingBefore(nothing, ['a'])).toEqual(BEFORE_ADMISSION);
  });
});
