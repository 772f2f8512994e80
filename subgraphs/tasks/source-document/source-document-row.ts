import { Entity, PrimaryColumn } from "typeorm";

/** The id of a document that facts of this sector may be taken from. Owned by the innovation subgraph. */
@Entity("source_document")
export class SourceDocumentRow {
  @PrimaryColumn("text")
  id!: string;
}
