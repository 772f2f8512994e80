#!/usr/bin/env bash
# Versions: @opentelemetry/exporter-trace-otlp-http 0.57.2, @opentelemetry/sdk-trace-base 1.30.1, @opentelemetry/api 1.9.1;
# seen 2026-11-29.
# Behaviour: a span's attributes that are numbers go out by OTLP as JSON in two ways that lose them. NaN and Infinity,
# which OpenTelemetry's doubles have and JSON's mapping of Protocol Buffers writes as texts ("NaN", "Infinity"), become
# {"doubleValue":null}: nothing tells that there was a number. A number without a fraction beyond 64 bits (1e21) goes out
# as {"intValue":1e+21}, which no reader of an int64 takes; the spans that came with it are refused along with it.
# Expected: {"doubleValue":"NaN"}, {"doubleValue":"Infinity"}, {"doubleValue":1e+21}.
# Output seen: {"nan":{"doubleValue":null},"infinity":{"doubleValue":null},"large":{"intValue":1e+21}}
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @opentelemetry/api@1.9.1 @opentelemetry/sdk-trace-base@1.30.1 \
  @opentelemetry/exporter-trace-otlp-http@0.57.2
cat >trace.cjs <<'JS'
const { createServer } = require("node:http");
const { BasicTracerProvider, SimpleSpanProcessor } = require("@opentelemetry/sdk-trace-base");
const { OTLPTraceExporter } = require("@opentelemetry/exporter-trace-otlp-http");
const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    response.setHeader("content-type", "application/json").end("{}");
    const text = Buffer.concat(chunks).toString();
    // As it came: JSON.parse would write the number in its own way again.
    const valueOf = (key) => new RegExp(`\\{"key":"${key}","value":(\\{[^}]*\\})\\}`).exec(text)?.[1];
    const keys = ["nan", "infinity", "large"];
    console.log(`{${keys.map((key) => `"${key}":${valueOf(key)}`).join(",")}}`);
    server.close();
    server.closeAllConnections();
  });
});
server.listen(0, "127.0.0.1", async () => {
  const url = `http://127.0.0.1:${server.address().port}/v1/traces`;
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter({ url }))] });
  const attributes = { nan: Number.NaN, infinity: Number.POSITIVE_INFINITY, large: 1e21 };
  provider.getTracer("numbers").startSpan("span", { attributes }).end();
  await provider.shutdown();
});
JS
seen=$(node trace.cjs)
expected='{"nan":{"doubleValue":null},"infinity":{"doubleValue":null},"large":{"intValue":1e+21}}'
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi
