/** Text that stands in JSON as it is: without quotes, backslashes, control characters, or halves of surrogates. */
const plain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

/** A text as JSON. A look is a third of what JSON.stringify takes, and nearly no text has anything to escape. */
export function quote(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}
