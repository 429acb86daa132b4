import { expect, it } from '@jest/globals';
import { SnakeNames, snakeCase } from './snake-names.js';

it.each([
  ['arrival', 'arrival'],
  ['arrivalTime', 'arrival_time'],
  ['already_snake', 'already_snake'],
  ['nights28Days', 'nights28_days'],
])('%s → %s', (name, expected) => {
  expect(snakeCase(name)).toBe(expected);
});

it('keeps a name that an entity gives', () => {
  expect(new SnakeNames().columnName('organisation', 'organisation_id', [])).toBe('organisation_id');
  expect(new SnakeNames().joinColumnName('youngPerson', 'id')).toBe('young_person_id');
});
