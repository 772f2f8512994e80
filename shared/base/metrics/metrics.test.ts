import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createMetrics } from "./metrics";

it("counts every garbage collection, also where several are in one turn of the event loop", async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const { text } = createMetrics("test", () => undefined);
  const count = async () =>
    Number(
      /^nodejs_gc_duration_seconds_count\{kind="major",service="test"\} (\d+)$/m.exec(await text())?.[1] ?? 0,
    );
  for (let times = 0; times < 3; times += 1) collect();
  while ((await count()) === 0) await new Promise(setImmediate);
  expect(await count()).toBeGreaterThanOrEqual(3);
  expect((await text()).match(/^# TYPE nodejs_gc_duration_seconds .*$/gm)).toEqual([
    "# TYPE nodejs_gc_duration_seconds histogram",
  ]);
});
