import { describe, expect, it } from '@jest/globals';
import { ROLES } from '../../identity/domain/actor.js';
import { mayReadNote, NOTE_KINDS, noteKindChoices } from './stay-note.js';

describe('who may read a note on a stay that they may read', () => {
  it('is everybody, of a note on this child alone; but never the administrator', () => {
    expect(ROLES.filter((role) => mayReadNote(role, { namesOthers: false }))).toEqual([
      'cas_worker',
      'unit_staff',
      'manager',
    ]);
  });
  it('is the unit alone, where another child is named', () => {
    expect(ROLES.filter((role) => mayReadNote(role, { namesOthers: true }))).toEqual(['unit_staff', 'manager']);
  });
});

describe('the kinds of notes', () => {
  it('are all offered, each in words of its own', () => {
    const choices = noteKindChoices();
    expect(choices.map(({ value }) => value)).toEqual([...NOTE_KINDS]);
    expect(new Set(choices.map(({ text }) => text)).size).toBe(NOTE_KINDS.length);
  });
});
