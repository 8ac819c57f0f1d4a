import { parseId } from "../../kernel/index.ts";
import { badUserInput } from "./errors.ts";
/** The id a client wrote. What is no EVE id at all is refused; one that nobody has is for the caller to answer with null. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the brand is what the caller says it asks for
export function idArg<Branded extends number>(
  text: string,
  name: string,
): Branded {
  const value = parseId<Branded>(text);
  if (value === null)
    throw badUserInput(
      `${name} is not an id: ids are whole numbers above 0, written in decimal digits.`,
    );
  return value;
}
