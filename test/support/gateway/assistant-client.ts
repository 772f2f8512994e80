import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

/* An assistant's client as the SDK has it, over real HTTP. */

/** 2026-07-28, in which each request stands for itself, or what clients spoke before. */
export type Revision = "2026-07-28" | "2025";

export interface AssistantOptions {
  revision?: Revision;
  token?: string;
  headers?: Record<string, string>;
  name?: string;
}

export async function connectAssistant(
  url: string,
  { revision = "2026-07-28", token, headers, name = "test-assistant" }: AssistantOptions = {},
): Promise<Client> {
  const mode = revision === "2025" ? "legacy" : { pin: revision };
  const client = new Client({ name, version: "1.0" }, { versionNegotiation: { mode } });
  const authorization = token === undefined ? undefined : { authorization: `Bearer ${token}` };
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
    requestInit: { headers: { ...authorization, ...headers } },
  });
  await client.connect(transport);
  return client;
}

/** What a tool answered: its structured content, which the client has held to the tool's schema; or its error's text. */
export async function callTool(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
): Promise<{ answer?: unknown; error?: string }> {
  const { structuredContent, isError, content } = await client.callTool({ name, arguments: args });
  const [first] = content;
  const text = first?.type === "text" ? first.text : "";
  if (isError) return { error: text };
  // Clients that read no structured content read the same as text.
  expect(JSON.parse(text)).toEqual(structuredContent);
  return { answer: structuredContent };
}
