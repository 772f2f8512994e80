import { sourceDocumentReference } from "../../common/reference/source-document-reference";

/** Innovation owns it; this sector refers to it. */
export const SourceDocument = sourceDocumentReference();
export type SourceDocument = InstanceType<typeof SourceDocument>;
