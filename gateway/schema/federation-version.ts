import { FEDERATION_VERSIONS, FeatureUrl } from "@apollo/federation-internals";
import { type DocumentNode, Kind } from "graphql";

const { identity } = FEDERATION_VERSIONS;

/** The newest federation that composition knows, as its `@link` names it: `v2.14`. */
export const newestFederation = String(FEDERATION_VERSIONS.latest().version);

/** The federation that a subgraph's schema links and composition does not know, `v2.15`; undefined for all others. */
export function unknownFederation({ definitions }: DocumentNode): string | undefined {
  const urls = definitions
    .filter((node) => node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION)
    .flatMap(({ directives = [] }) => directives.filter(({ name }) => name.value === "link"))
    .flatMap((link) => link.arguments?.find(({ name }) => name.value === "url")?.value ?? [])
    .flatMap((value) => (value.kind === Kind.STRING ? (FeatureUrl.maybeParse(value.value) ?? []) : []));
  const unknown = urls.find((url) => url.identity === identity && !FEDERATION_VERSIONS.find(url.version));
  return unknown && String(unknown.version);
}
