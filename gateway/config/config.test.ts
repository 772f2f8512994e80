import "./environment";
import { readGatewayConfig } from "./config";
import { readSubgraphUrls } from "./subgraph-urls";

describe("configuration", () => {
  it("names every variable that does not fit", () => {
    const read = () => readGatewayConfig({ GATEWAY_PORT: "x", BODY_LIMIT: "1", CORS_ORIGINS: "page.test/x" });
    expect(read).toThrow(
      [
        'GATEWAY_PORT: expected a TCP port from 0 to 65535, got "x".',
        'CORS_ORIGINS: expected * or origins separated by commas, e.g. https://data.example.vn, got "page.test/x".',
        'BODY_LIMIT: expected a whole number from 1024 to 67108864, got "1".',
      ].join("\n"),
    );
    expect(() => readGatewayConfig({ AUTH_JWKS: "https://issuer.test/jwks" })).toThrow(
      "AUTH_ISSUER is not set: expected a value, for another AUTH_ variable is set.\n" +
        "AUTH_AUDIENCE is not set: expected a value, for another AUTH_ variable is set.",
    );
  });

  it("moves a subgraph by a variable of its name", () => {
    const routed = [
      { name: "tasks", url: "http://127.0.0.1:4001/graphql" },
      { name: "open-data", url: "http://127.0.0.1:4005/graphql" },
    ];
    const urls = readSubgraphUrls(routed, { OPEN_DATA_URL: "https://data.test/graphql" });
    expect([...urls]).toEqual([
      ["tasks", ["http://127.0.0.1:4001/graphql"]],
      ["open-data", ["https://data.test/graphql"]],
    ]);
    expect(() => readSubgraphUrls(routed, { TASKS_URL: "ftp://x" })).toThrow(
      "TASKS_URL: expected the URL of",
    );
  });

  it("takes the replicas of a subgraph as a list", () => {
    const read = (urls: string) =>
      readSubgraphUrls([{ name: "tasks", url: "http://one.test/graphql" }], { TASKS_URL: urls }).get("tasks");
    const urls = ["http://one.test:4001/graphql", "https://two.test/graphql"];
    expect(read(urls.join(", "))).toEqual(urls);
    for (const wrong of ["http://one.test,", "http://one.test, ftp://x", "http://one.test,http://one.test"])
      expect(() => read(wrong)).toThrow("TASKS_URL: expected the URL of");
  });

  it("keeps telemetry off", () => {
    expect(process.env.APOLLO_TELEMETRY_DISABLED).toBe("1");
  });
});
