import { setImmediate as nextTurn } from "node:timers/promises";
import { createLargeDocuments } from "./large-documents";

/** Texts that take 15 ms each, with a clock of their own. */
function admission() {
  let now = 0;
  const waiting: { ms: number; then: () => void }[] = [];
  const texts = createLargeDocuments({
    now: () => now,
    wait: (ms, then) => void waiting.push({ ms, then }),
  });
  const made: string[] = [];
  const ask = (client: string, name: string) =>
    texts.inTurn(client, () => {
      now += 15;
      made.push(name);
      return name;
    });
  /** Lets the pause pass; tells how long it was. */
  const rest = () => {
    const [paused] = waiting.splice(0, 1);
    paused?.then();
    return paused?.ms;
  };
  return { ask, made, rest, texts };
}

describe("large texts that were never seen", () => {
  it("are made ready one at a time, with three times as long for others between", async () => {
    const { ask, made, rest } = admission();
    const answers = ["a", "b", "c"].map((name) => ask("one", name));
    await nextTurn();
    expect(made).toEqual(["a"]);
    expect(rest()).toBe(45);
    expect(made).toEqual(["a", "b"]);
    expect(rest()).toBe(45);
    expect(rest()).toBe(45);
    expect(rest()).toBeUndefined();
    expect(await Promise.all(answers)).toEqual(["a", "b", "c"]);
  });

  it("do not wait when nobody came before, and clients take turns", async () => {
    const { ask, made, rest } = admission();
    expect(await ask("one", "a1")).toBe("a1");
    rest();
    for (const name of ["a2", "a3", "a4"]) void ask("one", name);
    void ask("other", "b1");
    for (let paused = rest(); paused !== undefined; paused = rest());
    expect(made).toEqual(["a1", "a2", "a3", "b1", "a4"]);
  });

  it("are refused to a client of whom too many wait, and to no other", async () => {
    const { ask } = admission();
    const asked = Array.from({ length: 66 }, (_, at) => ask("one", `a${at}`));
    await expect(asked[65]).rejects.toMatchObject({
      code: "RATE_LIMITED",
      extensions: { retryAfter: 1 },
    });
    void ask("other", "b");
  });

  it("go on after one that cannot be made ready", async () => {
    const { ask, rest, texts } = admission();
    const broken = texts.inTurn("one", () => {
      throw new RangeError("too deep");
    });
    const next = ask("one", "a");
    await expect(broken).rejects.toThrow("too deep");
    rest();
    expect(await next).toBe("a");
  });
});
