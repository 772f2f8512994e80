import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { GraphqlEditorProps } from "./graphql-editor";
import type { JsonEditorProps } from "./json-editor";
import type { SqlEditorProps } from "./sql-editor";

const LoadedGraphqlEditor = lazy(() =>
  import("./graphql-editor").then(({ GraphqlEditor }) => ({ default: GraphqlEditor })),
);
const LoadedJsonEditor = lazy(() =>
  import("./json-editor").then(({ JsonEditor }) => ({ default: JsonEditor })),
);
const LoadedSqlEditor = lazy(() => import("./sql-editor").then(({ SqlEditor }) => ({ default: SqlEditor })));

/** Editors come after the page, which is shown before they are there. */
export function GraphqlEditor(props: GraphqlEditorProps) {
  return (
    <Suspense fallback={<Skeleton height="16rem" />}>
      <LoadedGraphqlEditor {...props} />
    </Suspense>
  );
}

export function JsonEditor(props: JsonEditorProps) {
  return (
    <Suspense fallback={<Skeleton height="5rem" />}>
      <LoadedJsonEditor {...props} />
    </Suspense>
  );
}

export function SqlEditor(props: SqlEditorProps) {
  return (
    <Suspense fallback={<Skeleton height="10rem" />}>
      <LoadedSqlEditor {...props} />
    </Suspense>
  );
}
