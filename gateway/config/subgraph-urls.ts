import { z } from "zod";
import { type Environment, readConfig } from "../../shared/base/config/read-config";
import { variablePrefix } from "../../shared/base/config/variable-prefix";

/**
 * Where each subgraph is, each of its replicas: the URLs of its variable, e.g. LIBRARY_URL, else that of the supergraph.
 * Throws ConfigurationError when a variable is no list of URLs.
 */
export function readSubgraphUrls(
  routed: readonly { name: string; url: string }[],
  environment: Environment,
): Map<string, readonly string[]> {
  const variableOf = (name: string) => `${variablePrefix(name)}_URL`;
  const shape: Record<string, ReturnType<typeof httpUrls>> = Object.fromEntries(
    routed.map(({ name, url }) => [variableOf(name), httpUrls(url)]),
  );
  const urls = readConfig(shape, environment);
  return new Map(routed.map(({ name, url }) => [name, urls[variableOf(name)] ?? [url]]));
}

/** One or more, separated by commas. */
const httpUrls = (fallback: string) =>
  z
    .string()
    .transform((list) => list.split(",").map((url) => url.trim()))
    .refine((urls) => urls.every((url) => httpUrl.safeParse(url).success))
    .refine((urls) => new Set(urls).size === urls.length)
    .default([fallback])
    .meta({
      description:
        "the URL of the subgraph's /graphql, e.g. http://127.0.0.1:4001/graphql, or those of its replicas separated by commas",
    });

const httpUrl = z.url({ protocol: /^https?$/ });
