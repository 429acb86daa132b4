/** A browser without a screen: keeps cookies, sends forms with their token. */
export class PageClient {
  private readonly cookies = new Map<string, string>();
  private token = '';

  constructor(private readonly address: string) {}

  static async signIn(address: string, email: string, password: string): Promise<PageClient> {
    const client = new PageClient(address);
    await client.get('/sign-in');
    const answer = await client.post('/sign-in', { email, password });
    if (answer.status !== 303) throw new Error(`Sign-in answered ${answer.status}`);
    await client.get('/account');
    return client;
  }

  get(path: string, headers: Record<string, string> = {}) {
    return this.call('GET', path, undefined, headers);
  }

  post(path: string, body: Record<string, string | string[]> = {}) {
    return this.call('POST', path, body);
  }

  /** A form that brings a file along. */
  postFile(path: string, file: { name: string; bytes: Buffer | string }, fields: Record<string, string> = {}) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ _csrf: this.token, ...fields })) form.append(name, value);
    form.append('file', new Blob([Uint8Array.from(Buffer.from(file.bytes as string))]), file.name);
    return this.call('POST', path, form);
  }

  send(method: string, path: string, body: Record<string, string> = {}) {
    return this.call(method, path, method === 'GET' ? undefined : body);
  }

  /** The page's answer; redirects are not followed. Of its forms, the token is remembered for the next post. */
  private async call(
    method: string,
    path: string,
    body?: Record<string, string | string[]> | FormData,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string; location: string | null }> {
    const isForm = body instanceof FormData;
    const fields = Object.entries({ _csrf: this.token, ...(isForm ? {} : body) }).flatMap(([name, value]) =>
      [value].flat().map((one) => [name, one] as [string, string]),
    );
    const answer = await fetch(this.address + path, {
      method,
      redirect: 'manual',
      headers: {
        cookie: this.cookie,
        ...headers,
        accept: 'text/html',
        ...(body && !isForm && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body && { body: isForm ? body : new URLSearchParams(fields).toString() }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await answer.text();
    this.token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.token;
    return { status: answer.status, text, location: answer.headers.get('location') };
  }

  /** What the browser sends as its cookies. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** As if the session had run out on the server's side. */
  forgetSession(): void {
    this.cookies.clear();
  }
}
