/* Shows GraphiQL with one tab for each opening query. */
const headers = `{
  // To ask as somebody, print a token:
  //   npm run --silent token -- --role analyst
  // Paste it below, and take away the two slashes of that line.
  // It is gone with a reload.
  // "authorization": "Bearer …"
}
`;

async function ask(parameters, { headers } = {}) {
  const answer = await fetch("/graphql", {
    method: "POST",
    credentials: "same-origin",
    headers: { ...headers, accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(parameters),
  });
  return answer.json();
}

async function start() {
  const queries = await (await fetch("/explorer/queries.json")).json();
  YogaGraphiQL.renderYogaGraphiQL(document.querySelector("#root"), {
    title: "Hanoi sector graph",
    logo: " ",
    fetcher: ask,
    defaultTabs: queries.map((query) => ({ query, headers })),
    headers,
    shouldPersistHeaders: false,
    onEditQuery: () => {},
  });
}

start();
