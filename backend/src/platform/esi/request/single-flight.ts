/** Who asks for what this process is asking for already gets the same answer. */
export function createSingleFlight<Answer>(): (
  what: string,
  ask: () => Promise<Answer>,
) => Promise<Answer> {
  const flights = new Map<string, Promise<Answer>>();
  return (what, ask) => {
    const flying = flights.get(what);
    if (flying !== undefined) return flying;
    const flight = ask().finally(() => flights.delete(what));
    flights.set(what, flight);
    return flight;
  };
}
