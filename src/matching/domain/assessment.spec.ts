import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesBetween } from './assessment-changes.js';
import {
  asAssessment,
  draftFrom,
  faultsOf,
  pageBeside,
  pagesOf,
  restOf,
  withFactors,
  type AssessmentDraft,
  type AssessmentPage,
} from './assessment.js';
import { FACTOR_IDS, LEVELS, RISK_STATUSES } from './factors.js';

const TODAY = '2027-03-12';
const SIGNING = { today: TODAY, days: 182 };
const whole: AssessmentDraft = {
  hasChosen: true,
  ratings: [{ factor: 'self_harm', poses: 0, vulnerable: 3, status: 'mitigated', evidence: 'In May' }],
  source: 'Family meeting',
  sourceDate: '2027-03-10',
  strengths: 'Funny',
  helps: '',
  support: 'shared',
  roomNeeds: [],
  houseNeeds: '',
  reviewBy: TODAY,
};
const rated = (changes: object): AssessmentDraft => ({ ...whole, ratings: [{ ...whole.ratings[0]!, ...changes }] });
const places = (draft: AssessmentDraft) => faultsOf(draft, SIGNING).map(({ place }) => place);

describe('an assessment', () => {
  it('is whole with the factors that apply, and one word for the rest', () => {
    expect(faultsOf(whole, SIGNING)).toEqual([]);
    expect(restOf(whole)).toHaveLength(FACTOR_IDS.length - 1);
    expect(faultsOf({ ...whole, ratings: [] }, SIGNING)).toEqual([]);
  });

  it.each<[string, AssessmentDraft, string]>([
    ['nobody has said what applies', { ...whole, hasChosen: false }, 'ratings'],
    ['a 3 without evidence', rated({ evidence: '' }), 'ratings.0.evidence'],
    ['a 4 to others without evidence', rated({ poses: 4, vulnerable: 0, evidence: '' }), 'ratings.0.evidence'],
    ['a factor rated none both ways', rated({ poses: 0, vulnerable: 0 }), 'ratings.0.poses'],
    ['a factor without a status', rated({ status: null }), 'ratings.0.status'],
    ['a factor that is rated twice', { ...whole, ratings: [...whole.ratings, ...whole.ratings] }, 'ratings.1.factor'],
    ['no source for the rest', { ...whole, source: '' }, 'noKnownConcern.source'],
    ['no date for the rest', { ...whole, sourceDate: null }, 'noKnownConcern.date'],
    ['a source of tomorrow', { ...whole, sourceDate: '2027-03-13' }, 'noKnownConcern.date'],
    ['a source of longer ago than what is known counts', { ...whole, sourceDate: '2026-09-10' }, 'noKnownConcern.date'],
    ['no strength', { ...whole, strengths: '' }, 'strengths'],
    ['no review date', { ...whole, reviewBy: null }, 'reviewBy'],
    ['a review date that has passed', { ...whole, reviewBy: '2027-03-11' }, 'reviewBy'],
    ['a review date by which it counts no more', { ...whole, reviewBy: '2027-09-11' }, 'reviewBy'],
  ])('is refused at the place: %s', (_, draft, place) => {
    expect(places(draft)).toEqual([place]);
  });

  it.each<[string, Partial<AssessmentDraft>]>([
    ['the first day of which what is known counts', { sourceDate: '2026-09-11' }],
    ['the last day on which it counts', { reviewBy: '2027-09-10' }],
  ])('is taken on %s', (_, said) => {
    expect(faultsOf({ ...whole, ...said }, SIGNING)).toEqual([]);
  });

  it('says how old and how far ahead a date may be', () => {
    const said = faultsOf({ ...whole, sourceDate: '2020-01-01', reviewBy: '2099-01-01' }, SIGNING);
    expect(said.map(({ message }) => message)).toEqual([
      'This was too long ago: the matching guide counts what is known for 182 days. Ask again, and enter Friday 11 September 2026 or a later date.',
      'This is too far ahead: the matching guide counts what is known for 182 days. Enter Friday 10 September 2027 or an earlier date.',
    ]);
  });

  it('needs no evidence for what is medium at most', () => {
    expect(places(rated({ poses: 2, vulnerable: 2, evidence: '' }))).toEqual([]);
  });

  it('asks nothing about the rest of who rates every factor', () => {
    const ratings = FACTOR_IDS.map((factor) => ({ ...whole.ratings[0]!, factor }));
    const draft = { ...whole, ratings, source: '', sourceDate: null };
    expect(places(draft)).toEqual([]);
    expect(pagesOf(draft)).not.toContain('rest');
    expect(asAssessment(draft).noKnownConcern).toBeNull();
  });

  it('goes through every page once, forth and back', () => {
    fc.assert(
      fc.property(fc.subarray([...FACTOR_IDS]), (chosen) => {
        const draft = withFactors(whole, chosen);
        const seen: AssessmentPage[] = [];
        for (let page: AssessmentPage | undefined = 'factors'; page; page = pageBeside(draft, page, 'after'))
          seen.push(page);
        expect(seen).toEqual(pagesOf(draft));
        const back: AssessmentPage[] = [];
        for (let page: AssessmentPage | undefined = 'review'; page; page = pageBeside(draft, page, 'before'))
          back.push(page);
        expect(back.toReversed()).toEqual(seen);
      }),
    );
  });

  it('of which every fault lies on one of its pages can be finished by filling in its pages', () => {
    const rating = fc.record({
      factor: fc.constantFrom(...FACTOR_IDS),
      poses: fc.option(fc.constantFrom(...LEVELS)),
      vulnerable: fc.option(fc.constantFrom(...LEVELS)),
      status: fc.option(fc.constantFrom(...RISK_STATUSES)),
      evidence: fc.constantFrom('', 'Seen'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(rating, { selector: ({ factor }) => factor }), (ratings) => {
        const draft = { ...whole, ratings };
        for (const { page } of faultsOf(draft, SIGNING)) expect(pagesOf(draft)).toContain(page);
      }),
    );
  });

  it('starts a new version from the last, but for what is said anew each time', () => {
    const last = asAssessment(whole);
    const next = draftFrom(last, { supportLevel: 'one_to_one', roomNeeds: ['en-suite'] });
    expect(next).toMatchObject({ ratings: last.ratings, support: 'shared', sourceDate: null, reviewBy: null });
    expect(draftFrom(null, { supportLevel: 'one_to_one', roomNeeds: ['en-suite'] })).toMatchObject({
      ...{ hasChosen: false, ratings: [], support: 'one_to_one', roomNeeds: ['en-suite'] },
    });
  });

  it('keeps what was said of the factors that still apply', () => {
    const draft = withFactors(whole, ['substances', 'self_harm']);
    expect(draft.ratings.map(({ factor, vulnerable }) => [factor, vulnerable])).toEqual([
      ['self_harm', 3],
      ['substances', null],
    ]);
  });
});

describe('two versions', () => {
  const first = asAssessment(whole);

  it('say the same when nothing changed', () => {
    expect(changesBetween(first, first)).toEqual([]);
  });

  it('differ in each thing that one of them says otherwise, or not at all', () => {
    const second = { ...first, ratings: [], strengths: 'Cooks', reviewBy: '2027-06-01' };
    expect(changesBetween(first, second)).toEqual([
      {
        what: 'Self-harm',
        before: 'Risk to others none, risk from others high. Current but mitigated. In May',
        after: '',
      },
      { what: 'Strengths', before: 'Funny', after: 'Cooks' },
      { what: 'Review date', before: 'Friday 12 March 2027', after: 'Tuesday 1 June 2027' },
    ]);
  });
});
