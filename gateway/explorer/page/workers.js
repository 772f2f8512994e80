/* Loaded before GraphiQL, whose editor asks for its workers while it loads. */
self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) =>
    ({
      graphql: "/explorer/graphql.worker.js",
      json: "/explorer/json.worker.js",
    })[label] ?? "/explorer/editor.worker.js",
};
