import chromiumPackage from '@sparticuz/chromium';
import axe, { type Result, type RunOnly } from 'axe-core';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

/** A real Chromium from npm. The package's own arguments are left out: they run everything in one process. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumPackage.executablePath(),
    args: ['--headless=shell', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const HEIGHT = 900;
/** The rules whose answer depends on the width at which a page is laid out. */
const OF_LAYOUT = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block'];

export interface Screen {
  width: number;
  /** The width at which each page is looked at a second time, turned to it as it is open. */
  alsoAt?: number;
  /** Whether the browser runs scripts; without them no check of accessibility runs either. */
  javaScript: boolean;
}

/** What a page is built of, whoever it is about and however long its lists are. */
const BUILT_OF = `[...new Set([...document.querySelectorAll('body *')].map((one) =>
  [one.tagName, one.className, one.getAttribute('role'), one.getAttribute('type')].join('.')))].sort().join(' ')`;

/** Somebody at a browser of their own, who looks at each page they come to. */
export class Visitor {
  private constructor(
    readonly page: Page,
    private readonly address: string,
    private readonly screen: Screen,
    private readonly faults: string[],
    private readonly seen: Set<string>,
  ) {}

  /**
   * A browser without anybody signed in. What is wrong with a page is added to `faults`; a page built of what one in
   * `seen` is built of is not checked a second time.
   */
  static async arrive(
    browser: Browser,
    address: string,
    screen: Screen,
    faults: string[] = [],
    seen = new Set<string>(),
  ): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: { width: screen.width, height: HEIGHT },
      javaScriptEnabled: screen.javaScript,
      locale: 'en-GB',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) {
        faults.push(`${page.url()}: ${message.text()}`);
      }
    });
    return new Visitor(page, address, screen, faults, seen);
  }

  async signIn({ email }: { email: string }, password: string): Promise<void> {
    await this.go('/sign-in');
    await this.page.getByLabel('Email address').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.press('Sign in');
  }

  /** Opens a page and looks at it. */
  async go(path: string): Promise<void> {
    await this.page.goto(this.address + path);
    await this.look();
  }

  /** Follows a link by its words and looks at the page behind it. */
  async follow(link: string | RegExp): Promise<void> {
    await this.leaveBy(this.page.locator('main a').filter({ hasText: link }).first());
    await this.look();
  }

  /** Sends the form with the button and looks at the page that answers. */
  async press(button: string): Promise<void> {
    await this.leaveBy(this.page.locator('main').getByRole('button', { name: button, exact: true }));
    await this.look();
  }

  private async leaveBy(element: Locator): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), element.click()]);
  }

  /** The path of the page that is open. */
  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  async text(): Promise<string> {
    return (await this.page.locator('main').innerText()).replace(/\s+/g, ' ');
  }

  /** No violation of WCAG 2.2 A and AA, and nothing wider than the screen, at each of its widths. */
  async look(): Promise<void> {
    const kind = `${this.path.replace(/[0-9a-f-]{36}/g, 'id')} ${String(await this.page.evaluate(BUILT_OF))}`;
    const isNew = this.screen.javaScript && !this.seen.has(kind);
    this.seen.add(kind);
    const { width, alsoAt } = this.screen;
    await this.lookAt(width, isNew, { type: 'tag', values: WCAG });
    if (alsoAt === undefined) return;
    await this.turnTo(alsoAt);
    await this.lookAt(alsoAt, isNew, { type: 'rule', values: OF_LAYOUT });
    await this.turnTo(width);
  }

  private async lookAt(width: number, check: boolean, rules: RunOnly): Promise<void> {
    const where = `${this.path} at ${width} px`;
    const wide = await this.page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    if (Number(wide) > 0) this.faults.push(`${where}: ${wide} px wider than the screen`);
    if (!check) return;
    for (const { id, help, nodes } of await this.violations(rules)) {
      this.faults.push(`${where}: ${id}, ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
    }
  }

  /**
   * What breaks these rules, by axe, which is put into the page once. Of what keeps them it gives little: to name each of
   * those elements took it as long again as to look at them. There is no page within a page.
   */
  private async violations(runOnly: RunOnly): Promise<Result[]> {
    if (!(await this.page.evaluate(`'axe' in window`))) await this.page.evaluate(axe.source);
    const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
    return this.page.evaluate(`axe.run(document, ${options}).then(({ violations }) => violations)`);
  }

  private async turnTo(width: number): Promise<void> {
    await this.page.setViewportSize({ width, height: HEIGHT });
    await this.page.waitForFunction(`window.innerWidth === ${width}`);
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
