import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { aFolder } from './a-folder.js';
import { BuiltService } from './built-service.js';

/** What a first start leaves, demonstration and all: tests go on from copies, for it is half a minute of work. */
export class FirstStart {
  private copies = 0;

  private constructor(
    /** Beside the data there is room for more. */
    readonly folder: string,
    /** What it printed. */
    readonly said: string,
  ) {}

  static async make(): Promise<FirstStart> {
    const folder = aFolder();
    const first = await BuiltService.start({ DATA_DIR: join(folder, 'data') });
    first.signal('SIGTERM');
    const code = await first.ended();
    if (code !== 0) throw new Error(`The first start ended with ${code}: ${first.stderr}`);
    return new FirstStart(folder, first.stdout);
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  /** A copy of the data, in a folder that is there and empty or in one of its own. */
  copy(to = join(this.folder, `data-${(this.copies += 1)}`)): string {
    execFileSync('cp', ['-a', `${this.data}/.`, to]);
    return to;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
