/**
 * The members of one JSON object, `{"1":{...},"2":{...}}`, as they come in: each as the text of `"key":value`. Only the
 * structure is followed (strings, nesting), so that a file of 100 MB never stands in memory as a whole. Throws SyntaxError
 * when the text is no object, ends in the middle, or has a member longer than `mostCharacters`.
 */
export async function* splitMembers(
  text: AsyncIterable<string>,
  mostCharacters: number,
): AsyncGenerator<string> {
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let isOver = false;
  let member = "";
  for await (const chunk of text) {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at);
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (code === backslash) isEscaped = true;
        else if (code === quote) isInString = false;
        continue;
      }
      if (isBlank(code)) continue;
      if (isOver) throw new SyntaxError("Something follows the object");
      if (depth === 0 && code !== openBrace)
        throw new SyntaxError("It is no object");
      if (code === quote) isInString = true;
      else if (code === openBrace || code === openBracket) {
        if (++depth === 1) start = at + 1;
      } else if (code === closeBrace || code === closeBracket) depth--;
      const isEnd = depth === 0 || (depth === 1 && code === comma);
      if (!isEnd) continue;
      const whole = (member + chunk.slice(start, at)).trim();
      if (whole !== "") yield whole;
      member = "";
      start = at + 1;
      isOver = depth === 0;
    }
    if (depth > 0) member += chunk.slice(start);
    if (member.length > mostCharacters)
      throw new SyntaxError(
        `A member is longer than ${mostCharacters} characters`,
      );
  }
  if (!isOver) throw new SyntaxError("It ends in the middle");
}

const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
