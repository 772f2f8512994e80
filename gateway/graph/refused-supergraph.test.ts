import "../config/environment";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import pino from "pino";
import { startUnready, token } from "../../test/support/gateway/gateway-fixture";
import { eventually, postQuery, request } from "../../test/support/gateway/gateway-request";

it("is told with its cause in the log and in readiness, and the old one serves on", async () => {
  const directory = await mkdtemp(join(tmpdir(), "graph-refused-"));
  const file = join(directory, "supergraph.graphql");
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(line, _encoding, done) {
      lines.push(JSON.parse(String(line)));
      done();
    },
  });
  const write = async (text: string) => {
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
    return file;
  };
  const fixture = await startUnready({ GATEWAY_EXECUTOR: "own" }, [], write, pino({ base: null }, sink));
  try {
    await fixture.gateway.ready;
    const { url } = fixture.gateway;
    const headers = { authorization: `Bearer ${await token({ role: "admin" })}` };
    const refused = () =>
      eventually(async () => {
        const { body } = await request(`${url}/health/ready`, { headers });
        return (body as { details?: { supergraph?: { refused?: { reason: string } } } }).details?.supergraph
          ?.refused?.reason;
      });
    await write(
      fixture.supergraphSdl.replace(
        "for: EXECUTION)",
        'for: EXECUTION) @link(url: "https://specs.apollo.dev/context/v0.1", for: SECURITY) @link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)',
      ),
    );
    const unsupported = (feature: string) =>
      `feature https://specs.apollo.dev/${feature}/v0.1 is for: SECURITY but is unsupported`;
    const reason = `Expected a supergraph that this gateway can serve: ${unsupported("context")}; ${unsupported("policy")}`;
    expect(await refused()).toBe(reason);
    expect(lines.find(({ alarm }) => alarm === true)).toMatchObject({
      level: 50,
      err: { type: "SupergraphRefused", message: expect.stringContaining(reason) },
      msg: "the new supergraph is refused; the old one serves on",
    });
    expect((await postQuery(url, "{ overdueTasks }")).body).toEqual({ data: { overdueTasks: 7 } });
  } finally {
    await fixture.stop();
    await rm(directory, { recursive: true });
  }
});
