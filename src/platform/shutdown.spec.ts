import { describe, expect, it } from '@jest/globals';
import { createLogger } from './log.js';
import { Shutdown } from './shutdown.js';

function aShutdown() {
  const codes: number[] = [];
  let ended!: () => void;
  const end = new Promise<void>((resolve) => (ended = resolve));
  const exit = (code: number) => {
    codes.push(code);
    ended();
    return undefined as never;
  };
  return { shutdown: new Shutdown(createLogger('silent'), exit), codes, end };
}

describe('Shutdown', () => {
  it('stops what was started last first, each when the one before has ended', async () => {
    const { shutdown, codes, end } = aShutdown();
    const said: string[] = [];
    for (const name of ['database', 'server'])
      shutdown.add(async () => {
        said.push(`${name} stops`);
        await new Promise((later) => setTimeout(later, 5));
        said.push(`${name} stopped`);
      });
    shutdown.called();
    await end;
    expect(said).toEqual(['server stops', 'server stopped', 'database stops', 'database stopped']);
    expect(codes).toEqual([0]);
  });

  it('stops the rest when one thing cannot be stopped', async () => {
    const { shutdown, end } = aShutdown();
    let stopped = false;
    shutdown.add(async () => void (stopped = true));
    shutdown.add(() => Promise.reject(new Error('stuck')));
    shutdown.called();
    await end;
    expect(stopped).toBe(true);
  });

  it('takes two signals of one moment for one, a later one for haste, and one more for the end at once', () => {
    const { shutdown, codes } = aShutdown();
    let hurried = false;
    shutdown.add((hurry) => new Promise(() => hurry.addEventListener('abort', () => (hurried = true))));
    shutdown.called(10_000);
    shutdown.called(10_005);
    expect(hurried).toBe(false);
    shutdown.called(12_000);
    expect([hurried, codes]).toEqual([true, []]);
    shutdown.called(14_000);
    expect(codes).toEqual([130]);
  });

  it('ends with 1 after an error that nobody caught', async () => {
    const { shutdown, codes, end } = aShutdown();
    shutdown.failed(new Error('x'));
    await end;
    expect(codes).toEqual([1]);
  });

  it('never goes on with a start that was called off', async () => {
    const { shutdown } = aShutdown();
    expect(await shutdown.unlessEnding(Promise.resolve(1))).toBe(1);
    await expect(shutdown.unlessEnding(Promise.reject(new Error('x')))).rejects.toThrow('x');
    shutdown.add(() => new Promise(() => undefined));
    shutdown.called();
    const went = await Promise.race([shutdown.unlessEnding(Promise.reject(new Error('cut off'))), later('nowhere')]);
    expect(went).toBe('nowhere');
  });
});

const later = (word: string) => new Promise((resolve) => setTimeout(() => resolve(word), 20));
