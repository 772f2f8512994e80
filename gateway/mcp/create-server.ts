import { readFileSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/server";
import { lazily } from "../../shared/base/function/lazily";
import { fromRoot } from "../../shared/base/project/project-root";
import { instructions } from "./instructions";
import { registerResources } from "./register-resources";
import type { Tool } from "./tools/define-tool";
import type { ToolCall } from "./tools/tool-call";

/** More elements than that in the arguments of one call are refused before they are read. */
const maxInputElements = 20_000;

const version = lazily((): string => {
  const { version } = JSON.parse(readFileSync(fromRoot("package.json"), "utf8"));
  return String(version);
});

/** What one request of an assistant is answered by: nothing is kept from one to the next. */
export function createServer(tools: readonly Tool[], call: ToolCall): McpServer {
  const server = new McpServer(
    { name: "hanoi-sector-graph", title: "Hanoi Sector Graph", version: version() },
    {
      instructions,
      maxToolInputElements: maxInputElements,
      // What is listed changes with a release, and nobody waits for that on an open stream.
      capabilities: {
        tools: { listChanged: false },
        resources: { listChanged: false },
        prompts: { listChanged: false },
      },
    },
  );
  for (const register of tools) register(server, call);
  registerResources(server);
  return server;
}
