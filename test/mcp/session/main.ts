import "../../../shared/base/process/check-node";
import { connectAssistant } from "../../support/gateway/assistant-client";
import { tokenFor } from "../../support/gateway/token-for";
import { startGraph } from "../../support/processes/running-graph";
import { askWhoIsOverdue } from "./ask-who-is-overdue";
import { printSession } from "./print-session";

/** `npm run assistant`: an assistant's session with the whole graph, at a small scale, as docs/assistants.md shows it. */
async function main(): Promise<void> {
  const graph = await startGraph();
  try {
    const token = await tokenFor(graph, { role: "analyst" });
    const client = await connectAssistant(graph.origin, { token });
    process.stdout.write(printSession(await askWhoIsOverdue(client)));
    await client.close();
  } finally {
    await graph.cleanUp();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
