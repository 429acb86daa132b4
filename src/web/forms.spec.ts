import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { DomainError, conflict, invalid, notFound } from '../kernel/domain-error.js';
import { TextField, WholeNumberField } from './fields.js';
import { submitForm, typedBefore, type FormState, type Next } from './forms.js';

class BreakForm {
  @TextField('Aim') aim: string;
  @WholeNumberField('Nights', { min: 1, max: 17 }) nights: number;
}

/** Posts the body; what was shown or where it led, with the status. */
async function post(body: unknown, save: (form: BreakForm) => Promise<Next>) {
  const seen: Seen = { locals: {} };
  const session: SessionLike = { save: (done) => ((seen.saved = [...(session.flash ?? [])]), done()) };
  const res = {
    req: { body, session },
    locals: seen.locals,
    status: (status: number) => (seen.status = status),
    redirect: (status: number, to: string) => Object.assign(seen, { status, to }),
  };
  const show = (state: FormState) => void (seen.state = state);
  await submitForm(res as unknown as Response, { dto: BreakForm, fields: { length: 'nights' }, show, save });
  return seen;
}

interface Seen {
  status?: number;
  state?: FormState;
  to?: string;
  /** The messages in the session when it was stored. */
  saved?: string[];
  locals: object;
}

interface SessionLike {
  flash?: string[];
  save: (done: () => void) => void;
}

const good = { _csrf: 'x', aim: ' rest ', nights: '2' };

describe('submitForm', () => {
  it('saves a valid form, whitelisted, and sends the browser on after the session is stored', async () => {
    const saved: BreakForm[] = [];
    const seen = await post({ ...good, stafff: '1' }, (form) => Promise.resolve(saved.push(form)).then(() => '/next'));
    expect(saved).toEqual([{ aim: 'rest', nights: 2 }]);
    expect(seen).toMatchObject({ status: 303, to: '/next', saved: [] });
  });

  it('stores what is said where the form leads before the browser goes there', async () => {
    const seen = await post(good, () => Promise.resolve({ said: 'The break is asked for.', to: '/next' }));
    expect(seen).toMatchObject({ status: 303, to: '/next', saved: ['The break is asked for.'] });
  });

  it('shows the form again with 400, the sentences and exactly what was typed', async () => {
    const seen = await post({ ...good, nights: '99', aim: ' <b>' }, () => Promise.reject(new Error('not called')));
    expect(seen.status).toBe(400);
    expect(seen.locals).toEqual({ hasErrors: true });
    expect(seen.state).toEqual({
      values: { aim: ' <b>', nights: '99' },
      errors: { nights: 'Nights must be between 1 and 17.' },
    });
  });

  it.each([
    [400, invalid('x', 'Look at the dates.', [{ field: 'nights', message: 'Too many.' }]), { nights: 'Too many.' }],
    [409, conflict('bed-taken', 'Look at the dates.'), {}],
    [412, new DomainError('gone_stale', 'stale', 'Look at the dates.'), {}],
  ])('shows a refusal of the domain with %i', async (status, error, errors) => {
    const seen = await post(good, () => Promise.reject(error));
    expect(seen.status).toBe(status);
    expect(seen.state).toEqual({ values: { aim: ' rest ', nights: '2' }, errors, sentence: 'Look at the dates.' });
  });

  it('says a refusal at the field of the form where the service speaks of another', async () => {
    const error = invalid('x', 'Look at the dates.', [{ field: 'length', message: 'Too many.' }]);
    const seen = await post(good, () => Promise.reject(error));
    expect(seen.state?.errors).toEqual({ nights: 'Too many.' });
  });

  it('says a sentence once when it belongs to a field', async () => {
    const error = invalid('x', 'Too many.', [{ field: 'nights', message: 'Too many.' }]);
    expect((await post(good, () => Promise.reject(error))).state?.sentence).toBeUndefined();
  });

  it('says everything that is wrong with one field, each once', async () => {
    const wrong = ['Bed 2 is booked.', 'Bed 3 is booked.', 'Bed 2 is booked.'];
    const error = conflict(
      'taken',
      'Somebody is booked.',
      wrong.map((message) => ({ field: 'nights', message })),
    );
    const { state } = await post(good, () => Promise.reject(error));
    expect(state?.errors).toEqual({ nights: 'Bed 2 is booked. Bed 3 is booked.' });
  });

  it('passes on what the form cannot answer', async () => {
    await expect(post(good, () => Promise.reject(notFound()))).rejects.toThrow(DomainError);
    await expect(post(good, () => Promise.reject(new Error('boom')))).rejects.toThrow('boom');
  });
});

describe('typedBefore', () => {
  const aRequest = (typed?: object) =>
    ({
      path: '/requests/new',
      session: { typed },
      app: { get: () => () => new Date('2027-03-01T09:10:00Z') },
    }) as unknown as Request;

  it('is the initial values when nothing was kept', () => {
    expect(typedBefore(aRequest(), { nights: '2' })).toEqual({ values: { nights: '2' }, errors: {} });
  });

  it('is what was typed over the initial values, with a notice', () => {
    const req = aRequest({ '/requests/new': { values: { aim: 'rest' }, at: '2027-03-01T09:00:00Z' } });
    expect(typedBefore(req, { nights: '2' })).toMatchObject({
      values: { nights: '2', aim: 'rest' },
      notice: expect.stringContaining('Check what you typed'),
    });
    expect(typedBefore(req).notice).toBeUndefined();
  });
});
