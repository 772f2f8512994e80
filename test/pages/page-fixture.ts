import type { RunningGateway } from "../../gateway/gateway-options";
import {
  openBrowser,
  type PageOptions,
  type TestBrowser,
  type TestPage,
} from "../support/browser/open-browser";
import { createTestDatabase } from "../support/database/test-cluster";
import { token } from "../support/gateway/gateway-fixture";
import { type RunningSectors, startSectors } from "../support/gateway/running-sectors";

/** All sectors behind a gateway with a database, and a browser before it. */
export interface PageFixture {
  sectors: RunningSectors;
  gateway: RunningGateway;
  browser: TestBrowser;
  /** Opens a page, and waits until it is there. `as` signs somebody in; `from` is another gateway than the fixture's. */
  open(address?: string, options?: OpenOptions): Promise<TestPage>;
  /** Asks the gateway itself, as somebody. */
  ask(path: string, body: object | undefined, as?: string): Promise<Response>;
  stop(): Promise<void>;
}

export type OpenOptions = Omit<PageOptions, "signedIn"> & { as?: string; from?: RunningGateway };

/** An hour: tests of the end of a session make tokens of their own. */
const lifetimeSeconds = 3600;

/** Starts it, for pages at a path; `whenOpened` waits for what shows that a page is there. */
export async function startPageFixture(
  path: string,
  whenOpened: (page: TestPage) => Promise<void>,
): Promise<PageFixture> {
  const sectors: RunningSectors = await startSectors();
  const gateway = await sectors.gatewayWith(await createTestDatabase("gateway"));
  await gateway.ready;
  const browser = await openBrowser();
  return {
    sectors,
    gateway,
    browser,
    async open(address = path, { as, from = gateway, ...options } = {}) {
      const signedIn = as === undefined ? {} : { signedIn: { origin: from.url, token: await tokenOf(as) } };
      const page = await browser.page({ ...options, ...signedIn });
      await page.goto(`${from.url}${address}`);
      if (options.javaScriptEnabled !== false) await whenOpened(page);
      return page;
    },
    async ask(path, body, as) {
      return fetch(`${gateway.url}${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          ...(body && { "content-type": "application/json" }),
          ...(as && { authorization: `Bearer ${await tokenOf(as)}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
    },
    async stop() {
      await browser.close();
      await sectors.close();
    },
  };
}

/** Of a role; whoever has it is called as the role. */
export function tokenOf(role: string): Promise<string> {
  return token({ role, sub: role, exp: Math.floor(Date.now() / 1000) + lifetimeSeconds });
}
