/** Ends the sentence "expected …". */
export const expectedAddress = "an e-mail address such as congkhai@hanoi.example, of at most 254 characters";

/** Whether a text is an e-mail address as offices have them: no quotes, no comments, no blanks. */
export function isOfficeAddress(text: string): boolean {
  return text.length <= 254 && /^[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/.test(text);
}
