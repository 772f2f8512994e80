/** What every assistant is told when it connects. */
export const instructions = `The Hanoi Sector Graph: the data of four departments of Hanoi (tasks, administrative procedures, innovation, infrastructure) as one GraphQL graph. Everything here only reads.

How to answer a question:
1. search_schema finds types and fields by Vietnamese or English words; describe_type shows one in full.
2. Prefer statistics (fields that end in Stats: groupBy, timeBucket, having, orderBy, first, asOf) to fetching rows and adding them up.
3. validate_query checks a query and its cost; run_query runs it. run_sql joins the answers of several queries in SQL, for analysts.
4. list_indicators has the figures that were published, with their sources.

How to quote a figure:
- Read notes.remarks of every answer first, and pass on what they say.
- SYNTHETIC rows are of the demonstration: never quote them as published, or as facts about the city.
- A PUBLISHED figure is quoted with its source and the period that it is of. REPORTED: by whom it was reported.
- Name the day: asOf, dataAsOf or the period. Days are Hanoi's calendar days. Shares are 0 to 1, money is in VND.
- Protected numbers (protected: true) are about so many. Rows that are not all (incomplete, truncated) are not to be added up.
- Where the answer does not tell a number's origin (originNotTold), say that it is not known.`;

/** A prompt that people choose in their client. */
export const askPrompt = {
  name: "ask_the_graph",
  title: "Answer a question from the graph",
  description:
    "Has the assistant answer a question with figures, each with its day, unit, origin and source.",
  textOf: (question: string) =>
    `Answer this question from the Hanoi Sector Graph, in the language that it is asked in:\n\n${question}\n\nFind the fields with search_schema and describe_type, check the query with validate_query, run it, and quote each figure with its day, its unit, its origin (published with source, reported, or synthetic) and what notes.remarks say of it. If the graph cannot answer it, say what is missing.`,
};
