import { setTimeout as sleep } from 'node:timers/promises';
import type { Home } from './embedded-home.js';
import { FolderTaken, lockFolder, type Lock } from './embedded-lock.js';
import type { Programs } from './embedded-programs.js';
import { connectionTo, isDiskFull, logSize, startServer, stopServer } from './embedded-server.js';
import { folderSentence, StartFailure } from './start-failure.js';

const LONGEST_PAUSE_MS = 5_000;

interface Kept {
  home: Home;
  programs: Programs;
  password: string;
  quick: boolean;
  /** The data folder, as a person knows it. */
  folder: string;
  /** Said when the server has ended and is started anew, and why that did not succeed yet. */
  onTrouble: (sentence: string) => void;
  /** Another service has the folder now: this one has to end. */
  onLost: (error: Error) => void;
}

/**
 * The server and our hold on its folder, for as long as the service lives: a server that ended, or broke with us, is
 * started anew on the port that everybody knows, and the folder is locked again. As long as that fails, as on a full
 * disk, it is tried again.
 */
export class EmbeddedKeeper {
  private ending = false;
  private reviving: Promise<void> | undefined;

  private constructor(
    private readonly kept: Kept,
    private readonly logBegan: number,
    private lock: Lock | undefined,
    readonly port: number,
    readonly adminUrl: string,
  ) {}

  static async start(kept: Kept): Promise<EmbeddedKeeper> {
    const { home, programs, password, quick } = kept;
    const logBegan = logSize(home);
    const { port } = await startServer(home, programs, password, { quick });
    const adminUrl = connectionTo(port, 'postgres', password, 'postgres');
    const keeper = new EmbeddedKeeper(kept, logBegan, undefined, port, adminUrl);
    keeper.lock = await keeper.hold();
    return keeper;
  }

  async stop(): Promise<void> {
    this.ending = true;
    await this.lock?.release();
    await this.reviving;
    await stopServer(this.kept.home, this.kept.programs);
  }

  /** The error, or what a person can do about it: a database that a full disk stopped only breaks connections. */
  explained(error: unknown): unknown {
    const { home } = this.kept;
    if (error instanceof StartFailure || !isDiskFull(home, this.logBegan)) return error;
    return new StartFailure(folderSentence({ code: 'ENOSPC' }, home.folder)!, { cause: error });
  }

  private hold(): Promise<Lock> {
    return lockFolder(this.adminUrl, this.kept.folder, () => {
      if (!this.ending) this.reviving = this.revive();
    });
  }

  private async revive(): Promise<void> {
    const { folder, home, programs, password, quick, onTrouble, onLost } = this.kept;
    onTrouble(`The PostgreSQL in ${folder}/postgres ended: it is started again. See postgresql.log there.`);
    for (let pause = 250; !this.ending; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        await startServer(home, programs, password, { quick, port: this.port, isWanted: () => !this.ending });
        this.lock = await this.hold();
        if (this.ending) await this.lock.release();
        return;
      } catch (error) {
        if (this.ending) return;
        if (error instanceof FolderTaken) return onLost(error);
        onTrouble(
          error instanceof StartFailure ? error.message : `The PostgreSQL in ${folder}/postgres did not start.`,
        );
        await sleep(pause);
      }
    }
  }
}
