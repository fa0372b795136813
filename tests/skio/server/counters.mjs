// Counts what the tests ask about afterwards: requests, how many at once, how many within any second, links and updates.

export class Counters {
  constructor() { this.clear(); }

  clear() {
    this.requests = 0;
    this.inFlight = 0;
    this.maxInFlight = 0;
    this.maxPerSecond = 0;
    this.unauthorised = 0;
    this.byOperation = {};
    this.recent = [];
    this.magicLinkCalls = 0;
    this.magicLinks = [];
    this.shopifyRequests = 0;
    this.shopifyUpdates = 0;
    this.elsewhere = 0;
    this.elsewhereTokens = 0;
    this.arrivals = [];
  }

  // Returns what must be called when the request is over, answered or not.
  begin(operation, variables) {
    const now = performance.now();
    this.requests += 1;
    this.byOperation[operation] = (this.byOperation[operation] ?? 0) + 1;
    this.recent.push({ operation, variables });
    if (this.recent.length > 200) this.recent.shift();
    this.arrivals.push(now);
    while (this.arrivals[0] <= now - 60_000) this.arrivals.shift();
    let within = 0;
    for (let i = this.arrivals.length - 1; i >= 0 && this.arrivals[i] > now - 1000; i -= 1) within += 1;
    this.maxPerSecond = Math.max(this.maxPerSecond, within);
    this.inFlight += 1;
    this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
    // A request that began before the counts were cleared is not taken from the new ones.
    const { arrivals } = this;
    return () => { if (this.arrivals === arrivals) this.inFlight -= 1; };
  }

  withinLastMinute() { return this.arrivals.length; }

  report() {
    const { arrivals, ...rest } = this;
    return rest;
  }
}
