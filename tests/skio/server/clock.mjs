// The server's clock, which a test may set off by minutes; touched rows get times that only grow.
export class Clock {
  #last = 0;

  constructor(settings) { this.settings = settings; }

  millis() { return Date.now() + this.settings.clockOffsetMs; }

  nextMicros() {
    this.#last = Math.max(this.#last + 1, this.millis() * 1000 + Math.floor((performance.now() * 1000) % 1000));
    return this.#last;
  }
}
