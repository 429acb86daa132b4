import { describe, expect, it } from '@jest/globals';
import { shellOf, type ShellRole } from './shell.js';

const navOf = (role: ShellRole, path: string) => shellOf({ name: 'Sam', role, unitText: '' }, path).nav;

describe('the navigation', () => {
  it.each<[ShellRole, string[]]>([
    ['cas_worker', ['Today', 'Calendar', 'Requests', 'Young people', 'Alerts', 'Notices']],
    [
      'unit_staff',
      [
        'Today',
        'Calendar',
        'Requests',
        'Young people',
        'Occupancy',
        'Matching decisions',
        'Matching guide',
        'Alerts',
        'Notices',
      ],
    ],
    [
      'manager',
      [
        'Today',
        'Calendar',
        'Requests',
        'Young people',
        'Occupancy',
        'Matching decisions',
        'Matching guide',
        'Alerts',
        'Notices',
        'Background work',
      ],
    ],
    ['administrator', ['Accounts', 'Jobs']],
  ])('of %s', (role, texts) => {
    expect(navOf(role, '/').map(({ text }) => text)).toEqual(texts);
  });

  it.each([
    ['/', 'Today'],
    ['/calendar', 'Calendar'],
    ['/stays/1/arrive', 'Calendar'],
    ['/staffing/nights/2027-03-12', 'Calendar'],
    ['/visits', 'Calendar'],
    ['/reserves/1', 'Calendar'],
    ['/conflicts', 'Today'],
    ['/look-again', 'Today'],
    ['/units/1/waiting-list', 'Requests'],
    ['/units/1/freed-beds', 'Requests'],
    ['/alerts/ended', 'Alerts'],
    ['/units/1/alert-settings', 'Alerts'],
    ['/closures', 'Calendar'],
    ['/school-terms', 'Calendar'],
    ['/units/1/settings', 'Calendar'],
    ['/requests/1/options', 'Requests'],
    ['/enquiries/1', 'Requests'],
    ['/offers/1/sign', 'Requests'],
    ['/requests-old', undefined],
    ['/account', undefined],
  ])('on %s marks %s', (path, text) => {
    expect(
      navOf('manager', path)
        .filter(({ current }) => current)
        .map((item) => item.text),
    ).toEqual(text ? [text] : []);
  });
});
