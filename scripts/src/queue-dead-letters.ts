import { Command, InvalidArgumentError } from "commander";
import { startRelay } from "@killreport/backend/platform/queue/index.ts";
import { withApp } from "./with-app.ts";

const program = new Command("queue:dead-letters")
  .description("Tasks that failed for good: list, show, replay or drop.")
  .addHelpText(
    "after",
    `
Exit codes:
  0  done
  1  no such dead letter, or the database is away`,
  );

program
  .command("list", { isDefault: true })
  .description("newest first")
  .option("--task <name>", "of this task only")
  .option("--limit <number>", "at most so many", readLimit, 50)
  .option("--json", "as JSON, with payloads")
  .action(async (options: { task?: string; limit: number; json?: true }) => {
    await withApp(async ({ operations }) => {
      const letters = await operations.deadLetters.list(options);
      if (options.json === true) {
        console.log(JSON.stringify(letters, null, 2));
        return;
      }
      for (const { id, task, attempt, deadAt, lastError } of letters)
        console.log(
          `${id}  ${task}  ${deadAt.toISOString()}  attempt ${attempt}  ${lastError}`,
        );
      if (letters.length === 0) console.log("No dead letters.");
    });
  });

program
  .command("show")
  .alias("inspect")
  .description("one of them with its payload, as JSON")
  .argument("<id>", "its id", readId)
  .action(async (id: string) => {
    await withApp(async ({ operations }) => {
      const letter = await operations.deadLetters.inspect(id);
      if (letter === null) refuse(id);
      else console.log(JSON.stringify(letter, null, 2));
    });
  });

program
  .command("replay")
  .description("give one, or all of a task, their attempts again")
  .argument("<id-or-task>", "its id, or a task's name")
  .action(async (target: string) => {
    await withApp(async (app) => {
      const { operations } = app;
      const count = await operations.deadLetters.replay(
        /^\d+$/.test(target) ? { id: target } : { task: target },
      );
      if (count === 0) refuse(target);
      else {
        const relay = startRelay(app);
        await relay.run();
        await relay.close();
        console.log(`Replayed ${count}.`);
      }
    });
  });

program
  .command("drop")
  .description("delete one for good")
  .argument("<id>", "its id", readId)
  .action(async (id: string) => {
    await withApp(async ({ operations }) => {
      if (await operations.deadLetters.drop(id)) console.log("Dropped.");
      else refuse(id);
    });
  });

await program.parseAsync();

function refuse(target: string): void {
  console.error(`There is no dead letter ${target}.`);
  process.exitCode = 1;
}

function readId(text: string): string {
  if (!/^[1-9]\d{0,18}$/.test(text))
    throw new InvalidArgumentError("It is a number, as `list` shows it.");
  return text;
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1)
    throw new InvalidArgumentError("It is a number above 0.");
  return limit;
}
