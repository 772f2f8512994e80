import { createAdmissionControl } from "./admission-control";

const heavy = 100_000;

/** A gate whose process is as idle as the test says, and looks when the test says. */
function setUp() {
  const looks: (() => void)[] = [];
  let idleMs = 0;
  const gate = createAdmissionControl({ idleMs: () => idleMs, later: (look) => looks.push(look) });
  const begun: string[] = [];
  const enter = (name: string, weight: number) => {
    const work = Promise.withResolvers<string>();
    const done = gate.enter(weight, () => {
      begun.push(name);
      return work.promise;
    });
    return { done, end: () => work.resolve(name), fail: () => work.reject(new Error(name)) };
  };
  const look = (idleSinceMs: number) => {
    idleMs += idleSinceMs;
    for (const each of looks.splice(0)) each();
  };
  return { begun, enter, look, looks };
}

it("lets work begin while there is room, and the rest in its order as others end", async () => {
  const { begun, enter } = setUp();
  const [a, b, , d] = ["a", "b", "c", "d"].map((name) => enter(name, heavy));
  expect(begun).toEqual(["a", "b"]);
  a?.end();
  expect(await a?.done).toBe("a");
  expect(begun).toEqual(["a", "b", "c"]);
  b?.end();
  d?.end();
  expect(await d?.done).toBe("d");
});

it("lets one begin that is larger than all the room", () => {
  const { begun, enter } = setUp();
  enter("a", 1_000_000);
  enter("b", heavy);
  expect(begun).toEqual(["a"]);
});

it("never has work wait that holds little, nor work that ran never before", () => {
  const { begun, enter } = setUp();
  for (const name of ["a", "b", "c"]) enter(name, heavy);
  enter("small", 300);
  enter("new", 0);
  expect(begun).toEqual(["a", "b", "small", "new"]);
});

it("lets more begin when the process had nothing to do, and none while it is busy", () => {
  const { begun, enter, look, looks } = setUp();
  for (const name of ["a", "b", "c", "d", "e", "f", "g"]) enter(name, heavy);
  look(0);
  expect(begun).toEqual(["a", "b"]);
  look(0.2);
  look(0.1);
  expect(begun).toEqual(["a", "b", "c"]);
  look(100);
  expect(begun).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
  expect(looks).toEqual([]);
});

it("has room again after work that failed", async () => {
  const { begun, enter } = setUp();
  const [a] = ["a", "b", "c"].map((name) => enter(name, heavy));
  a?.fail();
  await expect(a?.done).rejects.toThrow("a");
  expect(begun).toEqual(["a", "b", "c"]);
});
