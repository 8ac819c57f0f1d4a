import { Command } from "commander";
import { explain } from "@killreport/backend/platform/log/index.ts";
import { addFeedBench } from "./bench/feed.ts";
import { addIngestBench } from "./bench/ingest.ts";
import { addRowLayoutBench } from "./bench/row-layout.ts";
import { addStaticDataBench } from "./bench/static-data.ts";
import { addSyncBench } from "./bench/sync.ts";
import { addValueBench } from "./bench/value.ts";

const program = new Command("bench").description(
  "Measures speed and size, as ratios within one run.",
);
addIngestBench(program);
addFeedBench(program);
addRowLayoutBench(program);
addStaticDataBench(program);
addSyncBench(program);
addValueBench(program);
try {
  await program.parseAsync();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
