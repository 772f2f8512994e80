// Hive Gateway before the sidecar: it hands the client's token on, and nothing else. Taken by compose.yaml, by the manifests
// here, and by `npm run other-routers`, which runs it.
export const gatewayConfig = {
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({
      authorization: request.headers.get("authorization") ?? undefined,
    }),
  },
};
