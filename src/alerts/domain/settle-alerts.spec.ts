import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AlertKind, Finding } from './alert-kinds.js';
import { settleAlerts, type Graded, type Settled, type Standing } from './settle-alerts.js';

const NOW = new Date('2026-12-01T10:00:00Z');
const LATER = new Date('2026-12-01T10:10:00Z');
const ON = () => true;
const KINDS = ['low_occupancy', 'request_late', 'bed_back'] as const;

const aFinding = (change: Partial<Finding> = {}): Finding => ({
  ...{ kind: 'low_occupancy', key: '7', opens: true, about: {}, figures: { percent: 40 }, dueAt: null },
  ...change,
});

/** A unit's alerts, kept as the service keeps them. */
class Unit {
  private rows: Standing[] = [];
  private times = 0;

  look(findings: readonly Finding[], { isOn = ON as (kind: AlertKind) => boolean, now = NOW } = {}): Settled {
    const settled = settleAlerts(this.rows, findings, isOn, now);
    const gone = new Set([...settled.end.map(({ id }) => id), ...settled.forget]);
    const said = new Map(settled.update.map(({ id, finding }) => [id, finding]));
    this.rows = this.rows
      .filter(({ id }) => !gone.has(id))
      .map((row) => ({ ...row, ...(said.has(row.id) && said.get(row.id)) }))
      .map((row) => (settled.wake.includes(row.id) ? { ...row, snoozedUntil: null } : row));
    for (const { finding } of settled.open) this.rows.push(this.standing(finding));
    return settled;
  }

  change(change: Partial<Standing>): void {
    this.rows = this.rows.map((row) => ({ ...row, ...change }));
  }

  get open(): string[] {
    return this.rows.filter(({ isResolved }) => !isResolved).map(({ kind, key }) => `${kind} ${key}`);
  }

  private standing(finding: Graded): Standing {
    return { ...finding, id: `alert ${(this.times += 1)}`, isResolved: false, snoozedUntil: null };
  }
}

const NOTHING: Settled = { open: [], update: [], end: [], forget: [], wake: [] };

const findings = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    key: fc.constantFrom('a', 'b', 'c'),
    opens: fc.boolean(),
    grade: fc.nat(3),
    figures: fc.record({ one: fc.nat(2), other: fc.option(fc.nat(2)) }),
    about: fc.constant({}),
    dueAt: fc.option(fc.constantFrom(NOW, LATER)),
  }),
  { selector: ({ kind, key }) => `${kind} ${key}` },
);
const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });

describe('what becomes of alerts at a look', () => {
  it('opens what is found past its threshold, once', () => {
    const unit = new Unit();
    expect(unit.look([aFinding()]).open).toEqual([{ finding: { ...aFinding(), grade: 0 }, again: false }]);
    expect(unit.look([aFinding()])).toEqual(NOTHING);
    expect(unit.open).toEqual(['low_occupancy 7']);
  });

  it('updates it when it says something else, and says when that is worse or better', () => {
    const unit = new Unit();
    unit.look([aFinding({ grade: 1 })]);
    expect(unit.look([aFinding({ grade: 1, figures: { percent: 41 } })]).update).toMatchObject([{ step: null }]);
    expect(unit.look([aFinding({ grade: 2, figures: { percent: 30 } })]).update).toMatchObject([{ step: 'worse' }]);
    expect(unit.look([aFinding({ grade: 0, figures: { percent: 49 } })]).update).toMatchObject([{ step: 'better' }]);
    expect(unit.look([aFinding({ grade: 0, figures: { percent: 49 }, dueAt: NOW })]).update).toHaveLength(1);
    expect(unit.open).toHaveLength(1);
  });

  it('does not take another order of the same figures for a change', () => {
    const unit = new Unit();
    unit.look([aFinding({ figures: { a: 1, b: 2 }, about: { stayId: 's', claimId: 'c' } })]);
    expect(unit.look([aFinding({ figures: { b: 2, a: 1 }, about: { claimId: 'c', stayId: 's' } })])).toEqual(NOTHING);
  });

  it('gives one alert for what wavers between the two thresholds', () => {
    const unit = new Unit();
    const steps = [false, true, false, true, false, false, true].map((opens) => unit.look([aFinding({ opens })]));
    expect(steps.flatMap(({ open }) => open)).toHaveLength(1);
    expect(steps.flatMap(({ end }) => end)).toEqual([]);
    expect(unit.look([]).end).toMatchObject([{ why: 'cause_gone' }]);
    expect(unit.look([aFinding({ opens: false })])).toEqual(NOTHING);
  });

  it('makes a new one when the cause has gone and comes back', () => {
    const unit = new Unit();
    unit.look([aFinding()]);
    unit.look([]);
    expect(unit.look([aFinding()]).open).toMatchObject([{ again: false }]);
  });

  it('ends all of a kind that was switched off, and finds it again once it is on', () => {
    const unit = new Unit();
    unit.look([aFinding(), aFinding({ kind: 'bed_back' })]);
    const isOn = (kind: AlertKind) => kind !== 'low_occupancy';
    expect(unit.look([aFinding(), aFinding({ kind: 'bed_back' })], { isOn }).end).toMatchObject([
      { why: 'switched_off' },
    ]);
    expect(unit.open).toEqual(['bed_back 7']);
    expect(unit.look([aFinding(), aFinding({ kind: 'bed_back' })]).open).toHaveLength(1);
  });

  it('wakes what was put off when its time has come, and not before', () => {
    const unit = new Unit();
    unit.look([aFinding()]);
    unit.change({ snoozedUntil: LATER });
    expect(unit.look([aFinding({ figures: { percent: 3 } })])).toMatchObject({ wake: [], update: [{}] });
    expect(unit.look([aFinding({ figures: { percent: 3 } })], { now: LATER })).toMatchObject({ wake: ['alert 1'] });
    expect(unit.look([aFinding({ figures: { percent: 3 } })], { now: LATER })).toEqual(NOTHING);
  });

  it.each([
    ['lasts', aFinding({ grade: 1 }), []],
    ['says something else', aFinding({ grade: 1, figures: { percent: 12 } }), []],
    ['got better', aFinding({ grade: 0 }), []],
    ['is only past the second threshold', aFinding({ grade: 2, opens: false }), []],
    ['got worse', aFinding({ grade: 2 }), [{ again: true }]],
  ])('of what was resolved by hand while its cause %s', (_, found, open) => {
    const unit = new Unit();
    unit.look([aFinding({ grade: 1 })]);
    unit.change({ isResolved: true });
    expect(unit.look([found])).toMatchObject({ open, update: [], end: [], forget: open.map(() => 'alert 1') });
    expect(unit.look([found])).toEqual(NOTHING);
  });

  it('compares what comes back with how bad it was when it was resolved', () => {
    const unit = new Unit();
    unit.look([aFinding({ grade: 2 })]);
    unit.change({ isResolved: true });
    unit.look([aFinding({ grade: 0 })]);
    expect(unit.look([aFinding({ grade: 2 })]).open).toEqual([]);
  });

  it('forgets what was resolved by hand once its cause has gone: the next time is a new one', () => {
    const unit = new Unit();
    unit.look([aFinding()]);
    unit.change({ isResolved: true });
    expect(unit.look([])).toMatchObject({ forget: ['alert 1'], end: [] });
    expect(unit.look([aFinding()]).open).toMatchObject([{ again: false }]);
  });
});

describe('whatever is found', () => {
  it('has one open alert for each key, and none that nothing stands behind', () => {
    fc.assert(
      fc.property(fc.array(findings, { maxLength: 6 }), (looks) => {
        const unit = new Unit();
        for (const found of looks) {
          unit.look(found);
          expect(new Set(unit.open).size).toBe(unit.open.length);
          const keys = found.map(({ kind, key }) => `${kind} ${key}`);
          expect(keys).toEqual(expect.arrayContaining(unit.open));
          const past = found.filter(({ opens }) => opens).map(({ kind, key }) => `${kind} ${key}`);
          expect(unit.open).toEqual(expect.arrayContaining(past));
        }
      }),
    );
  });

  it('changes nothing when the same is found again', () => {
    fc.assert(
      fc.property(findings, findings, (first, then) => {
        const unit = new Unit();
        unit.look(first);
        unit.look(then);
        expect(unit.look(then)).toEqual(NOTHING);
      }),
    );
  });

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(
        findings.chain((found) => fc.tuple(fc.constant(found), shuffled(found))),
        findings,
        (two, before) => {
          const [one, other] = two.map((found) => {
            const unit = new Unit();
            unit.look(before);
            return unit.look(found);
          });
          expect(one).toEqual(other);
        },
      ),
    );
  });

  it('takes the one that says more of two with one key, in either order', () => {
    const [one, other] = [aFinding({ opens: false, figures: { percent: 1 } }), aFinding({ grade: 1 })];
    for (const two of [
      [one, other],
      [other, one],
    ])
      expect(settleAlerts([], two, ON, NOW).open).toMatchObject([{ finding: { grade: 1, figures: { percent: 40 } } }]);
  });
});
