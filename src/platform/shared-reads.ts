import { isInOneTransaction } from './ambient-transaction.js';

/**
 * What many ask for at the same moment, such as all whose boards hear of one change, is read once for them. At most one read
 * is under way and one waits for its turn, so whoever asks gets one that begins after they asked: never what was read before
 * the change of which they have heard. A request that is one transaction reads for itself, for it sees what nobody else does.
 *
 * Only for what is the same whoever asks: who may see what of it is decided afterwards. What comes back is shared, too, and
 * nobody changes it.
 */
export class SharedReads {
  private readonly running = new Map<string, Promise<unknown>>();
  private readonly waiting = new Map<string, Promise<unknown>>();

  read<T>(key: string, load: () => Promise<T>): Promise<T> {
    if (isInOneTransaction()) return load();
    const running = this.running.get(key);
    if (!running) return this.begin(key, load);
    const waits = this.waiting.get(key);
    if (waits) return waits as Promise<T>;
    const next = () => {
      this.waiting.delete(key);
      return this.begin(key, load);
    };
    const behind = running.then(next, next);
    this.waiting.set(key, behind);
    return behind;
  }

  private begin<T>(key: string, load: () => Promise<T>): Promise<T> {
    const read = load();
    this.running.set(key, read);
    const over = () => {
      if (this.running.get(key) === read) this.running.delete(key);
    };
    read.then(over, over);
    return read;
  }
}
