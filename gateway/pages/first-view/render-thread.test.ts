import { openRenderThread, type RenderThread } from "./render-thread";

const task = { pathname: "/page", search: "?q", answers: [] };
/** A renderer as the build makes it. */
const script = (body: string) => `module.exports.render = async (task) => { ${body} };`;
const page = "{ html: task.search, language: 'vi', title: 't', asked: [], state: '{}' }";

const threads: RenderThread[] = [];
const open = (body: string) => {
  const thread = openRenderThread(script(body));
  threads.push(thread);
  return thread;
};
afterEach(async () => void (await Promise.all(threads.splice(0).map((thread) => thread.close()))));

it("renders in a thread, one page after the other", async () => {
  const thread = open(`return ${page}`);
  const all = await Promise.all([thread.render(task), thread.render({ ...task, search: "?r" })]);
  expect(all.map(({ html }) => html)).toEqual(["?q", "?r"]);
});

it("goes on after a page that fails, and with another thread after one that ends it", async () => {
  const thread = open(`
    if (task.search === '?fail') throw new Error('no such page');
    if (task.search === '?exit') process.exit(1);
    return ${page}`);
  await expect(thread.render({ ...task, search: "?fail" })).rejects.toThrow("no such page");
  await expect(thread.render({ ...task, search: "?exit" })).rejects.toThrow("The thread ended.");
  expect((await thread.render(task)).html).toBe("?q");
});

it("takes no more tasks than it can do in time, and ends those that wait when it is closed", async () => {
  const thread = open("await new Promise(() => setInterval(() => {}, 1000))");
  const all = Array.from({ length: 30 }, () => thread.render(task).catch((error: Error) => error.message));
  await Promise.resolve();
  await thread.close();
  const told = await Promise.all(all);
  expect(told.filter((each) => each === "Too many pages wait already.").length).toBe(13);
  expect(told.filter((each) => each === "The gateway is ending.").length).toBe(17);
});

it("says so where a script is no renderer", async () => {
  const thread = openRenderThread("module.exports = {};");
  threads.push(thread);
  await expect(thread.render(task)).rejects.toThrow("Expected a renderer to export `render`; it does not.");
});
