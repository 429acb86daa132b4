import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../../kernel/domain-error.js';
import { FileRefused, type FileRead } from '../domain/file-read.js';
import type { ReadFor } from '../domain/rows-of-event.js';

export interface FileQuestion {
  bytes: Uint8Array;
  fileName: string;
  readFor: ReadFor;
  /** Where the thread says which event it has come to. */
  at: SharedArrayBuffer;
}

export type FileAnswer = { read: FileRead } | { refused: string | null };

const LONGEST_MS = 10_000;
const MOST_MEMORY_MB = 384;
/** So many files are read at a time by one process; whoever comes then waits for the one before. */
const AT_ONCE = 2;

// Beside this file when built; a run from the sources takes that of the last build.
const built = new URL('read-file.worker.js', import.meta.url);
const WORKER = existsSync(fileURLToPath(built))
  ? built
  : new URL('../../../dist/src/diary/files/read-file.worker.js', import.meta.url);

/** And no more than so many wait: each may take as long as is allowed. */
const MOST_WAITING = 6;
const BUSY = 'Several files are being read at the moment. Try again in a minute: nothing of this one was kept.';

let reading = 0;
const waiting: (() => void)[] = [];

/**
 * What the file holds, read in a thread with limits of time and memory: nobody else waits for it, and a file that was made
 * to be read for ever ends as one that is refused. Throws `FileRefused` with a sentence.
 */
export async function readInThread(
  bytes: Uint8Array,
  fileName: string,
  readFor: ReadFor,
  longestMs = LONGEST_MS,
): Promise<FileRead> {
  if (waiting.length >= MOST_WAITING) throw new DomainError('too_many', 'files-waiting', BUSY);
  if (reading >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  reading += 1;
  try {
    return await ask({ bytes, fileName, readFor, at: new SharedArrayBuffer(4) }, longestMs);
  } finally {
    reading -= 1;
    waiting.shift()?.();
  }
}

function ask(question: FileQuestion, longestMs: number): Promise<FileRead> {
  return new Promise((answer, failed) => {
    const worker = new Worker(WORKER, {
      workerData: question,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    let timer: NodeJS.Timeout | undefined;
    const refuse = (sentence: string) => failed(new FileRefused(sentence));
    const tooMuch = () => {
      const event = new Int32Array(question.at)[0]!;
      refuse(event > 0 ? `Event ${event} ${TOO_LONG}` : `The file ${TOO_LONG}`);
    };
    // From when it runs: a busy machine takes a while to start a thread, and no file is slow because of that.
    worker.once('online', () => {
      timer = setTimeout(() => {
        void worker.terminate();
        tooMuch();
      }, longestMs);
    });
    worker.once('message', (said: FileAnswer) => {
      if ('read' in said) answer(said.read);
      else refuse(said.refused ?? UNREADABLE);
    });
    worker.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : failed(error),
    );
    worker.once('exit', () => clearTimeout(timer));
  });
}

const TOO_LONG =
  'takes too long to read: it is larger than a diary, or repeats by a rule whose parts may never meet. Take it out or write it otherwise, and bring the rest in.';
const UNREADABLE = 'We cannot read this file. It may be damaged: save or export it again, and bring that in.';
