import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { DomainError } from '../kernel/domain-error.js';
import { addressKey } from './limit-keys.js';

const MINUTES = 15;
export const UNKNOWN_FEEDS_PER_ADDRESS = 60;

/** How many addresses of feeds that are nobody's are borne from one place; apart from the sign-in, which goes on. */
@Injectable()
export class FeedTries {
  private readonly limiter: RateLimiterPostgres;

  constructor(@InjectDataSource() dataSource: DataSource) {
    this.limiter = new RateLimiterPostgres({
      storeClient: dataSource,
      storeType: 'typeorm',
      tableName: 'sign_in_failures',
      tableCreated: true,
      keyPrefix: '',
      points: UNKNOWN_FEEDS_PER_ADDRESS,
      duration: MINUTES * 60,
    });
  }

  async count(ip: string | null): Promise<void> {
    try {
      await this.limiter.consume(`feed:${addressKey(ip)}`);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new DomainError(
        'too_many',
        'too-many-feeds',
        'Too many calendar feeds were asked for that are nobody’s. Wait a quarter of an hour and try again.',
      );
    }
  }
}
