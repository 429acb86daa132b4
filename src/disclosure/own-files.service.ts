import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { withoutJointWork, type Actor } from '../identity/domain/actor.js';
import { conflict, DomainError, invalid, invalidField, notFound } from '../kernel/domain-error.js';
import { mayKnowCharacteristics } from '../people/domain/characteristics.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged, versionOf } from '../platform/unchanged.js';
import { MOST_PUT_IN, takeOutFaults, type TakenOut } from './domain/release.js';
import { FileRequests, shown, type FileRequest, type StoredRequest } from './file-requests.service.js';
import {
  fileTables,
  makeOwnFile,
  notInFile,
  type FiledSection,
  type MadeFile,
  type StandingWords,
  type WithheldWords,
} from './make-own-file.js';
import { readOthers, readTables } from './own-file-reader.js';
import { FOR_KEY_WORKER, IN_FILE } from './tables.js';

type Person = Awaited<ReturnType<PeopleService['find']>>;

/** A young person's own file, as a copy of it is handed over. */
export interface OwnFile {
  youngPerson: { firstName: string; lastName: string; caseNumber: string };
  /** How many entries lack words that are withheld. */
  withheld: number;
  sections: FiledSection[];
  /** What is in no such file, and why. */
  notInFile: string[];
}

export interface ReleasedFile extends OwnFile {
  releasedAt: Date;
  releasedBy: string;
}

/** What a manager reads before a copy is released. */
export interface ToCheck {
  request: FileRequest;
  /** Of the copy as it was read: it is released like this or not at all. */
  version: string;
  withheld: WordsToCheck[];
  /** What is in the copy: each can be kept out by who knows whom it means. */
  standing: StandingWords[];
  copy: OwnFile;
}

/** Words that are withheld, for who checks them: empty where they may name somebody whom the manager may not read. */
export interface WordsToCheck extends Omit<WithheldWords, 'names'> {
  names: string[];
  /** Whether they may be put in by who has read them. */
  mayPutIn: boolean;
}

interface Released {
  putIn?: string[] | undefined;
  takeOut?: TakenOut[] | undefined;
  version: string;
  checked?: boolean | undefined;
}

/**
 * A young person's own file (UK GDPR, article 15): everything that the service holds of them, and nothing of another. A
 * manager reads the copy, and what is withheld from it, before it is released; what nobody has read is in no copy.
 */
@Injectable()
export class OwnFiles {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly people: PeopleService,
    private readonly requests: FileRequests,
    private readonly clock: Clock,
  ) {}

  /** The copy as it would be, and what is withheld from it, for whoever may release it, until it is released. */
  async toCheck(actor: Actor, youngPersonId: string, id: string): Promise<ToCheck> {
    // As it was at one moment: what is written meanwhile is in none of its tables.
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const { person, request } = await this.toRelease(manager, actor, youngPersonId, id);
      if (request.released) throw notFound(ALREADY);
      const made = await this.make(manager, actor, person);
      const { withheld } = made;
      const read = oncePerKey(withheld).map(({ names, ...one }): WordsToCheck => {
        const mayPutIn = isToPutIn({ names });
        const named = namesOf(names);
        const words = mayPutIn || names.length === 0 ? one.words : [];
        return { ...one, words, mayPutIn, names: mayPutIn ? named : [] };
      });
      const others = withheld.filter(isToPutIn).flatMap(({ names }) => names.flatMap((one) => one.id ?? []));
      await this.requests.trail(manager, actor, 'own_file.checked', youngPersonId, id, {}, others);
      return {
        request: shown(request),
        version: seenAs(made),
        withheld: read,
        standing: oncePerKey(made.standing),
        copy: copyOf(person, made),
      };
    });
  }

  /** Releases the copy: with the words that name nobody else after all, and without those that somebody is meant by. */
  async release(actor: Actor, youngPersonId: string, id: string, said: Released): Promise<FileRequest> {
    const { putIn = [], takeOut = [], version, checked } = said;
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      const { person, request } = await this.toRelease(manager, actor, youngPersonId, id);
      if (request.released) throw conflict('already-released', ALREADY);
      refuseIfChanged(person, shown(request));
      if (!checked) throw invalidField('checked', READ_FIRST);
      const read = await this.make(manager, actor, person);
      if (seenAs(read) !== version) throw new DomainError('gone_stale', 'changed-meanwhile', MEANWHILE);
      const readable = oncePerKey(read.withheld).filter(isToPutIn).slice(0, MOST_PUT_IN);
      if (putIn.some((key) => !readable.some((one) => one.key === key))) throw invalidField('putIn', NOT_THESE);
      const faults = takeOutFaults(takeOut, new Set(read.standing.map(({ key }) => key)));
      if (faults.length > 0) throw invalid('invalid-take-out', faults[0]!.message, faults);
      const isChanged = putIn.length + takeOut.length > 0;
      const made = isChanged ? await this.make(manager, actor, person, { putIn, takeOut }) : read;
      const left = made.withheld.length;
      await manager.query(
        `INSERT INTO own_file_releases (request_id, put_in, taken_out, withheld, copy, by_user, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          ...[id, putIn, JSON.stringify(takeOut.map(({ key, reason }) => ({ key, reason }))), left],
          ...[JSON.stringify(copyOf(person, made)), actor.id, this.clock.now()],
        ],
      );
      const details = { withheld: left, putIn: putIn.length, takenOut: takeOut.length };
      await this.requests.trail(manager, actor, 'own_file.released', youngPersonId, id, details);
      return shown(await this.requests.find(manager, youngPersonId, id));
    });
  }

  /** The copy as it was released; that it was opened is written to the trail, each time. */
  async open(actor: Actor, youngPersonId: string, id: string): Promise<ReleasedFile> {
    const { manager } = this.dataSource;
    const person = await this.people.find(manager, withoutJointWork(actor), youngPersonId);
    const { released } = await this.requests.find(manager, youngPersonId, id);
    if (!released) throw notFound(NOT_YET);
    const [stored] = await manager.query<[{ copy: OwnFile }]>(
      `SELECT copy FROM own_file_releases WHERE request_id = $1`,
      [id],
    );
    await this.requests.trail(manager, actor, 'own_file.read', youngPersonId, id);
    return {
      ...{ ...stored.copy, sections: await this.withTheirs(actor, person, stored.copy.sections, released.at) },
      ...{ releasedAt: released.at, releasedBy: released.by.name },
    };
  }

  /** What the key worker alone reads is in the copy that they open, as it stands now, and in no other. */
  private async withTheirs(
    actor: Actor,
    person: Person,
    sections: readonly FiledSection[],
    until: Date,
  ): Promise<FiledSection[]> {
    if (!mayKnowCharacteristics(actor, person)) return [...sections];
    const rows = await Promise.all(readTables(this.dataSource.manager, person.id, FOR_KEY_WORKER));
    const then = rows.map((one) => ({ ...one, rows: one.rows.filter(({ at }) => (at as Date) <= until) }));
    const filed = fileTables(then, { person, others: [], ...AS_IT_IS, isKeyWorker: true }).tables;
    return sections.map((section) => ({
      ...section,
      tables: section.tables.map((table) => filed.find(({ name }) => name === table.name) ?? table),
    }));
  }

  private async toRelease(
    manager: EntityManager,
    actor: Actor,
    youngPersonId: string,
    id: string,
  ): Promise<{ person: Person; request: StoredRequest }> {
    const person = await this.people.find(manager, withoutJointWork(actor), youngPersonId);
    const request = await this.requests.find(manager, youngPersonId, id);
    await this.requests.requireRelease(manager, actor, youngPersonId);
    return { person, request };
  }

  private async make(
    manager: EntityManager,
    actor: Actor,
    person: Person,
    { putIn, takeOut }: { putIn: readonly string[]; takeOut: readonly TakenOut[] } = { putIn: [], takeOut: [] },
  ): Promise<MadeFile> {
    const [others, ...tables] = await inOneGo(
      readOthers(manager, actor, person.id, this.clock.now()),
      ...readTables(manager, person.id, IN_FILE),
    );
    const byHand = { putIn: new Set(putIn), takeOut: new Set(takeOut.map(({ key }) => key)) };
    return makeOwnFile(tables, { person, others, ...byHand, isKeyWorker: false });
  }
}

/** Nothing put in nor kept out by hand. */
const AS_IT_IS = { putIn: new Set<string>(), takeOut: new Set<string>() };

/** Whether a copy is the one that was read. */
const seenAs = ({ sections, withheld }: MadeFile): string => versionOf({ sections, withheld });

const copyOf = ({ firstName, lastName, caseNumber }: Person, { sections, withheld }: MadeFile): OwnFile => ({
  ...{ youngPerson: { firstName, lastName, caseNumber }, withheld: withheld.length, sections },
  notInFile: notInFile(),
});

/** Words that a person may put in by hand: they were found by a name, and everybody whom they may name is theirs to read. */
const isToPutIn = ({ names }: Pick<WithheldWords, 'names'>): boolean =>
  names.length > 0 && names.every(({ isSeen }) => isSeen);

/** Each of them once, as they are called now before what they were called. */
const namesOf = (others: WithheldWords['names']): string[] => {
  const named = others.map(({ id, firstName, lastName }) => ({ id, name: `${firstName} ${lastName}`.trim() }));
  return [
    ...new Set(
      named
        .filter((one, at) => !named.some(({ id }, before) => before < at && id && id === one.id))
        .map(({ name }) => name),
    ),
  ];
};

const oncePerKey = <T extends { key: string }>(words: readonly T[]): T[] => [
  ...new Map(words.map((one) => [one.key, one])).values(),
];

const ALREADY = 'This copy is released already. Open it, or record that they ask again.';
const NOT_YET = 'Nobody has checked and released this copy yet. A manager of a unit that knows them does it.';
const READ_FIRST = 'Read the copy and what is withheld, then say that you have.';
const MEANWHILE = 'Something was written on the record since you read the copy. Read it again, then release it.';
const NOT_THESE =
  'Some of these words are not yours to put in. Choose among those of which it says that you can put them in.';
