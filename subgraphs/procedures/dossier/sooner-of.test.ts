import { soonerOf } from "./sooner-of";

const memory = { from: "memory" };
const database = { from: "database" };
const never = new Promise<never>(() => undefined);
const [long, none] = [600_000, 0];
const fault = new Error("fault");

it("asks nobody else when memory answers soon", async () => {
  const other = jest.fn();
  expect(await soonerOf(Promise.resolve(memory), other, long)).toBe(memory);
  expect(other).not.toHaveBeenCalled();
});

it.each([
  ["has nothing", Promise.resolve(undefined), long],
  ["takes too long", never, none],
])("asks the other when memory %s", async (_, fromMemory: Promise<typeof memory | undefined>, patience) => {
  expect(await soonerOf(fromMemory, async () => database, patience)).toBe(database);
});

it("takes what memory has in the end when the other takes longer still, or fails", async () => {
  for (const other of [() => never, () => Promise.reject(fault)]) {
    const fromMemory = Promise.withResolvers<typeof memory>();
    const answer = soonerOf(fromMemory.promise, other, none);
    fromMemory.resolve(memory);
    expect(await answer).toBe(memory);
  }
});

it("tells why the other failed when memory has nothing in the end, and a fault of memory at once", async () => {
  const fails = () => Promise.reject(fault);
  const late = Promise.withResolvers<undefined>();
  const answer = soonerOf(late.promise, fails, none);
  late.resolve(undefined);
  await expect(answer).rejects.toBe(fault);
  await expect(soonerOf(Promise.reject(fault), async () => database, long)).rejects.toBe(fault);
});
