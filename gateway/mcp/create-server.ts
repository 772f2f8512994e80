import { readFileSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/server";
import { lazily } from "../../shared/base/function/lazily";
import { fromRoot } from "../../shared/base/project/project-root";
import { readInstructions } from "./instructions";
import { registerResources } from "./register-resources";
import type { Tool } from "./tools/define-tool";
import type { ToolCall } from "./tools/tool-call";

/** More elements than that in the arguments of one call are refused before they are read. */
const maxInputElements = 20_000;

const project = lazily((): { name: string; version: string } => {
  const { name, version } = JSON.parse(readFileSync(fromRoot("package.json"), "utf8"));
  return { name: String(name), version: String(version) };
});

/** What one request of an assistant is answered by: nothing is kept from one to the next. */
export function createServer(tools: readonly Tool[], call: ToolCall): McpServer {
  const { title, text } = readInstructions();
  const server = new McpServer(
    { ...project(), title },
    {
      instructions: text,
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
