import { describe, expect, it } from '@jest/globals';
import type { BeforeAdmission } from './before-admission.js';
import { nextQuestion, type EmergencyQuestion } from './next-question.js';

const ALL: BeforeAdmission[] = ['why', 'risk', 'impact', 'authority', 'decision'];

describe('the next question of an emergency', () => {
  it.each<[string, string, BeforeAdmission[], EmergencyQuestion | undefined, string]>([
    ['begins with the first that is open', '', ALL, undefined, 'why'],
    ['is why, then who is staying', 'x', ALL, undefined, 'impact'],
    ['never asks what was just left empty', '', ALL, 'why', 'impact'],
    ['goes on past a line that was left empty', 'x', ['impact', 'authority', 'decision'], 'impact', 'authority'],
    ['is the decision after the last, answered or not', '', ALL, 'authority', 'decision'],
    ['is the decision once all are answered', 'x', ['risk', 'decision'], undefined, 'decision'],
  ])('%s', (_, why, missing, after, next) => expect(nextQuestion({ why }, missing, after)).toBe(next));
});
