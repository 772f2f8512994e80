import { Anchor } from "@mantine/core";

export interface Source {
  code: string;
  title: string | null;
  publisher?: string | null;
  url: string | null;
}

/** A document that states a figure; a link where it is known where it stands. */
export function SourceLink({ source }: { source: Source | null | undefined }) {
  if (!source) return "–";
  const name = source.title ?? source.code;
  const words = source.publisher ? `${source.publisher}: ${name}` : name;
  return source.url === null ? (
    words
  ) : (
    <Anchor href={source.url} rel="noreferrer" target="_blank" size="sm">
      {words}
    </Anchor>
  );
}
