import { Logger, type INestApplicationContext, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Env } from '../../config/env.js';
import { NEVER_TOGETHER, STORY, YOUNG_PEOPLE } from '../../config/demonstration/people.js';
import { BEDS } from '../../config/demonstration/house.js';
import { AppModule } from '../app.module.js';
import { addDays, dateIn, instantIn } from '../kernel/nights.js';
import type { Clock } from '../platform/clock.js';
import { gather, type SignIn } from './cast.js';
import { DemonstrationClock } from './demonstration-clock.js';
import { planStays } from './plan.js';
import { scenesOf } from './scenes.js';
import { Stage } from './stage.js';

const ZONE = 'Europe/London';
/** Days before today on which the demonstration's council begins its records. */
const BEGINNING = 113;

/**
 * Fills an empty database with a clearly fictitious council, through the service's own code: people, three months of
 * stays, what is booked and what is open. It plays on a clock of its own, so it brings up the service,
 * without listening, on the same database. Nobody does jobs meanwhile: by their clock its past is long over. Answers with
 * one sign-in for each role.
 */
export async function loadDemonstration(own: Env, now: Date): Promise<SignIn[]> {
  const today = dateIn(now, ZONE);
  const clock = new DemonstrationClock(instantIn(addDays(today, -BEGINNING), '09:00', ZONE));
  const service = await openService(own, clock);
  try {
    const { cast, signIns } = await gather(service, clock, today);
    const house = { people: YOUNG_PEOPLE.length, beds: BEDS.length, neverTogether: NEVER_TOGETHER.pair, story: STORY };
    const stage = new Stage(service, cast, now, today);
    for (const scene of scenesOf(stage, planStays(today, house))) {
      clock.moveTo(scene.at);
      await scene.play();
    }
    clock.moveTo(now);
    // What is worth acting on stands from the first moment on, and not once the worker has begun to look.
    await stage.lookForAlerts();
    return signIns;
  } finally {
    await service.close();
  }
}

/**
 * The service once more, on the demonstration's clock. It keeps to the usual deadlines, whatever this
 * installation's are, and does not wait for the disk at each step: a load that is interrupted starts anew.
 */
async function openService(own: Env, clock: Clock): Promise<INestApplicationContext> {
  const { SIGNATURE_DAYS, ANSWER_DAYS, BOOKING_HORIZON_MONTHS } = new Env();
  const address = new URL(own.DATABASE_URL!);
  address.searchParams.set('options', '-c synchronous_commit=off -c join_collapse_limit=1 -c jit=off');
  const env = Object.assign(new Env(), own, {
    SIGNATURE_DAYS,
    ANSWER_DAYS,
    BOOKING_HORIZON_MONTHS,
    DATABASE_POOL_SIZE: 2,
    DATABASE_URL: address.href,
  });
  // Nest has one logger for the whole process: the second service must not leave the first without one.
  const logging = Logger as unknown as { staticInstanceRef: LoggerService };
  const { staticInstanceRef } = logging;
  Logger.overrideLogger(false);
  try {
    return await NestFactory.createApplicationContext(AppModule.forRoot(env, clock, { work: false }), {
      logger: false,
      abortOnError: false,
    });
  } finally {
    Logger.overrideLogger(staticInstanceRef);
  }
}
