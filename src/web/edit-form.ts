import type { Request, Response } from 'express';
import { whileUnchanged } from '../platform/unchanged.js';
import { submitForm, type PostedForm } from './forms.js';
import { mergeMeanwhile, readSeen, sameValues, SEEN } from './meanwhile.js';
import { typedValues, type TypedValues } from './typed-forms.js';

/** A field in words: its name, and a value of it. */
export type FieldWords = Record<string, { label: string; text: (value: string | string[]) => string }>;

/** What a form of something that is saved already begins with: its values, which the form sends back as seen. */
export function editValues(saved: TypedValues): TypedValues {
  return { ...saved, [SEEN]: JSON.stringify(saved) };
}

/** Does what the form asks for, unless what it showed was changed since: then a service refuses (`gone_stale`). */
export function asSeen<R extends object, T>(req: Request, valuesOf: (record: R) => TypedValues, work: () => T): T {
  const seen = readSeen(typedValues(req.body));
  return seen ? whileUnchanged((record) => sameValues(valuesOf(record as R), seen), work) : work();
}

/**
 * Like `submitForm`, for what is saved already. Where somebody else changed it since the form was shown, nothing is
 * saved: the form comes again (412) with what was typed, and says what changed meanwhile.
 */
export async function submitEdit<T extends object, R extends object>(
  res: Response,
  form: PostedForm<T> & {
    /** The record as it is saved now. */
    read: () => Promise<R>;
    /** The form of a record. */
    valuesOf: (record: R) => TypedValues;
    words: FieldWords | (() => Promise<FieldWords>);
  },
): Promise<void> {
  const seen = readSeen(typedValues(res.req.body));
  const { show, save, read, valuesOf } = form;
  await submitForm(res, {
    ...form,
    save: (input) => asSeen(res.req, valuesOf, () => save(input)),
    show: async (state) => {
      if (res.statusCode !== 412 || !seen) return show(state);
      const saved = valuesOf(await read());
      const words = typeof form.words === 'function' ? await form.words() : form.words;
      const { values, changed } = mergeMeanwhile(seen, saved, state.values);
      const said = changed.map(({ field, saved, typed }) => {
        const { label, text } = words[field]!;
        return {
          label,
          saved: text(saved) || 'Nothing',
          typed: typed === undefined ? undefined : text(typed) || 'Nothing',
        };
      });
      await show({ ...state, values: { ...values, [SEEN]: JSON.stringify(saved) }, changed: said });
    },
  });
}
