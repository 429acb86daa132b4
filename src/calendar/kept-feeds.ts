const MOST_BYTES = 16 * 1024 * 1024;

/** Feeds that were written lately, by their tags: a tag stands for its bytes for good, so none is ever out of date. */
export class KeptFeeds {
  private readonly feeds = new Map<string, Buffer>();
  private bytes = 0;

  constructor(private readonly most = MOST_BYTES) {}

  of(tag: string, write: () => Buffer): Buffer {
    const feed = this.feeds.get(tag) ?? write();
    if (!this.feeds.delete(tag)) this.bytes += feed.length;
    // What was asked for last is kept longest.
    this.feeds.set(tag, feed);
    for (const [oldest, { length }] of this.feeds) {
      if (this.bytes <= this.most) break;
      this.feeds.delete(oldest);
      this.bytes -= length;
    }
    return feed;
  }
}
