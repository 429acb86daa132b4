import { describe, expect, it } from '@jest/globals';
import { choicesOf, howOf, quietFrom, USUAL, type ChoicesChange } from './choices.js';
import { NOTICE_KINDS, TOPIC_OF } from './notice-kinds.js';
import type { How, QuietHours } from './when-to-send.js';

const NIGHT = { from: '20:00', until: '07:00' };

describe('what somebody has chosen', () => {
  it('is as usual until they choose, and for what came later', () => {
    expect(choicesOf()).toEqual(USUAL);
    const chosen = choicesOf({ how: { offers: 'not' }, quiet: null, whileAway: 'both' });
    expect(chosen).toEqual({ how: { ...USUAL.how, offers: 'not' }, quiet: null, whileAway: 'both' });
  });

  it('says of every kind of notice how they hear of it', () => {
    const chosen = choicesOf({ how: { offers: 'not', reviews: 'morning' }, quiet: null, whileAway: 'both' });
    const heard = (how: How) => NOTICE_KINDS.filter((kind) => howOf(chosen, kind) === how);
    expect(heard('not')).toEqual(NOTICE_KINDS.filter((kind) => TOPIC_OF[kind] === 'offers'));
    expect(heard('morning')).toEqual(['stay_over', 'review_overdue']);
    expect(heard('at_once')).toEqual(expect.arrayContaining(['emergency_placed', 'nights_free']));
  });
});

describe('quiet hours', () => {
  it.each<[QuietHours | null, ChoicesChange['quiet'], QuietHours | null]>([
    [NIGHT, undefined, NIGHT],
    [NIGHT, { on: false }, null],
    [NIGHT, { on: false, from: '1', until: '1' }, null],
    [NIGHT, { from: '21:00' }, { from: '21:00', until: '07:00' }],
    [null, { from: '21:00', until: '06:00' }, null],
    [null, { on: true, ...NIGHT }, NIGHT],
  ])('%j, asked for %j, are %j', (before, asked, quiet) => expect(quietFrom(before, asked)).toEqual({ quiet }));

  it.each<[QuietHours | null, ChoicesChange['quiet'], string[]]>([
    [null, { on: true }, ['quiet.from', 'quiet.until']],
    [null, { on: true, from: '20:00' }, ['quiet.until']],
    [NIGHT, { until: '20:00' }, ['quiet.until']],
  ])('%j, asked for %j, are refused at %j', (before, asked, fields) => {
    const answer = quietFrom(before, asked);
    expect('errors' in answer && answer.errors.map(({ field }) => field)).toEqual(fields);
  });
});
