import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { signed } from './form-token.js';
import { carryTyped, keepTyped, restoreTyped, takeTyped, typedValues } from './typed-forms.js';

const secret = 's'.repeat(32);
const me = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';

function aRequest(path: string, body: Record<string, unknown> = {}, at = '2027-03-01T09:00:00Z') {
  const settings: Record<string, unknown> = { 'form-secret': secret, now: () => new Date(at) };
  const app = { get: (name: string) => settings[name] };
  return { app, path, originalUrl: path, method: 'POST', body, query: {}, session: {} } as unknown as Request;
}

/** A form that was rendered for the user, posted after the session had ended. */
function anEndedForm(userId: string, path = '/requests/new') {
  return aRequest(path, { _csrf: `gone.${userId}.${signed(userId, secret)}`, aim: 'to rest', weekdays: ['5', '6'] });
}

/** What the sign-in page then posts, and what the form on that path shows to whoever signed in. */
function afterSignIn(carried: Record<string, unknown>, userId: string) {
  const req = aRequest('/sign-in', { ...carried, email: 'a@example.org', password: 'secret' });
  const back = restoreTyped(req, userId);
  const form = { ...aRequest(back.split('?')[0]!), session: req.session } as unknown as Request;
  return { back, typed: takeTyped(form), again: takeTyped(form) };
}

const carriedBy = (req: Request) => Object.fromEntries(carryTyped(req).map(({ name, value }) => [name, value]));

describe('typedValues', () => {
  it('leaves out passwords, fields of ours and what is no text, and mends what cannot be stored', () => {
    const body = { aim: 'a\u0000\ud800b', password: 'x', newPassword: 'x', _csrf: 'x', deep: {}, many: ['1', 2, '3'] };
    expect(typedValues(body)).toEqual({ aim: 'a\ufffd\ufffdb', many: ['1', '3'] });
  });

  it.each([undefined, null, {}, []])('takes %j as nothing', (body) => {
    expect(typedValues(body)).toEqual({});
  });
});

describe('input that was typed before the session ended', () => {
  it('comes back once, to the same person, on the same path', () => {
    const { back, typed, again } = afterSignIn(carriedBy(anEndedForm(me)), me);
    expect(back).toBe('/requests/new');
    expect(typed).toEqual({ aim: 'to rest', weekdays: ['5', '6'] });
    expect(again).toBeUndefined();
  });

  it('is read by nobody on the way', () => {
    const carried = carriedBy(anEndedForm(me))['_typed']!;
    for (const text of [carried, Buffer.from(carried, 'base64url').toString()]) expect(text).not.toMatch(/to rest|aim/);
    expect(carriedBy(anEndedForm(me))['_typed']).not.toBe(carried);
  });

  it('is passed on by the sign-in page when the password was wrong', () => {
    const carried = carriedBy(anEndedForm(me));
    expect(carriedBy(aRequest('/sign-in', { ...carried, email: 'a', password: 'b' }))).toEqual(carried);
  });

  it('is not shown to another person, who still goes to the page', () => {
    expect(afterSignIn(carriedBy(anEndedForm(me)), other)).toMatchObject({ back: '/requests/new', typed: undefined });
  });

  it('is not carried when the form was rendered for nobody or the mark is forged', () => {
    expect(carriedBy(aRequest('/requests/new', { aim: 'x' }))).toEqual({ _return: '/requests/new' });
    const forged = aRequest('/requests/new', { _csrf: `gone.${me}.${signed(me, 'another secret')}`, aim: 'x' });
    expect(carriedBy(forged)).toEqual({ _return: '/requests/new' });
  });

  it('cannot be changed or moved to another form on the way', () => {
    const carried = carriedBy(anEndedForm(me));
    const sealed = carried['_typed']!;
    for (const place of [0, 20, sealed.length - 2]) {
      const other = sealed[place] === 'A' ? 'B' : 'A';
      const changed = { ...carried, _typed: sealed.slice(0, place) + other + sealed.slice(place + 1) };
      expect(afterSignIn(changed, me).typed).toBeUndefined();
    }
    expect(afterSignIn({ ...carried, _return: '/offers/1/sign' }, me).typed).toBeUndefined();
  });

  it.each(['not json', 'null', '[]', '{}', '{"for":7}', '7', 'x'.repeat(70_000), '{"for":"a","sign":"b"}'])(
    'is ignored when it reads %.20s',
    (text) => {
      const { back, typed } = afterSignIn({ _return: '/requests/new', _typed: text }, me);
      expect({ back, typed }).toEqual({ back: '/requests/new', typed: undefined });
    },
  );

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/.//evil.example', undefined, ['/a', '/b']])(
    'never leads to %j',
    (target) => {
      expect(afterSignIn({ _return: target }, me).back).toBe('/');
    },
  );

  it('is not carried when it is too much', () => {
    const form = anEndedForm(me);
    (form.body as Record<string, string>)['aim'] = 'x'.repeat(70_000);
    expect(Object.keys(carriedBy(form))).toEqual(['_return']);
  });
});

describe('keepTyped', () => {
  it('keeps three forms, the latest ones', () => {
    const req = aRequest('/d');
    for (const path of ['/a', '/b', '/c', '/d']) keepTyped(req, path, { aim: path });
    expect(Object.keys(req.session.typed ?? {})).toEqual(['/b', '/c', '/d']);
  });

  it('keeps it for an hour', () => {
    const req = aRequest('/a');
    keepTyped(req, '/a', { aim: 'x' });
    const later = { ...aRequest('/a', {}, '2027-03-01T10:00:01Z'), session: req.session } as unknown as Request;
    expect(takeTyped(later)).toBeUndefined();
    expect(req.session.typed).toEqual({});
  });
});
