import { describe, expect, it } from '@jest/globals';
import { aRequestView, anOfferView } from '../../../test/support/request-views.js';
import { letterAbout, letterPage } from './letter.page.js';

const now = new Date('2027-03-04T09:00:00Z');
const UNTOLD = { telephone: null, arriveAt: null, leaveAt: null };
const signed = (arrival: string, departure: string, expires = '2027-03-10T17:00:00Z') =>
  anOfferView({ id: arrival, state: 'offered', arrival, departure, expires: new Date(expires) });
const letter = (...offers: ReturnType<typeof signed>[]) => {
  const request = aRequestView({ state: 'offered', offers });
  return letterPage(request, letterAbout(request)!, UNTOLD, now, []);
};

describe('a letter about one option', () => {
  it('says the nights and until when, and asks for yes or no', () => {
    const page = letter(signed('2027-03-12', '2027-03-14'));
    expect(page).toMatchObject({
      isOffer: true,
      until: '17:00 on Wednesday 10 March',
      options: [{ nights: '2 nights' }],
    });
    const lines = page.easy.map(({ text }) => text);
    expect(lines).toContain('You would come on Friday 12 March.');
    expect(lines).toContain('You can say yes or no.');
  });
});

describe('the plan that was signed', () => {
  const plan = { what: 'A night light.', who: 'Night staff' };
  const [first, sameNights, later] = [
    signed('2027-03-12', '2027-03-14'),
    anOfferView({ ...signed('2027-03-12', '2027-03-14'), id: 'other-bed' }),
    signed('2027-03-19', '2027-03-21'),
  ];
  const request = aRequestView({ state: 'offered', offers: [first, sameNights, later] });
  const decisions = [
    { about: first.id, mitigations: [plan] },
    { about: first.id, mitigations: [{ what: 'What was signed before', who: 'Jo' }] },
    { about: 'other-bed', mitigations: [plan, { what: 'The quiet room', who: 'Jo' }] },
    { about: 'of another child', mitigations: [{ what: 'Nobody’s business', who: 'Jo' }] },
  ];
  const page = letterPage(request, letterAbout(request)!, UNTOLD, now, decisions);
  it('stands with the nights that it is for, each line once', () => {
    expect(page.hasPlan).toBe(true);
    expect(page.options.map((option) => option.plan)).toEqual([
      [
        { what: 'A night light', who: 'Night staff' },
        { what: 'The quiet room', who: 'Jo' },
      ],
      [],
    ]);
    const easy = page.easy.map(({ text }) => text);
    expect(easy).toContain('The plan: A night light. Who does it: Night staff.');
    expect(JSON.stringify(page)).not.toMatch(/signed before|business/);
  });
});

describe('what families are told of the unit', () => {
  const request = aRequestView({ state: 'offered', offers: [signed('2027-03-12', '2027-03-14')] });
  const easy = (told: Partial<typeof UNTOLD> | Record<string, string>) =>
    letterPage(request, letterAbout(request)!, { ...UNTOLD, ...told }, now, []).easy.map(({ text }) => text);
  it('stands beside the days and at the end', () => {
    expect(easy({ telephone: '0151 496 0000', arriveAt: '16:00', leaveAt: '10:00' })).toEqual(
      expect.arrayContaining([
        'You would come on Friday 12 March, at about 16:00.',
        'You would go home on Sunday 14 March, at about 10:00.',
        'You can ring Seaview House: 0151 496 0000',
      ]),
    );
  });
  it.each([
    [{ arriveAt: '16:00' }, 'You would go home on Sunday 14 March.'],
    [{ leaveAt: '10:00' }, 'You would come on Friday 12 March.'],
    [{}, 'You can ask Dana Example anything.'],
  ])('of %j nothing else is made up', (told, line) => {
    expect(easy(told)).toContain(line);
    expect(easy(told).join()).not.toMatch(/ring|null/);
  });
});

describe('a letter about several options', () => {
  it('lists each, earliest first, with one end where it is one', () => {
    const page = letter(signed('2027-03-19', '2027-03-21'), signed('2027-03-12', '2027-03-14'));
    expect(page.until).toBe('17:00 on Wednesday 10 March');
    expect(page.options.map(({ arrivalDay }) => arrivalDay)).toEqual(['Friday 12 March', 'Friday 19 March']);
    const lines = page.easy.map(({ text }) => text);
    expect(lines).toEqual(
      expect.arrayContaining([
        'You can choose one of 2.',
        'Choice 1: you would come on Friday 12 March.',
        'Choice 2: you would come on Friday 19 March.',
        'You can also say no to all of them.',
      ]),
    );
    expect(lines.filter((line) => line.includes('before'))).toEqual([
      'Please tell Dana Example before 17:00 on Wednesday 10 March.',
    ]);
  });
  it('says of each until when, where the ends differ', () => {
    const page = letter(signed('2027-03-12', '2027-03-14'), signed('2027-03-19', '2027-03-21', '2027-03-12T17:00:00Z'));
    expect(page.until).toBeNull();
    expect(page.easy.filter(({ text }) => text.includes('before')).map(({ text }) => text)).toEqual([
      'Please tell Dana Example before 17:00 on Wednesday 10 March.',
      'Please tell Dana Example before 17:00 on Friday 12 March.',
    ]);
  });
});

describe('what was said when the break was asked for', () => {
  const said = { wishes: 'To cook pasta', familyWishes: 'A night of sleep' };
  const about = (more: object = {}) => {
    const request = aRequestView({ state: 'offered', offers: [signed('2027-03-12', '2027-03-14')], ...said, ...more });
    return letterPage(request, letterAbout(request)!, UNTOLD, now, []);
  };
  it('stands in the letter to them', () => {
    expect(about()).toMatchObject(said);
    expect(about().easy.map(({ text }) => text)).toContain('You told us: “To cook pasta”');
  });
  it('stands in the letter of none of several brothers and sisters, but for what they say themselves', () => {
    const { parts, youngPerson } = aRequestView();
    const other = { ...parts[0]!, youngPerson: { ...youngPerson, id: 'bo' } };
    expect(about({ parts: [...parts, other] })).toMatchObject({ wishes: 'To cook pasta', familyWishes: '' });
  });
});

describe('a letter', () => {
  it('says nothing of a proposal that nobody has signed', () => {
    expect(letterAbout(aRequestView({ state: 'proposed', offers: [anOfferView()] }))).toBeUndefined();
    const mixed = aRequestView({ state: 'offered', offers: [signed('2027-03-12', '2027-03-14'), anOfferView()] });
    expect(letterAbout(mixed)?.nights).toHaveLength(1);
  });
});
