import { Injectable, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { HandlesJob, JobHandlers } from './job-handlers.js';
import { HANDLER_NAMES, type HandlerName } from './job-list.js';

function aHandler(name: HandlerName): Type {
  @Injectable()
  @HandlesJob(name)
  class Handler {
    handle = async () => undefined;
  }
  return Handler;
}

/** A program with handlers of these names, as it starts. */
async function starting(names: readonly HandlerName[]): Promise<JobHandlers> {
  @Module({ imports: [DiscoveryModule], providers: [JobHandlers, ...names.map(aHandler)] })
  class Program {}
  const program = await Test.createTestingModule({ imports: [Program] }).compile();
  await program.init();
  return program.get(JobHandlers);
}

describe('the handlers of jobs', () => {
  it('are found by their names', async () => {
    const handlers = await starting(HANDLER_NAMES);
    for (const name of HANDLER_NAMES) expect(handlers.find(name)).toBeDefined();
    expect(handlers.find('of another version')).toBeUndefined();
  });

  it('stop the start when one is missing, by its name', async () => {
    const [, missing, ...others] = HANDLER_NAMES;
    await expect(starting([HANDLER_NAMES[0]!, ...others])).rejects.toThrow(
      `These jobs have no handler: ${missing}. Give each a provider with @HandlesJob.`,
    );
  });

  it('stop the start when there are two of a name', async () => {
    await expect(starting([...HANDLER_NAMES, HANDLER_NAMES[0]!])).rejects.toThrow('has two handlers: keep one');
  });
});
