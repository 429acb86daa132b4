import type { Request } from 'express';

/** The address of a feed on the host that was asked, and the same as a link that opens a calendar program. */
export function feedLinks(req: Request, secret: string): { address: string; webcal: string } {
  const place = `${req.get('host') ?? 'localhost'}/feeds/${secret}.ics`;
  return { address: `${req.protocol}://${place}`, webcal: `webcal://${place}` };
}
