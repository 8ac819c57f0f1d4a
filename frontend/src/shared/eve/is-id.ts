/** Whether the server would take this text, of an address for example, as an id: it refuses anything else. */
export function isId(text: string): boolean {
  return /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text));
}
