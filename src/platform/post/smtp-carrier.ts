import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { smtpServer } from '../../../config/smtp-server.js';
import { withinTime } from '../within-time.js';
import { CARRY_MS, type Carrier, type Letter, type Outcome } from './carrier.js';

const PATIENCE_MS = 5_000;

/** What nodemailer says of a failure; what the server said in its own words is left aside. */
interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  command?: string;
}

/**
 * Carries messages by SMTP, each over a connection of its own: so a server that hangs can be left, at whatever point, by
 * closing it, and it is known whether the message itself was on its way by then.
 */
export class SmtpCarrier implements Carrier {
  constructor(
    private readonly address: string,
    private readonly from: string,
  ) {}

  async send(letter: Letter): Promise<Outcome> {
    const { user, password, ...server } = smtpServer(this.address)!;
    const connection = new SMTPConnection({
      ...server,
      ...{ connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, dnsTimeout: PATIENCE_MS },
      ...{ socketTimeout: PATIENCE_MS * 2, socketCloseTimeout: 0 },
    });
    let isOnItsWay = false;
    try {
      const raw = await compose(letter, this.from);
      const talk = new Promise<void>((done, fail) => {
        // Errors come by themselves or at the end of a step; the first of them counts.
        connection.on('error', fail);
        const step = (next: () => void) => (error?: Error | null) => (error ? fail(error) : next());
        const send = () => {
          isOnItsWay = true;
          connection.send({ from: bare(this.from), to: [letter.to] }, raw, step(done));
        };
        connection.connect(step(() => (user ? connection.login({ user, pass: password }, step(send)) : send())));
      });
      await withinTime(CARRY_MS, talk, 'took too long');
      return { is: 'sent' };
    } catch (error) {
      return outcomeOf(error as SmtpError, isOnItsWay);
    } finally {
      connection.close();
    }
  }
}

/** What a failure means: what was answered is known; what was not, once the message was on its way, is not. */
export function outcomeOf(
  { code, responseCode, command = '', message }: SmtpError,
  isOnItsWay: boolean,
): Exclude<Outcome, { is: 'sent' }> {
  const error = responseCode
    ? `SMTP ${responseCode} to ${command.split(' ')[0] || 'greeting'}`
    : `SMTP ${code ?? message}`;
  if (responseCode && responseCode >= 500 && ofThisMessage(command)) return { is: 'refused', error };
  if (responseCode) return { is: 'not-now', error, isAway: !ofThisMessage(command) };
  // An address that nodemailer itself does not take was never sent to anybody.
  if (code === 'EENVELOPE') return { is: 'refused', error };
  return { is: isOnItsWay ? 'unknown' : 'not-now', error, isAway: true };
}

/** Whether what the server answered to concerns this recipient and this message, not the sender or the connection. */
const ofThisMessage = (command: string) => command.startsWith('RCPT') || command === 'DATA';

function compose(letter: Letter, from: string): Promise<Buffer> {
  return new MailComposer({
    ...{ from, to: letter.to, subject: letter.subject, text: letter.text, html: letter.html },
    messageId: `<${letter.id}@${bare(from).split('@').at(-1)}>`,
    // No out-of-office reply comes back, and no reading of files or addresses is ever asked of the composer.
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
    .compile()
    .build();
}

/** The address in `Short Breaks <breaks@example.gov.uk>`. */
const bare = (from: string) => /<([^>]+)>/.exec(from)?.[1] ?? from;
