import type { App } from "@killreport/backend/app.ts";
import type {
  ImportOptions,
  ImportReport,
} from "@killreport/backend/features/history/index.ts";
import { createImportBar } from "./create-import-bar.ts";
import { printReport } from "./print-report.ts";
import { runStoppable } from "./run-stoppable.ts";

export const importExitCodes = `
Exit codes:
  0  done
  1  it could not be done, or not to its end: the reason is printed, and starting it again goes on
  2  done, but not everything could be taken: what and why is printed
  130  stopped by Ctrl+C; starting it again goes on`;

/** Runs an import on the application: with a bar, stopped by Ctrl+C after what is under way, told of at its end. */
export async function runImport<Report extends ImportReport>(
  options: { json?: true },
  work: (app: App, options: ImportOptions) => Promise<Report>,
  title: (report: Report) => string,
): Promise<void> {
  const isJson = options.json === true;
  await runStoppable(async (app, signal) => {
    const bar = createImportBar(!isJson && process.stderr.isTTY);
    const startedAt = performance.now();
    try {
      const report = await work(app, {
        signal,
        onProgress: (progress) => bar.show(progress),
      });
      bar.close();
      const seconds = (performance.now() - startedAt) / 1000;
      printReport(report, { title: title(report), seconds, isJson });
      if (report.failed > 0 || report.refused > 0) process.exitCode = 2;
    } finally {
      bar.close();
    }
  });
}
