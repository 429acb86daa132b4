import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asRuleSet, faultsOf } from './check-rule-set.js';

const delivered = (): Record<string, unknown> =>
  JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as Record<string, unknown>;

/** The document as delivered with something else at the path. */
function changed(path: string, value: unknown): unknown {
  const steps = path.split('.');
  const last = steps.pop()!;
  const document = delivered();
  let place: unknown = document;
  for (const step of steps) place = (place as Record<string, unknown>)[step];
  if (value === undefined) Reflect.deleteProperty(place as object, last);
  else (place as Record<string, unknown>)[last] = value;
  return document;
}

describe('a rule set', () => {
  it('passes as it is delivered', () => {
    expect(asRuleSet(delivered())).toEqual({ rules: delivered() });
  });

  it.each([
    ['interactions.0.poses', 'haircut', 'interactions[0].poses', /no such factor/],
    ['interactions.3.points', -1, 'interactions[3].points', /cannot be negative/],
    ['interactions.3.points', 101, 'interactions[3].points', /from 0 to 100/],
    ['interactions.3.points', 1.5, 'interactions[3].points', /whole number/],
    ['interactions.3.points', '12', 'interactions[3].points', /whole number/],
    ['interactions.3.points', null, 'interactions[3].points', /whole number/],
    ['interactions.0.why', '  ', 'interactions[0].why', /Say why/],
    ['interactions.0.why', 'a\u0000b', 'interactions[0].why', /cannot be stored/],
    ['title', '', 'title', /a name/],
    ['interactions.0.why', undefined, 'interactions[0].why', /missing/],
    ['interactions.0.strengths', 3, 'interactions[0].strengths', /no such field/],
    ['interactions', {}, 'interactions', /a list/],
    ['alike.0.from', 0, 'alike[0].from', /from 1 to 4/],
    ['alike.0.friendsPercent', 50, 'alike[0].friendsPercent', /from 100 to 300/],
    ['statuses.history_only.percent', 90, 'statuses.mitigated.percent', /graver than “History only”/],
    ['eases.0.factors.0', 'sleeping', 'eases[0].factors[0]', /no such factor/],
    ['eases.0.percent', 120, 'eases[0].percent', /from 0 to 100/],
    ['group.support.needs.one_to_one', 1.3, 'group.support.needs.one_to_one', /steps of 0.5/],
    ['group.support.needs.two_to_one', undefined, 'group.support.needs.two_to_one', /missing/],
    ['bands.0.from', 5, 'bands', /begins at 0/],
    ['bands.2.from', 10, 'bands[2].from', /above the one before/],
    ['bands.2.band', 'low', 'bands[2].band', /their order/],
    ['bands.3.verdict', 'suitable', 'bands[3].verdict', /milder advice/],
    ['bands.3.verdict', 'not_assessed', 'bands[3].verdict', /Choose one of/],
    ['score.mitigationFrom', 70, 'score.mitigationFrom', /below what is suitable/],
    ['againstAdvice.unsuitable.by', 'cas_worker', 'againstAdvice.unsuitable.by', /Choose one of/],
    ['stale.assessmentDays', 0, 'stale.assessmentDays', /from 1 to 730/],
    ['interactions.0.poses', 'religion', 'interactions[0].poses', /religion or belief/],
    ['ethnicityGap', 3, 'ethnicityGap', /race/],
    ['group.disabled', { atMost: 1 }, 'group.disabled', /disability/],
    ['interactions.0.why', 'Because he is gay.', 'interactions[0].why', /sexual orientation/],
  ])('is refused with %s as %j, at its place', (path, value, place, reason) => {
    expect(faultsOf(changed(path, value))).toEqual(
      expect.arrayContaining([{ place, reason: expect.stringMatching(reason) }]),
    );
  });

  it('is refused with a row twice', () => {
    const { interactions } = delivered() as { interactions: unknown[] };
    const twice = changed('interactions', [...interactions, interactions[0]]);
    expect(faultsOf(twice)).toEqual([{ place: `interactions[${interactions.length}]`, reason: expect.any(String) }]);
  });

  it('is refused whatever else it is, and nothing it holds ends the process', () => {
    fc.assert(
      fc.property(fc.anything(), (document) => {
        expect(faultsOf(document)).not.toEqual([]);
      }),
    );
    let deep: unknown = 'religion';
    for (let level = 0; level < 5_000; level += 1) deep = [deep];
    expect(faultsOf(deep)).not.toEqual([]);
  });

  it('names age and sex freely: a statement of purpose has them', () => {
    expect(faultsOf(changed('ageGap.why', 'Age and sex as the statement of purpose has them.'))).toEqual([]);
  });
});
