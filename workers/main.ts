import { Argument, Command } from "commander";
import { fleet, type FleetProcess } from "./fleet.ts";
import { runProcess } from "./run-process.ts";

const names = fleet.map(({ name }) => name);

await new Command("worker")
  .description("Works on the tasks of one line of workers/fleet.ts.")
  .addArgument(new Argument("<process>", "line of the fleet").choices(names))
  .addHelpText(
    "after",
    `
Lines:
${fleet.map(describeLine).join("\n")}

Stop it with SIGTERM or SIGINT: it finishes what it has in hand (10 s at most).

Exit codes:
  0  stopped when it was told to
  1  could not start, or broke`,
  )
  .action(async (name: string) => {
    await runProcess({
      name,
      lines: fleet.filter((line) => line.name === name),
    });
  })
  .parseAsync();

function describeLine({ name, office, tasks, prefetch }: FleetProcess): string {
  const leads = office === undefined ? "" : ", and one of them leads";
  return `  ${name.padEnd(22)} ${tasks.join(", ")} (${prefetch} at a time)${leads}`;
}
