import type { ImportReport } from "@killreport/backend/features/history/index.ts";
import { peakRssMb } from "./peak-rss-mb.ts";

/** What came of an import, as sentences or as JSON. */
export function printReport(
  report: ImportReport,
  options: { title: string; seconds: number; isJson: boolean },
): void {
  const { title, seconds, isJson } = options;
  const mails = report.stored + report.known + report.doubtful + report.refused;
  if (isJson) {
    const ignoredKeys = Object.fromEntries(report.ignoredKeys);
    console.log(
      JSON.stringify(
        { ...report, ignoredKeys, mails, seconds, peakRssMb: peakRssMb() },
        null,
        2,
      ),
    );
    return;
  }
  console.log(
    `${title}${mails} killmails in ${seconds.toFixed(1)} s: ${report.stored} stored, ${report.known} were here.`,
  );
  if (report.doubtful > 0)
    console.log(
      `${report.doubtful} are fetched from ESI: their bodies disagree with their hash, or with what is here.`,
    );
  for (const [key, count] of report.ignoredKeys)
    console.log(`Left out: "${key}", which is not ESI's, on ${count} of them.`);
  if (report.refused > 0) console.log(`${report.refused} could not be taken.`);
  for (const sentence of report.complaints) console.error(`  ${sentence}`);
}
