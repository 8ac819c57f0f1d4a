/** Runs work in turn within this process. Two at once would ask ESI for the same unknown ids, and double its refusals. */
export function createOneAtATime(): (
  work: () => Promise<void>,
) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = last.then(work);
    // Who comes next waits for the end, not for success.
    last = run.catch(() => undefined);
    return run;
  };
}
