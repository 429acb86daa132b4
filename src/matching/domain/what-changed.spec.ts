import { describe, expect, it } from '@jest/globals';
import { changesAsked, faultsOfAnswers } from './what-changed.js';

const stay = { arrival: '2027-03-19', keyWorker: 'Kim' };
const nothing = { changed: false, text: '' };

describe('what has changed before a stay', () => {
  it('counts when it was asked within the days before it, and not before them', () => {
    const at = (on: string) => changesAsked({ on, by: 'Kim', hasChanges: false }, stay, 14).isAnswered;
    expect(['2027-03-04', '2027-03-05', '2027-03-19', '2027-03-20'].map(at)).toEqual([false, true, true, true]);
    expect(changesAsked(null, stay, 14)).toMatchObject({ isAnswered: false, askFrom: '2027-03-05' });
  });

  it('says who answered, or who is to ask from when on', () => {
    expect(changesAsked(null, stay, 14).says).toBe(
      'Not asked yet. Kim, the key worker, asks from Friday 5 March 2027 on, before they come.',
    );
    expect(changesAsked({ on: '2027-03-10', by: 'Sam', hasChanges: true }, stay, 14).says).toBe(
      'Sam said on Wednesday 10 March 2027 that something has changed.',
    );
    expect(changesAsked({ on: '2027-03-01', by: 'Sam', hasChanges: false }, stay, 14).says).toContain('too early');
  });

  it('is said in words where it has changed, and nowhere else', () => {
    expect(faultsOfAnswers({ safety: nothing, around: nothing, needs: nothing })).toEqual([]);
    const answers = {
      ...{ safety: { changed: true, text: '' }, around: nothing, needs: { changed: false, text: 'New tablets' } },
    };
    expect(faultsOfAnswers(answers).map(({ field }) => field)).toEqual(['safety', 'needsChanged']);
  });
});
