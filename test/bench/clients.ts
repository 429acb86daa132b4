import { Agent, request } from 'node:http';

export interface Answer {
  status: number;
  text: string;
}

// In turn, so that none lies idle until the service closes it at the moment in which it is used again.
const agent = new Agent({ keepAlive: true, maxSockets: 64, scheduling: 'fifo' });

/** One call over a connection that is kept; the same client for every contestant. */
export function call(
  address: string,
  token: string,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Answer> {
  const sent = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((done, failed) => {
    const req = request(
      address + path,
      {
        method,
        agent,
        headers: {
          authorization: `Bearer ${token}`,
          ...(sent && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
        },
      },
      (res) => {
        const parts: Buffer[] = [];
        res.on('data', (data: Buffer) => parts.push(data));
        res.on('end', () => done({ status: res.statusCode!, text: Buffer.concat(parts).toString() }));
      },
    );
    req.once('error', failed);
    req.end(sent);
  });
}

/** So many calls by so many clients, each with the next as soon as it is answered; how many a second. */
export async function inTurn(
  calls: number,
  clients: number,
  make: (client: number) => Promise<Answer>,
): Promise<number> {
  let left = calls;
  const begun = performance.now();
  const client = async (number: number) => {
    while (left-- > 0) {
      const { status, text } = await make(number);
      if (status >= 300) throw new Error(`${status}: ${text.slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return calls / ((performance.now() - begun) / 1_000);
}
