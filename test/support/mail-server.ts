import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A message as the server got it. */
export interface Received {
  to: string;
  id: string;
  raw: string;
}

type Answer = 'take' | 'refuse' | 'later' | 'silence';

/** A real SMTP server on this machine, which does with each recipient what a test wants. */
export class MailServer {
  readonly received: Received[] = [];
  /** What is said at the end of a message; `silence` takes it and never answers. */
  atTheEnd: Answer = 'take';
  /** What is said to a recipient. */
  readonly recipients = new Map<string, Answer>();
  private readonly server: SMTPServer;

  private constructor() {
    const say = (code: number) => Object.assign(new Error('no, Ash Example'), { responseCode: code });
    this.server = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, closeTimeout: 100 },
      onRcptTo: ({ address }, _session, done) => {
        const answer = this.recipients.get(address) ?? 'take';
        done(answer === 'take' ? null : say(answer === 'refuse' ? 550 : 451));
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const raw = Buffer.concat(parts).toString();
          const id = /^Message-ID: (.+)$/im.exec(raw)?.[1] ?? '';
          const to = session.envelope.rcptTo.map(({ address }) => address).join();
          const answer = this.atTheEnd;
          if (answer === 'take' || answer === 'silence') this.received.push({ to, id, raw });
          if (answer !== 'silence') done(answer === 'take' ? null : say(answer === 'refuse' ? 554 : 452));
        });
      },
    });
    this.server.on('error', () => undefined);
  }

  static async start(): Promise<MailServer> {
    const mail = new MailServer();
    mail.server.listen(0, '127.0.0.1');
    await once(mail.server.server, 'listening');
    return mail;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  to(address: string): Received[] {
    return this.received.filter(({ to }) => to === address.toLowerCase());
  }

  stop(): Promise<void> {
    return new Promise((done) => this.server.close(done));
  }
}

/** A server that takes connections and says nothing, ever. */
export class MuteServer {
  readonly sockets = new Set<Socket>();
  private constructor(private readonly server: Server) {}

  static async start(): Promise<MuteServer> {
    const server = createServer();
    const mute = new MuteServer(server);
    server.on('connection', (socket) => {
      mute.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => mute.sockets.delete(socket));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return mute;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** What has to be set for messages to go out by it. */
export const mailSettings = (url: string): Record<string, string> => ({
  ...{ SMTP_URL: url, MAIL_FROM: 'Short Breaks <breaks@example.gov.uk>', PUBLIC_URL: 'https://breaks.example.gov.uk' },
});
