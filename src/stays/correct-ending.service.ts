import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalid, invalidField } from '../kernel/domain-error.js';
import {
  checkEnding,
  stepOfEnding,
  type EndedBy,
  type EndingCode,
  type EndingStep,
  type Said,
} from './domain/ending.js';
import { whoAndWhy } from './domain/ending-text.js';
import { NamesOfOthers } from './names-of-others.service.js';
import { Stay } from './stay.entity.js';
import { StaysService, type StayView } from './stays.service.js';

/** What is right of how a stay ended, as far as something else was written down; and why it is put right. */
export interface RightEnding {
  by?: EndedBy | undefined;
  code?: EndingCode | undefined;
  /** What is said of it; left out, what was written down stays. */
  note?: string | undefined;
  reason: string;
  /** What seems to be the name of another young person in the note is not. */
  namesNobodyElse?: boolean | undefined;
}

/** Who ended a stay, or why they did not come, was written down wrongly: put right where it stands. */
@Injectable()
export class CorrectEnding {
  constructor(
    private readonly stays: StaysService,
    private readonly names: NamesOfOthers,
  ) {}

  /** The stay keeps its state, its times and its nights; what was written down before is kept in the history. */
  async correct(actor: Actor, id: string, right: RightEnding): Promise<StayView> {
    return this.stays.step(actor, id, 'ending_corrected', async (manager, stay) => {
      const step = this.endingToCorrect(stay);
      const before: Said = { by: stay.ending?.by ?? null, code: stay.ending?.code ?? null, note: stay.endedWhy };
      const now = corrected(before, right);
      const errors = checkEnding(step, now, actor.role).map((error) =>
        error.field === 'reason' ? { ...error, field: 'note' } : error,
      );
      if (errors[0]) throw invalid(`invalid-${errors[0].field}`, errors[0].message, errors);
      if (now.by === before.by && now.code === before.code && now.note === before.note)
        throw invalidField('code', 'This is what is on record already. Choose what is right, or leave it as it is.');
      // The key worker reads what is said of a family's ending, and nothing of the unit's; what they have read, they know.
      const { namesNobodyElse } = right;
      const words = { about: [stay.youngPerson.id], field: 'note', text: now.note, namesNobodyElse };
      const isNews = now.note !== before.note || before.by === 'unit';
      if (now.by !== 'unit' && isNews) await this.names.refuse(manager, actor, words);
      await manager.update(Stay, { id }, { endedBy: now.by, endedCode: now.code, endedWhy: now.note });
      return {
        nights: stay,
        note: `${right.reason.replace(/[.\s]*$/, '.')} ${recordedBefore(before)}`,
        ending: { endedBy: now.by, code: now.code, expectedAt: null },
      };
    });
  }

  /** The step with which it ended, otherwise than planned; refuses a stay that ended as it was planned. */
  endingToCorrect({ ending }: Pick<StayView, 'ending'>): EndingStep {
    if (ending) return stepOfEnding(ending.kind);
    throw conflict(
      'not-possible-now',
      'Nobody ended this stay early and nobody called it off, so there is no reason to correct. Look at the stay again.',
    );
  }
}

/** A reason is on the list of whoever ended it: with another, one of theirs is chosen anew. */
function corrected(before: Said, { by, code, note }: RightEnding): Said {
  const isOther = by !== undefined && by !== before.by;
  return { by: by ?? before.by, code: code ?? (isOther ? null : before.code), note: note ?? before.note };
}

function recordedBefore({ by, code, note }: Said): string {
  const said = [whoAndWhy({ by, code }), note && `“${note}”`].filter(Boolean).join(', ');
  return `Recorded before: ${said || 'no reason'}.`;
}
