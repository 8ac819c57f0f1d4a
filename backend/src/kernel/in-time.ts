/** What `work` comes to; an Error once it takes longer than `patienceMs`. The work itself goes on, and nobody hears of it any more. */
export async function inTime<Result>(
  work: Promise<Result>,
  patienceMs: number,
): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error(`No answer within ${patienceMs} ms`));
  }, patienceMs);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
