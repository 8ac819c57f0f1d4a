import { join } from "node:path";
import { RejectedError } from "@killreport/backend/kernel/index.ts";
import type { Command } from "commander";
import { type Figure, quantile, reportFigures } from "./figures.ts";
import { findDayFiles, realDataFolder } from "./find-day-files.ts";
import {
  compareTotals,
  isEmptyPod,
  isFullyPriced,
} from "./value/compare-totals.ts";
import { holdOut } from "./value/hold-out.ts";
import { labelDifferences } from "./value/label-differences.ts";
import { measureSpeed } from "./value/measure-speed.ts";
import { printDifference } from "./value/print-difference.ts";
import { readEstimates, readPriceBook } from "./value/read-price-book.ts";
import { readStaticFacts } from "./value/read-static-facts.ts";
import { readValuedMails } from "./value/valued-mails.ts";

interface Options {
  folder: string;
  killmails?: string[];
  json?: string;
}

const explained = 3;
const shownDifferences = 20;

export function addValueBench(program: Command): void {
  program
    .command("value")
    .description(
      "Compares values and labels with what zKillboard said of real killmails, and measures how fast they are found.",
    )
    .option(
      "--folder <folder>",
      "of real data: killmails/, prices/ and sde/",
      realDataFolder(),
    )
    .option(
      "--killmails <file...>",
      "killmails with zKillboard's figures under `zkb`, one on each line (.jsonl or .jsonl.gz)",
    )
    .option("--json <file>", "write the figures there, too")
    .action(measureValue);
}

async function measureValue({ folder, killmails, json }: Options) {
  const files = killmails ?? [
    join(folder, "killmails/varied.jsonl"),
    join(folder, "killmails/valued-2024-without-id.jsonl.gz"),
  ];
  const facts = readStaticFacts(folder);
  const estimates = readEstimates(folder);
  const book = readPriceBook(folder, estimates);
  const mails = files.flatMap(readValuedMails);
  if (mails.length === 0)
    throw new RejectedError(
      "NO_VALUED_KILLMAILS",
      `No killmail in ${files.join(", ")} carries zKillboard's figures (zkb), so there is nothing to compare with.`,
    );
  console.log(
    `${mails.length} killmails that zKillboard has valued. Prices of 2024 were solved from the same totals: how near ours come shows that the rules did not change, not that they are right. The hold-out values each mail by prices solved from others.`,
  );
  const compared = compareTotals(mails, { facts, book });
  const judged = compared.filter(
    (one) =>
      one.mail.killmail_time.startsWith("2024") &&
      isFullyPriced(one) &&
      !isEmptyPod(one.mail, facts),
  );
  const errors = judged.map(({ error }) => error);
  const differences = labelDifferences(mails, facts);
  for (const difference of differences.slice(0, shownDifferences))
    console.log(`  ${difference}`);
  for (const one of judged
    .toSorted((a, b) => b.error - a.error)
    .slice(0, explained))
    printDifference(one, { facts, book });
  const heldOut = holdOut(
    mails.filter((mail) => mail.killmail_time.startsWith("2024")),
    { facts, folder, estimates },
  );
  const speed = measureSpeed(findDayFiles(join(folder, "killmails")), facts);
  await reportFigures(
    [
      figure("mails", mails.length, "mails"),
      figure(
        "coverage",
        compared.filter(isFullyPriced).length / compared.length,
        "share",
      ),
      figure("judged", judged.length, "mails"),
      figure("total_median_error", quantile(errors, 0.5), "share", 0.02),
      figure("total_p95_error", quantile(errors, 0.95), "share", 0.2),
      figure("held_out", heldOut.length, "mails"),
      figure("held_out_median_error", quantile(heldOut, 0.5), "share"),
      figure("held_out_p95_error", quantile(heldOut, 0.95), "share"),
      figure("label_differences", differences.length, "labels", 0),
      figure("vs_parse", speed.vsParse, "ratio", 1),
      figure("valued_per_s", speed.valuedPerSecond, "mails/s"),
    ],
    json,
  );
}

function figure(
  metric: string,
  value: number,
  unit: string,
  most?: number,
): Figure {
  return {
    metric: `value.${metric}`,
    value,
    unit,
    ...(most === undefined ? {} : { most }),
  };
}
