import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { DomainError } from '../kernel/domain-error.js';
import { accountKey, addressKey } from './limit-keys.js';
import { OneAtATime } from './one-at-a-time.js';

const MINUTES = 15;
export const FAILURES_PER_ACCOUNT = 10;
export const FAILURES_PER_ADDRESS = 50;

/**
 * How many wrong passwords are borne. A guess is counted before it is tried, so that guesses made at the same moment
 * cannot slip past; a right password gives it back.
 */
@Injectable()
export class SignInLimits {
  private readonly perAccount: RateLimiterPostgres;
  private readonly perAddress: RateLimiterPostgres;
  private readonly queue = new OneAtATime();

  constructor(@InjectDataSource() dataSource: DataSource) {
    const limiter = (points: number) =>
      new RateLimiterPostgres({
        storeClient: dataSource,
        storeType: 'typeorm',
        tableName: 'sign_in_failures',
        tableCreated: true,
        keyPrefix: '',
        points,
        duration: MINUTES * 60,
      });
    this.perAccount = limiter(FAILURES_PER_ACCOUNT);
    this.perAddress = limiter(FAILURES_PER_ADDRESS);
  }

  /** Tries a password within the limits. `attempt` says whether it was right. */
  async within<T>(email: string, ip: string | null, attempt: () => Promise<T | undefined>): Promise<T | undefined> {
    const [account, address] = [accountKey(email), addressKey(ip)];
    return this.queue.run(account, async () => {
      await consume(this.perAddress, address);
      await consume(this.perAccount, account);
      const right = await attempt();
      if (right !== undefined) {
        await this.perAccount.delete(account);
        await this.perAddress.reward(address, 1);
      }
      return right;
    });
  }
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const minutes = Math.max(1, Math.ceil(refusal.msBeforeNext / 60_000));
    throw new DomainError(
      'too_many',
      'too-many-sign-ins',
      `There were too many attempts to sign in. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, or ask your administrator for a new password.`,
    );
  }
}
