import { readFileSync } from "node:fs";
import type { App } from "@killreport/backend/app.ts";
import { parseId, type TypeId } from "@killreport/backend/kernel/index.ts";
import {
  type Cents,
  dayName,
  dayNamed,
  readCents,
} from "@killreport/backend/features/prices/index.ts";
import { startRelay } from "@killreport/backend/platform/queue/index.ts";
import { Command, InvalidArgumentError } from "commander";
import { readDay } from "./read-day.ts";
import { withApp } from "./with-app.ts";

const program = new Command("prices:custom")
  .description(
    "Sets, lists and takes back prices of this site's own: for hulls without a market, or where a market is manipulated. They go before all other sources, from the day they are given on, and whoever asks why a killmail is worth so much is shown the reason.",
  )
  .addHelpText(
    "after",
    `
Examples:
  npm run prices:custom -- set 11567 147000000000 --reason "price of the contracts in Delve"
  npm run prices:custom -- set 11567 98000000000 --from 2026-06-01 --reason "cheaper minerals"
  npm run prices:custom -- remove 11567 --from 2026-06-01

Exit codes:
  0  done
  1  it could not be done: the reason is printed`,
  );

program
  .command("set")
  .description("set what one of a type costs")
  .argument("<type>", "the type's id", readType)
  .argument("<isk>", "such as 147000000000 or 0.01", readIsk)
  .option("--from <day>", "since when; without: from the beginning", readDay)
  .requiredOption("--reason <text>", "why, for whoever asks")
  .action(
    (
      typeId: TypeId,
      price: Cents,
      { from, reason }: { from?: string; reason: string },
    ) =>
      run(async ({ prices }) => {
        await prices.setCustom([
          { typeId, price, fromDay: dayOrNull(from), reason },
        ]);
        console.log("Set.");
      }),
  );

program
  .command("import")
  .description(
    'set what a file says, one JSON object a line: {"typeId":11567,"isk":147000000000,"from":"2026-06-01","reason":"..."}, `from` may be left out',
  )
  .argument("<file>")
  .action((file: string) =>
    run(async ({ prices }) => {
      const lines = readFileSync(file, "utf8").split("\n");
      const set = lines.flatMap((line, index) =>
        line.trim() === "" ? [] : [readLine(line, index + 1)],
      );
      await prices.setCustom(set);
      console.log(`${set.length} set.`);
    }),
  );

program
  .command("list")
  .description("list all that are set")
  .option("--json", "as JSON")
  .action(({ json }: { json?: true }) =>
    run(async ({ prices }) => {
      const rows = (await prices.custom()).map(
        ({ typeId, fromDay, price, reason }) => ({
          typeId,
          isk: price / 100,
          from: fromDay === null ? null : dayName(fromDay),
          reason,
        }),
      );
      if (json === true) console.log(JSON.stringify(rows, null, 2));
      else if (rows.length === 0) console.log("None is set.");
      else
        for (const { typeId, isk, from, reason } of rows)
          console.log(
            `${typeId}  ${isk.toFixed(2)} ISK  ${from ?? "from the beginning"}  ${reason}`,
          );
    }),
  );

program
  .command("remove")
  .description("take back what was set for a type")
  .argument("<type>", "the type's id", readType)
  .option(
    "--from <day>",
    "only what was set from this day on, or `beginning`; without: all of it",
    (text) => (text === "beginning" ? text : readDay(text)),
  )
  .action((typeId: TypeId, { from }: { from?: string }) =>
    run(async ({ prices }) => {
      const removed = await prices.removeCustom(
        typeId,
        from === undefined ? undefined : dayOrNull(from),
      );
      console.log(removed === 0 ? "None was set." : `${removed} removed.`);
    }),
  );

await program.parseAsync();

async function run(work: (app: App) => Promise<void>): Promise<void> {
  await withApp(async (app) => {
    const relay = startRelay(app);
    try {
      await work(app);
    } finally {
      await relay.run();
      await relay.close();
    }
  });
}

function readType(text: string): TypeId {
  const typeId = parseId<TypeId>(text);
  if (typeId === null)
    throw new InvalidArgumentError("It is a type's id, such as 11567.");
  return typeId;
}

function readIsk(text: string): Cents {
  const price = readCents(text);
  if (typeof price === "string")
    throw new InvalidArgumentError(
      `It is no price (${price}): from 0.01 to ten trillion ISK, in digits.`,
    );
  return price;
}

function dayOrNull(text: string | undefined): number | null {
  return text === undefined ? null : dayNamed(text);
}

function readLine(line: string, number: number) {
  const { typeId, isk, from, reason } = parseLine(line, number);
  const price = readCents(isk);
  const fromDay = typeof from === "string" ? dayNamed(from) : null;
  const isRight =
    Number.isInteger(typeId) &&
    Number(typeId) > 0 &&
    typeof price === "number" &&
    typeof reason === "string" &&
    (from == null || fromDay !== null);
  if (!isRight)
    throw new Error(
      `Line ${number} is not {"typeId", "isk", "from"?, "reason"}: ${line.slice(0, 200)}`,
    );
  return { typeId: Number(typeId), price, fromDay, reason };
}

function parseLine(line: string, number: number): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`Line ${number} is no JSON: ${line.slice(0, 200)}`, {
      cause: error,
    });
  }
}
