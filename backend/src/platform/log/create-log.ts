import pino from "pino";
import type { Logger } from "../../kernel/index.ts";
import { hideSecrets, hideSecretsInText } from "./hide-secrets.ts";
import { readableLine } from "./readable-line.ts";

export interface LogOptions {
  readonly level: "debug" | "info" | "warn" | "error" | "silent";
  /** One JSON object a line for machines, or a short readable line for people. */
  readonly format: "json" | "readable";
  /** Takes finished lines; standard output when not given. */
  readonly write?: (line: string) => void;
}

/** A log that hides secrets in whatever it is given, wherever they sit. */
export function createLog(options: LogOptions): Logger {
  const write =
    options.write ?? ((line: string) => void process.stdout.write(line));
  const instance = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    {
      write:
        options.format === "json" ? write : (line) => write(readableLine(line)),
    },
  );
  return wrap(instance);
}

/** What children add is kept here: pino writes the key twice when a line names it again. */
function wrap(instance: pino.Logger, kept: object = {}): Logger {
  const at = (level: "debug" | "info" | "warn" | "error") => {
    return (fields: object, message: string) => {
      if (!instance.isLevelEnabled(level)) return;
      instance[level](
        { ...kept, ...hideSecrets(fields) },
        hideSecretsInText(message),
      );
    };
  };
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: (fields) => wrap(instance, { ...kept, ...hideSecrets(fields) }),
  };
}
