/** A number this application tells of itself. All of them are gauges: read when somebody asks, from what all processes share. */
export interface Metric {
  /** Begins with `killreport_`; seconds and bytes end with their unit. */
  readonly name: string;
  /** One sentence for operators. */
  readonly help: string;
  /** What tells its values apart. Of few values each: never a character, a mail or a text from outside. */
  readonly labels?: readonly string[];
}

export interface Reading {
  /** Of one of the source's metrics. */
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The metrics of one part of the application, which are read together. */
export interface MetricSource {
  /** Names it where it can not be read. */
  readonly name: string;
  readonly metrics: readonly Metric[];
  /** As they are now. What has no reading is not told; an Error, and none of the source's is. */
  read(): Promise<readonly Reading[]>;
}
