import { type CipherGCM, createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Readable, type Writable } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack, type Extract, type Pack } from 'tar-stream';
import { StartFailure } from './start-failure.js';

const MAGIC = Buffer.from('SBBACKUP');
const SALT = 16;
const IV = 12;
const TAG = 16;
const ENCRYPTED_HEAD = MAGIC.length + SALT + IV;

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
const keyOf = (passphrase: string, salt: Buffer) =>
  derive(passphrase.normalize('NFKC'), salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 });

/**
 * Writes a backup: a gzipped tar that only its owner may read, whole or not at all. With a passphrase it is encrypted
 * (AES-256-GCM, the key by scrypt). `fill` puts the entries in.
 */
export async function writeBackupFile(
  path: string,
  passphrase: string | undefined,
  fill: (tar: Pack) => Promise<void>,
): Promise<void> {
  const making = `${path}.part`;
  const file = await open(making, 'wx', 0o600).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new StartFailure(
      `${making} is there already: another backup is being made, or was cut off. Remove it first.`,
    );
  });
  await file.close();
  try {
    const out = createWriteStream(making, { flags: 'r+', mode: 0o600 });
    const tar = pack();
    const seal = passphrase === undefined ? undefined : await sealed(passphrase, out);
    const steps = [Readable.from(tar as AsyncIterable<Buffer>), createGzip(), ...(seal ? [seal] : []), out];
    const filled = fill(tar).then(
      () => tar.finalize(),
      (error: Error) => {
        tar.destroy(error);
        throw error;
      },
    );
    const written = pipeline(steps, { end: !seal });
    // Whatever went wrong first is told, not what followed from it: a file that cannot be written stops what fills it.
    const [filling, writing] = await Promise.allSettled([filled, written]);
    if (writing.status === 'rejected' && isOfFiles(writing.reason)) throw writing.reason;
    if (filling.status === 'rejected') throw filling.reason;
    if (writing.status === 'rejected') throw writing.reason;
    if (seal) await new Promise<void>((done, failed) => out.once('error', failed).end(seal.getAuthTag(), done));
    const whole = await open(making, 'r');
    await whole.sync().finally(() => whole.close());
    await rename(making, path);
  } catch (error) {
    await rm(making, { force: true });
    throw error;
  }
}

const isOfFiles = (error: unknown) => typeof (error as NodeJS.ErrnoException).syscall === 'string';

async function sealed(passphrase: string, out: Writable): Promise<CipherGCM> {
  const [salt, iv] = [randomBytes(SALT), randomBytes(IV)];
  out.write(Buffer.concat([MAGIC, salt, iv]));
  return createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), iv);
}

/**
 * Reads a backup entry by entry, in the order in which they were put in. What is decrypted may be believed only once
 * this has come to its end without an error.
 */
export async function readBackupFile(
  path: string,
  passphrase: string | undefined,
  read: (name: string, content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  let fault: unknown;
  try {
    const tar = extract();
    const steps = [...(await opened(path, passphrase)), createGunzip()];
    const feeding = pipeline([
      ...steps,
      (source: AsyncIterable<Buffer>) => feed(source, tar),
    ] as never) as Promise<void>;
    feeding.catch((error: Error) => tar.destroy(error));
    for await (const entry of tar) {
      const content = noting(entry as AsyncIterable<Buffer>, (error) => (fault = error));
      await read(entry.header.name, content).catch((error: unknown) => {
        // Of whoever reads, not of the file.
        if (fault === undefined) throw new ReaderFailure(error);
        throw error;
      });
      entry.resume();
    }
    await feeding;
  } catch (error) {
    if (error instanceof ReaderFailure) throw error.cause;
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(readingSentence(error, path, passphrase !== undefined), { cause: error });
  }
}

class ReaderFailure extends Error {
  constructor(override readonly cause: unknown) {
    super();
  }
}

async function* noting(content: AsyncIterable<Buffer>, note: (error: unknown) => void): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    note(error);
    throw error;
  }
}

const drained = (tar: Extract) => new Promise<void>((done) => tar.once('drain', () => done()));

async function feed(source: AsyncIterable<Buffer>, tar: Extract): Promise<void> {
  for await (const data of source) if (!tar.write(data)) await drained(tar);
  tar.end(null);
}

async function opened(path: string, passphrase: string | undefined): Promise<(Readable | NodeJS.ReadWriteStream)[]> {
  const { size } = await stat(path);
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(ENCRYPTED_HEAD);
    await file.read(head, 0, ENCRYPTED_HEAD, 0);
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) return [createReadStream(path)];
    if (passphrase === undefined)
      throw new StartFailure(`${path} is encrypted: give its passphrase in BACKUP_PASSPHRASE.`);
    const salt = head.subarray(MAGIC.length, MAGIC.length + SALT);
    const decipher = createDecipheriv('aes-256-gcm', await keyOf(passphrase, salt), head.subarray(-IV));
    const tag = Buffer.alloc(TAG);
    await file.read(tag, 0, TAG, Math.max(0, size - TAG));
    decipher.setAuthTag(tag);
    return [createReadStream(path, { start: ENCRYPTED_HEAD, end: Math.max(ENCRYPTED_HEAD, size - TAG - 1) }), decipher];
  } finally {
    await file.close();
  }
}

function readingSentence(error: unknown, path: string, hasPassphrase: boolean): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `There is no file ${path}: check its name.`;
  if (code === 'EACCES' || code === 'EISDIR') return `${path} cannot be read: check that it is a file and may be read.`;
  const passphrase = hasPassphrase ? ', or BACKUP_PASSPHRASE is not the one it was made with' : '';
  return `${path} is not a whole backup of this service${passphrase}: it was cut off or damaged. Nothing was changed. Take another one.`;
}
