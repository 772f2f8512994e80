import { startOver, token } from "../support/gateway/gateway-fixture";
import { type Answer, request } from "../support/gateway/gateway-request";
import { startSectors } from "../support/gateway/running-sectors";
import { addRows } from "./add-rows";
import { type Oracle, openOracle } from "./open-oracle";

/** The four sectors with the demonstration, and a gateway before them with its limits. */
export interface QuestionGraph {
  /** Adds the rows that questions need and the demonstration does not have; gives what is stored then. */
  addRows(): Promise<Oracle>;
  /** Posts JSON to a path of the gateway: as an analyst, or without a token. */
  post(path: string, body: object, role?: "analyst" | "public"): Promise<Answer>;
  close(): Promise<void>;
}

export async function startQuestionGraph(): Promise<QuestionGraph> {
  const sectors = await startSectors();
  const urlsOf = () => new Map([...sectors.urls].map(([name, url]) => [name, [url]]));
  // A machine that does other things beside answers more slowly.
  const timeouts = { SUBGRAPH_TIMEOUT_MS: 30_000, REQUEST_TIMEOUT_MS: 30_000 };
  const gateway = await startOver(sectors.supergraphSdl, timeouts, { urlsOf });
  await gateway.ready;
  let oracle: Oracle | undefined;
  return {
    async addRows() {
      await addRows(sectors.subgraphs);
      oracle = await openOracle(new Map([...sectors.subgraphs].map(([name, { url }]) => [name, url])));
      return oracle;
    },
    async post(path, body, role = "analyst") {
      const authorization = role === "public" ? {} : { authorization: `Bearer ${await token({ role })}` };
      return request(gateway.url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...authorization },
        body: JSON.stringify(body),
      });
    },
    async close() {
      await oracle?.close();
      await gateway.stop();
      await sectors.close();
    },
  };
}
