import { readSubgraphConfig } from "./subgraph-config";

const publicUrl = (environment: Record<string, string>) =>
  readSubgraphConfig("tasks", { TASKS_DATABASE_URL: "postgres://tasks@127.0.0.1/tasks", ...environment })
    .PUBLIC_URL;

it("takes the gateway to be where its port says, if nobody says where others reach it", () => {
  expect(publicUrl({})).toBe("http://127.0.0.1:4000");
  expect(publicUrl({ GATEWAY_PORT: "4100", PUBLIC_URL: "" })).toBe("http://127.0.0.1:4100");
  expect(publicUrl({ GATEWAY_PORT: "4100", PUBLIC_URL: "https://graph.example.vn/" })).toBe(
    "https://graph.example.vn",
  );
});
