import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RuleSet } from '../../matching/domain/rule-set.js';
import { VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import {
  DECISIONS,
  goesAgainst,
  meant,
  missingOf,
  MOST_MITIGATIONS,
  namedIn,
  needsManager,
  sayPlan,
  type Decided,
  type Decision,
} from './match-decision.js';

const { againstAdvice } = JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as RuleSet;
const decided = (more: Partial<Decided> = {}): Decided => ({
  ...{ decision: 'suitable', reasons: 'A calm week', mitigations: [], againstAdvice: null },
  ...more,
});
const plan = [{ what: 'Rooms apart', who: 'Night staff' }];
const kit = { firstName: 'Kit', lastName: 'Kestrel', caseNumber: 'DEMO-1288' };
const text = fc.string({ minLength: 1, maxLength: 40 }).filter((one) => one.trim() !== '');
const said = fc.record({
  decision: fc.constantFrom(...DECISIONS),
  reasons: text,
  mitigations: fc.array(fc.record({ what: text, who: text }), { maxLength: 4 }),
  againstAdvice: text,
});

describe('going against the advice', () => {
  const cases: [Decision, Verdict, boolean, boolean][] = [
    ['suitable', 'suitable', false, false],
    ['suitable', 'only_with_mitigation', true, false],
    ['suitable', 'not_assessed', true, true],
    ['suitable', 'unsuitable', true, true],
    ['suitable_with_mitigations', 'suitable', false, false],
    ['suitable_with_mitigations', 'only_with_mitigation', false, false],
    ['suitable_with_mitigations', 'not_assessed', true, true],
    ['suitable_with_mitigations', 'unsuitable', true, true],
    ['not_suitable', 'suitable', true, false],
    ...VERDICTS.slice(1).map((verdict): [Decision, Verdict, boolean, boolean] => {
      return ['not_suitable', verdict, false, false];
    }),
  ];
  it.each(cases)('%s against %s: %s, and for a manager alone: %s', (decision, verdict, against, managers) => {
    expect([goesAgainst(decision, verdict), needsManager(decision, verdict, againstAdvice)]).toEqual([
      ...[against, managers],
    ]);
  });

  it('is a manager’s where the matching guide says so, and the unit’s where it does not', () => {
    const all = (by: 'manager' | 'unit_staff') => ({
      only_with_mitigation: { by, why: '' },
      not_assessed: { by, why: '' },
      unsuitable: { by, why: '' },
    });
    expect(needsManager('suitable', 'only_with_mitigation', all('manager'))).toBe(true);
    expect(needsManager('suitable', 'unsuitable', all('unit_staff'))).toBe(false);
  });
});

describe('what is meant', () => {
  it('by a signature with reasons alone is “suitable”, with them against the advice where it is another', () => {
    expect(meant({ reasons: ' Fine ' }, 'suitable')).toEqual(decided({ reasons: 'Fine' }));
    for (const verdict of VERDICTS.slice(1))
      expect(meant({ reasons: 'Fine' }, verdict)).toEqual(decided({ reasons: 'Fine', againstAdvice: 'Fine' }));
  });

  it('by a plan without a decision is a plan', () => {
    expect(meant({ reasons: 'Fine', mitigations: plan }, 'only_with_mitigation')).toMatchObject({
      ...{ decision: 'suitable_with_mitigations', againstAdvice: null },
    });
  });

  it('by what stands against an advice with which it goes, is part of the reasons: nothing is lost', () => {
    const { reasons, againstAdvice: against } = meant(
      { decision: 'suitable', reasons: 'Fine', againstAdvice: 'Seen at tea' },
      'suitable',
    );
    expect([reasons, against]).toEqual(['Fine\nSeen at tea', null]);
  });

  it('by a no where the advice is a yes, is against it for the reasons that are given', () => {
    expect(meant({ decision: 'not_suitable', reasons: 'They fell out' }, 'suitable').againstAdvice).toBe(
      'They fell out',
    );
    const said = { decision: 'not_suitable', reasons: 'They fell out', againstAdvice: 'Seen at tea' } as const;
    expect(meant(said, 'suitable')).toMatchObject({ reasons: 'They fell out', againstAdvice: 'Seen at tea' });
    expect(meant({ decision: 'not_suitable', reasons: 'They fell out' }, 'unsuitable').againstAdvice).toBeNull();
  });

  it('is against the advice exactly where a reason for that is kept', () => {
    fc.assert(
      fc.property(said, fc.constantFrom(...VERDICTS), (one, verdict) => {
        const { decision, againstAdvice: against } = meant(one, verdict);
        expect(against !== null).toBe(goesAgainst(decision, verdict));
      }),
    );
  });
});

describe('what is missing', () => {
  it.each<[string, Partial<Decided>, Verdict, string[]]>([
    ['nothing of “suitable” with the advice', {}, 'suitable', []],
    ['reasons, of every decision', { decision: 'not_suitable', reasons: '' }, 'suitable', ['reasons']],
    ['nothing of a no against whatever advice', { decision: 'not_suitable' }, 'suitable', []],
    ['why it goes against the advice', {}, 'unsuitable', ['againstAdvice']],
    ['nothing where that is said', { againstAdvice: 'Seen at tea' }, 'unsuitable', []],
    ['a plan that was chosen', { decision: 'suitable_with_mitigations' }, 'only_with_mitigation', ['mitigations']],
    ['the decision that goes with a plan', { mitigations: plan }, 'suitable', ['mitigations']],
    [
      'what is done',
      { decision: 'suitable_with_mitigations', mitigations: [{ what: '', who: 'Jo' }] },
      'suitable',
      ['mitigations.0.what'],
    ],
    [
      'brevity',
      { decision: 'suitable_with_mitigations', mitigations: [{ what: 'x'.repeat(301), who: 'Jo' }] },
      'suitable',
      ['mitigations.0.what'],
    ],
    [
      'an end',
      { decision: 'suitable_with_mitigations', mitigations: Array(MOST_MITIGATIONS + 1).fill(plan[0]) },
      'suitable',
      ['mitigations'],
    ],
  ])('%s', (_, more, verdict, fields) => {
    expect(missingOf(decided(more), verdict).map(({ field }) => field)).toEqual(fields);
  });

  it('is always who does it, of a plan in which one thing is nobody’s', () => {
    fc.assert(
      fc.property(said, fc.nat(), fc.constantFrom(...VERDICTS), (one, at, verdict) => {
        const mitigations = [...one.mitigations];
        mitigations.splice(at % (mitigations.length + 1), 0, { what: 'Rooms apart', who: '  ' });
        const signed = meant({ ...one, decision: 'suitable_with_mitigations', mitigations }, verdict);
        expect(missingOf(signed, verdict).map(({ message }) => message)).toContain('Say who does it: Rooms apart');
      }),
    );
  });

  it('never is anything of a no but its reasons', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...VERDICTS), (reasons, verdict) => {
        expect(missingOf(meant({ decision: 'not_suitable', reasons }, verdict), verdict)).toEqual([]);
      }),
    );
  });
});

describe('naming another young person in a plan', () => {
  it.each<[string, string, string | undefined]>([
    ['Kit’s room stays locked', 'Night staff', 'Kit'],
    ['Away from KIT', 'Night staff', 'Kit'],
    ['The Kestrel boy eats first', 'Jo', 'Kestrel'],
    ['keep away from kit kestrel', 'Jo', 'Kit Kestrel'],
    ['the kestrel boy eats first', 'Jo', 'Kestrel'],
    ['Rooms apart', 'Kit Kestrel', 'Kit Kestrel'],
    ['Rooms apart', 'kit kestrel', 'Kit Kestrel'],
    ['the first aid kit is at hand', 'Jo', 'Kit'],
    ['Kestrel, Kit has the room', 'Jo', 'Kit'],
    ['KK has the room', 'Jo', 'somebody else'],
    ['As for DEMO 1288', 'Jo', 'somebody else'],
    ['Rooms apart', 'Jo, as for demo-1288', 'somebody else'],
    ['Room 1288', 'Jo', undefined],
    ['Rooms apart', 'Jo Kestrel', undefined],
    ['Look in the kitchen', 'Jo', undefined],
    ['A Kitchen rota', 'Jo', undefined],
  ])('%s (%s): %s', (what, who, named) => {
    expect(namedIn(what, who, [kit])?.name).toBe(named);
  });

  it('leaves out a name that stands for the young person themself', () => {
    expect(namedIn('Rooms apart', 'Jo', [{ firstName: '', lastName: '' }])).toBeUndefined();
  });

  it('finds who is not to be there by the whole name, and leaves a first name to others who have it', () => {
    const ash = { firstName: 'Ash', lastName: 'Auk', isElsewhere: true } as const;
    expect(namedIn('A walk with ash auk at four', 'Jo', [ash])).toEqual({ field: 'what', name: 'Ash Auk' });
    expect(namedIn('A walk at four', 'Ash Auk', [ash])).toEqual({ field: 'who', name: 'Ash Auk' });
    expect(namedIn('A walk with Ash at four', 'Jo', [ash])).toBeUndefined();
  });

  it('takes words for words: “staff will check” names no Will', () => {
    expect(namedIn('Staff will check', 'Jo', [{ firstName: 'Will', lastName: 'O’Hara-Example' }])).toBeUndefined();
    expect(
      namedIn('O’Hara-Example sleeps upstairs', 'Jo', [{ firstName: 'Will', lastName: 'O’Hara-Example' }])?.name,
    ).toBe('O’Hara-Example');
  });
});

it('a plan is one sentence, and none is nothing', () => {
  expect(sayPlan([...plan, { what: 'Checks every hour.', who: 'Jo' }])).toBe(
    'The plan: Rooms apart (Night staff); Checks every hour (Jo).',
  );
  expect(sayPlan([])).toBe('');
});
