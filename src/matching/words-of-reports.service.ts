import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { WITHHELD_WORDS, type Other } from '../stays/domain/naming-others.js';
import { NamesOfOthers } from '../stays/names-of-others.service.js';
import type { LookOutcome } from './domain/information.js';
import type { Information } from './information-reader.js';

/** What somebody says who has looked at what was reported. */
export interface Looked {
  outcome: LookOutcome;
  note: string;
  /** What seems to be the name of another young person in the note is not. */
  namesNobodyElse?: boolean | undefined;
  /** The same of what was reported. */
  reportNamesNobodyElse?: boolean | undefined;
}

type Find = Awaited<ReturnType<NamesOfOthers['finder']>>;

/**
 * Who reads the words of what was reported. A report is never refused for what is in it: it is kept as it was said, and its
 * words are withheld from whoever may not read somebody whom they name, until somebody of a unit who may read both says that
 * they name nobody else. What is written by who looks at it is refused with a name in it; what was written before is withheld.
 */
@Injectable()
export class WordsOfReports {
  constructor(private readonly names: NamesOfOthers) {}

  /** As the actor may read them. One query, none of nothing. */
  async toldTo(manager: EntityManager, actor: Actor, all: readonly Information[]): Promise<Information[]> {
    const find = await this.finder(manager, actor, all);
    return all.map((one) => told(actor, one, find));
  }

  /** One of them, and whether it seems to name somebody. */
  async open(
    manager: EntityManager,
    actor: Actor,
    one: Information,
  ): Promise<{ told: Information; namesOthers: boolean }> {
    const find = await this.finder(manager, actor, [one]);
    return { told: told(actor, one, find), namesOthers: namedIn(one, find).length > 0 };
  }

  /** Refuses a note that names somebody. Whether what was reported is read by everybody from now on. */
  async checkLook(manager: EntityManager, actor: Actor, one: Information, said: Looked): Promise<boolean> {
    const { note, namesNobodyElse, reportNamesNobodyElse = false } = said;
    const words = { about: [one.youngPerson.id], field: 'note', text: note, namesNobodyElse };
    await this.names.refuse(manager, actor, words);
    if (!reportNamesNobodyElse) return false;
    const named = namedIn(one, await this.finder(manager, actor, [one]));
    if (named.some(({ isSeen }) => !isSeen)) throw invalidField('reportNamesNobodyElse', NOT_YOURS);
    return true;
  }

  private finder(manager: EntityManager, actor: Actor, all: readonly Information[]): Promise<Find> {
    return this.names.finder(manager, actor, [...new Set(all.map(({ youngPerson }) => youngPerson.id))]);
  }
}

const NOT_YOURS =
  'It seems to name somebody whom you may not read, so you cannot say that it names nobody. Leave this unticked, and ask the unit that knows them.';

const namedIn = ({ youngPerson, text, looks }: Information, find: Find): Other[] =>
  looks.some(({ clearsReport }) => clearsReport) ? [] : find([youngPerson.id], text);

function told(actor: Actor, one: Information, find: Find): Information {
  const isWithheld = (named: readonly Other[]) => named.some(({ isSeen }) => !isSeen);
  const looks = one.looks.map(({ noteNamesNobody, clearsReport: _, ...look }) => {
    const hides = !noteNamesNobody && isWithheld(find([one.youngPerson.id], look.note));
    return hides ? { ...look, note: WITHHELD_WORDS } : look;
  });
  // Whoever has written it knows what it says.
  const isTheirs = one.by.id === actor.id;
  return { ...one, looks, text: !isTheirs && isWithheld(namedIn(one, find)) ? WITHHELD_WORDS : one.text };
}
