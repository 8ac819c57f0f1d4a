import { RejectedError } from "../../kernel/index.ts";
import type { VariableName } from "./variables.ts";

/** What is wrong with one variable. The text continues the name and says how to fix it. */
export interface Problem {
  readonly name: VariableName;
  readonly text: string;
}

/** One error for all of them: nobody wants to start six times to learn of six mistakes. */
export function configError(problems: readonly Problem[]): RejectedError {
  const lines = problems.map(({ name, text }) => `  ${name} ${text}`);
  return new RejectedError(
    "CONFIG",
    `The configuration can not be used. Correct this in the environment or in .env:\n${lines.join("\n")}`,
  );
}
