import type { RunningGateway } from "../../gateway/gateway";
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
export interface ExplorerFixture {
  gateway: RunningGateway;
  browser: TestBrowser;
  /** Opens the explorer, and waits until its editor is there. `as` signs somebody in. */
  open(address?: string, options?: Omit<PageOptions, "signedIn"> & { as?: string }): Promise<TestPage>;
  /** Asks the gateway itself, as somebody. */
  ask(path: string, body: object | undefined, as?: string): Promise<Response>;
  stop(): Promise<void>;
}

/** An hour: tests of the end of a session make tokens of their own. */
const lifetimeSeconds = 3600;

export async function startExplorer(): Promise<ExplorerFixture> {
  const sectors: RunningSectors = await startSectors();
  const gateway = await sectors.gatewayWith(await createTestDatabase("gateway"));
  await gateway.ready;
  const browser = await openBrowser();
  return {
    gateway,
    browser,
    async open(address = "/", { as, ...options } = {}) {
      const signedIn =
        as === undefined ? {} : { signedIn: { origin: gateway.url, token: await tokenOf(as) } };
      const page = await browser.page({ ...options, ...signedIn });
      await page.goto(`${gateway.url}${address}`);
      if (options.javaScriptEnabled !== false) await page.locator(".cm-content").first().waitFor();
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

/** The address of the explorer with a query in it. */
export function addressOf(query: string, language: "vi" | "en" = "vi"): string {
  return `/?lang=${language}#query=${encodeURIComponent(query)}`;
}
